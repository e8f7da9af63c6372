// What can go wrong when a payload is built or changed.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A refusal to build or change a payload; nothing has been changed.
public struct EditError: Error, Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// The data object concerned; empty for the payload as a whole.
    public let path: DataObjectPath
    /// The characters there would be, for `tooLong`; else 0.
    public let count: Int
    /// The characters allowed, for `tooLong`; else 0.
    public let limit: Int
    /// The issues of the payload that would come out, for `invalidResult`; else nil.
    public let report: ValidationReport?

    init(
        _ code: Code, _ path: DataObjectPath = DataObjectPath(), count: Int = 0, limit: Int = 0,
        report: ValidationReport? = nil
    ) {
        self.code = code
        self.path = path
        self.count = count
        self.limit = limit
        self.report = report
    }
}

extension EditError {
    /// The kind of a refusal; more kinds may come.
    public struct Code: Hashable, Sendable {
        private enum Kind: UInt8 {
            case wrongCRC, tooLong, empty, notUTF8, notTemplate, reservedPath, invalidResult
        }

        private let kind: Kind

        /// The CRC of the payload to change is missing or wrong: it may be damaged, and a new CRC would hide that.
        public static var wrongCRC: Code { Code(kind: .wrongCRC) }
        /// A value, or a template with everything in it, has more characters than allowed.
        public static var tooLong: Code { Code(kind: .tooLong) }
        /// A value has no characters; remove the data object instead.
        public static var empty: Code { Code(kind: .empty) }
        /// A value is not well-formed UTF-8.
        public static var notUTF8: Code { Code(kind: .notUTF8) }
        /// The path leads into a value that is not data objects.
        public static var notTemplate: Code { Code(kind: .notTemplate) }
        /// The path is empty, that of the CRC, which is always computed, or none for a merchant's account.
        public static var reservedPath: Code { Code(kind: .reservedPath) }
        /// The payload would break a rule of the profile; the report says which.
        public static var invalidResult: Code { Code(kind: .invalidResult) }

        /// The stable name for reports, such as "edit.wrong_crc".
        public var name: String {
            switch kind {
            case .wrongCRC: "edit.wrong_crc"
            case .tooLong: "edit.too_long"
            case .empty: "edit.empty"
            case .notUTF8: "edit.not_utf8"
            case .notTemplate: "edit.not_template"
            case .reservedPath: "edit.reserved_path"
            case .invalidResult: "edit.invalid_result"
            }
        }
    }

    /// What is wrong and what to do, in plain sentences; no value of the payload.
    public var message: String {
        let subject = path.depth == 0 ? "The payload" : "\(path) (\(DataObjectNames.name(of: path)))"
        if code == .tooLong {
            let isTemplate = RuleScope.inside(path, profile: .qris) != nil
            return "\(subject) would have \(count) characters; at most \(limit) fit. Shorten "
                + (isTemplate ? "what is in it; each data object takes 4 characters besides its value." : "it.")
        }
        if code == .invalidResult, let issue = firstError { return "The result would be invalid: \(issue.message)" }
        if code == .wrongCRC {
            return "The CRC is missing or wrong: the text may be damaged. Get it from its source again."
        }
        if code == .empty { return "\(subject) would have no value. Remove it instead." }
        if code == .notUTF8 { return "The value for \(subject) is not UTF-8." }
        if code == .notTemplate { return "\(subject) does not hold data objects." }
        switch path.id(at: 0) {
        case nil: return "The payload as a whole cannot be set. Name a data object, such as 62.07."
        case .crc: return "\(subject) cannot be set: the CRC is always computed."
        default: return "\(subject) cannot hold a merchant's account. Use 26 to 39 or 41 to 45."
        }
    }

    private var firstError: Issue? {
        for issue in report?.issues ?? [] where issue.severity == .error {
            return issue
        }
        return nil
    }
}
