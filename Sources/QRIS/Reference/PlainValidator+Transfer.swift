// Judges codes with the account 40, and codes of other countries.
// SPDX-License-Identifier: Apache-2.0

extension PlainValidator {
    // MARK: - Transfers

    /// 62.08 says what a code with the account 40 is for; all but payments, POSP and BILL, have the rules of transfers.
    ///
    /// Under `qris` 40, 62.08 and 62.99 belong together whatever the purpose, and an unknown one switches no rule off;
    /// elsewhere 40 may be another network's account, so only the known purposes of transfers count.
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    mutating func judgeTransfer() {
        guard root(40) != nil else { return }
        let purpose = root(62).flatMap { text.first(8, in: $0.value) }
        // What was not read is not known to be missing.
        guard purpose != nil || reading.sawEverything else { return }
        func isPurpose(_ known: [String]) -> Bool {
            purpose.map { purpose in known.contains { text.isText(purpose.value, $0) } } ?? false
        }
        let isTransfer = isPurpose(["BOOK", "DMCT", "XBCT", "CWDL", "CDPT"])
        let isPayment = isPurpose(["POSP", "BILL"])
        if !isTransfer, !isPayment {
            report(.transferPurpose, path(path(62), 8), purpose?.range ?? root(62)?.range ?? 0..<0)
        }
        if isTransfer || profile == .qris && !isPayment { judgeTransferCode() }
        guard isTransfer || profile == .qris else { return }
        for account in roots(40)
        where text.first(1, in: account.value) == nil || text.first(2, in: account.value) == nil {
            report(.transferAccount, path(40), account.range)
        }
        judgeUniqueData()
    }

    /// A transfer code is dynamic and has the category 4829.
    private mutating func judgeTransferCode() {
        if !isRoot(1, "12"), root(1) != nil || reading.sawEverything {
            report(.transferPointOfInitiation, path(1), root(1)?.range ?? 0..<0)
        }
        if let category = root(52), !isRoot(52, "4829") {
            report(.transferMerchantCategoryCode, path(52), category.range)
        }
    }

    /// 62.99 is a template with 00 and 01, and 01 has 8 to 74 characters.
    ///
    /// - Source: QRIS table 3.23.
    private mutating func judgeUniqueData() {
        let additional = root(62)
        let template = additional.flatMap { text.first(99, in: $0.value) }
        let path = path(path(62), 99)
        guard let template else {
            if reading.sawEverything {
                report(.transferUniqueData, path, additional?.range ?? 0..<0)
            }
            return
        }
        guard text.isWhole(template.value), text.first(0, in: template.value) != nil,
            let unique = text.first(1, in: template.value)
        else {
            report(.transferUniqueData, path, template.range)
            return
        }
        let rule = PayloadRules.all.first { $0.scope == .uniqueData && $0.ids == 1...1 }
        if let rule, !rule.lengths.contains(unique.characterCount) {
            report(.transferUniqueDataLength, path, template.range)
        }
    }

    // MARK: - Other countries

    /// A QRIS code is Indonesia's: its country is ID, and its accounts are not those of a foreign scheme alone.
    ///
    /// - Source: QRIS table 3.6 (58), 4.7.5.4 and 4.7.7 for what shows QRIS.
    mutating func judgeOrigin() {
        let country = roots(58).first { country in
            country.value.count == 2 && text.bytes[country.value].allSatisfy { 0x41...0x5A ~= $0 }
                && !text.isText(country.value, "ID")
        }
        if let country { return report(.foreignCode, path(58), country.range) }
        var foreign: (path: DataObjectPath, range: Range<Int>)?
        for account in reading.asStated where 26...51 ~= account.id {
            for object in text.objects(in: account.value) {
                let scheme = object.id == 0 ? scheme(object.value) : nil
                let isPAN = object.id == 1 && account.id <= 45 && object.value.count >= 8
                let first = object.value.lowerBound
                if scheme == .qris || isPAN && text.isText(first..<first + 4, "9360") { return }
                if scheme != nil, foreign == nil { foreign = (path(path(account.id), 0), object.range) }
            }
        }
        if let foreign { report(.foreignCode, foreign.path, foreign.range) }
    }

    /// Returns whose an identifier is, in letters of either size; nil when nobody's that is known.
    private func scheme(_ identifier: Range<Int>) -> PaymentScheme? {
        let capitals = text.bytes[identifier].map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }
        return PaymentScheme.identifiers.first { capitals.elementsEqual($0.identifier.description.utf8) }?.scheme
    }
}
