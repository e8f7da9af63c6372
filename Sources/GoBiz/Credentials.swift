// Who the client is.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The client credentials that Gojek issues, and the access they ask for.
    public struct Credentials: Sendable, Hashable {
        /// The scopes that creating and looking up transactions need.
        public static let paymentScopes = ["payment:transaction:write", "payment:transaction:read"]

        /// The client's ID.
        public let clientID: String
        /// The client's secret.
        public let clientSecret: Secret
        /// The scopes asked for; a scope that was not granted to the client makes the token request fail.
        public let scopes: [String]

        /// Makes credentials.
        ///
        /// - Parameters:
        ///   - clientID: the client's ID.
        ///   - clientSecret: the client's secret.
        ///   - scopes: the scopes to ask for.
        public init(clientID: String, clientSecret: Secret, scopes: [String] = Credentials.paymentScopes) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.scopes = scopes
        }
    }
#endif
