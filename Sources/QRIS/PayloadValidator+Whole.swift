// Checks that concern several data objects: CRC, presence, tips, country, transfer, total length.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

extension PayloadValidator {
    /// - Source: EMVCo QRCPS-MPM v1.0 4.6.1, 4.7.3.
    mutating func checkCRC(_ bytes: Span<UInt8>) {
        // The last object, not the first 63: only what stands at the end closes the payload.
        guard let last, last.id == .crc else {
            if sawEverything {
                let cause = soleCause(bytes) ?? (isCompleteAtCRC(bytes) ? Issue.Hint(.textAfterCRC) : nil)
                report(.crcMissingOrNotLast, DataObjectPath(.crc), endOffset..<endOffset, hint: cause)
            }
            return
        }
        let value = last.valueRange
        let expected = CRC16CCITT.checksum(of: bytes.extracting(crcStartOffset..<value.lowerBound))
        let stated = StatedCRC(bytes, value)
        if stated.value != expected {
            let cause =
                soleCause(bytes) ?? stated.value.flatMap { explainCRC($0, right: expected, bytes, value.lowerBound) }
            report(.crcMismatch, DataObjectPath(.crc), value, wanted: Int(expected), hint: cause)
        } else if stated.hasSmallLetters {
            report(
                .crcLowercase, DataObjectPath(.crc), value, wanted: Int(expected), hint: Issue.Hint(.smallLetterCRC))
        }
    }

    /// The known mistake behind a wrong CRC: that of a payload which does not begin where the text does, or others.
    private func explainCRC(_ stated: UInt16, right: UInt16, _ bytes: Span<UInt8>, _ end: Int) -> Issue.Hint? {
        guard startOffset == crcStartOffset else {
            let isOfPayload = stated == CRC16CCITT.checksum(of: bytes.extracting(startOffset..<end))
            return isOfPayload ? Issue.Hint(.textBeforePayload, count: startOffset) : nil
        }
        return ForeignCRC.explain(stated, right: right, bytes, startOffset..<end)
    }

    /// Whether a 63 that is not the last data object has the CRC of what is before it.
    private func isCompleteAtCRC(_ bytes: Span<UInt8>) -> Bool {
        guard let value = valueRange(.crc), let stated = StatedCRC(bytes, value).value else { return false }
        return stated == CRC16CCITT.checksum(of: bytes.extracting(startOffset..<value.lowerBound))
    }

    /// Reports the mandatory objects that are missing, unless part of the payload could not be read.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6, 4.2.
    mutating func checkPresence() {
        guard sawEverything, !hasAllMandatory else { return }
        require(.merchantCategoryCode, .merchantCategoryCodeMissing)
        require(.currency, .currencyMissing)
        require(.countryCode, .countryCodeMissing)
        require(.merchantName, .merchantNameMissing)
        require(.merchantCity, .merchantCityMissing)
        guard !hasAccount else { return }
        report(.merchantAccountMissing, DataObjectPath(), 0..<0)
    }

    private mutating func require(_ id: DataObjectID, _ kind: IssueKind) {
        if !has(id) { report(kind, DataObjectPath(id), 0..<0) }
    }

    /// The point of initiation, nil when 01 is absent.
    func pointOfInitiation(_ bytes: Span<UInt8>) -> PointOfInitiation? {
        valueRange(.pointOfInitiation).map { PointOfInitiation(bytes, $0) }
    }

    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2, 4.7.4.1.
    mutating func checkAmounts(_ bytes: Span<UInt8>) {
        var cursor = 0
        while let range = nextRange(of: .amount, &cursor) {
            checkAmount(.amount, range, bytes)
        }
        cursor = 0
        while let range = nextRange(of: .fixedFee, &cursor) {
            checkAmount(.fixedFee, range, bytes)
        }
        switch pointOfInitiation(bytes) {
        case .staticCode:
            if has(.amount) { report(.staticWithAmount, DataObjectPath(.amount), range(.amount)) }
            if !referenceLabel.isEmpty {
                report(.staticWithReferenceLabel, DataObjectPath(.additionalData, 5), referenceLabel)
            }
        case .dynamicCode where sawEverything && !has(.amount) && !has(.transferAccount):
            report(.dynamicWithoutAmount, DataObjectPath(.amount), 0..<0)
        default:
            break
        }
    }

