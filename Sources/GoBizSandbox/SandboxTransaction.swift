// One payment in the sandbox.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// A payment transaction as the sandbox holds it.
    public struct SandboxTransaction: Sendable, Hashable {
        /// The ID the sandbox gave it.
        public let id: String
        /// The outlet it belongs to.
        public let outletID: String
        /// The caller's own ID.
        public let orderID: String
        /// The amount in whole rupiah.
        public let grossAmount: Int
        /// The idempotency key it was created with.
        public let idempotencyKey: String
        /// The payload of its QR code.
        public let qrisString: String
        /// When it was created, by the sandbox's clock.
        public let createdAt: Date
        /// Where it stands: `pending`, `settlement`, or the settings' word for expired.
        public internal(set) var status: String
        /// When it was paid, by the sandbox's clock; nil until then.
        public internal(set) var settledAt: Date?

        /// The time on the sandbox's own clock.
        let createdNow: Duration
        /// The payment type as the caller wrote it.
        let paymentType: String

        static let pending = "pending"
        static let settlement = "settlement"

        /// Whether money can still come.
        public var isPending: Bool { status == Self.pending }
        /// Whether it is paid.
        public var isSettled: Bool { status == Self.settlement }
    }

    /// A refusal of the sandbox's own controls.
    public enum SandboxError: Error, Hashable, Sendable {
        /// There is no transaction with this ID.
        case unknownTransaction
        /// The transaction is paid already.
        case alreadySettled
        /// The transaction has expired; only a late payment, asked for as such, can still settle it.
        case expired
    }
#endif
