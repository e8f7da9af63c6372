// The one table of what can be reported: stable name, severity by profile, source.
// SPDX-License-Identifier: Apache-2.0

/// What is laid down for one kind of issue.
struct IssueRow: Sendable {
    let kind: IssueKind
    let name: StaticString
    let emv: Severity?
    let qris: Severity?
    let lenient: Severity?
    let source: StaticString

    @inline(__always)
    init(
        _ kind: IssueKind, _ name: StaticString, _ emv: Severity?, _ qris: Severity?, _ lenient: Severity?,
        _ source: StaticString
    ) {
        self.kind = kind
        self.name = name
        self.emv = emv
        self.qris = qris
        self.lenient = lenient
        self.source = source
    }

    /// All rows, in the order of `IssueKind`.
    ///
    /// `emv` follows the book. `qris` adds the national rules and softens to warnings what live codes of licensed
    /// acquirers are known to lack or do otherwise; `lenient` keeps as errors what makes a payload unreadable or an
    /// amount doubtful.
    static let all: [IssueRow] = [
        .init(.empty, "empty", .error, .error, .error, "EMV MPM 3.2"),
        .init(.truncatedHeader, "tlv.truncated_header", .error, .error, .error, "EMV MPM 3.2"),
        .init(.badHeader, "tlv.bad_header", .error, .error, .error, "EMV MPM 3.2"),
        .init(.zeroLength, "tlv.zero_length", .error, .error, .warning, "EMV MPM 4.4.1.2"),
        .init(.lengthOverrun, "tlv.length_overrun", .error, .error, .error, "EMV MPM 4.4.1.1"),
        .init(.trailingBytes, "tlv.trailing_bytes", .error, .error, .error, "EMV MPM 3.2"),
        .init(.invalidUTF8, "tlv.invalid_utf8", .error, .error, .error, "EMV MPM 4.5.3"),
        .init(.lengthInBytes, "tlv.length_in_bytes", .error, .error, .error, "EMV MPM 4.4.1.1"),
        .init(.lengthInUTF16, "tlv.length_in_utf16", .error, .error, .error, "EMV MPM 4.4.1.1"),
        .init(.payloadFormatIndicatorNotFirst, "order.pfi_not_first", .error, .error, .error, "EMV MPM 4.6.1"),
        .init(.crcMissingOrNotLast, "crc.missing_or_not_last", .error, .error, .error, "EMV MPM 4.6.1, 4.7.3"),
        .init(.crcMismatch, "crc.mismatch", .error, .error, .error, "EMV MPM 4.7.3"),
        .init(.crcLowercase, "crc.lowercase", .warning, .warning, .warning, "EMV MPM 4.7.3"),
        .init(.duplicateTag, "tag.duplicate", .error, .error, .warning, "EMV MPM 4.3.1.2"),
        .init(.payloadFormatIndicatorValue, "pfi.value", .error, .error, .warning, "EMV MPM 4.7.1.1"),
        .init(.pointOfInitiationValue, "poi.value", .error, .error, .warning, "EMV MPM 4.7.2.1"),
        .init(.merchantCategoryCodeMissing, "required.mcc", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.currencyMissing, "required.currency", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.countryCodeMissing, "required.country", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.merchantNameMissing, "required.name", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.merchantCityMissing, "required.city", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.merchantAccountMissing, "required.account", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.format, "format", .error, .error, .warning, "EMV MPM tables 3.6, 3.7"),
        .init(.countryCodeFormat, "country.format", .error, .error, .warning, "EMV MPM table 3.6"),
        .init(.tooLong, "length.max", .error, .error, .warning, "EMV MPM tables 3.6, 3.7"),
        .init(.notANS, "charset.not_ans", .error, .error, .warning, "EMV MPM table 1.3"),
        .init(.amountFormat, "amount.format", .error, .error, .error, "EMV MPM 4.7.4.1"),
        .init(.amountZero, "amount.zero", .error, .error, .error, "EMV MPM 4.7.4.1"),
        .init(.amountExponent, "amount.exponent", .error, .error, .error, "EMV MPM 4.7.4.1; ISO 4217"),
        .init(.amountLeadingZero, "amount.leading_zero", .warning, .warning, nil, "EMV MPM 4.7.4.1"),
        .init(.staticWithAmount, "poi.static_with_amount", .warning, .warning, nil, "EMV MPM 4.7.2"),
        .init(.dynamicWithoutAmount, "poi.dynamic_no_amount", .warning, .warning, nil, "EMV MPM 4.7.2"),
        .init(.fixedFeeMissing, "tip.56_missing", .error, .error, .error, "EMV MPM table 3.6"),
        .init(.percentageFeeMissing, "tip.57_missing", .error, .error, .error, "EMV MPM table 3.6"),
        .init(.fixedFeeOrphan, "tip.56_orphan", .error, .error, .error, "EMV MPM table 3.6"),
        .init(.percentageFeeOrphan, "tip.57_orphan", .error, .error, .error, "EMV MPM table 3.6"),
        .init(.percentageRange, "percent.range", .error, .error, .error, "EMV MPM table 3.6"),
        .init(.languageTemplateIncomplete, "lang.missing", .error, .error, .warning, "EMV MPM table 3.8"),
        .init(.consumerDataRequestValue, "aclr.value", .error, .error, .warning, "EMV MPM table 3.7"),
        .init(
            .globallyUniqueIdentifierMissing, "template.guid_missing", .error, .error, .warning,
            "EMV MPM tables 4.2, 4.5"),
        .init(.reservedUsed, "tag.rfu", .warning, .warning, nil, "EMV MPM table 3.6"),
        .init(.additionalTemplateExpected, "62.5x_not_template", .error, .warning, nil, "EMV MPM table 3.7"),
        .init(.nationalRepositoryMissing, "qris.tag51_missing", nil, .warning, .warning, "QRIS 4.7.7"),
        .init(.postalCodeMissing, "qris.postal_missing", nil, .warning, .warning, "QRIS table 3.6"),
        .init(.postalCodeFormat, "qris.postal_format", nil, .warning, nil, "QRIS table 3.6"),
        .init(.currencyNotRupiah, "qris.currency", nil, .error, .warning, "QRIS table 3.6"),
        .init(.amountOverLimit, "qris.amount_limit", nil, .warning, nil, "Bank Indonesia, limit since 1 March 2022"),
        .init(.verticalBar, "qris.pipe", nil, .warning, nil, "QRIS table 3.6"),
        .init(.merchantPANFormat, "qris.mpan_format", nil, .warning, nil, "QRIS 4.7.5.4, 4.7.5.5"),
        .init(.merchantPANCheckDigit, "qris.mpan19_luhn", nil, .warning, nil, "19-digit PANs of live codes"),
        .init(.numberingSystemUnknown, "qris.nns_unknown", nil, .warning, nil, "QRIS 4.7.5.4, 4.7.5.5"),
        .init(.nationalMerchantIDFormat, "qris.nmid_format", nil, .warning, nil, "QRIS 4.7.7"),
        .init(.nationalMerchantIDCheckDigit, "qris.nmid_luhn", nil, .warning, nil, "NMIDs of live codes"),
        .init(.criteriaUnknown, "qris.criteria", nil, .warning, nil, "QRIS table 4.6"),
        .init(.nationalRepositoryIdentifierLegacy, "qris.tag51_guid_legacy", nil, .warning, nil, "QRIS 4.7.7"),
        .init(.transferPointOfInitiation, "transfer.poi", nil, .error, .warning, "QRIS 4.2"),
        .init(.transferMerchantCategoryCode, "transfer.mcc", nil, .error, .warning, "QRIS 4.2"),
        .init(.transferAccount, "transfer.account", nil, .error, .warning, "QRIS table 3.20"),
        .init(.transferUniqueData, "transfer.unique", nil, .error, .warning, "QRIS table 3.23"),
        .init(.transferUniqueDataLength, "transfer.unique_length", nil, .warning, nil, "QRIS table 3.23"),
        .init(.payloadOver512, "payload.over_512", .warning, .warning, nil, "EMV MPM 4.1"),
    ]
}
