// What is not as it should be in a reply.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import QRIS

    /// One thing in a reply that is not what was asked for, or not right in itself.
    public struct Finding: Sendable, Hashable {
        /// What was found; the set may grow.
        @nonexhaustive
        public enum Kind: Sendable, Hashable {
            /// There is no `qris_string`.
            case qrisMissing
            /// The `qris_string` breaks the rules of QRIS; see `report`.
            case qrisInvalid
            /// The QR asks for another amount than `gross_amount`, or for none.
            case qrisAmount
            /// The QR asks for another currency than rupiah.
            case qrisCurrency
            /// `gross_amount` is not what was asked for, or cannot be read.
            case amount
            /// `order_id` is not what was asked for.
            case order
            /// `currency` is not what was asked for.
            case currency
            /// `payment_type` is not what was asked for.
            case paymentType
            /// `id` is not the transaction asked for.
            case transaction
            /// `outlet.id` is not the outlet asked for.
            case outlet
            /// There is no `success`.
            case notSuccessful
            /// The transaction exists, but its ID could not be written to the journal; `resume` will find it again.
            case notJournalled
            /// The transaction was made or had ended before this sale began.
            case madeEarlier

            /// Whether the reply may be about another sale.
            var isAboutAnotherSale: Bool {
                switch self {
                case .transaction, .outlet, .order, .amount, .currency, .madeEarlier: true
                default: false
                }
            }

            /// The kind in a plain sentence, without any value.
            var message: String {
                switch self {
                case .qrisMissing: "There is no QRIS text."
                case .qrisInvalid: "The QRIS text breaks the rules."
                case .qrisAmount: "The QR asks for another amount than the transaction."
                case .qrisCurrency: "The QR does not ask for rupiah."
                case .amount: "The transaction's amount is not what was asked for."
                case .order: "The transaction's order is not what was asked for."
                case .currency: "The transaction's currency is not what was asked for."
                case .paymentType: "The transaction's payment type is not what was asked for."
                case .transaction: "The reply is about another transaction."
                case .outlet: "The reply is about another outlet."
                case .notSuccessful: "The reply does not call itself successful."
                case .madeEarlier: "The transaction is older than this sale."
                case .notJournalled: "The transaction's ID could not be written to the journal."
                }
            }
        }

        /// What was found.
        public let kind: Kind
        /// All issues of the `qris_string`, for `qrisInvalid`.
        public let report: ValidationReport?

        init(_ kind: Kind, report: ValidationReport? = nil) {
            self.kind = kind
            self.report = report
        }

        /// The finding in a plain sentence, without any value.
        public var message: String { kind.message }
    }
#endif
