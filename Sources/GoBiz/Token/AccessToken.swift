// A token and how long it is good for.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// An access token; times are those of the client's time source.
    struct AccessToken: Sendable {
        let secret: Secret
        /// From then on a new one is fetched while this one is still used.
        let refreshTime: Duration
        /// From then on it is not used.
        let expiryTime: Duration

        /// How long before its end a token is replaced, unless it lives for less than four times as long.
        private static let lead: Duration = .seconds(60)
        /// The shortest life that is believed, so that a server that says 0 is not asked before each call.
        private static let shortestLife = 1.0
        /// What GoBiz documents, for a reply that does not say.
        private static let usualLife = 3600.0
        /// The longest life that is believed.
        private static let longestLife = 86_400.0

        /// Takes a token.
        ///
        /// - Parameters:
        ///   - secret: the token.
        ///   - lifetime: seconds it lives, as the server says.
        ///   - time: when it was asked for, so that it is never taken to live longer than it does.
        init(_ secret: Secret, lifetime: Double?, askedAt time: Duration) {
            let seconds = min(max(lifetime ?? Self.usualLife, Self.shortestLife), Self.longestLife)
            let life = Duration.seconds(seconds)
            self.secret = secret
            expiryTime = time + life
            refreshTime = time + life - min(Self.lead, life / 4)
        }
    }

    /// Fetches tokens.
    struct TokenRequest: Sendable {
        let environment: GoBizEnvironment
        let credentials: Credentials
        let transport: any HTTPTransport
        let time: any TimeSource
        let timeout: Duration

        /// Asks for a token once.
        ///
        /// - Throws: `AttemptFailure`; a token request never acts on a payment, so its effect is `nothingSent`.
        /// - Source: RFC 6749 2.3.1, 4.4; the names of form fields are GoBiz's.
        func fetch() async throws -> AccessToken {
            let start = time.now
            let request = request()
            let response: HTTPResponse
            do {
                response = try await transport.sendOnce(request, timeout: timeout, ifUnclear: .nothingSent)
            } catch is AttemptCancelled {
                // Nobody cancels a refresh, so the transport gave up by itself.
                throw AttemptFailure(GoBizError(.connectionLost), .nothingSent).of(request)
            }
            guard (200...299).contains(response.status) else { throw failure(response).of(request) }
            guard let reply = try? JSONDecoder().decodeUnambiguous(Reply.self, from: response.body), reply.isUsable
            else { throw ReplyReader.malformed(response, hiding: secrets, .nothingSent).of(request) }
            return AccessToken(Secret(reply.token), lifetime: reply.lifetime, askedAt: start)
        }

        /// The credentials as HTTP's Basic scheme writes them.
        private var basicCredentials: String {
            let pair =
                Self.formEncoded(credentials.clientID) + ":" + Self.formEncoded(credentials.clientSecret.reveal())
            return Data(pair.utf8).base64EncodedString()
        }

        /// What no error may repeat.
        private var secrets: [String] {
            let secret = credentials.clientSecret.reveal()
            return [basicCredentials, secret, Self.formEncoded(secret)]
        }

        private func request() -> HTTPRequest {
            let scope = Self.formEncoded(credentials.scopes.joined(separator: " "))
            return HTTPRequest(
                method: "POST", url: environment.oauthURL.adding(path: "oauth2/token"),
                headers: [
                    "Authorization": "Basic \(basicCredentials)",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept": "application/json",
                ],
                body: Data("grant_type=client_credentials&scope=\(scope)".utf8))
        }

        private func failure(_ response: HTTPResponse) -> AttemptFailure {
            let kind: GoBizError.Kind =
                switch response.status {
                case 429: .rateLimited
                case 500...599: .serverError
                case 400...499: .oauthRefused
                default: .unexpectedStatus
                }
            var error = ReplyReader.error(kind, response, hiding: secrets)
            error.retryAfter = RetryAfter.wait(response.headers, now: time.date)
            let refusal = try? JSONDecoder().decodeUnambiguous(Refusal.self, from: response.body)
            // What was hidden in it is no plain word any more.
            if let code = refusal?.error?.hiding(secrets), code.isPlainWord { error.oauthCode = code }
            return AttemptFailure(error, .nothingSent)
        }

        /// Encodes a text as a form field's value.
        ///
        /// - Source: RFC 6749 appendix B.
        private static func formEncoded(_ text: String) -> String {
            text.percentEncoded.replacing("%20", with: "+")
        }

        private struct Refusal: Decodable {
            let error: String?
        }

        private struct Reply: Decodable {
            let token: String
            let lifetime: Double?

            enum CodingKeys: String, CodingKey {
                case token = "access_token"
                case lifetime = "expires_in"
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                token = try fields.decode(String.self, forKey: .token)
                lifetime =
                    fields.lenient(.lifetime, as: Double.self)
                    ?? fields.lenient(.lifetime, as: String.self).flatMap { Int32($0) }.map { Double($0) }
            }

            /// Whether the token can stand in a header and the lifetime is a number.
            ///
            /// - Source: RFC 6750 2.1, with some more characters allowed.
            var isUsable: Bool {
                !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !(lifetime?.isNaN ?? false)
            }
        }
    }

    extension String {
        /// Whether the text is up to 64 letters, digits, `_`, `-` or `.`.
        fileprivate var isPlainWord: Bool {
            (1...64).contains(utf8.count)
                && utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || "_-.".utf8.contains(byte)
                }
        }
    }
#endif
