// Words that GoBiz uses, with room for those it has not documented.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// How a transaction is paid.
    public struct PaymentType: RawRepresentable, Sendable, Hashable {
        /// The word as GoBiz writes it.
        public let rawValue: String

        /// Takes any word.
        ///
        /// - Parameter rawValue: the word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// By QRIS: the only way that GoBiz documents.
        public static let qris = PaymentType(rawValue: "qris")
    }

    /// How far a transaction is.
    ///
    /// GoBiz documents `pending` and implies `settlement`; all other words are guesses, and any word may come.
    public struct TransactionStatus: RawRepresentable, Sendable, Hashable {
        /// The word as GoBiz writes it.
        public let rawValue: String

        /// Takes any word.
        ///
        /// - Parameter rawValue: the word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Not paid yet.
        public static let pending = TransactionStatus(rawValue: "pending")
        /// Paid.
        public static let settlement = TransactionStatus(rawValue: "settlement")
        /// The QR is no longer valid; not documented.
        public static let expire = TransactionStatus(rawValue: "expire")
        /// Called off; not documented.
        public static let cancel = TransactionStatus(rawValue: "cancel")
        /// Refused; not documented.
        public static let deny = TransactionStatus(rawValue: "deny")
        /// Failed; not documented.
        public static let failure = TransactionStatus(rawValue: "failure")
        /// Paid and paid back; not documented.
        public static let refund = TransactionStatus(rawValue: "refund")

        /// Whether the money has been taken.
        public var isSettled: Bool { self == .settlement }

        /// Whether the word is one of those above; what another one means is not known.
        public var isKnown: Bool { self == .pending || isFinal }

        /// Whether the transaction has ended in a known way; an unknown word counts as still open.
        public var isFinal: Bool {
            switch self {
            case .settlement, .expire, .cancel, .deny, .failure, .refund: true
            default: false
            }
        }
    }

    /// What can be done with a transaction.
    public struct ActionName: RawRepresentable, Sendable, Hashable {
        /// The word as GoBiz writes it.
        public let rawValue: String

        /// Takes any word.
        ///
        /// - Parameter rawValue: the word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Fetches a picture of the QR.
        public static let generateQRCode = ActionName(rawValue: "generate-qr-code")
    }
#endif
