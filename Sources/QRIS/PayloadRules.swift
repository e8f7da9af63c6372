// The one table of data objects: ID, name, format, length, presence and source.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// What the characters of a value may be.
enum ValueFormat: UInt8, Sendable {
    /// Digits.
    case numeric
    /// The common character set: ASCII 32...126.
    case ans
    /// Any Unicode text.
    case text
    /// Data objects.
    case template
    case payloadFormatIndicator, pointOfInitiation, amount, tipIndicator, percentage, countryCode, crc
    case consumerDataRequest, merchantPAN, nationalMerchantID, criteria
}

/// Whether a data object must be there.
enum Presence: UInt8, Sendable {
    case mandatory, conditional, optional
}

/// What is laid down for one data object or a range of them.
struct PayloadRule: Sendable {
    let ids: ClosedRange<UInt8>
    let name: StaticString
    let format: ValueFormat
    /// Characters allowed, 1...99.
    let lengths: ClosedRange<UInt8>
    let presence: Presence
    let source: StaticString

    init(
        _ ids: ClosedRange<UInt8>, _ name: StaticString, _ format: ValueFormat, _ lengths: ClosedRange<UInt8>,
        _ presence: Presence, _ source: StaticString
    ) {
        self.ids = ids
        self.name = name
        self.format = format
        self.lengths = lengths
        self.presence = presence
        self.source = source
    }
}

/// Where a data object stands, which decides the rules for it.
enum RuleScope: UInt8, Sendable, CaseIterable {
    case root, account, domesticAccount, transferAccount, nationalRepository, additionalData, language, system

    /// The rules inside a root object under a profile; nil when the object is no template.
    static func inside(_ id: DataObjectID, profile: Profile) -> RuleScope? {
        switch id.rawValue {
        case 40 where profile == .qris: .transferAccount
        case 26...45 where profile == .qris: .domesticAccount
        case 51 where profile == .qris: .nationalRepository
        case 26...51: .account
        case 62: .additionalData
        case 64: .language
        case 80...99: .system
        default: nil
        }
    }
}

/// The rules of EMV merchant-presented mode and of QRIS.
enum PayloadRules {
    /// Returns the rules of a scope in order of ID.
    static func rules(for scope: RuleScope) -> [PayloadRule] {
        switch scope {
        case .root: root
        case .account, .system: template
        case .domesticAccount: domesticAccount
        case .transferAccount: transferAccount
        case .nationalRepository: nationalRepository
        case .additionalData: additionalData
        case .language: language
        }
    }

    /// Returns the rule for an ID in a scope, nil when nothing is laid down.
    static func rule(for id: DataObjectID, in scope: RuleScope) -> PayloadRule? {
        if scope == .root { return rootByID[Int(id.rawValue)] }
        let rules = rules(for: scope)
        for rule in rules where rule.ids.contains(id.rawValue) {
            return rule
        }
        return nil
    }

