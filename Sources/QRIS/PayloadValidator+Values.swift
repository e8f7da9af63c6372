// Checks one value against its rule: length, characters, and the fixed values some objects have.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Checks a value against its rule; an empty value has been reported already.
    mutating func check(_ object: DataObject, _ rule: PayloadRules.Brief, _ path: DataObjectPath, _ bytes: Span<UInt8>)
    {
        guard object.characterCount > 0 else { return }
        checkVisible(object, rule.format, path, bytes)
        guard rule.isKnown else { return }
        switch rule.format {
        case .payloadFormatIndicator:
            if !ValueBytes.equal(bytes, object.valueRange, "01") {
                report(.payloadFormatIndicatorValue, path, object.range)
            }
        case .pointOfInitiation:
            if PointOfInitiation(bytes, object.valueRange).isOther {
                report(.pointOfInitiationValue, path, object.range)
            }
        case .tipIndicator:
            if TipIndicator(bytes, object.valueRange) == nil {
                report(.format, path, object.range, found: object.characterCount, wanted: 2)
            }
        case .countryCode:
            if !isCountryCode(bytes, object.valueRange) { report(.countryCodeFormat, path, object.range) }
        case .languageCode:
            if !isLanguageCode(bytes, object.valueRange) {
                report(.format, path, object.range, found: object.characterCount, wanted: 2)
            }
        case .consumerDataRequest:
            if !isConsumerDataRequest(bytes, object.valueRange) {
                report(.consumerDataRequestValue, path, object.range)
            }
        case .reserved:
            report(.reservedUsed, path, object.range)
        default:
            checkLength(object, rule, path)
            checkCharacters(object, rule, path, bytes)
        }
    }

    private mutating func checkLength(_ object: DataObject, _ rule: PayloadRules.Brief, _ path: DataObjectPath) {
        let count = object.characterCount
        if count > Int(rule.longest) {
            report(.tooLong, path, object.range, found: count, wanted: Int(rule.longest))
        } else if count < Int(rule.shortest) {
            report(.format, path, object.range, found: count, wanted: Int(rule.shortest))
        }
    }

    private mutating func checkCharacters(
        _ object: DataObject, _ rule: PayloadRules.Brief, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        let value = object.valueRange
        switch rule.format {
        case .numeric:
            guard object.characterCount >= Int(rule.shortest), !ValueBytes.areDigits(bytes, value) else {
                return
            }
            report(.format, path, object.range, found: object.characterCount, wanted: Int(rule.longest))
        case .ans:
            if !survey.isANS, !ValueBytes.areANS(bytes, value) { report(.notANS, path, object.range) }
        case .merchantPAN:
            checkMerchantPAN(object, path, bytes)
        case .nationalMerchantID:
            if !survey.isANS, !ValueBytes.areANS(bytes, value) { report(.notANS, path, object.range) }
            checkNationalMerchantID(object, path, bytes)
        case .criteria:
            if !survey.isANS, !ValueBytes.areANS(bytes, value) { report(.notANS, path, object.range) }
            if MerchantCriteria(bytes, value) == nil { report(.criteriaUnknown, path, object.range) }
        default:
            break
        }
    }

    /// Reports characters other than digits, and in 40.01 another length than the rule's; warns about a PAN of another
    /// form than national code, account type and number.
    ///
    /// National codes begin with 9 (national use) and 360 (Indonesia). In 26 to 45 the length is only warned about: live
    /// and sample codes differ in it.
    /// - Source: QRIS 4.7.5.4, 4.7.5.5, table 3.20 for customer PANs of transfers; ISO/IEC 7812-1 for the digit 9.
    ///   The check digit of the 19-digit form is that of live codes.
    mutating func checkMerchantPAN(_ object: DataObject, _ path: DataObjectPath, _ bytes: Span<UInt8>) {
        let value = object.valueRange
        let isTransfer = path.id(at: 0) == .transferAccount
        let shortest = isTransfer ? 16 : 18
        guard ValueBytes.areDigits(bytes, value) else {
            report(.panNotDigits, path, object.range)
            return
        }
        guard !isTransfer || 16...19 ~= value.count else {
            report(.transferPANLength, path, object.range, found: value.count)
            return
        }
        guard shortest...19 ~= value.count,
            ValueBytes.equal(bytes, value.lowerBound..<value.lowerBound + 4, "9360")
        else {
            report(.merchantPANFormat, path, object.range, found: object.characterCount, wanted: shortest)
            return
        }
        if value.count == 19, !ValueBytes.passLuhn(bytes, value) {
            report(.merchantPANCheckDigit, path, object.range)
        }
        if bytes[value.lowerBound + 8] > 0x33 { report(.accountTypeReserved, path, object.range) }
        if let code = NationalNumberingSystem.code(in: bytes, at: value.lowerBound, end: value.upperBound),
            !NationalNumberingSystem.isKnown(code)
        {
            report(.numberingSystemUnknown, path, object.range)
        }
    }

    /// Warns about an NMID that is not "ID" and thirteen digits of which the last is the check digit.
    private mutating func checkNationalMerchantID(
        _ object: DataObject, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        let value = object.valueRange
        let digits = min(value.lowerBound + 2, value.upperBound)..<value.upperBound
        guard value.count == 15, bytes[value.lowerBound] == 0x49, bytes[value.lowerBound + 1] == 0x44,
            ValueBytes.areDigits(bytes, digits)
        else {
            report(.nationalMerchantIDFormat, path, object.range, found: object.characterCount, wanted: 15)
            return
        }
        if !ValueBytes.passLuhn(bytes, digits) { report(.nationalMerchantIDCheckDigit, path, object.range) }
    }

    func isCountryCode(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        guard value.count == 2 else { return false }
        for index in value where bytes[index] < 0x41 || bytes[index] > 0x5A {
            return false
        }
        return true
    }

    /// Whether the value is two letters; ISO 639 has small ones, the standard's example capital ones.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.8, annex B.
    private func isLanguageCode(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        guard value.count == 2 else { return false }
        for index in value where !(0x61...0x7A ~= bytes[index] | 0x20) {
            return false
        }
        return true
    }

    /// Whether the value is made of A, M and E, each at most once.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.7, 4.8.1.
    private func isConsumerDataRequest(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        var seen = 0
        for index in value {
            let bit: Int
            switch bytes[index] {
            case 0x41: bit = 1
            case 0x4D: bit = 2
            case 0x45: bit = 4
            default: return false
            }
            if seen & bit != 0 { return false }
            seen |= bit
        }
        return true
    }
}
