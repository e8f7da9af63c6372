// Compares a reply with what was asked for, and its QR with itself.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import QRIS

    /// What a reply should say; nil means that it does not matter.
    struct Expected: Sendable {
        var transactionID: String?
        var outlet: String?
        var orderID: String?
        var amount: Rupiah?
        var currency: String?
        var paymentType: PaymentType?

        /// The currency's number in a QR.
        ///
        /// - Source: ISO 4217: IDR is 360.
        private static let rupiahNumber = "360"

        /// Returns everything in which a reply is not what was asked for, or not right in itself.
        func findings(in detail: TransactionDetail) -> [Finding] {
            let transaction = detail.transaction
            var kinds: [Finding.Kind] = []
            if detail.success != true { kinds.append(.notSuccessful) }
            if differs(transaction.id, transactionID) { kinds.append(.transaction) }
            if differs(detail.outlet?.id, outlet) { kinds.append(.outlet) }
            if differs(transaction.orderID, orderID) { kinds.append(.order) }
            if amount.map({ $0 != transaction.grossAmount }) ?? (transaction.grossAmount == nil) {
                kinds.append(.amount)
            }
            if differs(transaction.currency, currency) { kinds.append(.currency) }
            if differs(transaction.paymentType?.rawValue, paymentType?.rawValue) { kinds.append(.paymentType) }
            return kinds.map { Finding($0) } + qrisFindings(in: transaction)
        }

        /// Texts are compared byte by byte: two that merely look alike are not the same order.
        private func differs(_ found: String?, _ wanted: String?) -> Bool {
            guard let wanted else { return false }
            guard let found else { return true }
            return !found.utf8.elementsEqual(wanted.utf8)
        }

        private func qrisFindings(in transaction: Transaction) -> [Finding] {
            guard let text = transaction.qrisString, !text.isEmpty else { return [Finding(.qrisMissing)] }
            var findings: [Finding] = []
            let report = QRISPayload.validate(text)
            if !report.isValid { findings.append(Finding(.qrisInvalid, report: report)) }
            guard let payload = try? QRISPayload(parsing: text) else { return findings }
            if let asked = transaction.grossAmount ?? amount {
                var expectation = Expectation()
                expectation.amount = Amount(wholeUnits: asked.value)
                // An amount that no QR can hold is in none.
                if expectation.amount == nil || !payload.check(expecting: expectation).isEmpty {
                    findings.append(Finding(.qrisAmount))
                }
            }
            if payload.currency != Self.rupiahNumber { findings.append(Finding(.qrisCurrency)) }
            return findings
        }
    }
#endif
