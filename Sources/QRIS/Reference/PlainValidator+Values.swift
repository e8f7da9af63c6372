// Judges one value by its rule.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PlainValidator {
    /// Judges a value, first by its rule, then by what it says; one that is empty has been reported for its length.
    mutating func judgeValue(_ object: PlainObject, _ scope: RuleScope, _ path: DataObjectPath) {
        guard !object.value.isEmpty else { return }
        judgeFormat(object, scope, path)
        if scope == .root, object.id == 52, text.isText(object.value, "0000") {
            report(.merchantCategoryCodeZero, path, object.range)
        }
        if isNameOrCity(scope, object.id) { judgeBlanks(object, path) }
    }

    private mutating func judgeFormat(_ object: PlainObject, _ scope: RuleScope, _ path: DataObjectPath) {
        let rule = PayloadRules.all.first { $0.scope == scope && $0.ids.contains(object.id) }
        judgeVisibility(object.value, path, rule?.format ?? .reserved)
        guard let rule else { return }
        switch rule.format {
        case .payloadFormatIndicator, .pointOfInitiation, .tipIndicator, .countryCode, .languageCode,
            .consumerDataRequest, .reserved:
            // The length is part of the format.
            if !isOfFormat(object.value, rule.format) { report(rule.format.wrong, path, object.range) }
        default:
            if object.characterCount > Int(rule.allowed.upperBound) { report(.tooLong, path, object.range) }
            if object.characterCount < Int(rule.allowed.lowerBound) { report(.format, path, object.range) }
            judgeCharacters(object, rule, path)
        }
    }

    private mutating func judgeCharacters(_ object: PlainObject, _ rule: PayloadRule, _ path: DataObjectPath) {
        switch rule.format {
        case .numeric:
            // One issue says both, that it is too short and that it is no number.
            let isTooShort = object.characterCount < Int(rule.allowed.lowerBound)
            if !isTooShort, !areDigits(object.value) { report(.format, path, object.range) }
        case .ans, .nationalMerchantID, .criteria:
            if !areANS(object.value) { report(.notANS, path, object.range) }
        default:
            break
        }
        switch rule.format {
        case .merchantPAN:
            judgeMerchantPAN(object, path)
        case .nationalMerchantID:
            judgeNationalMerchantID(object, path)
        case .criteria:
            if !isCriteria(object.value) { report(.criteriaUnknown, path, object.range) }
        default:
            break
        }
    }

    /// - Source: QRIS table 4.6.
    func isCriteria(_ value: Range<Int>) -> Bool {
        ["UMI", "UKE", "UME", "UBE", "URE", "PSO", "BLU"].contains { text.isText(value, $0) }
    }

    private func isOfFormat(_ value: Range<Int>, _ format: ValueFormat) -> Bool {
        let bytes = text.bytes[value]
        let capitals = bytes.count { 0x41...0x5A ~= $0 }
        let letters = capitals + bytes.count { 0x61...0x7A ~= $0 }
        switch format {
        case .payloadFormatIndicator: return text.isText(value, "01")  // EMV 4.7.1.1
        case .pointOfInitiation: return text.isText(value, "11") || text.isText(value, "12")  // EMV 4.7.2.1
        case .tipIndicator: return ["01", "02", "03"].contains { text.isText(value, $0) }  // EMV table 3.6
        case .countryCode: return capitals == 2 && bytes.count == 2  // ISO 3166-1 alpha-2
        case .languageCode: return letters == 2 && bytes.count == 2  // EMV table 3.8, annex B: either size
        case .consumerDataRequest:
            // EMV table 3.7: A, M and E, each at most once.
            let counts = "AME".utf8.map { letter in bytes.count { $0 == letter } }
            return counts.allSatisfy { $0 <= 1 } && counts.reduce(0, +) == bytes.count
        default: return false  // Reserved for future use: no value is laid down yet.
        }
    }

    /// Judges a PAN: 18 or 19 digits, in 40 from 16 on, that begin with 9 for national use and 360 for Indonesia.
    ///
    /// Other characters than digits are an error, in 40 another number of them too.
    /// - Source: QRIS table 4.3, 4.7.5.4, 4.7.5.5, table 3.20; ISO/IEC 7812-1 for the first digit and for the check digit,
    ///   which live codes have in the form of 19 digits only.
    private mutating func judgeMerchantPAN(_ object: PlainObject, _ path: DataObjectPath) {
        let first = object.value.lowerBound
        let count = object.value.count
        guard areDigits(object.value) else { return report(.panNotDigits, path, object.range) }
        if path.id(at: 0)?.rawValue == 40 {
            if count < 16 || count > 19 { return report(.transferPANLength, path, object.range) }
        } else if count < 18 || count > 19 {
            return report(.merchantPANFormat, path, object.range)
        }
        guard text.isText(first..<first + 4, "9360") else { return report(.merchantPANFormat, path, object.range) }
        if count == 19, !endsInCheckDigit(object.value) { report(.merchantPANCheckDigit, path, object.range) }
        // The ninth digit: 0 to 3 are kinds of accounts, the others reserved.
        if text.bytes[first + 8] > 0x33 { report(.accountTypeReserved, path, object.range) }
        let acquirer = text.number(first..<first + 8)
        if !NationalNumberingSystem.codes.contains(where: { Int($0) == acquirer }) {
            report(.numberingSystemUnknown, path, object.range)
        }
    }

    /// Judges an NMID: "ID" and 13 digits, the last of them the check digit.
    ///
    /// - Source: QRIS 4.7.7; the check digit is that of live codes.
    private mutating func judgeNationalMerchantID(_ object: PlainObject, _ path: DataObjectPath) {
        let first = object.value.lowerBound
        guard object.value.count == 15, text.isText(first..<first + 2, "ID"),
            areDigits(first + 2..<object.value.upperBound)
        else {
            report(.nationalMerchantIDFormat, path, object.range)
            return
        }
        if !endsInCheckDigit(first + 2..<object.value.upperBound) {
            report(.nationalMerchantIDCheckDigit, path, object.range)
        }
    }

    /// N: digits, 0 to 9 of ASCII and no others.
    func areDigits(_ value: Range<Int>) -> Bool {
        value.allSatisfy { text.isDigit($0) }
    }

    /// ans: the 95 characters of the common character set.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 1.3; EMV Book 4 annex B: ASCII 32 to 126.
    func areANS(_ value: Range<Int>) -> Bool {
        text.bytes[value].allSatisfy { 32...126 ~= $0 }
    }

    /// Whether digits pass the check of Luhn: from the right, every second one doubled, the digits of all sums together.
    ///
    /// - Source: ISO/IEC 7812-1 annex B.
    private func endsInCheckDigit(_ value: Range<Int>) -> Bool {
        var sum = 0
        for (position, place) in value.reversed().enumerated() {
            let number = Int(text.bytes[place] - 0x30) * (position % 2 == 0 ? 1 : 2)
            sum += number / 10 + number % 10
        }
        return sum % 10 == 0
    }
}
