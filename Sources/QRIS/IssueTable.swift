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
    /// What the code stands for, in one sentence.
    let summary: StaticString

    @inline(__always)
    init(
        _ kind: IssueKind, _ name: StaticString, _ emv: Severity?, _ qris: Severity?, _ lenient: Severity?,
        _ source: StaticString, _ summary: StaticString
    ) {
        self.kind = kind
        self.name = name
        self.emv = emv
        self.qris = qris
        self.lenient = lenient
        self.source = source
        self.summary = summary
    }

    /// All rows, in the order of `IssueKind`.
    ///
    /// `emv` follows the book. `qris` adds the national rules and softens to warnings what live codes of licensed
    /// acquirers are known to lack or do otherwise; `lenient` keeps as errors what makes a payload unreadable or
    /// dangerous: another amount, or a text that shows as another.
    static let all: [IssueRow] = [
        .init(
            .empty, "empty", .error, .error, .error, "EMV MPM 3.2",
            "The payload has no bytes."),
        .init(
            .truncatedHeader, "tlv.truncated_header", .error, .error, .error, "EMV MPM 3.2",
            "One to three digits are left where an ID and a length should stand."),
        .init(
            .badHeader, "tlv.bad_header", .error, .error, .error, "EMV MPM 3.2",
            "An ID or a length is not two digits; the issue covers both, its message names the byte at fault."),
        .init(
            .zeroLength, "tlv.zero_length", .error, .error, .warning, "EMV MPM 4.4.1.2",
            "A length is 00; in 62 a warning under qris, as live codes have it."),
        .init(
            .lengthOverrun, "tlv.length_overrun", .error, .error, .error, "EMV MPM 4.4.1.1",
            "A length is greater than the number of characters left."),
        .init(
            .trailingBytes, "tlv.trailing_bytes", .error, .error, .error, "EMV MPM 3.2",
            "Bytes that cannot begin a data object follow the last one."),
        .init(
            .invalidUTF8, "tlv.invalid_utf8", .error, .error, .error, "EMV MPM 4.5.3",
            "A value is not well-formed UTF-8."),
        .init(
            .lengthInBytes, "tlv.length_in_bytes", .error, .error, .error, "EMV MPM 4.4.1.1",
            "A length counts bytes where characters must be counted; found when the next object is out of place."),
        .init(
            .lengthInUTF16, "tlv.length_in_utf16", .error, .error, .error, "EMV MPM 4.4.1.1",
            "A length counts UTF-16 units where characters must be counted; found like a length in bytes."),
        .init(
            .payloadFormatIndicatorNotFirst, "order.pfi_not_first", .error, .error, .error, "EMV MPM 4.6.1",
            "The first data object is not 00."),
        .init(
            .crcMissingOrNotLast, "crc.missing_or_not_last", .error, .error, .error, "EMV MPM 4.6.1, 4.7.3",
            "There is no 63, or something follows it."),
        .init(
            .crcMismatch, "crc.mismatch", .error, .error, .error, "EMV MPM 4.7.3",
            "The CRC in 63 is not that of the bytes before it, or not four hexadecimal digits."),
        .init(
            .crcLowercase, "crc.lowercase", .warning, .warning, .warning, "EMV MPM 4.7.3",
            "The CRC is right but written with small letters."),
        .init(
            .duplicateTag, "tag.duplicate", .error, .error, .warning, "EMV MPM 4.3.1.2",
            "An ID stands twice under the root or in one template; of 53 to 57 an error under lenient too."),
        .init(
            .payloadFormatIndicatorValue, "pfi.value", .error, .error, .warning, "EMV MPM 4.7.1.1",
            "00 is not \"01\"."),
        .init(
            .pointOfInitiationValue, "poi.value", .error, .error, .warning, "EMV MPM 4.7.2.1",
            "01 is neither \"11\" nor \"12\"."),
        .init(
            .merchantCategoryCodeMissing, "required.mcc", .error, .error, .warning, "EMV MPM table 3.6",
            "52 is missing."),
        .init(
            .currencyMissing, "required.currency", .error, .error, .warning, "EMV MPM table 3.6",
            "53 is missing."),
        .init(
            .countryCodeMissing, "required.country", .error, .error, .warning, "EMV MPM table 3.6",
            "58 is missing."),
        .init(
            .merchantNameMissing, "required.name", .error, .error, .warning, "EMV MPM table 3.6",
            "59 is missing."),
        .init(
            .merchantCityMissing, "required.city", .error, .error, .warning, "EMV MPM table 3.6",
            "60 is missing."),
        .init(
            .merchantAccountMissing, "required.account", .error, .error, .warning, "EMV MPM table 3.6",
            "None of 02 to 51 is present."),
        .init(
            .format, "format", .error, .error, .warning, "EMV MPM tables 3.6, 3.7",
            "A value has characters or a length its data object does not allow."),
        .init(
            .countryCodeFormat, "country.format", .error, .error, .warning, "EMV MPM table 3.6",
            "58 is not two capital letters."),
        .init(
            .tooLong, "length.max", .error, .error, .warning, "EMV MPM tables 3.6, 3.7",
            "A value has more characters than its data object allows."),
        .init(
            .notANS, "charset.not_ans", .error, .error, .warning, "EMV MPM table 1.3",
            "A value that must be of the common character set has other characters."),
        .init(
            .amountFormat, "amount.format", .error, .error, .error, "EMV MPM 4.7.4.1",
            "An amount is not digits with at most one full stop after the first digit."),
        .init(
            .amountZero, "amount.zero", .error, .error, .warning, "EMV MPM 4.7.4.1",
            "An amount is zero."),
        .init(
            .amountExponent, "amount.exponent", .warning, .error, .warning, "EMV MPM 4.7.4.1; ISO 4217",
            "An amount has more decimals than its currency."),
        .init(
            .amountLeadingZero, "amount.leading_zero", .warning, .warning, nil, "EMV MPM 4.7.4.1",
            "An amount begins with a needless zero."),
        .init(
            .staticWithAmount, "poi.static_with_amount", .warning, .warning, nil, "EMV MPM 4.7.2",
            "A static code carries an amount."),
        .init(
            .dynamicWithoutAmount, "poi.dynamic_no_amount", .warning, .warning, nil, "EMV MPM 4.7.2",
            "A dynamic code carries no amount."),
        .init(
            .fixedFeeMissing, "tip.56_missing", .error, .error, .error, "EMV MPM table 3.6",
            "55 announces a fixed fee but 56 is missing."),
        .init(
            .percentageFeeMissing, "tip.57_missing", .error, .error, .error, "EMV MPM table 3.6",
            "55 announces a percentage but 57 is missing."),
        .init(
            .fixedFeeOrphan, "tip.56_orphan", .error, .error, .error, "EMV MPM table 3.6",
            "56 is present without 55 being \"02\"."),
        .init(
            .percentageFeeOrphan, "tip.57_orphan", .error, .error, .error, "EMV MPM table 3.6",
            "57 is present without 55 being \"03\"."),
        .init(
            .percentageRange, "percent.range", .error, .error, .error, "EMV MPM table 3.6",
            "57 is not a percentage from 00.01 to 99.99."),
        .init(
            .languageTemplateIncomplete, "lang.missing", .error, .error, .warning, "EMV MPM table 3.8",
            "64 lacks its language or its merchant name."),
        .init(
            .consumerDataRequestValue, "aclr.value", .error, .error, .warning, "EMV MPM table 3.7",
            "62.09 is not made of the letters A, M and E, each at most once."),
        .init(
            .globallyUniqueIdentifierMissing, "template.guid_missing", .error, .error, .warning,
            "EMV MPM tables 4.2, 4.5",
            "A template lacks its globally unique identifier 00."),
        .init(
            .reservedUsed, "tag.rfu", .warning, .warning, nil, "EMV MPM table 3.6",
            "An ID that is reserved for future use is present."),
        .init(
            .additionalTemplateExpected, "62.5x_not_template", .error, .warning, nil, "EMV MPM table 3.7",
            "A value under 62.50 to 62.99 is not a template."),
        .init(
            .nationalRepositoryMissing, "qris.tag51_missing", nil, .warning, .warning, "QRIS 4.7.7",
            "A QRIS code that is no transfer lacks 51."),
        .init(
            .postalCodeMissing, "qris.postal_missing", nil, .warning, .warning, "QRIS table 3.6",
            "An Indonesian code lacks 61."),
        .init(
            .postalCodeFormat, "qris.postal_format", nil, .warning, nil, "QRIS table 3.6",
            "An Indonesian postal code is not five digits."),
        .init(
            .currencyNotRupiah, "qris.currency", nil, .error, .warning, "QRIS table 3.6",
            "The country is ID but the currency is not 360."),
        .init(
            .amountOverLimit, "qris.amount_limit", nil, .warning, nil, "Bank Indonesia, limit since 1 March 2022",
            "The rupiah amount is over the limit for one transaction, 10,000,000 unless set otherwise."),
        .init(
            .verticalBar, "qris.pipe", nil, .warning, nil, "QRIS table 3.6",
            "Name, city or postal code contains a vertical bar."),
        .init(
            .merchantPANFormat, "qris.mpan_format", nil, .warning, nil, "QRIS 4.7.5.4, 4.7.5.5",
            "A merchant PAN is missing or not 18 or 19 digits that begin with 9360."),
        .init(
            .merchantPANCheckDigit, "qris.mpan19_luhn", nil, .warning, nil, "19-digit PANs of live codes",
            "The last digit of a 19-digit merchant PAN is not its check digit."),
        .init(
            .accountTypeReserved, "qris.account_type", nil, .warning, nil, "PANs of live codes, ninth digit",
            "The ninth digit of a merchant PAN, the kind of account, is 4 to 9, which are reserved."),
        .init(
            .merchantIDMissing, "qris.mid_missing", nil, .warning, nil, "QRIS table 4.3",
            "The account at an acquirer lacks the merchant ID in 02."),
        .init(
            .numberingSystemUnknown, "qris.nns_unknown", nil, .warning, nil, "QRIS 4.7.5.4, 4.7.5.5",
            "The first eight digits of a merchant PAN are not a known acquirer."),
        .init(
            .nationalMerchantIDFormat, "qris.nmid_format", nil, .warning, nil, "QRIS 4.7.7",
            "51.02 is missing or not \"ID\" and 13 digits."),
        .init(
            .nationalMerchantIDCheckDigit, "qris.nmid_luhn", nil, .warning, nil, "NMIDs of live codes",
            "The last digit of the NMID is not its check digit."),
        .init(
            .criteriaUnknown, "qris.criteria", nil, .warning, nil, "QRIS table 4.6",
            "The merchant criteria are none of the seven known."),
        .init(
            .nationalRepositoryIdentifierLegacy, "qris.tag51_guid_legacy", nil, .warning, nil, "QRIS 4.7.7",
            "51.00 is not ID.CO.QRIS.WWW."),
        .init(
            .transferPurpose, "transfer.purpose", nil, .error, nil, "QRIS 4.2, table 3.23",
            "A code with the account 40 lacks its purpose in 62.08, or the purpose is none of the seven known."),
        .init(
            .transferPointOfInitiation, "transfer.poi", nil, .error, .warning, "QRIS 4.2",
            "A transfer code is not dynamic."),
        .init(
            .transferMerchantCategoryCode, "transfer.mcc", nil, .error, .warning, "QRIS 4.2",
            "A transfer code's category is not 4829."),
        .init(
            .transferAccount, "transfer.account", nil, .error, .warning, "QRIS table 3.20",
            "The account 40 lacks its PAN in 01 or its beneficiary ID in 02."),
        .init(
            .transferUniqueData, "transfer.unique", nil, .error, .warning, "QRIS table 3.23",
            "A code with the account 40 lacks its unique data: 62.99 is absent, no template, or without its 00 or 01."),
        .init(
            .transferUniqueDataLength, "transfer.unique_length", nil, .warning, nil, "QRIS table 3.23",
            "A transfer code's unique data, 62.99.01, has not 8 to 74 characters."),
        .init(
            .payloadOver512, "payload.over_512", .warning, .warning, nil, "EMV MPM 4.1",
            "The payload has more than 512 characters."),
        .init(
            .moreIssues, "report.more_issues", .warning, .warning, .warning, "limit of a report",
            "More was found than the 100 issues that a report lists, errors before warnings."),
        .init(
            .invisibleCharacter, "charset.invisible", .warning, .warning, .warning,
            "Unicode 17.0, chapter 23.2 to 23.4, 23.8",
            "A value has a control, bidi, zero-width or line separator character; an error where its format is ans or N."
        ),
        .init(
            .blankText, "text.blank", .warning, .warning, .warning, "EMV MPM table 3.6",
            "A merchant name or city, in 59, 60 or 64, is made of blanks only."),
        .init(
            .blankEnds, "text.blank_ends", .warning, .warning, nil, "EMV MPM table 3.6",
            "A merchant name or city, in 59, 60 or 64, begins or ends with a blank."),
        .init(
            .merchantCategoryCodeZero, "mcc.zero", .warning, .warning, nil, "ISO 18245",
            "52 is 0000, which is no merchant category."),
        .init(
            .fixedFeeOverAmount, "tip.fee_over_amount", .warning, .warning, .warning, "EMV MPM table 3.6",
            "The fixed fee in 56 is greater than the amount in 54."),
        .init(
            .staticWithReferenceLabel, "poi.static_with_reference", .warning, .warning, nil, "EMV MPM 4.7.2, table 3.7",
            "A static code carries the reference label of one transaction in 62.05."),
        .init(
            .foreignCode, "qris.foreign", nil, .error, nil, "QRIS table 3.6",
            "The country in 58 is not ID, or the accounts are those of a foreign scheme."),
        .init(
            .panNotDigits, "qris.pan_not_digits", nil, .error, nil, "QRIS tables 4.3, 3.20",
            "A PAN in 26.01 to 45.01 has other characters than digits."),
        .init(
            .criteriaDiffer, "qris.criteria_differ", nil, .warning, nil, "QRIS table 4.6",
            "The merchant criteria in 26.03 to 45.03 are not those in 51.03."),
        .init(
            .transferPANLength, "transfer.pan_length", nil, .error, nil, "QRIS table 3.20",
            "The PAN in 40.01 has not 16 to 19 digits."),
    ]
}
