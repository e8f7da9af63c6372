// The codes of everything that validation can find.
// SPDX-License-Identifier: Apache-2.0

/// The kinds of issues, one for each code; internal so that new ones break no caller.
enum IssueKind: UInt8, CaseIterable {
    case empty
    case truncatedHeader
    case badHeader
    case zeroLength
    case lengthOverrun
    case trailingBytes
    case invalidUTF8
    case lengthInBytes
    case payloadFormatIndicatorNotFirst
    case crcMissingOrNotLast
    case crcMismatch
    case crcLowercase
    case duplicateTag
    case payloadFormatIndicatorValue
    case pointOfInitiationValue
    case merchantCategoryCodeMissing
    case currencyMissing
    case countryCodeMissing
    case merchantNameMissing
    case merchantCityMissing
    case merchantAccountMissing
    case format
    case countryCodeFormat
    case tooLong
    case notANS
    case amountFormat
    case amountZero
    case amountExponent
    case amountLeadingZero
    case staticWithAmount
    case dynamicWithoutAmount
    case fixedFeeMissing
    case percentageFeeMissing
    case fixedFeeOrphan
    case percentageFeeOrphan
    case percentageRange
    case languageTemplateIncomplete
    case consumerDataRequestValue
    case globallyUniqueIdentifierMissing
    case additionalTemplateExpected
    case nationalRepositoryMissing
    case postalCodeMissing
    case postalCodeFormat
    case currencyNotRupiah
    case verticalBar
    case merchantPANFormat
    case merchantPANCheckDigit
    case numberingSystemUnknown
    case nationalMerchantIDFormat
    case nationalMerchantIDCheckDigit
    case criteriaUnknown
    case nationalRepositoryIdentifierLegacy
    case transferPointOfInitiation
    case transferMerchantCategoryCode
    case transferAccount
    case transferUniqueData
    case payloadOver512
}

extension Issue {
    /// What kind of issue it is; more kinds may come.
    public struct Code: Hashable, Sendable {
        let kind: IssueKind

        init(_ kind: IssueKind) {
            self.kind = kind
        }

