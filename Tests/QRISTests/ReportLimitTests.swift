// How long a report can get: the first 100 issues, errors before warnings, and one that counts the rest.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct ReportLimitTests {
    /// A payload whose reserved 65 stands several times: under the EMV rules one warning each, and one error each from
    /// the second on, and a warning about more than 512 characters; under the lenient rules one warning each from the
    /// second on.
    private func payload(repeating count: Int) throws -> [UInt8] {
        let draft = (0..<count).reduce(Draft()) { draft, _ in draft.adding(65, "X") }
        return try draft.bytes()
    }

    private func codes(_ report: ValidationReport) -> [String] { report.issues.map { $0.code.name } }

    @Test func oneHundredAreAllListed() throws {
        let report = QRISPayload.validate(try payload(repeating: 101), profile: .lenient)
        #expect(codes(report) == Array(repeating: "tag.duplicate", count: 100))
        #expect(report.isValid && report.errorCount == 0 && report.warningCount == 100)
    }

    @Test func oneMoreIsCounted() throws {
        let report = QRISPayload.validate(try payload(repeating: 102), profile: .lenient)
        #expect(codes(report) == Array(repeating: "tag.duplicate", count: 100) + ["report.more_issues"])
        let last = try #require(report.issues.last)
        #expect(last.message.hasPrefix("The list is full: 1 more were found, 0 of them errors."))
        #expect(last.severity == .warning && last.path.depth == 0 && last.byteOffset == 0 && last.byteLength == 0)
        #expect(report.isValid && report.errorCount == 0 && report.warningCount == 101)
    }

    @Test func errorsGoBeforeWarnings() throws {
        // 120 warnings and 119 errors in turn, then the warning about the length.
        let bytes = try payload(repeating: 120)
        let report = QRISPayload.validate(bytes, profile: .emv)
        #expect(codes(report) == Array(repeating: "tag.duplicate", count: 100) + ["report.more_issues"])
        #expect(report.issues.last?.message.contains(" 140 more were found, 19 of them errors.") == true)
        #expect(!report.isValid && report.errorCount == 119 && report.warningCount == 121)
        // They are the first ones, 5 bytes each, in the order in which they stand.
        let second = try Draft().bytes().count - 8 + 5
        #expect(report.issues.dropLast().map(\.byteOffset) == (0..<100).map { second + 5 * $0 })
    }

    @Test func aLateErrorTakesTheLastWarningsPlace() throws {
        var bytes = try payload(repeating: 150)
        bytes[bytes.count - 1] = bytes.last == 0x30 ? 0x31 : 0x30
        let report = QRISPayload.validate(bytes, profile: .lenient)
        #expect(
            codes(report) == Array(repeating: "tag.duplicate", count: 99) + ["crc.mismatch", "report.more_issues"])
        #expect(report.issues.last?.message.contains(" 50 more were found, 0 of them errors.") == true)
        #expect(!report.isValid && report.errorCount == 1 && report.warningCount == 149)
        #expect(throws: QRIS.ValidationError.self) { try QRISPayload(validating: bytes, profile: .lenient) }
    }

    @Test func warningsKeepThePlacesThatErrorsLeave() throws {
        // Under the EMV rules 60 warnings and 59 errors, and the CRC: 40 warnings are listed.
        var bytes = try payload(repeating: 60)
        bytes[bytes.count - 1] = bytes.last == 0x30 ? 0x31 : 0x30
        let report = QRISPayload.validate(bytes, profile: .emv)
        #expect(report.errorCount == 60 && report.issues.count { $0.severity == .error } == 60)
        #expect(report.issues.count == 101 && report.issues.last?.code == .moreIssues)
        let places = report.issues.dropLast().map(\.byteOffset)
        #expect(places == places.sorted())
        let warnings = report.issues.dropLast().filter { $0.severity == .warning }.map(\.byteOffset)
        let first = try Draft().bytes().count - 8
        #expect(warnings == (0..<40).map { first + 5 * $0 })
    }

    @Test(arguments: Profile.allCases) func megabytesOfFaultsMakeAShortReport(profile: Profile) throws {
        var report = QRISPayload.validate([UInt8](repeating: 0x30, count: 1_000_000), profile: profile)
        #expect(report.issues.count == 101 && report.errorCount + report.warningCount > 250_000)
        #expect(report.issues.dropLast().allSatisfy { $0.code != .moreIssues })
        // A report that is filled again forgets all of it.
        let good = try Draft().bytes()
        report.validate(good.span, options: ValidationOptions(profile: profile))
        #expect(report.issues.isEmpty && report.isValid && report.errorCount == 0 && report.warningCount == 0)
    }
}
