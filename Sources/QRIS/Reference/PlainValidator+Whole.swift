// Judges what concerns several data objects.
// SPDX-License-Identifier: Apache-2.0

import CRC16

extension PlainValidator {
    /// 63 is the last data object, and its value is the CRC of all bytes before it, as four hexadecimal digits.
    ///
    /// - Returns: false when the text is no payload as it stands, so that nothing else is to be said.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.6.1, 4.7.3.
    mutating func judgeCRC() -> Bool {
        guard let object = reading.objects.last, object.id == 63 else {
            guard reading.sawEverything else { return true }
            let isExplained = isExplained()
            report(.crcMissingOrNotLast, path(63), reading.end..<reading.end)
            return !isExplained
        }
        let covered = reading.crcStart..<object.value.lowerBound
        let crc = CRC16CCITT.plainUpdate(with: text.bytes.span.extracting(covered))
        let capital = digits(of: crc, "0123456789ABCDEF")
        let stated = Array(text.bytes[object.value])
        if stated == capital { return true }
        let isInSmallLetters =
            stated.count == 4
            && zip(stated, zip(capital, digits(of: crc, "0123456789abcdef")))
                .allSatisfy { $0 == $1.0 || $0 == $1.1 }
        let isExplained = !isInSmallLetters && isExplained()
        report(isInSmallLetters ? .crcLowercase : .crcMismatch, path(63), object.value)
        return !isExplained
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
            for currency in roots(53) where !text.isText(currency.value, "360") {
                report(.currencyNotRupiah, path(53), currency.range)
            }
            for postalCode in roots(61) where postalCode.value.count != 5 || !areDigits(postalCode.value) {
                report(.postalCodeFormat, path(61), postalCode.range)
            }
            if root(61) == nil, reading.sawEverything { report(.postalCodeMissing, path(61), 0..<0) }
        }
        // 40 stands in the place of 51 in a transfer.
        if isIndonesian || profile == .qris, reading.sawEverything, root(51) == nil, root(40) == nil {
            report(.nationalRepositoryMissing, path(51), 0..<0)
        }
        for id in [59, 60, 61] as [UInt8] {
            for object in roots(id) where text.bytes[object.value].contains(0x7C) {
                report(.verticalBar, path(id), object.range)
            }
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
