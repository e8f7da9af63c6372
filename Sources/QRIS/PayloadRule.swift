// One rule of the table: what is laid down for a data object or a range of them.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// What the characters of a value may be.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 1.3 for N, ans and S; the clause of each rule for the rest.
public enum ValueFormat: UInt8, Hashable, Sendable, CaseIterable {
    /// N: digits.
    case numeric
    /// ans: the common character set, ASCII 32...126.
    case ans
    /// S: any Unicode text.
    case text
    /// Data objects.
    case template
    /// Reserved for future use: no value is laid down yet.
    case reserved
    /// "01".
    case payloadFormatIndicator
    /// "11" or "12".
    case pointOfInitiation
    /// Digits with at most one full stop.
    case amount
    /// "01", "02" or "03".
    case tipIndicator
    /// 00.01 to 99.99.
    case percentage
    /// Two capital letters.
    case countryCode
    /// Two letters.
    case languageCode
    /// Four hexadecimal digits.
    case crc
    /// The letters A, M and E, each at most once.
    case consumerDataRequest
    /// A PAN whose first eight digits are a national numbering system code.
    case merchantPAN
    /// "ID" and 13 digits.
    case nationalMerchantID
    /// One of seven three-letter codes.
    case criteria

    /// The format in words, such as "N" or "ans", the standard's letters first.
    public var name: String {
        switch self {
        case .numeric: "N"
        case .ans: "ans"
        case .text: "S"
        case .template: "template"
        case .reserved: "RFU"
        case .payloadFormatIndicator: "N, 01"
        case .pointOfInitiation: "N, 11 or 12"
        case .amount: "ans, amount"
        case .tipIndicator: "N, 01, 02 or 03"
        case .percentage: "ans, 00.01 to 99.99"
        case .countryCode: "ans, two capital letters"
        case .languageCode: "ans, two letters"
        case .crc: "ans, hexadecimal"
        case .consumerDataRequest: "ans, A M E"
        case .merchantPAN: "N, PAN"
        case .nationalMerchantID: "ans, ID and 13 digits"
        case .criteria: "ans, UMI UKE UME UBE URE PSO BLU"
        }
    }

    /// What is reported when a value is not of this format.
    var wrong: IssueKind {
        switch self {
        case .numeric, .tipIndicator, .languageCode: .format
        case .ans: .notANS
        case .text: .tooLong
        case .template: .globallyUniqueIdentifierMissing
        case .reserved: .reservedUsed
        case .payloadFormatIndicator: .payloadFormatIndicatorValue
        case .pointOfInitiation: .pointOfInitiationValue
        case .amount: .amountFormat
        case .percentage: .percentageRange
        case .countryCode: .countryCodeFormat
        case .crc: .crcMismatch
        case .consumerDataRequest: .consumerDataRequestValue
        case .merchantPAN: .merchantPANFormat
        case .nationalMerchantID: .nationalMerchantIDFormat
        case .criteria: .criteriaUnknown
        }
    }
}

/// Whether a data object must be there.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.6, column "Presence".
public enum Presence: UInt8, Hashable, Sendable {
    /// Always.
    case mandatory
    /// Under a condition that the source clause states.
    case conditional
    /// Never.
    case optional

    /// The letter of the standards' tables: "M", "C" or "O".
    public var name: String {
        switch self {
        case .mandatory: "M"
        case .conditional: "C"
        case .optional: "O"
        }
    }
}

/// What is laid down for one data object or a range of them.
public struct PayloadRule: Sendable {
    let scope: RuleScope
    let ids: ClosedRange<UInt8>
    let title: StaticString
    /// What the characters of the value may be.
    public let format: ValueFormat
    let allowed: ClosedRange<UInt8>
    /// Whether it must be there.
    public let presence: Presence
    /// What is reported when it is not there.
    let missing: IssueKind?
    /// What is reported when the value is wrong, if not what its format says.
    let wrong: IssueKind?
    let clause: StaticString

    init(
        _ scope: RuleScope, _ ids: ClosedRange<UInt8>, _ title: StaticString, _ format: ValueFormat,
        _ allowed: ClosedRange<UInt8>, _ presence: Presence, _ clause: StaticString, missing: IssueKind? = nil,
        wrong: IssueKind? = nil
    ) {
        self.scope = scope
        self.ids = ids
        self.title = title
        self.format = format
        self.allowed = allowed
        self.presence = presence
        self.missing = missing
        self.wrong = wrong
        self.clause = clause
    }

    /// Where the rule holds: "59", "17-25", "26-45.01" or "62.50-99.00".
    public var path: String {
        var text = scope.prefix.description
        guard let first = DataObjectID(rawValue: ids.lowerBound), let last = DataObjectID(rawValue: ids.upperBound)
        else {
            return text
        }
        text += first.description
        return first == last ? text : text + "-" + last.description
    }

    /// The standards' name of the data object, such as "Merchant Name".
    public var name: String { title.description }

    /// The characters allowed, 1...99.
    public var lengths: ClosedRange<Int> { Int(allowed.lowerBound)...Int(allowed.upperBound) }

    /// The document and clause that lay it down, such as "EMV MPM table 3.6".
    public var source: String { clause.description }

    /// The code reported when the data object is not there; nil when nothing is.
    public var codeWhenMissing: Issue.Code? { missing.map { Issue.Code($0) } }

    /// The code reported when the value is not of the format; nil when every value is.
    public var codeWhenWrong: Issue.Code? {
        if let wrong { return Issue.Code(wrong) }
        return format == .text && allowed == 1...99 ? nil : Issue.Code(format.wrong)
    }

    /// Returns how grave a value of another format is; nil when the profile does not look for it.
    public func severity(under profile: Profile) -> Severity? {
        scope.holds(under: profile) ? codeWhenWrong?.severity(under: profile) : nil
    }

    /// Returns how grave it is when the data object is not there; nil when the profile does not look for it.
    public func severityWhenMissing(under profile: Profile) -> Severity? {
        scope.holds(under: profile) ? codeWhenMissing?.severity(under: profile) : nil
    }
}
