// Checks QRIS transfer codes: account 40, category 4829, unique data in 62.99.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Checks a transfer, cash-in or cash-out code; an account 40 with another purpose is left to the common rules.
    ///
    /// A bare value in 62.99 has its own warning.
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    mutating func checkTransfer(_ bytes: Span<UInt8>) {
        guard let account = valueRange(.transferAccount) else { return }
        let purpose = purpose(bytes)
        guard PaymentKind(purpose?.valueRange, bytes) != .payment else {
            checkPaymentPurpose(purpose, bytes)
            return
        }
        if pointOfInitiation(bytes) != .dynamicCode, sawEverything || has(.pointOfInitiation) {
            report(.transferPointOfInitiation, DataObjectPath(.pointOfInitiation), range(.pointOfInitiation))
        }
        if let category = valueRange(.merchantCategoryCode), !ValueBytes.equal(bytes, category, "4829") {
            report(.transferMerchantCategoryCode, DataObjectPath(.merchantCategoryCode), range(.merchantCategoryCode))
        }
        if firstObject(1, in: account, bytes) == nil || firstObject(2, in: account, bytes) == nil {
            report(.transferAccount, DataObjectPath(.transferAccount), range(.transferAccount))
        }
        checkUniqueData(bytes)
    }

    private mutating func checkUniqueData(_ bytes: Span<UInt8>) {
        guard let additional = valueRange(.additionalData) else { return }
        let path = DataObjectPath(.additionalData, 99)
        guard let unique = firstObject(99, in: additional, bytes) else {
            report(.transferUniqueData, path, range(.additionalData))
            return
        }
        guard isTemplate(unique.valueRange, bytes) else { return }
        guard let data = firstObject(1, in: unique.valueRange, bytes) else {
            report(.transferUniqueData, path, unique.range)
            return
        }
        let rule = PayloadRules.brief(1, in: .uniqueData)
        if data.characterCount < Int(rule.shortest) || data.characterCount > Int(rule.longest) {
            report(.transferUniqueDataLength, path, unique.range, found: data.characterCount)
        }
    }

    /// Warns when the purpose is neither POSP nor BILL, the payments among those of account 40.
    private mutating func checkPaymentPurpose(_ purpose: DataObject?, _ bytes: Span<UInt8>) {
        let path = DataObjectPath(.additionalData, 8)
        guard let purpose else {
            if sawEverything { report(.transferPurpose, path, range(.additionalData)) }
            return
        }
        guard !ValueBytes.equal(bytes, purpose.valueRange, "POSP"), !ValueBytes.equal(bytes, purpose.valueRange, "BILL")
        else { return }
        report(.transferPurpose, path, purpose.range)
    }

    /// 62.08, the purpose.
    private func purpose(_ bytes: Span<UInt8>) -> DataObject? {
        valueRange(.additionalData).flatMap { firstObject(8, in: $0, bytes) }
    }
}
