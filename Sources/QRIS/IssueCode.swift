// The codes of everything that validation can find.
// SPDX-License-Identifier: Apache-2.0

/// The kinds of issues, one for each code; not public so that new ones break no caller.
package enum IssueKind: UInt8, CaseIterable {
    case empty
    case truncatedHeader
    case badHeader
    case zeroLength
    case lengthOverrun
    case trailingBytes
    case invalidUTF8
    case lengthInBytes
    case lengthInUTF16
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
    case reservedUsed
    case additionalTemplateExpected
    case nationalRepositoryMissing
    case postalCodeMissing
    case postalCodeFormat
    case currencyNotRupiah
    case amountOverLimit
    case verticalBar
    case merchantPANFormat
    case merchantPANCheckDigit
    case accountTypeReserved
    case merchantIDMissing
    case numberingSystemUnknown
    case nationalMerchantIDFormat
    case nationalMerchantIDCheckDigit
    case criteriaUnknown
    case nationalRepositoryIdentifierLegacy
    case transferPurpose
    case transferPointOfInitiation
    case transferMerchantCategoryCode
    case transferAccount
    case transferUniqueData
    case transferUniqueDataLength
    case payloadOver512
    case moreIssues
    case invisibleCharacter
    case blankText
    case blankEnds
    case merchantCategoryCodeZero
    case fixedFeeOverAmount
    case staticWithReferenceLabel
    case foreignCode
    case panNotDigits
    case criteriaDiffer
    case transferPANLength
}

extension Issue {
    /// What kind of issue it is; more kinds may come.
    public struct Code: Hashable, Sendable {
        package let kind: IssueKind

        package init(_ kind: IssueKind) {
            self.kind = kind
        }

