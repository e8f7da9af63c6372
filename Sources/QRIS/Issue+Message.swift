// Puts an issue into words: what is wrong, where, and how to mend it. Never quotes the payload.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension Issue {
    /// What is wrong, where, and how to mend it, in one or two plain sentences.
    public var message: String { messageText.text }

    /// The message in UTF-8.
    package var messageBytes: [UInt8] { messageText.bytes }

    private var messageText: MessageText {
        switch code.kind {
        case .empty, .lengthInBytes, .lengthInUTF16, .truncatedHeader, .badHeader, .zeroLength, .lengthOverrun,
            .trailingBytes,
            .invalidUTF8:
            structureMessage
        case .format, .countryCodeFormat, .tooLong, .notANS, .payloadFormatIndicatorValue, .pointOfInitiationValue,
            .consumerDataRequestValue, .duplicateTag, .globallyUniqueIdentifierMissing, .additionalTemplateExpected,
            .languageTemplateIncomplete, .verticalBar, .reservedUsed, .invisibleCharacter, .blankText, .blankEnds:
            valueMessage
        case .merchantCategoryCodeMissing, .currencyMissing, .countryCodeMissing, .merchantNameMissing,
            .merchantCityMissing, .postalCodeMissing:
            "\(subject) is missing. Add it: this data object is mandatory."
        case .merchantAccountMissing:
            "No merchant account: add at least one of the data objects 02 to 51."
        case .nationalRepositoryMissing:
            "51, the national merchant account with the NMID, is missing. Add it: a static QRIS code needs it, and a "
                + "dynamic one usually has it."
        case .amountFormat, .amountZero, .amountExponent, .amountLeadingZero, .staticWithAmount,
            .dynamicWithoutAmount, .fixedFeeMissing, .percentageFeeMissing, .fixedFeeOrphan, .percentageFeeOrphan,
            .percentageRange, .fixedFeeOverAmount:
            amountMessage
        case .foreignCode:
            foreignMessage
        default:
            otherMessage
        }
    }

    /// What should have stood there, such as the right CRC or the allowed length; nil when no single thing fits.
    public var expected: String? { expectedText?.text }

    /// What should have stood there in UTF-8.
    package var expectedBytes: [UInt8]? { expectedText?.bytes }

    private var expectedText: MessageText? {
        switch code.kind {
        case .crcMismatch, .crcLowercase: Self.hexadecimal(detail.wanted)
        case .payloadFormatIndicatorValue: "01"
        case .pointOfInitiationValue: "11 or 12"
        case .tooLong: (isOfFixedLength ? "" : "at most ") + "\(detail.wanted) characters"
        case .format: Self.expectedFormat(path, wanted: detail.wanted)
        case .countryCodeFormat: "two capital letters"
        case .notANS: "ASCII characters 32 to 126"
        case .payloadFormatIndicatorNotFirst: "00"
        case .crcMissingOrNotLast: "63 as the last data object"
        case .currencyNotRupiah: "360"
        case .postalCodeFormat: "5 digits"
        case .amountExponent: "at most \(detail.wanted) decimals"
        case .percentageRange: "00.01 to 99.99"
        case .consumerDataRequestValue: "A, M and E, each at most once"
        case .merchantPANFormat: "\(detail.wanted) to 19 digits, 9360 first"
        case .nationalMerchantIDFormat: "ID and 13 digits"
        case .criteriaUnknown: "UMI, UKE, UME, UBE, URE, PSO or BLU"
        case .nationalRepositoryIdentifierLegacy: "ID.CO.QRIS.WWW"
        case .transferPurpose: "BOOK, DMCT, XBCT, CWDL, CDPT, POSP or BILL"
        case .transferPointOfInitiation: "12"
        case .transferMerchantCategoryCode: "4829"
        case .lengthInBytes, .lengthInUTF16: "\(detail.wanted) characters"
        case .lengthOverrun: "at most \(detail.found) characters"
        case .amountOverLimit: "at most \(detail.wanted)"
        case .transferUniqueDataLength: "8 to 74 characters"
        case .transferPANLength: "16 to 19 digits"
        case .panNotDigits: "digits"
        case .payloadOver512: "at most 512 characters"
        default: nil
        }
    }

    /// The data object as people call it, such as "59 (Merchant Name)".
    private var subject: MessageText {
        path.depth == 0 ? "The payload" : "\(path) (\(DataObjectNames.title(of: path, profile: profile)))"
    }

    /// Whether the rule for the data object allows one length only.
    private var isOfFixedLength: Bool { PayloadRules.rule(at: path, profile: profile)?.lengths.count == 1 }

    private var structureMessage: MessageText {
        switch code.kind {
        case .empty:
            "The payload is empty. Give the complete qris_string."
        case .truncatedHeader:
            "The text ends inside the ID and length of a data object, at byte \(byteOffset). Copy it whole."
        case .badHeader:
            hint?.kind == .textAfterCRC
                ? "Text follows the CRC, at byte \(byteOffset). The CRC must be the end: remove what follows it."
                : "A digit was expected at byte \(detail.found), in the ID or length of a data object. "
                    + (byteOffset < 4
                        ? "A payload begins with 000201: give the qris_string and nothing before it."
                        : "The length of the data object before it is wrong, or a character was added or lost.")
        case .zeroLength:
            "\(subject) has length 00; the least is 01. Give it a value or leave it out."
        case .lengthOverrun:
            "\(subject) states \(detail.wanted) characters but only \(detail.found) follow. "
                + "Correct the length, or copy the text whole."
        case .lengthInBytes:
            "\(subject) states its length in bytes, \(detail.found). Count characters: \(detail.wanted)."
        case .lengthInUTF16:
            "\(subject) states its length in UTF-16 units, \(detail.found). Count characters: \(detail.wanted)."
        case .trailingBytes:
            "Bytes that are no data object follow at byte \(byteOffset). Remove them, such as a line break or blank."
        default:
            "\(subject) holds bytes that are not UTF-8, at byte \(byteOffset). Encode the text in UTF-8."
        }
    }

    private var valueMessage: MessageText {
        switch code.kind {
        case .tooLong:
            isOfFixedLength
                ? "\(subject) has \(detail.found) characters; it must have \(detail.wanted). Correct the value."
                : "\(subject) has \(detail.found) characters; at most \(detail.wanted) are allowed. Shorten it."
        case .format:
            "\(subject) must be \(Self.expectedFormat(path, wanted: detail.wanted)). Correct the value."
        case .countryCodeFormat:
            "\(subject) must be two capital letters, such as ID. Correct the value."
        case .notANS:
            "\(subject) has characters outside the common character set. Use letters, digits and signs of ASCII only."
        case .payloadFormatIndicatorValue:
            "\(subject) must be 01. Another value means a version that is not known."
        case .pointOfInitiationValue:
            "\(subject) must be 11 (static) or 12 (dynamic). Correct the value."
        case .consumerDataRequestValue:
            "\(subject) may hold the letters A, M and E, each at most once. Correct the value."
        case .duplicateTag:
            "\(subject) stands a second time. Keep one of the two."
        case .globallyUniqueIdentifierMissing:
            "\(subject) has no globally unique identifier. Put the data object 00 into the template."
        case .reservedUsed:
            "\(subject) is reserved for future use. Leave it out: applications ignore it."
        case .additionalTemplateExpected:
            "\(subject) holds a bare value where the standard wants a template. Wrap it: identifier in 00, value in 01."
        case .languageTemplateIncomplete:
            "\(subject) needs a language in 00 and a merchant name in 01. Add what is missing."
        case .invisibleCharacter:
            "\(subject) has a character that cannot be seen, U+\(Self.hexadecimal(detail.found)). Remove it: it may make the "
                + "text show as another."
        case .blankText:
            "\(subject) has nothing but blanks. Write the text that payers are to see."
        case .blankEnds:
            "\(subject) begins or ends with a blank. Remove it."
        default:
            "\(subject) contains a vertical bar, which QRIS does not allow. Replace it."
        }
    }

    private var amountMessage: MessageText {
        switch code.kind {
        case .amountFormat:
            "\(subject) must be digits with at most one full stop, a digit first. Write it without signs or separators."
        case .amountZero:
            path == DataObjectPath(.fixedFee)
                ? "\(subject) is zero. Leave 55 and 56 out when no fee is added."
                : "\(subject) is zero. Leave the data object out when the payer enters the amount."
        case .amountExponent:
            "\(subject) has \(detail.found) decimals; the currency has \(detail.wanted). Drop the excess decimals."
        case .amountLeadingZero:
            "\(subject) begins with a needless zero. Write the number without it."
        case .staticWithAmount:
            "A static code carries an amount in 54. Set 01 to 12, or leave the amount out."
        case .dynamicWithoutAmount:
            "A dynamic code carries no amount. Add 54, or set 01 to 11 when the code is used again."
        case .fixedFeeMissing:
            "55 announces a fixed fee but 56 is missing. Add 56 or change 55."
        case .percentageFeeMissing:
            "55 announces a percentage but 57 is missing. Add 57 or change 55."
        case .fixedFeeOrphan:
            "56 is present but 55 is not 02. Set 55 to 02 or leave 56 out."
        case .percentageFeeOrphan:
            "57 is present but 55 is not 03. Set 55 to 03 or leave 57 out."
        case .fixedFeeOverAmount:
            "\(subject) is greater than the amount in 54. Make sure that 54 and 56 are not exchanged."
        default:
            "\(subject) must be a percentage from 00.01 to 99.99, without a percent sign. Correct the value."
        }
    }

    private var otherMessage: MessageText {
        switch code.kind {
        case .payloadFormatIndicatorNotFirst:
            "The payload must begin with 00 (Payload Format Indicator). Move or add it."
        case .crcMissingOrNotLast:
            "The payload must end with 63 (CRC). Add it, or move it behind everything else and compute it anew."
        case .crcMismatch:
            "The CRC in 63 does not match; for these bytes it would be \(Self.hexadecimal(detail.wanted)). "
                + "Something was changed or misread: get the text from its source again."
        case .crcLowercase:
            "The CRC in 63 is right but in small letters. Write \(Self.hexadecimal(detail.wanted))."
        case .currencyNotRupiah:
            "\(subject) must be 360 (rupiah) when the country is ID. Correct 53 or 58."
        case .amountOverLimit:
            "\(subject) is over the limit of \(detail.wanted) rupiah for one transaction. Ask for less, or split it."
        case .postalCodeFormat:
            "\(subject) should be five digits. Correct the postal code."
        case .merchantPANFormat:
            "\(subject) should hold a PAN of \(detail.wanted) to 19 digits that begins with 9360. "
                + "Check the account with the acquirer."
        case .merchantPANCheckDigit:
            "The last of the 19 digits in \(subject) is not their check digit. Check the account with the acquirer."
        case .accountTypeReserved:
            "The ninth digit of \(subject) tells the kind of account: 0 to 3; 4 to 9 are reserved. "
                + "Check the account with the acquirer."
        case .merchantIDMissing:
            "\(subject) has no merchant ID. Put the one the acquirer gave into the data object 02."
        case .numberingSystemUnknown:
            "The first eight digits of \(subject) are not a known acquirer. Check the account with the acquirer."
        case .nationalMerchantIDFormat:
            "\(subject) should hold an NMID: ID and 13 digits. Check the NMID with the acquirer."
        case .nationalMerchantIDCheckDigit:
            "The last digit of \(subject) is not its check digit. Check the NMID with the acquirer."
        case .criteriaUnknown:
            "\(subject) should be UMI, UKE, UME, UBE, URE, PSO or BLU. Correct the value."
        case .nationalRepositoryIdentifierLegacy:
            "\(subject) should be ID.CO.QRIS.WWW. Other identifiers are older or the acquirer's own."
        case .transferPurpose:
            "A code with the account 40 needs its purpose in 62.08: BOOK, DMCT, XBCT, CWDL, CDPT, POSP or BILL. "
                + "Add or correct it."
        case .transferPointOfInitiation:
            "A transfer code must be dynamic. Set 01 to 12."
        case .transferMerchantCategoryCode:
            "A transfer code must have the category 4829 in 52. Correct the value."
        case .transferAccount:
            "\(subject) needs a PAN of 16 to 19 digits in 01 and a beneficiary ID in 02. Add what is missing."
        case .transferUniqueData:
            "A code with the account 40 needs a template in 62.99: identifier in 00, unique data in 01. Add it."
        case .transferPANLength:
            "\(subject) has \(detail.found) digits; a PAN has 16 to 19. Correct the number."
        case .panNotDigits:
            "\(subject) must be a PAN, made of digits only. Correct the number."
        case .merchantCategoryCodeZero:
            "\(subject) is 0000, which is no category. Give the category that the acquirer assigned."
        case .criteriaDiffer:
            "\(subject) and 51.03 name different criteria. Correct the wrong one."
        case .staticWithReferenceLabel:
            "A static code carries the reference label of one transaction in 62.05. Remove it, or set 01 to 12."
        case .transferUniqueDataLength:
            "\(subject) has \(detail.found) characters of unique data in 01; 8 to 74 are expected. Correct it."
        case .moreIssues:
            "The list is full: \(detail.found) more were found, \(detail.wanted) of them errors. "
                + "Mend what is listed, then check again."
        default:
            "The payload has \(detail.found) characters; at most \(detail.wanted) are recommended. Shorten it."
        }
    }

    private var foreignMessage: MessageText {
        var origin: MessageText = ""
        if detail.found > 0 { origin = origin + " of the country \(Self.letters(detail.found))" }
        if detail.wanted > 0, let scheme = PaymentScheme(rawValue: UInt8(clamping: detail.wanted - 1)) {
            origin = origin + " of the scheme \(scheme.staticName)"
        }
        return
            "This is a code\(origin), not a QRIS code. Check it with the profile emv, or with lenient when its scheme "
            + "leaves out what EMV demands."
    }

    /// The two letters of a country from their bytes in one number.
    private static func letters(_ pair: Int) -> MessageText {
        var letters: MessageText = ""
        letters.append(letter: UInt8(truncatingIfNeeded: pair >> 8))
        letters.append(letter: UInt8(truncatingIfNeeded: pair))
        return letters
    }

    private static func expectedFormat(_ path: DataObjectPath, wanted: Int) -> MessageText {
        guard let root = path.id(at: 0) else { return "\(wanted) characters" }
        if path.depth == 1, root == .tipIndicator { return "01, 02 or 03" }
        if path == DataObjectPath(.languageTemplate, 0) { return "two letters of ISO 639, such as id" }
        let isNumeric = path.depth == 1 && (root == .merchantCategoryCode || root == .currency)
        return isNumeric ? "\(wanted) digits" : "at least \(wanted) characters"
    }

    /// Four digits, or five from 0x10000 on.
    private static func hexadecimal(_ value: Int) -> MessageText {
        var digits: MessageText = ""
        if value > 0xFFFF { digits.append(hexadecimalDigit: (value >> 16) & 0xF) }
        for shift in [12, 8, 4, 0] {
            digits.append(hexadecimalDigit: (value >> shift) & 0xF)
        }
        return digits
    }
}
