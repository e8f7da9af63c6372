// What GoBiz tells about a transaction.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The reply of Create Payment Transaction and of Get Transaction Detail.
    public struct TransactionDetail: Sendable, Hashable {
        /// `success`; nil when left out.
        ///
        /// A reply in which it is not true is an error, not a detail.
        public let success: Bool?
        /// `data.outlet`; nil when left out.
        public let outlet: Outlet?
        /// `data.transaction`.
        public let transaction: Transaction
        /// `data.actions`.
        public let actions: [Action]
        /// What is not as it should be.
        ///
        /// Nothing here undoes the payment: show it to a human, or refuse to show the QR.
        public internal(set) var findings: [Finding] = []
        /// The reply's `X-Request-ID`.
        public internal(set) var requestID: String?

        /// Whether transaction, outlet, order, amount or currency is not what was asked for; book nothing then, whatever
        /// the status.
        public var isAboutAnotherSale: Bool { findings.contains { $0.kind.isAboutAnotherSale } }
    }

    /// `data.outlet`.
    public struct Outlet: Sendable, Hashable {
        /// `id`.
        public let id: String?
        /// `pop_id`: the outlet's point of payment.
        public let popID: String?
    }

    /// `data.transaction`; a field that GoBiz leaves out or writes in an unreadable form is nil, all but two.
    public struct Transaction: Sendable, Hashable {
        /// `id`: the only way to look the transaction up; never empty.
        public let id: String
        /// `status`.
        public let status: TransactionStatus
        /// `payment_type`.
        public let paymentType: PaymentType?
        /// `qris_string`: the payload of the QR to show.
        public let qrisString: String?
        /// `order_id`.
        public let orderID: String?
        /// `gross_amount`.
        public let grossAmount: Rupiah?
        /// `currency`.
        public let currency: String?
        /// `created_at`.
        public let createdAt: APIDate?
        /// `settlement_at`; nil until it is paid.
        public let settlementAt: APIDate?
    }

    /// One of `data.actions`.
    public struct Action: Sendable, Hashable {
        /// `name`.
        public let name: ActionName
        /// `method`.
        public let method: String?
        /// `url`.
        public let url: String?
    }
#endif
