// Runs the built tool, and the payloads that tests give to it.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The tool under test: the binary that was built beside the tests.
enum Qris {
    static let program = Bundle.main.bundleURL.appendingPathComponent("qris")

    /// Runs the tool with a clean environment.
    static func run(
        _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
    ) throws -> ProcessResult {
        try run(arguments: arguments, input: input, environment: environment)
    }

    static func run(
        arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
    ) throws -> ProcessResult {
        try ProcessRunner.run(
            program: program, arguments: arguments, input: input, environment: base.merging(environment) { $1 })
    }

    /// Starts the tool with a clean environment; what it says is dropped.
    static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = base
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs a shell script in which `$0` is the tool.
    static func shell(_ script: String, input: [UInt8] = []) throws -> ProcessResult {
        try ProcessRunner.run(
            program: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script, program.path], input: input,
            environment: base)
    }

    /// Runs the tool in a terminal of its own and returns what the terminal was sent.
    static func terminal(_ arguments: String, columns: Int = 100, environment: String = "") throws -> ProcessResult {
        let command =
            "stty cols \(columns) rows 50; unset NO_COLOR; TERM=xterm \(environment) '\(program.path)' \(arguments) </dev/null"
        return try ProcessRunner.run(
            Tool("script", debianPackage: "bsdutils"), ["-qec", command, "/dev/null"])
    }

    private static var base: [String: String] {
        ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TERM": "xterm-256color"]
    }
}

extension ProcessResult {
    /// Standard output as a JSON object.
    var json: [String: Any] {
        get throws {
            try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any] ?? [:]
        }
    }

    /// Standard output as one JSON object per line.
    var jsonLines: [[String: Any]] {
        get throws {
            try output.split(separator: UInt8(ascii: "\n")).map { line in
                try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
            }
        }
    }

    /// Whether standard output holds an escape character.
    var hasEscapes: Bool { output.contains(0x1B) }
}

/// Payloads of a payment provider's public documentation.
enum Seed {
    /// A dynamic code over Rp 122,00, as a create call returns it; its NMID is a sample that fails its check digit.
    static let created =
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW"
        + "0215ID10190450190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A01"
        + "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc5406122.0063044447"
    /// A dynamic code over Rp 342,00, as a look-up returns it.
    static let lookedUp =
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G4066636330303UMI51440014ID.CO.QRIS.WWW"
        + "0215ID10190240190010303UMI5204581253033605802ID5922jumpstart-staging-qris6015Bandung deket r61054025762470703A01"
        + "50363ed186eb-4837-4f54-afa6-0e007b36b4ce5406342.006304B802"

    static let all = [created, lookedUp]
}
