// The synthetic vectors: verdicts and codes, with every known difference listed so that it cannot rot silently.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import Foundation
import QRIS
import Testing

/// One line of the vector file; all strings are invented, CRCs recomputed by an independent program.
struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let string: String
    let structureOK: Bool
    let crcOK: Bool
    let verdict: String
    let errors: [String]
    let warnings: [String]

    enum CodingKeys: String, CodingKey {
        case id, string, verdict, errors, warnings
        case structureOK = "structure_ok"
        case crcOK = "crc_ok"
    }

    var testDescription: String { id }

    static let all: [Vector] = {
        guard
            let url = Bundle.module.url(forResource: "emv-synthetic", withExtension: "jsonl", subdirectory: "Vectors"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            try? JSONDecoder().decode(Vector.self, from: Data(line.utf8))
        }
    }()

    static func codes(_ entries: [String]) -> Set<String> {
        Set(entries.map { String($0.prefix { $0 != "@" }) })
    }
}

@Suite struct VectorTests {
    /// Where the file calls a finding a warning and the rule table makes it an error under `qris`.
    static let stricter: Set<String> = [
        "tlv.zero_length", "charset.not_ans", "qris.postal_missing", "qris.tag51_missing",
    ]

    /// Vector codes that no rule covers.
    static let uncovered: Set<String> = []

    /// Vectors whose codes differ for a reason.
    static let differences: [String: String] = [
        "neg-trailing-newline": "tlv.trailing_bytes instead of tlv.truncated_header",
        "neg-trailing-space": "tlv.trailing_bytes instead of tlv.truncated_header",
        "neg-nul-terminated": "tlv.trailing_bytes instead of tlv.truncated_header",
        "neg-name-utf8-byte-length": "charset.not_ans beside the structural fault",
        "neg-zero-length-tag": "both codes, and the file calls the structure good",
    ]

    @Test func theFileIsComplete() {
        #expect(Vector.all.count == 250)
    }

    @Test(arguments: Vector.all)
    func verdictAndCodes(vector: Vector) {
        let report = QRISPayload.validate(vector.string)
        let errors = Set(report.issues.filter { $0.severity == .error }.map { $0.code.name })
        let warnings = Set(report.issues.filter { $0.severity == .warning }.map { $0.code.name })
        let wantedErrors = Vector.codes(vector.errors).subtracting(Self.uncovered)
        let wantedWarnings = Vector.codes(vector.warnings).subtracting(Self.uncovered)

        let turnedErrors = errors.intersection(wantedWarnings).intersection(Self.stricter)
        #expect(report.isValid == (vector.verdict != "invalid" && turnedErrors.isEmpty))
        if Self.differences[vector.id] == nil {
            #expect(wantedErrors.isSubset(of: errors))
            #expect(errors.subtracting(wantedErrors).isSubset(of: Self.stricter.intersection(wantedWarnings)))
        }
        let excused: Set<String> =
            report.issues.contains { $0.code == .nationalRepositoryMissing } ? [] : Self.dynamicOnly
        #expect(wantedWarnings.subtracting(warnings).subtracting(turnedErrors).subtracting(excused).isEmpty)
    }

    /// The file warns about a missing 51 on dynamic codes too; QRIS 4.7.7 asks for it on static codes.
    static let dynamicOnly: Set<String> = ["qris.tag51_missing"]

    @Test(arguments: Vector.all.filter { $0.structureOK && differences[$0.id] == nil })
    func reEncodesWithoutLoss(vector: Vector) throws {
        let bytes = Array(vector.string.utf8)
        let payload = try QRISPayload(parsing: bytes)
        #expect(payload.encoded() == bytes)
        var writer = DataObjectWriter()
        for object in payload.objects {
            try writer.append(object.id, Array(bytes[object.valueRange]))
        }
        #expect(writer.bytes == bytes)
    }

    /// Vectors whose CRC is absent or not last, and one the file judges by its small letters.
    static let notLast: Set<String> = [
        "neg-crc-not-last", "neg-crc-tag-missing", "neg-zero-length-tag", "neg-only-pfi", "neg-crc-lowercase",
    ]

    @Test(arguments: Vector.all.filter { $0.structureOK && !notLast.contains($0.id) })
    func crcMatchesAsTheFileSays(vector: Vector) throws {
        #expect(try QRISPayload(parsing: vector.string).crcMatches == vector.crcOK)
    }

    @Test(arguments: Vector.all)
    func neverTrapsUnderAnyProfile(vector: Vector) {
        for profile in Profile.allCases {
            for issue in QRISPayload.validate(vector.string, profile: profile).issues {
                #expect(!issue.message.isEmpty)
                #expect(issue.byteOffset + issue.byteLength <= vector.string.utf8.count)
            }
        }
    }
}
