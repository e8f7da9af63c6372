// One finding in a consumer-presented payload.
// SPDX-License-Identifier: Apache-2.0

/// One finding: what is wrong and where; it never quotes the payload.
public struct ConsumerIssue: Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// Whether it makes the payload invalid; else it is a warning.
    public let isError: Bool
    /// The tags from the root to the data object concerned, or to the one that is missing; empty for the whole.
    public let path: [BERTag]
    /// Where it begins, in bytes of the payload; for a missing object, the template that lacks it.
    public let byteOffset: Int
    /// How many bytes it covers; 0 under the root for something that is missing.
    public let byteLength: Int

    /// The data object concerned; that of the payload's first for the whole.
    public var tag: BERTag { path.last ?? .payloadFormatIndicator }

    /// What kind of issue it is; more kinds may come.
    public struct Code: Hashable, Sendable {
        private enum Kind: UInt8 {
            case structure, formatIndicator, missing, tooManyApplications, duplicate, length, noAccount, accountsDiffer
            case notQRIS, issuerURL, over512, order, moreIssues
        }

        private let kind: Kind

        /// The value of a template is not whole data objects.
        public static var structure: Code { Code(kind: .structure) }
        /// The first data object is not 85 with "CPV01".
        public static var formatIndicator: Code { Code(kind: .formatIndicator) }
        /// A mandatory data object is missing.
        public static var missing: Code { Code(kind: .missing) }
        /// There are more than two application templates.
        public static var tooManyApplications: Code { Code(kind: .tooManyApplications) }
        /// A data object stands twice under the root, or in 61 and 62, which are read together.
        public static var duplicate: Code { Code(kind: .duplicate) }
        /// A value has fewer or more bytes than its rule allows.
        public static var length: Code { Code(kind: .length) }
        /// Neither track 2 (57) nor a PAN (5A) is present, in 61 or in 62.
        public static var noAccount: Code { Code(kind: .noAccount) }
        /// Track 2 (57) and PAN (5A), or two of them, are not the same number.
        public static var accountsDiffer: Code { Code(kind: .accountsDiffer) }
        /// No application has the ADF name of QRIS.
        public static var notQRIS: Code { Code(kind: .notQRIS) }
        /// The issuer URL does not begin with tel: or mailto:.
        public static var issuerURL: Code { Code(kind: .issuerURL) }
        /// The payload has more than the 512 bytes that every reader must take.
        public static var over512: Code { Code(kind: .over512) }
        /// 61 or 62 stands behind another data object.
        public static var order: Code { Code(kind: .order) }
        /// There are more issues than are listed.
        public static var moreIssues: Code { Code(kind: .moreIssues) }

        /// The stable name for reports, such as "cpm.missing".
        public var name: String {
            switch kind {
            case .structure: "cpm.structure"
            case .formatIndicator: "cpm.format_indicator"
            case .missing: "cpm.missing"
            case .tooManyApplications: "cpm.too_many_applications"
            case .duplicate: "cpm.duplicate"
            case .length: "cpm.length"
            case .noAccount: "cpm.no_account"
            case .accountsDiffer: "cpm.accounts_differ"
            case .notQRIS: "cpm.not_qris"
            case .issuerURL: "cpm.issuer_url"
            case .over512: "cpm.over_512"
            case .order: "cpm.order"
            case .moreIssues: "cpm.more_issues"
            }
        }

        /// Whether the issue is an error under a profile; nil when the profile does not look for it.
        public func isError(under profile: ConsumerProfile) -> Bool? {
            switch kind {
            case .structure, .formatIndicator, .accountsDiffer, .moreIssues: true
            case .missing, .tooManyApplications, .duplicate, .length, .order: profile != .lenient
            case .noAccount, .notQRIS: profile == .qris ? true : nil
            case .issuerURL: profile == .qris ? false : nil
            case .over512: false
            }
        }

        /// What is wrong and what to do; `subject` is the data object concerned.
        fileprivate func sentences(_ subject: String, lengths: String, size: Int) -> String {
            switch kind {
            case .structure: "\(subject) is not whole data objects. Correct the length in it, or copy the text whole."
            case .formatIndicator: "The payload must begin with \(subject) holding CPV01. Add or correct it."
            case .missing: "\(subject) is missing. Add it: this data object is mandatory."
            case .tooManyApplications: "\(subject) stands more than twice. Leave two at most."
            case .duplicate: "\(subject) stands a second time. Keep one of the two: 61 and 62 are read together."
            case .length: "\(subject) has a length that is not allowed. Give it \(lengths)."
            case .noAccount: "\(subject) has no account. Put track 2 (57) or the PAN (5A) into 61 or 62."
            case .accountsDiffer: "\(subject) is not the account that stands before it. Give one account only."
            case .notQRIS: "No application has the ADF name of QRIS. Put A0000006022020 into 4F of one."
            case .issuerURL: "\(subject) should begin with tel: or mailto:. Correct it."
            case .over512: "The payload has \(size) bytes. Readers need not take more than 512: shorten it."
            case .order: "\(subject) is out of place. 85, 61 and 62 come first, in this order, then all others."
            case .moreIssues: "There are more issues than those listed. Correct these first."
            }
        }
    }

    /// What is wrong and what to do, in plain sentences.
    public var message: String {
        let rule = ConsumerRules.rule(for: tag, in: path.dropLast().last)
        let lengths = rule.map { rule in
            let range = rule.lengths
            return range.count == 1 ? "\(range.lowerBound) bytes" : "\(range.lowerBound) to \(range.upperBound) bytes"
        }
        return code.sentences(
            pathText + (rule.map { " (\($0.name))" } ?? ""), lengths: lengths ?? "", size: byteOffset + byteLength)
    }

    /// The path in words, such as "61.63.9F74"; empty for the payload as a whole.
    public var pathText: String {
        var text = ""
        for tag in path {
            text += (text.isEmpty ? "" : ".") + tag.description
        }
        return text
    }
}
