// Judges what concerns several data objects.
// SPDX-License-Identifier: Apache-2.0

import CRC16

extension PlainValidator {
    /// 63 is the last data object, and its value is the CRC of all bytes before it, as four hexadecimal digits.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.6.1, 4.7.3.
    mutating func judgeCRC() {
        let end = text.bytes.count
        guard let object = reading.objects.last, object.id == 63 else {
            if reading.sawEverything { report(.crcMissingOrNotLast, path(63), end..<end) }
            return
        }
        let crc = CRC16CCITT.plainUpdate(with: text.bytes.span.extracting(0..<object.value.lowerBound))
        let capital = digits(of: crc, "0123456789ABCDEF")
        let stated = Array(text.bytes[object.value])
        if stated == capital { return }
        let isInSmallLetters =
            stated.count == 4
            && zip(stated, zip(capital, digits(of: crc, "0123456789abcdef")))
                .allSatisfy { $0 == $1.0 || $0 == $1.1 }
        report(isInSmallLetters ? .crcLowercase : .crcMismatch, path(63), object.value)
    }

    /// Returns the four hexadecimal digits of a number.
    private func digits(of number: UInt16, _ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal.utf8)
        return [12, 8, 4, 0].map { (shift: UInt16) in digits[Int(number >> shift & 15)] }
    }

    /// 52, 53, 58, 59, 60 and one of 02 to 51 are mandatory.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6.
    mutating func judgePresence() {
        guard reading.sawEverything else { return }
        let mandatory: [(UInt8, IssueKind)] = [
            (52, .merchantCategoryCodeMissing), (53, .currencyMissing), (58, .countryCodeMissing),
            (59, .merchantNameMissing), (60, .merchantCityMissing),
        ]
        for (id, kind) in mandatory where root(id) == nil {
            report(kind, path(id), 0..<0)
        }
        if !reading.objects.contains(where: { 2...51 ~= $0.id }) {
            report(.merchantAccountMissing, DataObjectPath(), 0..<0)
        }
    }

    // MARK: - Indonesia

    /// - Source: QRIS table 3.6 (53, 61; no vertical bar in 59 to 61), 4.7.7 (51).
    mutating func judgeIndonesia() {
        let isIndonesian = isRoot(58, "ID")
        if isIndonesian {
            if let currency = root(53), !isRoot(53, "360") { report(.currencyNotRupiah, path(53), currency.range) }
            if let postalCode = root(61) {
                if postalCode.value.count != 5 || !areDigits(postalCode.value) {
                    report(.postalCodeFormat, path(61), postalCode.range)
                }
            } else if reading.sawEverything {
                report(.postalCodeMissing, path(61), 0..<0)
            }
        }
        // 40 stands in the place of 51 in a transfer.
        if isIndonesian || profile == .qris, reading.sawEverything, root(51) == nil, root(40) == nil {
            report(.nationalRepositoryMissing, path(51), 0..<0)
        }
        for id in [59, 60, 61] as [UInt8] {
            if let object = root(id), text.bytes[object.value].contains(0x7C) {
                report(.verticalBar, path(id), object.range)
            }
        }
    }

    // MARK: - Transfers

    /// A code with the account 40 is a transfer, a deposit or a withdrawal when its purpose says so.
    ///
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    mutating func judgeTransfer() {
        guard let account = root(40) else { return }
        let purpose = root(62).flatMap { text.first(8, in: $0.value) }
        func isPurpose(_ known: [String]) -> Bool {
            purpose.map { purpose in known.contains { text.isText(purpose.value, $0) } } ?? false
        }
        guard isPurpose(["BOOK", "DMCT", "XBCT", "CWDL", "CDPT"]) else {
            if !isPurpose(["POSP", "BILL"]), purpose != nil || reading.sawEverything {
                report(.transferPurpose, path(path(62), 8), purpose?.range ?? root(62)?.range ?? 0..<0)
            }
            return
        }
        if !isRoot(1, "12"), root(1) != nil || reading.sawEverything {
            report(.transferPointOfInitiation, path(1), root(1)?.range ?? 0..<0)
        }
        if let category = root(52), !isRoot(52, "4829") {
            report(.transferMerchantCategoryCode, path(52), category.range)
        }
        if text.first(1, in: account.value) == nil || text.first(2, in: account.value) == nil {
            report(.transferAccount, path(40), account.range)
        }
        judgeUniqueData()
    }

    /// 62.99 is a template whose 01 has 8 to 74 characters.
    ///
    /// - Source: QRIS table 3.23.
    private mutating func judgeUniqueData() {
        guard let additional = root(62) else { return }
        let path = path(path(62), 99)
        guard let template = text.first(99, in: additional.value) else {
            report(.transferUniqueData, path, additional.range)
            return
        }
        // A bare value has been reported for not being a template.
        guard text.isWhole(template.value) else { return }
        guard let unique = text.first(1, in: template.value) else {
            report(.transferUniqueData, path, template.range)
            return
        }
        let rule = PayloadRules.all.first { $0.scope == .uniqueData && $0.ids == 1...1 }
        if let rule, !rule.lengths.contains(unique.characterCount) {
            report(.transferUniqueDataLength, path, template.range)
        }
    }

    // MARK: - Length

    /// A payload should not have more than 512 characters.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.1.
    mutating func judgeTotalLength() {
        let starts = text.bytes.indices.filter { text.bytes[$0] >> 6 != 0b10 }
        if starts.count > 512 { report(.payloadOver512, DataObjectPath(), starts[512]..<text.bytes.count) }
    }
}
