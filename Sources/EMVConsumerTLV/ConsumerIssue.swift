// One finding in a consumer-presented payload.
// SPDX-License-Identifier: Apache-2.0

/// One finding: what is wrong and where; it never quotes the payload.
public struct ConsumerIssue: Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// Whether it makes the payload invalid; else it is a warning.
    public let isError: Bool
    /// The data object concerned, or the one that is missing.
    public let tag: BERTag
    /// Where it begins, in bytes; for a missing object, the template that lacks it.
    public let byteOffset: Int
    /// How many bytes it covers; 0 under the root for something that is missing.
    public let byteLength: Int

    /// What kind of issue it is; more kinds may come.
    public struct Code: Hashable, Sendable {
        private enum Kind: UInt8 {
            case structure, formatIndicator, missing, tooManyApplications, duplicate, length, noAccount, accountsDiffer
            case notQRIS, issuerURL, over512
        }

        private let kind: Kind

        /// The text or the bytes have no sound structure from here on.
        public static var structure: Code { Code(kind: .structure) }
        /// The first data object is not 85 with "CPV01".
        public static var formatIndicator: Code { Code(kind: .formatIndicator) }
        /// A mandatory data object is missing.
        public static var missing: Code { Code(kind: .missing) }
        /// There are more than two application templates.
        public static var tooManyApplications: Code { Code(kind: .tooManyApplications) }
        /// A data object stands twice in one template.
        public static var duplicate: Code { Code(kind: .duplicate) }
        /// A value has fewer or more bytes than its rule allows.
        public static var length: Code { Code(kind: .length) }
        /// Neither track 2 (57) nor a PAN (5A) is present.
        public static var noAccount: Code { Code(kind: .noAccount) }
        /// Track 2 (57) and PAN (5A) are not the same number.
        public static var accountsDiffer: Code { Code(kind: .accountsDiffer) }
        /// No application has the ADF name of QRIS.
        public static var notQRIS: Code { Code(kind: .notQRIS) }
        /// The issuer URL does not begin with tel: or mailto:.
        public static var issuerURL: Code { Code(kind: .issuerURL) }
        /// The payload has more than the 512 bytes that every reader must take.
        public static var over512: Code { Code(kind: .over512) }

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
            }
        }

        /// What is wrong, without the data object.
        var sentence: String {
            switch kind {
            case .structure: "is not whole data objects"
            case .formatIndicator: "must be the first data object and hold CPV01"
            case .missing: "is missing"
            case .tooManyApplications: "stands more than twice"
            case .duplicate: "stands a second time in its template"
            case .length: "has a length its rule does not allow"
            case .noAccount: "or a PAN (5A) is needed"
            case .accountsDiffer: "is not the number of track 2 (57)"
            case .notQRIS: "is not that of QRIS, A0000006022020, in any application"
            case .issuerURL: "should begin with tel: or mailto:"
            case .over512: "follows after more than 512 bytes, which some readers do not take"
            }
        }
    }

    /// What is wrong and where, in a plain sentence.
    public var message: String { "\(tag) \(code.sentence), at byte \(byteOffset)." }
}
