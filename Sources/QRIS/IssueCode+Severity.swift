// How grave each issue is under each profile.
// SPDX-License-Identifier: Apache-2.0

extension Issue.Code {
    /// Returns how grave an issue of this code is under a profile; nil when the profile does not look for it.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 for `emv`; QRIS 4.2 to 4.7 for `qris`, softened to warnings where live codes
    ///   of many acquirers differ; `lenient` keeps as errors what makes a payload unreadable or an amount doubtful.
    public func severity(under profile: Profile) -> Severity? {
        let row = severities
        return switch profile {
        case .emv: row.emv
        case .qris: row.qris
        case .lenient: row.lenient
        }
    }

    private var severities: (emv: Severity?, qris: Severity?, lenient: Severity?) {
        switch kind {
        case .empty, .truncatedHeader, .badHeader, .lengthOverrun, .trailingBytes, .invalidUTF8, .lengthInBytes,
            .payloadFormatIndicatorNotFirst, .crcMissingOrNotLast, .crcMismatch, .amountFormat, .amountZero,
            .amountExponent, .fixedFeeMissing, .percentageFeeMissing, .fixedFeeOrphan, .percentageFeeOrphan,
            .percentageRange:
            (.error, .error, .error)
        case .zeroLength, .duplicateTag, .payloadFormatIndicatorValue, .pointOfInitiationValue,
            .merchantCategoryCodeMissing, .currencyMissing, .countryCodeMissing, .merchantNameMissing,
            .merchantCityMissing, .merchantAccountMissing, .format, .countryCodeFormat, .tooLong, .notANS,
            .languageTemplateIncomplete, .consumerDataRequestValue, .globallyUniqueIdentifierMissing:
            (.error, .error, .warning)
        case .crcLowercase:
            (.warning, .warning, .warning)
        case .amountLeadingZero, .staticWithAmount, .dynamicWithoutAmount, .payloadOver512:
            (.warning, .warning, nil)
        case .additionalTemplateExpected:
            (.error, .warning, nil)
        case .nationalRepositoryMissing, .postalCodeMissing, .currencyNotRupiah, .transferPointOfInitiation,
            .transferMerchantCategoryCode, .transferAccount, .transferUniqueData:
            (nil, .error, .warning)
        case .postalCodeFormat, .verticalBar, .merchantPANFormat, .merchantPANCheckDigit, .numberingSystemUnknown,
            .nationalMerchantIDFormat, .nationalMerchantIDCheckDigit, .criteriaUnknown,
            .nationalRepositoryIdentifierLegacy:
            (nil, .warning, nil)
        }
    }
}