        /// The payload has no bytes.
        public static var empty: Code { Code(.empty) }
        /// One to three digits are left where an ID and a length should stand.
        public static var truncatedHeader: Code { Code(.truncatedHeader) }
        /// An ID or a length is not two digits; the issue's offset is that of the byte at fault.
        public static var badHeader: Code { Code(.badHeader) }
        /// A length is 00.
        public static var zeroLength: Code { Code(.zeroLength) }
        /// A length is greater than the number of characters left.
        public static var lengthOverrun: Code { Code(.lengthOverrun) }
        /// Bytes that cannot begin a data object follow the last one.
        public static var trailingBytes: Code { Code(.trailingBytes) }
        /// A value is not well-formed UTF-8.
        public static var invalidUTF8: Code { Code(.invalidUTF8) }
        /// A length counts bytes where characters must be counted; found when the next object is out of place.
        public static var lengthInBytes: Code { Code(.lengthInBytes) }
        /// The first data object is not 00.
        public static var payloadFormatIndicatorNotFirst: Code { Code(.payloadFormatIndicatorNotFirst) }
        /// There is no 63, or something follows it.
        public static var crcMissingOrNotLast: Code { Code(.crcMissingOrNotLast) }
        /// The CRC in 63 is not that of the bytes before it.
        public static var crcMismatch: Code { Code(.crcMismatch) }
        /// The CRC is right but written with small letters.
        public static var crcLowercase: Code { Code(.crcLowercase) }
        /// An ID stands twice under the root or in one template.
        public static var duplicateTag: Code { Code(.duplicateTag) }
        /// 00 is not "01".
        public static var payloadFormatIndicatorValue: Code { Code(.payloadFormatIndicatorValue) }
        /// 01 is neither "11" nor "12".
        public static var pointOfInitiationValue: Code { Code(.pointOfInitiationValue) }
        /// 52 is missing.
        public static var merchantCategoryCodeMissing: Code { Code(.merchantCategoryCodeMissing) }
        /// 53 is missing.
        public static var currencyMissing: Code { Code(.currencyMissing) }
        /// 58 is missing.
        public static var countryCodeMissing: Code { Code(.countryCodeMissing) }
        /// 59 is missing.
        public static var merchantNameMissing: Code { Code(.merchantNameMissing) }
        /// 60 is missing.
        public static var merchantCityMissing: Code { Code(.merchantCityMissing) }
        /// None of 02 to 51 is present.
        public static var merchantAccountMissing: Code { Code(.merchantAccountMissing) }
        /// A value has characters or a length its data object does not allow.
        public static var format: Code { Code(.format) }
        /// 58 is not two capital letters.
        public static var countryCodeFormat: Code { Code(.countryCodeFormat) }
        /// A value has more characters than its data object allows.
        public static var tooLong: Code { Code(.tooLong) }
        /// A value that must be of the common character set has other characters.
        public static var notANS: Code { Code(.notANS) }
        /// An amount is not digits with at most one full stop after the first digit.
        public static var amountFormat: Code { Code(.amountFormat) }
        /// An amount is zero.
        public static var amountZero: Code { Code(.amountZero) }
        /// An amount has more decimals than its currency.
        public static var amountExponent: Code { Code(.amountExponent) }
        /// An amount begins with a needless zero.
        public static var amountLeadingZero: Code { Code(.amountLeadingZero) }
        /// A static code carries an amount.
        public static var staticWithAmount: Code { Code(.staticWithAmount) }
        /// A dynamic code carries no amount.
        public static var dynamicWithoutAmount: Code { Code(.dynamicWithoutAmount) }
        /// 55 announces a fixed fee but 56 is missing.
        public static var fixedFeeMissing: Code { Code(.fixedFeeMissing) }
        /// 55 announces a percentage but 57 is missing.
        public static var percentageFeeMissing: Code { Code(.percentageFeeMissing) }
        /// 56 is present without 55 being "02".
        public static var fixedFeeOrphan: Code { Code(.fixedFeeOrphan) }
        /// 57 is present without 55 being "03".
        public static var percentageFeeOrphan: Code { Code(.percentageFeeOrphan) }
        /// 57 is not a percentage from 00.01 to 99.99.
        public static var percentageRange: Code { Code(.percentageRange) }
        /// 64 lacks its language or its merchant name.
        public static var languageTemplateIncomplete: Code { Code(.languageTemplateIncomplete) }
        /// 62.09 is not made of the letters A, M and E, each at most once.
        public static var consumerDataRequestValue: Code { Code(.consumerDataRequestValue) }
        /// A template lacks its globally unique identifier 00.
        public static var globallyUniqueIdentifierMissing: Code { Code(.globallyUniqueIdentifierMissing) }
        /// A value under 62.50 to 62.99 is not a template.
        public static var additionalTemplateExpected: Code { Code(.additionalTemplateExpected) }
        /// A static QRIS code lacks 51.
        public static var nationalRepositoryMissing: Code { Code(.nationalRepositoryMissing) }
        /// An Indonesian code lacks 61.
        public static var postalCodeMissing: Code { Code(.postalCodeMissing) }
        /// An Indonesian postal code is not five digits.
        public static var postalCodeFormat: Code { Code(.postalCodeFormat) }
        /// The country is ID but the currency is not 360.
        public static var currencyNotRupiah: Code { Code(.currencyNotRupiah) }
        /// Name, city or postal code contains a vertical bar.
        public static var verticalBar: Code { Code(.verticalBar) }
        /// A merchant PAN is missing or not 18 or 19 digits that begin with 9360.
        public static var merchantPANFormat: Code { Code(.merchantPANFormat) }
        /// The last digit of a 19-digit merchant PAN is not its check digit.
        public static var merchantPANCheckDigit: Code { Code(.merchantPANCheckDigit) }
        /// The first eight digits of a merchant PAN are not a known acquirer.
        public static var numberingSystemUnknown: Code { Code(.numberingSystemUnknown) }
        /// 51.02 is missing or not "ID" and 13 digits.
        public static var nationalMerchantIDFormat: Code { Code(.nationalMerchantIDFormat) }
        /// The last digit of the NMID is not its check digit.
        public static var nationalMerchantIDCheckDigit: Code { Code(.nationalMerchantIDCheckDigit) }
        /// The merchant criteria are none of the seven known.
        public static var criteriaUnknown: Code { Code(.criteriaUnknown) }
        /// 51.00 is not ID.CO.QRIS.WWW.
        public static var nationalRepositoryIdentifierLegacy: Code { Code(.nationalRepositoryIdentifierLegacy) }
        /// A transfer code is not dynamic.
        public static var transferPointOfInitiation: Code { Code(.transferPointOfInitiation) }
        /// A transfer code's category is not 4829.
        public static var transferMerchantCategoryCode: Code { Code(.transferMerchantCategoryCode) }
        /// A transfer code's account 40 lacks its PAN or its beneficiary ID.
        public static var transferAccount: Code { Code(.transferAccount) }
        /// A transfer code lacks its unique data in 62.99.
        public static var transferUniqueData: Code { Code(.transferUniqueData) }
        /// The payload has more than 512 characters.
        public static var payloadOver512: Code { Code(.payloadOver512) }

