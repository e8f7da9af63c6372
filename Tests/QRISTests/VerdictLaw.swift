// The law of validation: the fast form finds what the plain form finds.
// SPDX-License-Identifier: Apache-2.0

@_spi(Reference) import QRIS

/// Compares the two forms of the validator on a payload.
enum VerdictLaw {
    /// Returns what the two forms say when they differ; nil when verdict, codes, severities, paths and places are equal.
    static func difference(_ bytes: [UInt8], _ options: ValidationOptions) -> String? {
        compare(bytes, options).difference
    }

    /// Returns the codes that were found, and what the two forms say when they differ.
    static func compare(
        _ bytes: [UInt8], _ options: ValidationOptions
    ) -> (codes: [QRIS.Issue.Code], difference: String?) {
        let fast = QRISPayload.validate(bytes.span, options: options)
        let plain = QRISPayload.plainIssues(bytes, options: options)
        let errorCount = plain.found.count { $0.severity == .error }
        let isSame =
            fast.isValid == (errorCount == 0) && fast.errorCount == errorCount
            && fast.warningCount == plain.found.count - errorCount
            && fast.issues.elementsEqual(plain.listed, by: isEqual)
        let texts =
            isSame
            ? nil
            : """
            under \(options.profile.name): \(String(decoding: bytes, as: UTF8.self))
            fast: \(fast.issues.map(text).joined(separator: ", "))
            plain: \(plain.listed.map(text).joined(separator: ", "))
            """
        return (plain.listed.map(\.code), texts)
    }

    private static func isEqual(_ left: QRIS.Issue, _ right: QRIS.Issue) -> Bool {
        left.code == right.code && left.severity == right.severity && left.path == right.path
            && left.byteOffset == right.byteOffset && left.byteLength == right.byteLength
            && (left.code != .moreIssues || left.message == right.message)
    }

    /// Returns an issue as one word, such as "crc.mismatch@63+250:4!".
    static func text(_ issue: QRIS.Issue) -> String {
        "\(issue.code)@\(issue.path)+\(issue.byteOffset):\(issue.byteLength)\(issue.severity == .error ? "!" : "")"
    }
}
