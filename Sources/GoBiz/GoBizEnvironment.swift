// Which servers a client talks to.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// The addresses of GoBiz.
    ///
    /// GoBiz's own pages disagree on the sandbox's host, so every address can be given.
    public struct GoBizEnvironment: Sendable, Hashable {
        /// The start of all API addresses.
        public let apiURL: URL
        /// The start of the token address.
        public let oauthURL: URL
        /// Further hosts, beside that of `apiURL`, whose `actions[].url` is followed, by HTTPS on port 443.
        public let actionHosts: Set<String>

        /// Names the servers.
        ///
        /// - Parameters:
        ///   - apiURL: the start of all API addresses, without the path that GoBiz documents.
        ///   - oauthURL: the start of the token address, without `/oauth2/token`.
        ///   - actionHosts: further hosts whose `actions[].url` is followed with the access token.
        /// - Throws: `GoBizError` of kind `invalidRequest` for an address that is not HTTPS, unless it is this
        ///   machine's (127.0.0.0/8, ::1 or localhost), or that has user name, query or fragment.
        public init(apiURL: URL, oauthURL: URL, actionHosts: Set<String> = []) throws(GoBizError) {
            guard Origin(base: apiURL) != nil, Origin(base: oauthURL) != nil else { throw GoBizError(.invalidRequest) }
            self.init(trusted: apiURL, oauthURL, actionHosts)
        }

        private init(trusted apiURL: URL, _ oauthURL: URL, _ actionHosts: Set<String>) {
            self.apiURL = apiURL
            self.oauthURL = oauthURL
            self.actionHosts = Set(actionHosts.map { $0.lowercased() })
        }

        /// The servers that take real money.
        ///
        /// - Source: developer.gobiz.com/docs/api/intro.
        public static var production: GoBizEnvironment {
            GoBizEnvironment(trusted: url("https://api.gobiz.co.id"), url("https://accounts.go-jek.com"), [])
        }

        /// GoBiz's sandbox.
        ///
        /// - Source: developer.gobiz.com/docs/api/intro; the samples of both payment calls name
        ///   `api.sandbox.gobiz.co.id` instead, which is why it may be an action's host.
        public static var sandbox: GoBizEnvironment {
            GoBizEnvironment(
                trusted: url("https://api.partner-sandbox.gobiz.co.id"), url("https://integration-goauth.gojekapi.com"),
                ["api.sandbox.gobiz.co.id"])
        }

        private static func url(_ text: String) -> URL {
            guard let url = URL(string: text) else { preconditionFailure("not an address: \(text)") }
            return url
        }

        /// Whether the access token may go to an address that came in a reply.
        func mayFollow(_ url: URL) -> Bool {
            guard let origin = Origin(url), url.user == nil, url.password == nil, url.fragment == nil else {
                return false
            }
            if origin == Origin(base: apiURL) { return true }
            return origin.scheme == "https" && origin.port == 443 && actionHosts.contains(origin.host)
        }
    }

    /// What decides who receives a request: scheme, host and port.
    struct Origin: Hashable {
        let scheme: String
        let host: String
        let port: Int

        /// The origin of an address; nil unless it is HTTPS, or HTTP to this machine.
        init?(_ url: URL) {
            guard let scheme = url.scheme?.lowercased(), let host = url.host?.lowercased(), !host.isEmpty else {
                return nil
            }
            guard scheme == "https" || (scheme == "http" && Origin.isLoopback(host)) else { return nil }
            self.scheme = scheme
            self.host = host
            port = url.port ?? (scheme == "https" ? 443 : 80)
        }

        /// The origin of an address that others are built on.
        init?(base url: URL) {
            guard url.user == nil, url.password == nil, url.query == nil, url.fragment == nil else { return nil }
            self.init(url)
        }

        /// Whether a host, in lower case, is this machine by its very name.
        static func isLoopback(_ host: String) -> Bool {
            if host == "localhost" || host == "::1" || host == "[::1]" { return true }
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, parts[0] == "127" else { return false }
            return parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (part == "0" || !part.hasPrefix("0")) && (Int(part) ?? 256) < 256
            }
        }
    }
#endif
