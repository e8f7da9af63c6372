// The one table of data objects: ID, name, format, length, presence, what is reported, and source.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// The rules of EMV merchant-presented mode and of QRIS for single data objects.
///
/// `Issue.Code.all` is the table of what can be reported, with the severity by profile.
public enum PayloadRules {
    /// Every rule: first those under the root, then those inside templates, each group in ascending order of ID.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 tables 3.6, 3.7, 3.8, 4.1, 4.2, 4.5, v1.1 for 62.10 and 62.11; QRIS tables
    ///   3.6, 3.20, 3.23, 4.3, 4.6, clauses 4.7.5, 4.7.7.
    public static let all: [PayloadRule] =
        root + account + domesticAccount + transferAccount + nationalRepository + additionalData + language + system

    /// Returns the rule for the data object at a path; nil when nothing is laid down.
    ///
    /// The profile `qris` knows the inside of 26 to 45, 51 and 62.99, the others only that of EMV.
    public static func rule(at path: DataObjectPath, profile: Profile = .qris) -> PayloadRule? {
        guard let parent = path.parent, let id = path.last, let scope = RuleScope.inside(parent, profile: profile)
        else { return nil }
        for rule in all where rule.scope == scope && rule.ids.contains(id.rawValue) {
            return rule
        }
        return nil
    }

    /// What the validator needs of a rule, small enough to pass around.
    struct Brief: Sendable {
        /// False when nothing is laid down.
        var isKnown = false
        var format = ValueFormat.text
        var shortest: UInt8 = 1
        var longest: UInt8 = 99
    }

    /// Returns what is laid down for an ID in a scope.
    static func brief(_ id: DataObjectID, in scope: RuleScope) -> Brief {
        briefs[Int(scope.rawValue) * 100 + Int(id.rawValue)]
    }

    /// The rules spread out: for each scope, one entry for each ID 0...99.
    private static let briefs: [Brief] = {
        var spread = [Brief](repeating: Brief(), count: RuleScope.allCases.count * 100)
        for rule in all {
            for id in rule.ids {
                spread[Int(rule.scope.rawValue) * 100 + Int(id)] = Brief(
                    isKnown: true, format: rule.format, shortest: rule.allowed.lowerBound,
                    longest: rule.allowed.upperBound)
            }
        }
        return spread
    }()

    private static let root: [PayloadRule] = [
        .init(
            .root, 0...0, "Payload Format Indicator", .payloadFormatIndicator, 2...2, .mandatory,
            "EMV MPM 4.7.1", missing: .payloadFormatIndicatorNotFirst),
        .init(.root, 1...1, "Point of Initiation Method", .pointOfInitiation, 2...2, .optional, "EMV MPM 4.7.2"),
        .init(
            .root, 2...3, "Merchant Account Information (Visa)", .ans, 1...99, .conditional, "EMV MPM table 4.1",
            missing: .merchantAccountMissing),
        .init(
            .root, 4...5, "Merchant Account Information (Mastercard)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 6...8, "Merchant Account Information (EMVCo)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 9...10, "Merchant Account Information (Discover)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 11...12, "Merchant Account Information (Amex)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 13...14, "Merchant Account Information (JCB)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 15...16, "Merchant Account Information (UnionPay)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 17...25, "Merchant Account Information (EMVCo)", .ans, 1...99, .conditional,
            "EMV MPM table 4.1", missing: .merchantAccountMissing),
        .init(
            .root, 26...50, "Merchant Account Information", .template, 1...99, .conditional,
            "EMV MPM table 4.2", missing: .merchantAccountMissing),
        .init(
            .root, 51...51, "Merchant Account Information (National)", .template, 1...99, .conditional,
            "QRIS 4.7.7", missing: .nationalRepositoryMissing),
        .init(
            .root, 52...52, "Merchant Category Code", .numeric, 4...4, .mandatory, "EMV MPM table 3.6",
            missing: .merchantCategoryCodeMissing),
        .init(
            .root, 53...53, "Transaction Currency", .numeric, 3...3, .mandatory, "EMV MPM table 3.6",
            missing: .currencyMissing),
        .init(
            .root, 54...54, "Transaction Amount", .amount, 1...13, .conditional, "EMV MPM 4.7.4.1",
            missing: .dynamicWithoutAmount),
        .init(.root, 55...55, "Tip or Convenience Indicator", .tipIndicator, 2...2, .optional, "EMV MPM table 3.6"),
        .init(
            .root, 56...56, "Value of Convenience Fee Fixed", .amount, 1...13, .conditional,
            "EMV MPM table 3.6", missing: .fixedFeeMissing),
        .init(
            .root, 57...57, "Value of Convenience Fee Percentage", .percentage, 1...5, .conditional,
            "EMV MPM table 3.6", missing: .percentageFeeMissing),
        .init(
            .root, 58...58, "Country Code", .countryCode, 2...2, .mandatory, "EMV MPM table 3.6",
            missing: .countryCodeMissing),
        .init(
            .root, 59...59, "Merchant Name", .ans, 1...25, .mandatory, "EMV MPM table 3.6",
            missing: .merchantNameMissing),
        .init(
            .root, 60...60, "Merchant City", .ans, 1...15, .mandatory, "EMV MPM table 3.6",
            missing: .merchantCityMissing),
        .init(
            .root, 61...61, "Postal Code", .ans, 1...10, .conditional, "EMV MPM table 3.6; QRIS table 3.6",
            missing: .postalCodeMissing),
        .init(
            .root, 62...62, "Additional Data Field Template", .template, 1...99, .optional, "EMV MPM table 3.7",
            wrong: .lengthOverrun),
        .init(.root, 63...63, "CRC", .crc, 4...4, .mandatory, "EMV MPM 4.7.3", missing: .crcMissingOrNotLast),
        .init(
            .root, 64...64, "Merchant Information - Language Template", .template, 1...99, .optional,
            "EMV MPM table 3.8", wrong: .languageTemplateIncomplete),
        .init(.root, 65...79, "RFU for EMVCo", .reserved, 1...99, .optional, "EMV MPM table 3.6"),
        .init(.root, 80...99, "Unreserved Template", .template, 1...99, .optional, "EMV MPM table 4.5"),
    ]

