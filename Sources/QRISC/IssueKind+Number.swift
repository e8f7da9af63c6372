// The numbers of issue codes in the header, which never change.
// SPDX-License-Identifier: Apache-2.0

import CQRIS
import QRIS

extension IssueKind {
    /// The kind of a number of the header; nil for any other.
    init?(number: Int32) {
        var candidate: UInt8 = 0
        while let kind = IssueKind(rawValue: candidate) {
            if kind.number == number {
                self = kind
                return
            }
            candidate += 1
        }
        return nil
    }

    /// The number of the header.
    var number: Int32 { Int32(constant) }

    private var constant: Int {
        switch self {
        case .empty: QRIS_ISSUE_EMPTY
        case .truncatedHeader: QRIS_ISSUE_TLV_TRUNCATED_HEADER
        case .badHeader: QRIS_ISSUE_TLV_BAD_HEADER
        case .zeroLength: QRIS_ISSUE_TLV_ZERO_LENGTH
        case .lengthOverrun: QRIS_ISSUE_TLV_LENGTH_OVERRUN
        case .trailingBytes: QRIS_ISSUE_TLV_TRAILING_BYTES
        case .invalidUTF8: QRIS_ISSUE_TLV_INVALID_UTF8
        case .lengthInBytes: QRIS_ISSUE_TLV_LENGTH_IN_BYTES
        case .lengthInUTF16: QRIS_ISSUE_TLV_LENGTH_IN_UTF16
        case .payloadFormatIndicatorNotFirst: QRIS_ISSUE_ORDER_PFI_NOT_FIRST
        case .crcMissingOrNotLast: QRIS_ISSUE_CRC_MISSING_OR_NOT_LAST
        case .crcMismatch: QRIS_ISSUE_CRC_MISMATCH
        case .crcLowercase: QRIS_ISSUE_CRC_LOWERCASE
        case .duplicateTag: QRIS_ISSUE_TAG_DUPLICATE
        case .payloadFormatIndicatorValue: QRIS_ISSUE_PFI_VALUE
        case .pointOfInitiationValue: QRIS_ISSUE_POI_VALUE
        case .merchantCategoryCodeMissing: QRIS_ISSUE_REQUIRED_MCC
        case .currencyMissing: QRIS_ISSUE_REQUIRED_CURRENCY
        case .countryCodeMissing: QRIS_ISSUE_REQUIRED_COUNTRY
        case .merchantNameMissing: QRIS_ISSUE_REQUIRED_NAME
        case .merchantCityMissing: QRIS_ISSUE_REQUIRED_CITY
        case .merchantAccountMissing: QRIS_ISSUE_REQUIRED_ACCOUNT
        case .format: QRIS_ISSUE_FORMAT
        case .countryCodeFormat: QRIS_ISSUE_COUNTRY_FORMAT
        case .tooLong: QRIS_ISSUE_LENGTH_MAX
        case .notANS: QRIS_ISSUE_CHARSET_NOT_ANS
        case .amountFormat: QRIS_ISSUE_AMOUNT_FORMAT
        case .amountZero: QRIS_ISSUE_AMOUNT_ZERO
        case .amountExponent: QRIS_ISSUE_AMOUNT_EXPONENT
        case .amountLeadingZero: QRIS_ISSUE_AMOUNT_LEADING_ZERO
        case .staticWithAmount: QRIS_ISSUE_POI_STATIC_WITH_AMOUNT
        case .dynamicWithoutAmount: QRIS_ISSUE_POI_DYNAMIC_NO_AMOUNT
        case .fixedFeeMissing: QRIS_ISSUE_TIP_56_MISSING
        case .percentageFeeMissing: QRIS_ISSUE_TIP_57_MISSING
        case .fixedFeeOrphan: QRIS_ISSUE_TIP_56_ORPHAN
        case .percentageFeeOrphan: QRIS_ISSUE_TIP_57_ORPHAN
        case .percentageRange: QRIS_ISSUE_PERCENT_RANGE
        case .languageTemplateIncomplete: QRIS_ISSUE_LANG_MISSING
        case .consumerDataRequestValue: QRIS_ISSUE_ACLR_VALUE
        case .globallyUniqueIdentifierMissing: QRIS_ISSUE_TEMPLATE_GUID_MISSING
        case .reservedUsed: QRIS_ISSUE_TAG_RFU
        case .additionalTemplateExpected: QRIS_ISSUE_62_5X_NOT_TEMPLATE
        case .nationalRepositoryMissing: QRIS_ISSUE_QRIS_TAG51_MISSING
        case .postalCodeMissing: QRIS_ISSUE_QRIS_POSTAL_MISSING
        case .postalCodeFormat: QRIS_ISSUE_QRIS_POSTAL_FORMAT
        case .currencyNotRupiah: QRIS_ISSUE_QRIS_CURRENCY
        case .amountOverLimit: QRIS_ISSUE_QRIS_AMOUNT_LIMIT
        case .verticalBar: QRIS_ISSUE_QRIS_PIPE
        case .merchantPANFormat: QRIS_ISSUE_QRIS_MPAN_FORMAT
        case .merchantPANCheckDigit: QRIS_ISSUE_QRIS_MPAN19_LUHN
        case .numberingSystemUnknown: QRIS_ISSUE_QRIS_NNS_UNKNOWN
        case .nationalMerchantIDFormat: QRIS_ISSUE_QRIS_NMID_FORMAT
        case .nationalMerchantIDCheckDigit: QRIS_ISSUE_QRIS_NMID_LUHN
        case .criteriaUnknown: QRIS_ISSUE_QRIS_CRITERIA
        case .nationalRepositoryIdentifierLegacy: QRIS_ISSUE_QRIS_TAG51_GUID_LEGACY
        case .transferPointOfInitiation: QRIS_ISSUE_TRANSFER_POI
        case .transferMerchantCategoryCode: QRIS_ISSUE_TRANSFER_MCC
        case .transferAccount: QRIS_ISSUE_TRANSFER_ACCOUNT
        case .transferUniqueData: QRIS_ISSUE_TRANSFER_UNIQUE
        case .transferUniqueDataLength: QRIS_ISSUE_TRANSFER_UNIQUE_LENGTH
        case .payloadOver512: QRIS_ISSUE_PAYLOAD_OVER_512
        case .accountTypeReserved: QRIS_ISSUE_QRIS_ACCOUNT_TYPE
        case .merchantIDMissing: QRIS_ISSUE_QRIS_MID_MISSING
        case .transferPurpose: QRIS_ISSUE_TRANSFER_PURPOSE
        case .moreIssues: QRIS_ISSUE_REPORT_MORE_ISSUES
        case .invisibleCharacter: QRIS_ISSUE_CHARSET_INVISIBLE
        case .blankText: QRIS_ISSUE_TEXT_BLANK
        case .blankEnds: QRIS_ISSUE_TEXT_BLANK_ENDS
        case .merchantCategoryCodeZero: QRIS_ISSUE_MCC_ZERO
        case .fixedFeeOverAmount: QRIS_ISSUE_TIP_FEE_OVER_AMOUNT
        case .staticWithReferenceLabel: QRIS_ISSUE_POI_STATIC_WITH_REFERENCE
        case .foreignCode: QRIS_ISSUE_QRIS_FOREIGN
        case .panNotDigits: QRIS_ISSUE_QRIS_PAN_NOT_DIGITS
        case .criteriaDiffer: QRIS_ISSUE_QRIS_CRITERIA_DIFFER
        case .transferPANLength: QRIS_ISSUE_TRANSFER_PAN_LENGTH
        }
    }
}
