// What a sandbox knows from the start, and the switches that can be moved while it runs.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// What a sandbox knows from the start: who may call it and where payments are recorded.
    public struct SandboxConfiguration: Sendable {
        /// Credentials of a caller.
        public struct Client: Sendable, Hashable {
            /// The client's ID.
            public var id: String
            /// The client's secret.
            public var secret: String
            /// The scopes it may ask for.
            public var scopes: [String]

            /// Makes credentials; without scopes those for payments and for notification subscriptions.
            ///
            /// - Parameters:
            ///   - id: the client's ID.
            ///   - secret: the client's secret.
            ///   - scopes: the scopes it may ask for.
            public init(id: String, secret: String, scopes: [String] = SandboxConfiguration.allScopes) {
                self.id = id
                self.secret = secret
                self.scopes = scopes
            }
        }

        /// All scopes the sandbox looks at.
        public static let allScopes = [
            "payment:transaction:write", "payment:transaction:read", "partner:outlet:write", "partner:outlet:read",
        ]

        /// Who may ask for a token.
        public var clients: [Client]
        /// Where payments are recorded.
        public var outlets: [SandboxOutlet]
        /// Decides every ID, token and random fault: equal seeds and requests give equal replies.
        public var seed: UInt64
        /// The secret that signs notifications.
        public var notificationSecret: String
        /// The switches at the start, and after a reset.
        public var settings: SandboxSettings

        /// Makes a configuration; without arguments client `sandbox` with secret `sandbox` and outlet `G000012345`.
        ///
        /// - Parameters:
        ///   - clients: who may ask for a token.
        ///   - outlets: where payments are recorded.
        ///   - seed: decides every ID, token and random fault.
        ///   - notificationSecret: the secret that signs notifications.
        ///   - settings: the switches at the start.
        public init(
            clients: [Client] = [Client(id: "sandbox", secret: "sandbox")],
            outlets: [SandboxOutlet] = [SandboxOutlet(id: "G000012345")], seed: UInt64 = 1,
            notificationSecret: String = "sandbox-notification-secret", settings: SandboxSettings = SandboxSettings()
        ) {
            self.clients = clients
            self.outlets = outlets
            self.seed = seed
            self.notificationSecret = notificationSecret
            self.settings = settings
        }
    }

    /// An outlet that is registered with the sandbox.
    public struct SandboxOutlet: Sendable, Hashable {
        /// The outlet's ID, as in request paths.
        public var id: String
        /// The ID of its point of payment, as replies give it.
        public var popID: String
        /// The label of the till in its QR codes, 62.07; at most 25 characters of ASCII.
        public var terminalLabel: String

        /// Makes an outlet.
        ///
        /// - Parameters:
        ///   - id: the outlet's ID.
        ///   - popID: the ID of its point of payment.
        ///   - terminalLabel: the label of the till, 1...25 characters of ASCII.
        public init(
            id: String, popID: String = "fa6082ea-06da-4483-9c7e-eeb0447ed53e", terminalLabel: String = "A01"
        ) {
            self.id = id
            self.popID = popID
            self.terminalLabel = terminalLabel
        }
    }

    /// The switches of a running sandbox: times, and the cases that GoBiz does not document.
    public struct SandboxSettings: Sendable, Hashable {
        /// The reply to a known idempotency key whose request has another body.
        public enum DifferentBody: String, Sendable, CaseIterable {
            /// The first reply again: the documentation read literally.
            case replay
            /// Status 409.
            case conflict
            /// Status 422.
            case unprocessable
        }

        /// The reply to an idempotency key whose first request still waits for its delayed reply.
        public enum InProgress: String, Sendable, CaseIterable {
            /// The same reply at the same moment.
            case wait
            /// Status 202.
            case accepted
            /// Status 409.
            case conflict
        }

        /// What an idempotency key belongs to.
        public enum KeyScope: String, Sendable, CaseIterable {
            /// The outlet: two outlets may use the same key.
            case outlet
            /// The client: a key names one request at all its outlets.
            case client
        }

        /// How notifications misbehave.
        public enum NotificationMode: String, Sendable, CaseIterable {
            /// Once, at once, signed right.
            case normal
            /// Twice, under the same `X-Go-Idempotency-Key`.
            case duplicate
            /// With a signature that another secret made.
            case badSignature = "bad_signature"
            /// A minute late on the sandbox's clock, so that later ones overtake it.
            case late
        }

        /// How long a token is good for.
        public var tokenLifetime: Duration = .seconds(3600)
        /// How long an idempotency key is remembered; GoBiz: "a month".
        public var keyLifetime: Duration = .seconds(30 * 24 * 3600)
        /// After which time a pending transaction expires; nil for never.
        public var expiresAfter: Duration?
        /// The status of an expired transaction; GoBiz documents no word for it.
        public var expiredStatus = "expire"
        /// The reply to a known key with another body.
        public var differentBody: DifferentBody = .replay
        /// The reply to a key in progress.
        public var inProgress: InProgress = .wait
        /// What a key belongs to.
        public var keyScope: KeyScope = .outlet
        /// How notifications misbehave.
        public var notificationMode: NotificationMode = .normal
        /// Whether a key also remembers that its request was refused with 400.
        public var remembersRefusals = false

        /// Makes the switches as they stand by default.
        public init() {}
    }
#endif
