// What can go wrong with a call.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Why a call did not bring what was asked for.
    ///
    /// Nothing in it is secret or personal: it may be logged. Its description does not repeat the server's words
    /// either.
    public struct GoBizError: Error, Sendable, Hashable {
        /// What went wrong; compare this in programs.
        public internal(set) var kind: Kind
        /// What about the request cannot be sent, when `kind` is `invalidRequest`.
        public internal(set) var reason: String?
        /// Scheme, host and port that the request went to; nil when none was about to be sent.
        public internal(set) var server: String?
        /// The HTTP status of the reply; nil when there was none.
        public internal(set) var status: Int?
        /// The reply's `errors`.
        public internal(set) var problems: [APIProblem] = []
        /// The reply's `X-Request-ID`: what Gojek's support asks for.
        public internal(set) var requestID: String?
        /// How long the server asked to wait.
        public internal(set) var retryAfter: Duration?
        /// `error` of an OAuth reply, such as `invalid_client`.
        public internal(set) var oauthCode: String?
        /// The key to go on with; set when `kind` is `indeterminate` or about a key.
        public internal(set) var key: IdempotencyKey?
        /// What the last attempt ended with, when `kind` is `indeterminate`; all other fields are then that attempt's.
        public internal(set) var cause: Kind?

        init(_ kind: Kind) {
            self.kind = kind
        }

        /// Whether the same call may succeed a moment later.
        public var isTransient: Bool { kind.isTransient }

        /// This error as the last of a call whose effect is not known.
        func indeterminate(_ key: IdempotencyKey) -> GoBizError {
            var error = self
            error.kind = .indeterminate
            error.key = key
            error.cause = kind
            return error
        }

        /// A request that cannot be sent.
        static func invalidRequest(_ reason: StaticString) -> GoBizError {
            var error = GoBizError(.invalidRequest)
            error.reason = reason.description
            return error
        }

        /// An error that concerns a key.
        static func about(_ key: IdempotencyKey, _ kind: Kind) -> GoBizError {
            var error = GoBizError(kind)
            error.key = key
            return error
        }
    }

    extension GoBizError: CustomStringConvertible {
        /// The error in a plain sentence, with server, status and request ID.
        public var description: String {
            var text = kind.message
            if let reason { text += " \(reason)" }
            if let cause { text += " Last: \(cause.message)" }
            var details: [String] = []
            if let server { details.append(server) }
            if let status { details.append("status \(status)") }
            if let oauthCode { details.append(oauthCode) }
            if let requestID { details.append("request \(requestID)") }
            if let key { details.append("key \(key)") }
            return details.isEmpty ? text : "\(text) (\(details.joined(separator: ", ")))"
        }
    }
#endif