    /// The root rules spread out, one entry for each ID 0...99.
    static let rootByID: [PayloadRule?] = {
        var spread = [PayloadRule?](repeating: nil, count: 100)
        for rule in root {
            for id in rule.ids {
                spread[Int(id)] = rule
            }
        }
        return spread
    }()

    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6; QRIS table 3.6.
    static let root: [PayloadRule] = [
        PayloadRule(0...0, "Payload Format Indicator", .payloadFormatIndicator, 2...2, .mandatory, "EMV MPM 4.7.1"),
        PayloadRule(1...1, "Point of Initiation Method", .pointOfInitiation, 2...2, .optional, "EMV MPM 4.7.2"),
        PayloadRule(2...3, "Merchant Account Information (Visa)", .ans, 1...99, .conditional, "EMV MPM table 4.1"),
        PayloadRule(4...5, "Merchant Account Information (Mastercard)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(6...8, "Merchant Account Information (EMVCo)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(9...10, "Merchant Account Information (Discover)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(11...12, "Merchant Account Information (Amex)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(13...14, "Merchant Account Information (JCB)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(15...16, "Merchant Account Information (UnionPay)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(17...25, "Merchant Account Information (EMVCo)", .ans, 1...99, .conditional, "EMV table 4.1"),
        PayloadRule(26...50, "Merchant Account Information", .template, 1...99, .conditional, "EMV MPM table 4.2"),
        PayloadRule(51...51, "Merchant Account Information (National)", .template, 1...99, .conditional, "QRIS 4.7.7"),
        PayloadRule(52...52, "Merchant Category Code", .numeric, 4...4, .mandatory, "EMV MPM table 3.6"),
        PayloadRule(53...53, "Transaction Currency", .numeric, 3...3, .mandatory, "EMV MPM table 3.6"),
        PayloadRule(54...54, "Transaction Amount", .amount, 1...13, .conditional, "EMV MPM 4.7.4.1"),
        PayloadRule(55...55, "Tip or Convenience Indicator", .tipIndicator, 2...2, .optional, "EMV MPM table 3.6"),
        PayloadRule(56...56, "Value of Convenience Fee Fixed", .amount, 1...13, .conditional, "EMV MPM table 3.6"),
        PayloadRule(57...57, "Value of Convenience Fee Percentage", .percentage, 1...5, .conditional, "EMV table 3.6"),
        PayloadRule(58...58, "Country Code", .countryCode, 2...2, .mandatory, "EMV MPM table 3.6"),
        PayloadRule(59...59, "Merchant Name", .ans, 1...25, .mandatory, "EMV MPM table 3.6"),
        PayloadRule(60...60, "Merchant City", .ans, 1...15, .mandatory, "EMV MPM table 3.6"),
        PayloadRule(61...61, "Postal Code", .ans, 1...10, .conditional, "EMV MPM table 3.6; QRIS table 3.6"),
        PayloadRule(62...62, "Additional Data Field Template", .template, 1...99, .optional, "EMV MPM table 3.7"),
        PayloadRule(63...63, "CRC", .crc, 4...4, .mandatory, "EMV MPM 4.7.3"),
        PayloadRule(64...64, "Merchant Information - Language Template", .template, 1...99, .optional, "EMV table 3.8"),
        PayloadRule(65...79, "RFU for EMVCo", .text, 1...99, .optional, "EMV MPM table 3.6"),
        PayloadRule(80...99, "Unreserved Template", .template, 1...99, .optional, "EMV MPM table 4.5"),
    ]

    /// - Source: EMVCo QRCPS-MPM v1.0 tables 4.2 and 4.5.
    static let template: [PayloadRule] = [
        PayloadRule(0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "EMV MPM tables 4.2, 4.5"),
        PayloadRule(1...99, "Network Specific", .text, 1...99, .optional, "EMV MPM tables 4.2, 4.5"),
    ]

    /// The PAN is only warned about: live and sample codes differ in its length.
    ///
    /// - Source: QRIS table 4.3, 4.7.5, table 4.6.
    static let domesticAccount: [PayloadRule] = [
        PayloadRule(0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS 4.7.5.3"),
        PayloadRule(1...1, "Merchant PAN", .merchantPAN, 1...99, .mandatory, "QRIS 4.7.5.4, 4.7.5.5"),
        PayloadRule(2...2, "Merchant ID", .ans, 1...15, .mandatory, "QRIS table 4.3"),
        PayloadRule(3...3, "Merchant Criteria", .criteria, 1...99, .conditional, "QRIS table 4.6"),
        PayloadRule(4...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    /// - Source: QRIS 4.2, table 3.20.
    static let transferAccount: [PayloadRule] = [
        PayloadRule(0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS table 3.20"),
        PayloadRule(1...1, "Customer PAN", .merchantPAN, 1...99, .mandatory, "QRIS table 3.20"),
        PayloadRule(2...2, "Beneficiary ID", .ans, 1...15, .mandatory, "QRIS table 3.20"),
        PayloadRule(3...3, "Merchant Criteria", .criteria, 1...99, .optional, "QRIS table 4.6"),
        PayloadRule(4...4, "Bank Identifier Code", .ans, 8...11, .optional, "QRIS table 3.20"),
        PayloadRule(5...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    /// The NMID is only warned about: older acquirers use other forms.
    ///
    /// - Source: QRIS 4.7.7.
    static let nationalRepository: [PayloadRule] = [
        PayloadRule(0...0, "Globally Unique Identifier", .ans, 1...32, .mandatory, "QRIS 4.7.7"),
        PayloadRule(1...1, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
        PayloadRule(2...2, "National Merchant ID", .nationalMerchantID, 1...99, .mandatory, "QRIS 4.7.7"),
        PayloadRule(3...3, "Merchant Criteria", .criteria, 1...99, .conditional, "QRIS table 4.6"),
        PayloadRule(4...99, "Network Specific", .text, 1...99, .optional, "EMV MPM table 4.2"),
    ]

    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.7; v1.1 for 10 and 11.
    static let additionalData: [PayloadRule] = [
        PayloadRule(1...1, "Bill Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(2...2, "Mobile Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(3...3, "Store Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(4...4, "Loyalty Number", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(5...5, "Reference Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(6...6, "Customer Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(7...7, "Terminal Label", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(8...8, "Purpose of Transaction", .ans, 1...25, .optional, "EMV MPM table 3.7"),
        PayloadRule(9...9, "Additional Consumer Data Request", .consumerDataRequest, 1...3, .optional, "EMV table 3.7"),
        PayloadRule(10...10, "Merchant Tax ID", .ans, 1...20, .optional, "EMV MPM v1.1"),
        PayloadRule(11...11, "Merchant Channel", .ans, 3...3, .optional, "EMV MPM v1.1"),
        PayloadRule(12...49, "RFU for EMVCo", .text, 1...99, .optional, "EMV MPM table 3.7"),
        PayloadRule(50...99, "Payment System Specific Template", .template, 1...99, .optional, "EMV MPM table 3.7"),
    ]

    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.8.
    static let language: [PayloadRule] = [
        PayloadRule(0...0, "Language Preference", .ans, 2...2, .mandatory, "EMV MPM table 3.8"),
        PayloadRule(1...1, "Merchant Name - Alternate Language", .text, 1...25, .mandatory, "EMV MPM table 3.8"),
        PayloadRule(2...2, "Merchant City - Alternate Language", .text, 1...15, .optional, "EMV MPM table 3.8"),
        PayloadRule(3...99, "RFU for EMVCo", .text, 1...99, .optional, "EMV MPM table 3.8"),
    ]
}
