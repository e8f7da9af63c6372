// Checks QRIS transfer codes: account 40, category 4829, unique data in 62.99.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Checks a transfer; an account 40 without a transfer purpose is left to the common rules.
    ///
    /// A bare value in 62.99 has its own warning.
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    mutating func checkTransfer(_ bytes: Span<UInt8>) {
        guard let account = valueRange(.transferAccount) else { return }
        guard isTransfer(bytes) else { return }
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
        if isTemplate(unique.valueRange, bytes), firstObject(1, in: unique.valueRange, bytes) == nil {
            report(.transferUniqueData, path, unique.range)
        }
    }

    /// Whether the purpose 62.08 is a transfer: on us, domestic or cross-border.
    private func isTransfer(_ bytes: Span<UInt8>) -> Bool {
        guard let additional = valueRange(.additionalData), let purpose = firstObject(8, in: additional, bytes) else {
            return false
        }
        return ValueBytes.equal(bytes, purpose.valueRange, "BOOK")
            || ValueBytes.equal(bytes, purpose.valueRange, "DMCT")
            || ValueBytes.equal(bytes, purpose.valueRange, "XBCT")
    }
}
