// The one table of data objects of consumer-presented QRIS codes.
// SPDX-License-Identifier: Apache-2.0

/// What is laid down for one data object.
public struct ConsumerRule: Sendable {
    /// The tag.
    public let tag: BERTag
    let parent: BERTag?
    let title: StaticString
    /// The bytes allowed.
    public let lengths: ClosedRange<Int>
    /// Whether it must be there in a QRIS application; 57 and 5A are told by a rule of their own.
    public let isMandatory: Bool

    init(_ tag: BERTag, in parent: BERTag?, _ title: StaticString, _ lengths: ClosedRange<Int>, mandatory: Bool = false)
    {
        self.tag = tag
        self.parent = parent
        self.title = title
        self.lengths = lengths
        isMandatory = mandatory
    }

    /// The tags from the root, such as "61.63.9F74".
    public var path: String {
        switch parent {
        case nil: tag.description
        case .applicationSpecific: "61.63.\(tag)"
        case .some(let parent): "\(parent).\(tag)"
        }
    }

    /// The name of the data object, such as "Issuer QRIS Data".
    public var name: String { title.description }
}

/// The rules of QRIS in consumer-presented mode.
public enum ConsumerRules {
    /// The ADF name of QRIS, A0000006022020.
    static let definitionFileName: [UInt8] = [0xA0, 0x00, 0x00, 0x06, 0x02, 0x20, 0x20]

    /// "CPV01".
    static let payloadFormatIndicator: [UInt8] = [0x43, 0x50, 0x56, 0x30, 0x31]

    /// Every rule, the root's first.
    ///
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1; the lengths are those of QRIS CPM as acquirers' public code has them.
    public static let all: [ConsumerRule] = [
        .init(.payloadFormatIndicator, in: nil, "Payload Format Indicator", 5...5, mandatory: true),
        .init(.application, in: nil, "Application Template", 1...65_535, mandatory: true),
        .init(.commonData, in: nil, "Common Data Template", 0...65_535),
        .init(.commonTransparent, in: .commonData, "Common Data Transparent Template", 1...65_535),
        .init(.definitionFileName, in: .application, "ADF Name", 5...16, mandatory: true),
        .init(.label, in: .application, "Application Label", 1...16),
        .init(.track2, in: .application, "Track 2 Equivalent Data", 1...19),
        .init(.accountNumber, in: .application, "Application PAN", 1...10),
        .init(.holderName, in: .application, "Cardholder Name", 2...26),
        .init(.languages, in: .application, "Language Preference", 2...8),
        .init(.issuerURL, in: .application, "Issuer URL", 1...255),
        .init(0x9F08, in: .application, "Application Version Number", 2...2),
        .init(0x9F19, in: .application, "Token Requestor ID", 6...11),
        .init(0x9F24, in: .application, "Payment Account Reference", 29...29),
        .init(0x9F25, in: .application, "Last 4 Digits of PAN", 2...2),
        .init(
            .applicationSpecific, in: .application, "Application Specific Transparent Template", 1...65_535,
            mandatory: true),
        .init(.issuerData, in: .applicationSpecific, "Issuer QRIS Data", 8...64, mandatory: true),
        .init(0x9F26, in: .applicationSpecific, "Application Cryptogram", 8...8),
        .init(0x9F27, in: .applicationSpecific, "Cryptogram Information Data", 1...1),
        .init(0x9F10, in: .applicationSpecific, "Issuer Application Data", 1...32),
        .init(0x9F36, in: .applicationSpecific, "Application Transaction Counter", 2...2),
        .init(0x9F37, in: .applicationSpecific, "Unpredictable Number", 4...4),
        .init(0x82, in: .applicationSpecific, "Application Interchange Profile", 2...2),
        .init(0x9F7A, in: .applicationSpecific, "Issuer Public Key Certificate", 1...65_535),
        .init(0x9F7B, in: .applicationSpecific, "Encrypted Issuer Data", 1...65_535),
    ]

    /// Returns the rule for a tag inside a template, nil for the root; nil when nothing is laid down.
    ///
    /// Common data (62, and 64 in it) have the rules of an application's (61, and 63 in it).
    public static func rule(for tag: BERTag, in parent: BERTag?) -> ConsumerRule? {
        for rule in all where rule.tag == tag && rule.parent == parent {
            return rule
        }
        switch parent {
        case .commonData: return rule(for: tag, in: .application)
        case .commonTransparent: return rule(for: tag, in: .applicationSpecific)
        default: return nil
        }
    }
}