    private static let account: [PayloadRule] = [
        .init(
            .account, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "EMV MPM table 4.2",
            missing: .globallyUniqueIdentifierMissing),
        .init(.account, 1...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    /// The PAN is only warned about: live and sample codes differ in its length.
    private static let domesticAccount: [PayloadRule] = [
        .init(
            .domesticAccount, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS 4.7.5.3",
            missing: .globallyUniqueIdentifierMissing),
        .init(
            .domesticAccount, 1...1, "Merchant PAN", .merchantPAN, 1...99, .mandatory,
            "QRIS 4.7.5.4, 4.7.5.5", missing: .merchantPANFormat),
        .init(
            .domesticAccount, 2...2, "Merchant ID", .ans, 1...15, .mandatory, "QRIS table 4.3",
            missing: .merchantIDMissing),
        .init(.domesticAccount, 3...3, "Merchant Criteria", .criteria, 1...99, .conditional, "QRIS table 4.6"),
        .init(.domesticAccount, 4...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    private static let transferAccount: [PayloadRule] = [
        .init(
            .transferAccount, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory,
            "QRIS table 3.20", missing: .globallyUniqueIdentifierMissing),
        .init(
            .transferAccount, 1...1, "Customer PAN", .merchantPAN, 1...99, .mandatory, "QRIS table 3.20",
            missing: .transferAccount),
        .init(
            .transferAccount, 2...2, "Beneficiary ID", .ans, 1...15, .mandatory, "QRIS table 3.20",
            missing: .transferAccount),
        .init(.transferAccount, 3...3, "Merchant Criteria", .criteria, 1...99, .optional, "QRIS table 4.6"),
        .init(.transferAccount, 4...4, "Bank Identifier Code", .ans, 8...11, .optional, "QRIS table 3.20"),
        .init(.transferAccount, 5...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    /// The NMID is only warned about: older acquirers use other forms.
    private static let nationalRepository: [PayloadRule] = [
        .init(
            .nationalRepository, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS 4.7.7",
            missing: .globallyUniqueIdentifierMissing),
        .init(.nationalRepository, 1...1, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
        .init(
            .nationalRepository, 2...2, "National Merchant ID", .nationalMerchantID, 1...99, .mandatory,
            "QRIS 4.7.7", missing: .nationalMerchantIDFormat),
        .init(.nationalRepository, 3...3, "Merchant Criteria", .criteria, 1...99, .conditional, "QRIS table 4.6"),
        .init(.nationalRepository, 4...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    private static let additionalData: [PayloadRule] = [
        .init(.additionalData, 1...1, "Bill Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 2...2, "Mobile Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 3...3, "Store Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 4...4, "Loyalty Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 5...5, "Reference Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 6...6, "Customer Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 7...7, "Terminal Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(.additionalData, 8...8, "Purpose of Transaction", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        .init(
            .additionalData, 9...9, "Additional Consumer Data Request", .consumerDataRequest, 1...3, .optional,
            "EMV MPM table 3.7"),
        .init(.additionalData, 10...10, "Merchant Tax ID", .ans, 1...20, .optional, "EMV MPM v1.1"),
        .init(.additionalData, 11...11, "Merchant Channel", .ans, 3...3, .optional, "EMV MPM v1.1"),
        .init(.additionalData, 12...49, "RFU for EMVCo", .reserved, 1...99, .optional, "EMV MPM table 3.7"),
        .init(
            .additionalData, 50...99, "Payment System Specific Template", .template, 1...99, .optional,
            "EMV MPM table 3.7", wrong: .additionalTemplateExpected),
        .init(
            .paymentSystem, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory,
            "EMV MPM table 3.7", missing: .additionalTemplateExpected),
        .init(.paymentSystem, 1...99, "Payment System Specific", .text, 1...99, .optional, "EMV MPM table 3.7"),
        .init(
            .uniqueData, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS table 3.23",
            missing: .additionalTemplateExpected),
        .init(
            .uniqueData, 1...1, "Unique Data", .text, 8...74, .mandatory, "QRIS table 3.23",
            missing: .transferUniqueData, wrong: .transferUniqueDataLength),
        .init(.uniqueData, 2...99, "Payment System Specific", .text, 1...99, .optional, "EMV MPM table 3.7"),
    ]

    private static let language: [PayloadRule] = [
        .init(
            .language, 0...0, "Language Preference", .languageCode, 2...2, .mandatory, "EMV MPM table 3.8",
            missing: .languageTemplateIncomplete),
        .init(
            .language, 1...1, "Merchant Name - Alternate Language", .text, 1...25, .mandatory,
            "EMV MPM table 3.8", missing: .languageTemplateIncomplete),
        .init(
            .language, 2...2, "Merchant City - Alternate Language", .text, 1...15, .optional,
            "EMV MPM table 3.8"),
        .init(.language, 3...99, "RFU for EMVCo", .reserved, 1...99, .optional, "EMV MPM table 3.8"),
    ]

    private static let system: [PayloadRule] = [
        .init(
            .system, 0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "EMV MPM table 4.5",
            missing: .globallyUniqueIdentifierMissing),
        .init(.system, 1...99, "Context Specific", .text, 1...99, .optional, "EMV MPM table 4.5"),
    ]
}
