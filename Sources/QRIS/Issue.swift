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
    /// The two numbers the message needs; their meaning depends on the code.
    let detail: Detail

    /// Numbers that complete a message: what was found and what was wanted.
    struct Detail: Hashable, Sendable {
        var found: Int32 = 0
        var wanted: Int32 = 0

        init(found: Int = 0, wanted: Int = 0) {
            self.found = Int32(clamping: found)
            self.wanted = Int32(clamping: wanted)
        }
    }
}

/// Everything validation found in one payload.
public struct ValidationReport: Hashable, Sendable {
    /// All issues: first those of the walk in payload order, then those that concern several data objects.
    public let issues: [Issue]
    /// The rules that were applied.
    public let profile: Profile
    /// Whether no issue is an error; warnings do not make a payload invalid.
    public let isValid: Bool

    init(issues: [Issue], profile: Profile) {
        self.issues = issues
        self.profile = profile
        var errorCount = 0
        for issue in issues where issue.severity == .error {
            errorCount += 1
        }
        isValid = errorCount == 0
    }
}

/// The error of `QRISPayload(validating:)`: at least one issue is an error.
public struct ValidationError: Error, Hashable, Sendable {
    /// All issues, warnings too.
    public let report: ValidationReport

    /// The first issue that is an error.
    public var firstError: Issue? {
        for issue in report.issues where issue.severity == .error {
            return issue
        }
        return nil
    }
}