        /// The payload has no bytes.
        public static var empty: Code { Code(.empty) }
        /// One to three digits are left where an ID and a length should stand.
        public static var truncatedHeader: Code { Code(.truncatedHeader) }
        /// An ID or a length is not two digits; the issue covers both, its message names the byte at fault.
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
        /// A length counts UTF-16 units where characters must be counted; found like a length in bytes.
        public static var lengthInUTF16: Code { Code(.lengthInUTF16) }
        /// The first data object is not 00.
        public static var payloadFormatIndicatorNotFirst: Code { Code(.payloadFormatIndicatorNotFirst) }
        /// There is no 63, or something follows it.
        public static var crcMissingOrNotLast: Code { Code(.crcMissingOrNotLast) }
        /// The CRC in 63 is not that of the bytes before it, or not four hexadecimal digits.
        public static var crcMismatch: Code { Code(.crcMismatch) }
        /// The CRC is right but written with small letters.
        public static var crcLowercase: Code { Code(.crcLowercase) }
        /// An ID stands twice under the root or in one template.
        ///
        /// Under `lenient` a warning, but an error for 53 to 57 under the root: readers may take either for what is paid.
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
        /// An ID that is reserved for future use is present.
        public static var reservedUsed: Code { Code(.reservedUsed) }
        /// A value under 62.50 to 62.99 is not a template.
        public static var additionalTemplateExpected: Code { Code(.additionalTemplateExpected) }
        /// A QRIS code that is no transfer lacks 51.
        public static var nationalRepositoryMissing: Code { Code(.nationalRepositoryMissing) }
        /// An Indonesian code lacks 61.
        public static var postalCodeMissing: Code { Code(.postalCodeMissing) }
        /// An Indonesian postal code is not five digits.
        public static var postalCodeFormat: Code { Code(.postalCodeFormat) }
        /// The country is ID but the currency is not 360.
        public static var currencyNotRupiah: Code { Code(.currencyNotRupiah) }
        /// The amount is over the limit for one transaction.
        public static var amountOverLimit: Code { Code(.amountOverLimit) }
        /// Name, city or postal code contains a vertical bar.
        public static var verticalBar: Code { Code(.verticalBar) }
        /// A merchant PAN is missing, or made of digits but not of 18 or 19 that begin with 9360; in 40.01, of 16 to 19.
        public static var merchantPANFormat: Code { Code(.merchantPANFormat) }
        /// The last digit of a 19-digit merchant PAN is not its check digit.
        public static var merchantPANCheckDigit: Code { Code(.merchantPANCheckDigit) }
        /// The ninth digit of a merchant PAN, the kind of account, is 4 to 9, which are reserved.
        public static var accountTypeReserved: Code { Code(.accountTypeReserved) }
        /// The account at an acquirer lacks the merchant ID in 02.
        public static var merchantIDMissing: Code { Code(.merchantIDMissing) }
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
        /// A code with the account 40 lacks its purpose in 62.08, or the purpose is none of the seven known.
        ///
        /// Under `qris` such a code is a transfer code for all other rules, as is every one with the account 40 but not
        /// the purposes POSP and BILL. Under `lenient` one without a known purpose is none.
        public static var transferPurpose: Code { Code(.transferPurpose) }
        /// A transfer code is not dynamic.
        public static var transferPointOfInitiation: Code { Code(.transferPointOfInitiation) }
        /// A transfer code's category is not 4829.
        public static var transferMerchantCategoryCode: Code { Code(.transferMerchantCategoryCode) }
        /// The account 40 lacks its PAN in 01 or its beneficiary ID in 02; with POSP and BILL too under `qris`.
        public static var transferAccount: Code { Code(.transferAccount) }
        /// A code with the account 40 lacks its unique data: 62.99 is absent, no template, or without its 00 or 01.
        ///
        /// With POSP and BILL too under `qris`.
        public static var transferUniqueData: Code { Code(.transferUniqueData) }
        /// A transfer code's unique data, 62.99.01, has not 8 to 74 characters.
        public static var transferUniqueDataLength: Code { Code(.transferUniqueDataLength) }
        /// The payload has more than 512 characters.
        public static var payloadOver512: Code { Code(.payloadOver512) }
        /// More was found than a report lists; always the last issue.
        public static var moreIssues: Code { Code(.moreIssues) }
        /// A value holds a character that cannot be seen or that turns the order of others.
        ///
        /// Reported once for each value, at the first such character: U+0000...001F, 007F...009F, 00AD, 061C, 180E,
        /// 200B...200F, 2028...202E, 2060...206F, FEFF, FFF9...FFFB, E0000...E007F. A warning in values of the format S,
        /// in reserved and unknown ones, and in the bare values of 62.50 to 62.99 and 80 to 99; an error, under every
        /// profile, in values of the formats ans and N, all others being kinds of these.
        public static var invisibleCharacter: Code { Code(.invisibleCharacter) }
        /// 59, 60, 64.01 or 64.02 is made of blanks only.
        ///
        /// Blanks are U+0020, 00A0, 1680, 2000...200A, 202F, 205F and 3000.
        public static var blankText: Code { Code(.blankText) }
        /// 59, 60, 64.01 or 64.02 begins or ends with a blank, but is not made of blanks only.
        public static var blankEnds: Code { Code(.blankEnds) }
        /// 52 is "0000".
        public static var merchantCategoryCodeZero: Code { Code(.merchantCategoryCodeZero) }
        /// 56 is greater than 54; both are amounts.
        ///
        /// Reported at 56.
        public static var fixedFeeOverAmount: Code { Code(.fixedFeeOverAmount) }
        /// 01 is "11" and 62.05 is present, neither empty nor "***", which asks the payer for it.
        ///
        /// Reported at 62.05.
        public static var staticWithReferenceLabel: Code { Code(.staticWithReferenceLabel) }
        /// A code of another country or scheme is judged by the rules of `qris`.
        ///
        /// Reported once: at 58 when it is two capital letters other than ID; otherwise at the first identifier 00 of a
        /// known foreign scheme in 26 to 51 when no account there shows QRIS, by its identifier or by eight bytes or
        /// more in 01 that begin with 9360. `PaymentScheme` has the identifiers.
        public static var foreignCode: Code { Code(.foreignCode) }
        /// 01 of 26 to 45, the account 40 included, has other characters than digits.
        public static var panNotDigits: Code { Code(.panNotDigits) }
        /// 03 of an account 26 to 45, 40 left out, and 51.03 are two different known criteria.
        ///
        /// Reported at each 03 of 26 to 45 that differs from a 51.03.
        public static var criteriaDiffer: Code { Code(.criteriaDiffer) }
        /// 40.01 is made of digits but not of 16 to 19.
        public static var transferPANLength: Code { Code(.transferPANLength) }

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
    private var row: IssueRow { IssueRow.all[Int(kind.rawValue)] }

    /// The stable name for reports, such as "crc.mismatch"; compare `Code` values in programs.
    public var name: String { row.name.description }

    /// The stable name in memory that is never freed.
    package var staticName: StaticString { row.name }

    /// The stable name.
    public var description: String { name }

    /// What the code stands for, in one plain sentence.
    public var summary: String { row.summary.description }

    /// The document and clause that is broken, such as "EMV MPM 4.7.3".
    public var source: String { row.source.description }

    /// Returns how grave an issue of this code is under a profile; nil when the profile does not look for it.
    ///
    /// Three differ by place, as their descriptions say: `zeroLength`, under `qris` a warning inside 62, as in live
    /// codes; `duplicateTag`; and `invisibleCharacter`.
    public func severity(under profile: Profile) -> Severity? {
        switch profile {
        case .emv: row.emv
        case .qris: row.qris
        case .lenient: row.lenient
        }
    }
}
