// What the README shows is what happens.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ReadmeTests {
    /// Every `console` block is a shell session: `$ ` begins a command, all other lines are what it prints.
    @Test func shellExamplesPrintWhatTheReadmeSays() throws {
        let blocks = try Readme().blocks.filter { $0.language == "console" }
        #expect(blocks.count >= 4)
        try withTemporaryDirectory { directory in
            let samples = directory.appendingPathComponent("Tests/Samples")
            try FileManager.default.createDirectory(at: samples, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: Readme.sample, to: samples.appendingPathComponent(Readme.sample.lastPathComponent))
            for block in blocks {
                let isCommand = { (line: String) in line.hasPrefix("$ ") }
                let commands = block.lines.filter(isCommand).map { String($0.dropFirst(2)) }
                let expected = block.lines.filter { !isCommand($0) }
                let result = try session(commands, in: directory)
                var printed = result.outputText.components(separatedBy: "\n")
                if printed.last == "" { printed.removeLast() }
                #expect(printed == expected, "\(commands.joined(separator: "\n"))")
            }
            let pictures = ["code.png", "code.svg"].map { directory.appendingPathComponent($0).path }
            #expect(pictures.allSatisfy(FileManager.default.fileExists(atPath:)))
        }
    }

    @Test func thePictureHoldsTheSample() throws {
        let picture = Readme.checkout.appendingPathComponent(".github/sample.png").path
        let sample = try String(contentsOf: Readme.sample, encoding: .utf8)
        for reader in ForeignReader.allCases {
            #expect(String(decoding: try reader.read(imageAt: picture), as: UTF8.self) == sample.dropLast())
        }
    }

    @Test func linksLeadToFiles() throws {
        let targets = try Readme().linkTargets.filter { !$0.hasPrefix("https://") }
        #expect(targets.count >= 10)
        for target in targets {
            let path = Readme.checkout.appendingPathComponent(target).path
            #expect(FileManager.default.fileExists(atPath: path), "\(target)")
        }
    }

    @Test func namedTestsExist() throws {
        let names = try Readme().text.components(separatedBy: "--filter ").dropFirst().map { rest in
            String(rest.prefix { $0.isLetter || $0.isNumber })
        }
        #expect(names.count >= 3)
        let tests = Readme.checkout.appendingPathComponent("Tests").path
        let files = try #require(FileManager.default.subpaths(atPath: tests))
        for name in names {
            #expect(files.contains { $0 == name || $0.hasSuffix("/\(name).swift") }, "\(name)")
        }
    }

    /// Runs commands in a directory, one after the other in one shell, with the built tool as `qris`.
    private func session(_ commands: [String], in directory: URL) throws -> ProcessResult {
        let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let script = (["exec 2>&1", "cd '\(directory.path)'"] + commands).joined(separator: "\n")
        return try ProcessRunner.run(
            program: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", script],
            environment: ["PATH": "\(Bundle.main.bundleURL.path):\(search)", "TERM": "xterm"])
    }
}
