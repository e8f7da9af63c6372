// Payloads that slipped past a check once, each with everything that is to be found in it.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import QRIS
import Testing

/// A payload and its right verdict; merchants are invented, places and CRCs computed by an independent program.
struct Verdict: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let profile: String
    let text: String
    let valid: Bool
    /// Every issue in order: code, path, byte offset and length, "!" for an error, as `VerdictLaw.text` writes it.
    let issues: [String]
    /// The clause that decides.
    let source: String

    var testDescription: String { id }

    static let all = read("verdicts")
    /// Payloads on which users and other validators were of another mind; every error is named, of the warnings some.
    static let reported = read("reported")

    private static func read(_ name: String) -> [Verdict] {
        guard let url = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Vectors"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            try? JSONDecoder().decode(Verdict.self, from: Data(line.utf8))
        }
    }
}

@Suite struct VerdictTests {
    @Test(arguments: [("verdicts", Verdict.all), ("reported", Verdict.reported)])
    func theFileIsReadWhole(name: String, verdicts: [Verdict]) throws {
        let url = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Vectors")
        let lines = try String(contentsOf: #require(url), encoding: .utf8).split(separator: "\n")
        #expect(verdicts.count == lines.count && !lines.isEmpty)
    }

    @Test(arguments: Verdict.all)
    func everyIssueIsTold(verdict: Verdict) throws {
        let report = QRISPayload.validate(verdict.text, profile: try #require(Profile(name: verdict.profile)))
        #expect(report.isValid == verdict.valid, "\(verdict.source)")
        #expect(report.issues.map { VerdictLaw.text($0) } == verdict.issues, "\(verdict.source)")
    }

    @Test(arguments: Verdict.reported)
    func errorsAreThoseOfTheDocuments(verdict: Verdict) throws {
        let report = QRISPayload.validate(verdict.text, profile: try #require(Profile(name: verdict.profile)))
        let told = Set(report.issues.map { "\($0.code)@\($0.path)\($0.severity == .error ? "!" : "")" })
        #expect(report.isValid == verdict.valid, "\(verdict.source)")
        #expect(told.isSuperset(of: verdict.issues), "\(verdict.source)")
        let errors = Set(verdict.issues.filter { $0.hasSuffix("!") })
        #expect(told.filter { $0.hasSuffix("!") } == errors, "\(verdict.source)")
    }
}
