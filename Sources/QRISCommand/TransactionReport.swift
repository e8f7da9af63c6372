// A transaction as lines for people and as JSON.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import GoBiz
    import QRIS

    /// What is told about a transaction.
    struct TransactionReport {
        private let detail: TransactionDetail
        private let key: IdempotencyKey?
        private let showsCode: Bool

        /// Takes a transaction, its key where it was created here, and whether its code may be handed out.
        init(_ detail: TransactionDetail, key: IdempotencyKey? = nil, showsCode: Bool = true) {
            self.detail = detail
            self.key = key
            self.showsCode = showsCode
        }

        /// The main facts, each with its label; nothing untrusted is raw.
        var lines: [String] {
            let transaction = detail.transaction
            let facts: [(String, String?)] = [
                ("Transaction", transaction.id),
                ("Order", transaction.orderID),
                ("Amount", transaction.grossAmount.flatMap(Self.money)),
                ("Status", transaction.status.words),
                ("Created", transaction.createdAt?.text),
                ("Settled", transaction.settlementAt?.text),
            ]
            return facts.compactMap { label, fact in
                fact.map { label + String(repeating: " ", count: 13 - label.count) + VisibleText.string(of: $0.utf8) }
            } + detail.findings.map { "warning: " + $0.message }
        }

        private static func money(_ amount: Rupiah) -> String? {
            Amount(wholeUnits: amount.value).map { MoneyText.string(of: $0, currency: "360") }
        }

        /// One JSON document.
        var document: [UInt8] {
            var writer = JSONWriter()
            writer.object(write)
            writer.endLine()
            return writer.bytes
        }

        private func write(_ members: inout JSONWriter) {
            let transaction = detail.transaction
            members.key("transaction")
            members.object { object in
                object.member("id", transaction.id)
                object.member("status", transaction.status.rawValue)
                object.key("status_known")
                object.bool(transaction.status.isKnown)
                object.member("payment_type", transaction.paymentType?.rawValue)
                object.member("order_id", transaction.orderID)
                object.key("gross_amount")
                if let amount = transaction.grossAmount { object.number(Int(amount.value)) } else { object.null() }
                object.member("currency", transaction.currency)
                object.member("qris_string", showsCode ? transaction.qrisString : nil)
                object.member("created_at", transaction.createdAt?.text)
                object.member("settlement_at", transaction.settlementAt?.text)
            }
            if let key { members.member("idempotency_key", key.text) }
            members.key("findings")
            members.array { list in
                for finding in detail.findings { list.string(finding.message) }
            }
        }
    }

    extension JSONWriter {
        /// Appends a member with a string, or `null`.
        mutating func member(_ name: StaticString, _ text: String?) {
            key(name)
            if let text { string(text) } else { null() }
        }
    }
#endif