        /// Every code there is, in the order of the rule table.
        public static var all: [Code] {
            var codes: [Code] = []
            for kind in IssueKind.allCases {
                codes.append(Code(kind))
            }
            return codes
        }
    }
}

extension Issue.Code: CustomStringConvertible {
    /// The stable name for reports, such as "crc.mismatch"; compare `Code` values in programs.
    public var name: String {
        switch kind {
        case .empty: "empty"
        case .truncatedHeader: "tlv.truncated_header"
        case .badHeader: "tlv.bad_header"
        case .zeroLength: "tlv.zero_length"
        case .lengthOverrun: "tlv.length_overrun"
        case .trailingBytes: "tlv.trailing_bytes"
        case .invalidUTF8: "tlv.invalid_utf8"
        case .lengthInBytes: "tlv.length_in_bytes"
        case .payloadFormatIndicatorNotFirst: "order.pfi_not_first"
        case .crcMissingOrNotLast: "crc.missing_or_not_last"
        case .crcMismatch: "crc.mismatch"
        case .crcLowercase: "crc.lowercase"
        case .duplicateTag: "tag.duplicate"
        case .payloadFormatIndicatorValue: "pfi.value"
        case .pointOfInitiationValue: "poi.value"
        case .merchantCategoryCodeMissing: "required.mcc"
        case .currencyMissing: "required.currency"
        case .countryCodeMissing: "required.country"
        case .merchantNameMissing: "required.name"
        case .merchantCityMissing: "required.city"
        case .merchantAccountMissing: "required.account"
        case .format: "format"
        case .countryCodeFormat: "country.format"
        case .tooLong: "length.max"
        case .notANS: "charset.not_ans"
        case .amountFormat: "amount.format"
        case .amountZero: "amount.zero"
        case .amountExponent: "amount.exponent"
        case .amountLeadingZero: "amount.leading_zero"
        case .staticWithAmount: "poi.static_with_amount"
        case .dynamicWithoutAmount: "poi.dynamic_no_amount"
        case .fixedFeeMissing: "tip.56_missing"
        case .percentageFeeMissing: "tip.57_missing"
        case .fixedFeeOrphan: "tip.56_orphan"
        case .percentageFeeOrphan: "tip.57_orphan"
        case .percentageRange: "percent.range"
        case .languageTemplateIncomplete: "lang.missing"
        case .consumerDataRequestValue: "aclr.value"
        case .globallyUniqueIdentifierMissing: "template.guid_missing"
        case .additionalTemplateExpected: "62.5x_not_template"
        case .nationalRepositoryMissing: "qris.tag51_missing"
        case .postalCodeMissing: "qris.postal_missing"
        case .postalCodeFormat: "qris.postal_format"
        case .currencyNotRupiah: "qris.currency"
        case .verticalBar: "qris.pipe"
        case .merchantPANFormat: "qris.mpan_format"
        case .merchantPANCheckDigit: "qris.mpan19_luhn"
        case .numberingSystemUnknown: "qris.nns_unknown"
        case .nationalMerchantIDFormat: "qris.nmid_format"
        case .nationalMerchantIDCheckDigit: "qris.nmid_luhn"
        case .criteriaUnknown: "qris.criteria"
        case .nationalRepositoryIdentifierLegacy: "qris.tag51_guid_legacy"
        case .transferPointOfInitiation: "transfer.poi"
        case .transferMerchantCategoryCode: "transfer.mcc"
        case .transferAccount: "transfer.account"
        case .transferUniqueData: "transfer.unique"
        case .payloadOver512: "payload.over_512"
        }
    }

    /// The stable name.
    public var description: String { name }
}
