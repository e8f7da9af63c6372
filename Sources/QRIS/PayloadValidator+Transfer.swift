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
        guard PaymentKind(purposeRange(bytes), bytes) != .payment else { return }
        if pointOfInitiation(bytes) != .dynamicCode {
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

    /// The value of 62.08, the purpose.
    private func purposeRange(_ bytes: Span<UInt8>) -> Range<Int>? {
        valueRange(.additionalData).flatMap { firstObject(8, in: $0, bytes)?.valueRange }
    }
}