    /// Checks 54 or 56 wherever it stands; an empty value has been reported already.
    private mutating func checkAmount(_ id: DataObjectID, _ range: Range<Int>, _ bytes: Span<UInt8>) {
        let value = Self.value(of: range)
        guard !value.isEmpty else { return }
        let path = DataObjectPath(id)
        guard let amount = Amount(bytes, value) else {
            let hint = Amount.hasThousandsSeparators(bytes, value) ? Issue.Hint(.thousandsSeparator) : nil
            report(.amountFormat, path, range, hint: hint)
            return
        }
        if amount.unscaled == 0 { report(.amountZero, path, range) }
        let exponent = valueRange(.currency).flatMap { CurrencyExponent.exponent(bytes, $0) } ?? 2
        if amount.decimalCount > exponent {
            let hint = Amount.hasThousandsSeparators(bytes, value) ? Issue.Hint(.thousandsSeparator) : nil
            report(.amountExponent, path, range, found: amount.decimalCount, wanted: exponent, hint: hint)
        }
        if id == .amount, let limit = options.transactionLimit, amount.exceeds(wholeUnits: limit), isRupiah(bytes) {
            report(.amountOverLimit, path, range, wanted: Int(clamping: limit))
        }
        if value.count > 1, bytes[value.lowerBound] == ASCII.zero, bytes[value.lowerBound + 1] != ASCII.fullStop {
            report(.amountLeadingZero, path, range)
        }
        if id == .fixedFee, let total = valueRange(.amount).flatMap({ Amount(bytes, $0) }),
            amount.isGreater(than: total)
        {
            report(.fixedFeeOverAmount, path, range)
        }
    }

    private func isRupiah(_ bytes: Span<UInt8>) -> Bool {
        valueRange(.currency).map { ValueBytes.equal(bytes, $0, "360") } ?? false
    }

    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (55, 56, 57).
    mutating func checkTips(_ bytes: Span<UInt8>) {
        var cursor = 0
        while let range = nextRange(of: .percentageFee, &cursor) {
            let value = Self.value(of: range)
            if !value.isEmpty, Percentage(bytes, value) == nil {
                report(.percentageRange, DataObjectPath(.percentageFee), range)
            }
        }
        let indicator = valueRange(.tipIndicator).flatMap { TipIndicator(bytes, $0) }
        let isKnown = sawEverything || has(.tipIndicator)
        switch (indicator == .fixedFee, has(.fixedFee)) {
        case (true, false) where sawEverything:
            report(.fixedFeeMissing, DataObjectPath(.fixedFee), range(.tipIndicator))
        case (false, true) where isKnown:
            report(.fixedFeeOrphan, DataObjectPath(.fixedFee), range(.fixedFee))
        default:
            break
        }
        switch (indicator == .percentageFee, has(.percentageFee)) {
        case (true, false) where sawEverything:
            report(.percentageFeeMissing, DataObjectPath(.percentageFee), range(.tipIndicator))
        case (false, true) where isKnown:
            report(.percentageFeeOrphan, DataObjectPath(.percentageFee), range(.percentageFee))
        default:
            break
        }
    }

    /// - Source: QRIS table 3.6, 4.7.7.
    mutating func checkIndonesia(_ bytes: Span<UInt8>) {
        let isIndonesian = valueRange(.countryCode).map { ValueBytes.equal(bytes, $0, "ID") } ?? false
        if isIndonesian {
            checkRupiahAndPostalCode(bytes)
        }
        if isIndonesian || profile == .qris, sawEverything, !has(.nationalRepository), !has(.transferAccount) {
            report(.nationalRepositoryMissing, DataObjectPath(.nationalRepository), 0..<0)
        }
        guard survey.hasVerticalBar else { return }
        checkVerticalBar(.merchantName, bytes)
        checkVerticalBar(.merchantCity, bytes)
        checkVerticalBar(.postalCode, bytes)
    }

    private mutating func checkVerticalBar(_ id: DataObjectID, _ bytes: Span<UInt8>) {
        var cursor = 0
        while let range = nextRange(of: id, &cursor) {
            if ValueBytes.contains(0x7C, bytes, range) { report(.verticalBar, DataObjectPath(id), range) }
        }
    }

    private mutating func checkRupiahAndPostalCode(_ bytes: Span<UInt8>) {
        var cursor = 0
        while let range = nextRange(of: .currency, &cursor) {
            if !ValueBytes.equal(bytes, Self.value(of: range), "360") {
                report(.currencyNotRupiah, DataObjectPath(.currency), range)
            }
        }
        cursor = 0
        while let range = nextRange(of: .postalCode, &cursor) {
            let postalCode = Self.value(of: range)
            if postalCode.count != 5 || !ValueBytes.areDigits(bytes, postalCode) {
                report(.postalCodeFormat, DataObjectPath(.postalCode), range)
            }
        }
        if !has(.postalCode), sawEverything { report(.postalCodeMissing, DataObjectPath(.postalCode), 0..<0) }
    }

    /// - Source: EMVCo QRCPS-MPM v1.0 4.1.
    mutating func checkTotalLength(_ bytes: Span<UInt8>) {
        guard bytes.count > 512 else { return }
        var count = 0
        var end = bytes.count
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
            if count == 512 { end = index }
            count += 1
        }
        if count > 512 {
            report(.payloadOver512, DataObjectPath(), end..<bytes.count, found: count, wanted: 512)
        }
    }
}
