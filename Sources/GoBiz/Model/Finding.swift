// What is not as it should be in a reply.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import QRIS

    /// One thing in a reply that is not what was asked for, or not right in itself.
    public struct Finding: Sendable, Hashable {
        /// What was found; more kinds may come.
        public struct Kind: Sendable, Hashable {
            private enum Name: UInt8 {
                case qrisMissing, qrisInvalid, qrisAmount, qrisCurrency, amount, order, currency, paymentType,
                    transaction
                case outlet, notSuccessful, notJournalled, madeEarlier
            }

            private let name: Name

            /// There is no `qris_string`.
            public static var qrisMissing: Kind { Kind(name: .qrisMissing) }
            /// The `qris_string` breaks the rules of QRIS; see `report`.
            public static var qrisInvalid: Kind { Kind(name: .qrisInvalid) }
            /// The QR asks for another amount than `gross_amount`, or for none.
            public static var qrisAmount: Kind { Kind(name: .qrisAmount) }
            /// The QR asks for another currency than rupiah.
            public static var qrisCurrency: Kind { Kind(name: .qrisCurrency) }
            /// `gross_amount` is not what was asked for, or cannot be read.
            public static var amount: Kind { Kind(name: .amount) }
            /// `order_id` is not what was asked for.
            public static var order: Kind { Kind(name: .order) }
            /// `currency` is not what was asked for.
            public static var currency: Kind { Kind(name: .currency) }
            /// `payment_type` is not what was asked for.
            public static var paymentType: Kind { Kind(name: .paymentType) }
            /// `id` is not the transaction asked for.
            public static var transaction: Kind { Kind(name: .transaction) }
            /// `outlet.id` is not the outlet asked for.
            public static var outlet: Kind { Kind(name: .outlet) }
            /// There is no `success`.
            public static var notSuccessful: Kind { Kind(name: .notSuccessful) }
            /// The transaction exists, but its ID could not be written to the journal; `resume` will find it again.
            public static var notJournalled: Kind { Kind(name: .notJournalled) }

            /// The transaction was made or had ended before this sale began.
            public static var madeEarlier: Kind { Kind(name: .madeEarlier) }

            /// Whether the reply may be about another sale.
            var isAboutAnotherSale: Bool {
                switch name {
                case .transaction, .outlet, .order, .amount, .currency, .madeEarlier: true
                default: false
                }
            }

            /// The kind in a plain sentence, without any value.
            var message: String {
                switch name {
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
