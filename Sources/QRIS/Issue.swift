// One finding of validation, and the report of all of them.
// SPDX-License-Identifier: Apache-2.0

/// One finding: what is wrong, how grave it is, and where.
///
/// It holds numbers only; `message` and `expected` are put into words when asked for and never quote the payload.
public struct Issue: Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// How grave it is under the profile that was asked for.
    public let severity: Severity
    /// The data object concerned; empty for the payload as a whole.
    public let path: DataObjectPath
    /// Where it begins, in bytes from the start of the qris_string; 0 for a missing object, the end for a missing CRC.
    public let byteOffset: Int
    /// How many bytes it covers; 0 for something that is missing.
    public let byteLength: Int
    /// The known mistake that explains the fault; nil when it may be anything.
    public let hint: Hint?
    /// The rules that were applied, which name the data object.
    let profile: Profile
    /// The two numbers the message needs; their meaning depends on the code.
    let detail: Detail

    /// Numbers that complete a message: what was found and what was wanted.
    struct Detail: Hashable, Sendable {
        var found = 0
        var wanted = 0
    }
}

extension Issue: CustomStringConvertible {
    /// The issue in one line, such as "error: crc.mismatch in 63 at byte 250: …"; never quotes the payload.
    public var description: String {
        let place = path.depth == 0 ? "" : " in \(path)"
        let offset = byteLength == 0 ? "" : " at byte \(byteOffset)"
        return "\(severity == .error ? "error" : "warning"): \(code.name)\(place)\(offset): \(message)"
    }
}

/// Everything validation found in one payload.
///
/// However broken a payload is, the list of issues stays short; the verdict and the counts are those of all that was
/// found.
public struct ValidationReport: Hashable, Sendable {
    /// The most issues that a report lists, 100; one more tells how many were left out.
    public static let issueLimit = 100

    /// The issues: first those of the walk in payload order, then those that concern several data objects.
    ///
    /// Of more than `issueLimit` the list has the first errors and, where they leave room, the first warnings, in the
    /// order in which they were found. The last issue is then a `moreIssues`, a warning that names how many were left
    /// out. So an invalid payload's list has its first error, always.
    public private(set) var issues: [Issue] = []
    /// How many errors were found, those left out of `issues` too.
    public private(set) var errorCount = 0
    /// How many warnings were found, those left out of `issues` too; `moreIssues` is not one of them.
    public private(set) var warningCount = 0
    /// What was checked.
    public private(set) var options = ValidationOptions()
    /// Whether no issue is an error; warnings do not make a payload invalid.
    public private(set) var isValid = false

    /// Creates a report of nothing, to be filled by `validate(_:options:)`.
    public init() {}

    /// Checks a qris_string and takes its issues, keeping the memory of the report before.
    ///
    /// - Parameters:
    ///   - bytes: the whole qris_string; any bytes at all.
    ///   - options: what to check against.
    /// - Complexity: O(`bytes.count`); no heap allocation once there is room for the issues, `issueLimit` + 1 at most.
    public mutating func validate(_ bytes: Span<UInt8>, options: ValidationOptions = ValidationOptions()) {
        var gathered = issues
        issues = []
        gathered.removeAll(keepingCapacity: true)
        var validator = PayloadValidator(options, gathering: gathered)
        gathered = []
        validator.run(bytes)
        self.options = options
        errorCount = validator.errorCount
        warningCount = validator.warningCount
        isValid = errorCount == 0
        issues = validator.issues
    }

    /// The rules that were applied.
    public var profile: Profile { options.profile }
}

/// The error of `QRISPayload(validating:)`: at least one issue is an error.
public struct ValidationError: Error, Hashable, Sendable {
    /// What was found, warnings too.
    public let report: ValidationReport

    /// The first issue that is an error.
    public var firstError: Issue? {
        for issue in report.issues where issue.severity == .error {
            return issue
        }
        return nil
    }
}

extension ValidationError: CustomStringConvertible {
    /// The issues, one per line.
    public var description: String { report.description }
}

extension ValidationReport: CustomStringConvertible {
    /// The issues, one per line; "no issues" without any.
    public var description: String {
        guard !issues.isEmpty else { return "no issues" }
        var lines = ""
        for issue in issues {
            if !lines.isEmpty { lines += "\n" }
            lines += issue.description
        }
        return lines
    }
}
