// Checks codes with the account 40: purpose, category 4829, PAN and beneficiary, unique data in 62.99.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Checks a code with the account 40.
    ///
    /// Under `qris` every such code needs its purpose, and all but the payments POSP and BILL are transfers: a purpose
    /// that is absent or misspelt switches nothing off. Other profiles know 40 by a purpose of a transfer alone, as other
    /// countries use the ID too.
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    mutating func checkTransfer(_ bytes: Span<UInt8>) {
        guard has(.transferAccount) else { return }
        let purpose = purpose(bytes)
        let isPayment = isPayment(purpose?.valueRange, bytes)
        if PaymentKind(purpose?.valueRange, bytes) == .payment {
            guard profile == .qris, purpose != nil || sawEverything else { return }
            if !isPayment {
                report(.transferPurpose, DataObjectPath(.additionalData, 8), purpose?.range ?? range(.additionalData))
            }
        }
        if !isPayment { checkTransferCode(bytes) }
        checkTransferAccount(bytes)
        checkUniqueData(bytes)
    }

    private mutating func checkTransferCode(_ bytes: Span<UInt8>) {
        let point = pointOfInitiation(bytes)
        if point != .dynamicCode, point != nil || sawEverything {
            report(.transferPointOfInitiation, DataObjectPath(.pointOfInitiation), range(.pointOfInitiation))
        }
        if let category = valueRange(.merchantCategoryCode), !ValueBytes.equal(bytes, category, "4829") {
            report(.transferMerchantCategoryCode, DataObjectPath(.merchantCategoryCode), range(.merchantCategoryCode))
        }
    }

    private mutating func checkTransferAccount(_ bytes: Span<UInt8>) {
        var cursor = 0
        while let range = nextRange(of: .transferAccount, &cursor) {
            let account = Self.value(of: range)
            if firstObject(1, in: account, bytes) == nil || firstObject(2, in: account, bytes) == nil {
                report(.transferAccount, DataObjectPath(.transferAccount), range)
            }
        }
    }

    private mutating func checkUniqueData(_ bytes: Span<UInt8>) {
        let path = DataObjectPath(.additionalData, 99)
        guard let unique = valueRange(.additionalData).flatMap({ firstObject(99, in: $0, bytes) }) else {
            if sawEverything { report(.transferUniqueData, path, range(.additionalData)) }
            return
        }
        guard isTemplate(unique.valueRange, bytes), firstObject(0, in: unique.valueRange, bytes) != nil,
            let data = firstObject(1, in: unique.valueRange, bytes)
        else {
            report(.transferUniqueData, path, unique.range)
            return
        }
        let rule = PayloadRules.brief(1, in: .uniqueData)
        if data.characterCount < Int(rule.shortest) || data.characterCount > Int(rule.longest) {
            report(.transferUniqueDataLength, path, unique.range, found: data.characterCount)
        }
    }

    /// Whether the purpose is one of the payments among those of account 40.
    private func isPayment(_ purpose: Range<Int>?, _ bytes: Span<UInt8>) -> Bool {
        guard let purpose else { return false }
        return ValueBytes.equal(bytes, purpose, "POSP") || ValueBytes.equal(bytes, purpose, "BILL")
    }

    /// 62.08, the purpose.
    private func purpose(_ bytes: Span<UInt8>) -> DataObject? {
        valueRange(.additionalData).flatMap { firstObject(8, in: $0, bytes) }
    }
}
