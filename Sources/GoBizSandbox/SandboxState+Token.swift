// `POST /oauth2/token`: OAuth 2.0 client credentials.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    extension SandboxState {
        /// Most tokens at a time.
        private static let tokenLimit = 1_000

        /// Issues a token.
        ///
        /// Credentials come by HTTP Basic or as form fields; without a scope the token opens nothing.
        /// - Source: RFC 6749, 2.3.1, 4.4, 5.1, 5.2; GoBiz: "If access level is not provided, no scope is granted".
        mutating func token(_ incoming: Incoming) throws(Reply) -> Reply {
            let form = incoming.form
            let client = try self.client(incoming, form)
            guard form["grant_type"] == "client_credentials" else {
                throw form["grant_type"] == nil
                    ? Reply.oauthError(400, "invalid_request", "grant_type is missing")
                    : Reply.oauthError(400, "unsupported_grant_type", "Only client_credentials is supported")
            }
            let scopes = (form["scope"] ?? "").split(separator: " ").map(String.init)
            guard scopes.allSatisfy(client.scopes.contains) else {
                throw Reply.oauthError(400, "invalid_scope", "A scope is not granted to this client")
            }
            tokens = tokens.filter { $0.value.endsAt > now }
            guard tokens.count < Self.tokenLimit else { throw Reply.tooManyTokens }
            let text = random.hexadecimal(32)
            tokens[text] = Token(client: client.id, scopes: Set(scopes), endsAt: now + settings.tokenLifetime)
            let grant: JSON = [
                "access_token": .string(text), "expires_in": .number(Int(settings.tokenLifetime.components.seconds)),
                "scope": .string(scopes.joined(separator: " ")), "token_type": "Bearer",
            ]
            return Reply(200, grant, headers: ["Cache-Control": "no-store"])
        }

        private func client(
            _ incoming: Incoming, _ form: [String: String]
        ) throws(Reply) -> SandboxConfiguration.Client {
            let pair = Self.basicCredentials(incoming) ?? (form["client_id"] ?? "", form["client_secret"] ?? "")
            guard let client = configuration.clients.first(where: { $0.id == pair.0 && $0.secret == pair.1 }) else {
                throw Reply.oauthError(401, "invalid_client", "Client authentication failed")
            }
            return client
        }

        /// The client's ID and secret of HTTP Basic; nil without that scheme.
        private static func basicCredentials(_ incoming: Incoming) -> (String, String)? {
            guard let text = incoming.credentials("basic") else { return nil }
            let pair = String(decoding: Data(base64Encoded: text) ?? Data(), as: UTF8.self)
            let parts = pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map {
                Incoming.formDecoded(String($0))
            }
            return parts.count == 2 ? (parts[0], parts[1]) : ("", "")
        }
    }
#endif
