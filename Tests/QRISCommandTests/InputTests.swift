// Where texts come from, whatever they hold.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct InputTests {
    @Test func readsArgumentInputAndFile() throws {
        let argument = try Qris.run("validate", "--json", Seed.created)
        try withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("code.txt").path
            try Data((Seed.created + "\n").utf8).write(to: URL(fileURLWithPath: path))
            let file = try Qris.run("validate", "--json", "--file", path)
            let input = try Qris.run("validate", "--json", input: Array((Seed.created + "\r\n").utf8))
            let dash = try Qris.run("validate", "--json", "-", input: Array(Seed.created.utf8))
            for result in [file, input, dash] {
                #expect(result.output == argument.output && result.exitCode == 0)
            }
        }
    }

    /// A file's name given as text, and a text given as a file's name.
    @Test(arguments: ["show", "validate", "inspect", "encode"])
    func tellsTextsFromFileNames(_ command: String) throws {
        try withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("code.txt").path
            try Data(Seed.created.utf8).write(to: URL(fileURLWithPath: path))
            let name = try Qris.run(command, path)
            #expect(name.exitCode == 1)
            #expect(name.errorText.contains("qris: hint: a file has this name; to read it, use --file \(path)\n"))
            #expect(try !Qris.run(command, directory.path).errorText.contains("a file has this name"))
            #expect(try !Qris.run(command, path + "x").errorText.contains("a file has this name"))
        }
        let text = try Qris.run(command, "--file", Seed.created)
        #expect(
            text.exitCode == 2 && text.errorText.contains("hint: this is the payload itself; give it without --file"))
    }

    /// What is no payload is named, also where it is not UTF-8 or an argument cannot be.
    @Test(arguments: ["show", "validate", "inspect", "encode"])
    func namesTextsThatAreNoPayload(_ command: String) throws {
        let picture = try Qris.run("encode", "--format", "png", Seed.created).output
        let utf16 = Array(Seed.created.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let wrapped = Array(Seed.created.utf8.prefix(76)) + [0x0A] + Seed.created.utf8.dropFirst(76)
        for (input, words) in [
            (picture, "This is a picture"), ([0xFF, 0xFE] + utf16, "The text is in UTF-16"),
            ([0xEF, 0xBB, 0xBF] + Array(Seed.created.utf8), "A byte order mark stands before"),
            (wrapped, "The text is wrapped: a line break stands inside it, the first at byte 76."),
            (Array("\"\(Seed.created)\"".utf8), "The payload stands in quotation marks."),
        ] {
            let result = try Qris.run(command, input: input)
            let text = result.outputText + result.errorText
            #expect(result.exitCode == 1 && text.contains("hint: " + words), "\(text)")
            #expect(!text.contains("crc.mismatch"))
        }
    }

    @Test func dropsOneLineFeedOnly() throws {
        let result = try Qris.run("validate", input: Array((Seed.created + "\n\n").utf8))
        #expect(result.exitCode == 1 && result.outputText.contains("tlv.trailing_bytes"))
    }

    /// These tell it as an issue among the others, also as JSON.
    @Test(arguments: ["validate", "inspect"])
    func judgesBadUTF8WithItsPlace(_ command: String) throws {
        let bytes = Seed.created.utf8.prefix(20) + [0xFF]
        let text = try Qris.run(command, input: Array(bytes))
        #expect(text.exitCode == 1 && text.outputText.contains("error: tlv.invalid_utf8"))
        let issues = try Qris.run(command, "--json", input: Array(bytes)).json["issues"] as? [[String: Any]]
        #expect(issues?.contains { $0["code"] as? String == "tlv.invalid_utf8" && $0["offset"] as? Int == 20 } == true)
    }

    @Test(arguments: ["show", "encode"])
    func refusesBadUTF8WithItsPlace(_ command: String) throws {
        for (bytes, offset) in [([0x30, 0x30, 0xFF], 2), ([0x41, 0xE2, 0x82], 1), ([0xC0, 0x80], 0)] {
            let result = try Qris.run(command, input: bytes.map(UInt8.init))
            #expect(result.exitCode == 1 && result.output.isEmpty)
            #expect(result.errorText.hasPrefix("qris: error: invalid_utf8 at byte \(offset): "))
        }
    }

    @Test func refusesBadUTF8InArguments() throws {
        let result = try Qris.shell("\"$0\" validate \"$(printf 'ab\\377')\"")
        #expect(result.exitCode == 1)
        #expect(result.errorText.hasPrefix("qris: error: invalid_utf8 at byte 2 of argument 2: "))
    }

    @Test(arguments: ["show", "validate", "inspect", "encode"])
    func survivesHostileInput(_ command: String) throws {
        let controls = Array("\u{1B}[2J\u{202E}\u{0}\u{7F}\u{9B}\u{2028}".utf8)
        let large = [UInt8](repeating: UInt8(ascii: "7"), count: 1_000_000)
        for input in [[], [0], controls, large] {
            let result = try Qris.run(command, input: input)
            #expect(result.exitCode == 1)
            for output in [result.output, result.errorOutput] {
                #expect(!output.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
                #expect(output.count < 20_000 || command == "inspect")
            }
            #expect(!(result.outputText + result.errorText).contains { "\u{202E}\u{9B}\u{2028}".contains($0) })
        }
    }

    @Test(arguments: Seed.all) func refusesTruncatedPayloads(_ payload: String) throws {
        for count in stride(from: 0, to: payload.utf8.count, by: 29) {
            let input = Array(payload.utf8.prefix(count))
            let validate = try Qris.run("validate", "--json", input: input)
            #expect(validate.exitCode == 1)
            #expect(try validate.json["valid"] as? Bool == false)
            let inspect = try Qris.run("inspect", "--json", input: input)
            #expect(inspect.exitCode == 1)
            let objects = try #require(try inspect.json["objects"] as? [[String: Any]])
            #expect(count < 6 || objects.first?["path"] as? String == "00")
        }
    }

    @Test(arguments: ["show", "validate", "inspect", "encode"])
    func tellsUsageFromFailure(_ command: String) throws {
        let missing = try Qris.run(command, "--file", "/nowhere/code.txt")
        #expect(missing.exitCode == 2)
        #expect(missing.errorText == "qris: error: cannot read /nowhere/code.txt: No such file or directory\n")
        #expect(try Qris.run(command, "--file", "/").exitCode == 2)
        #expect(try Qris.run(command, "--nonsense").exitCode == 64)
        #expect(try Qris.run(command, "--file", "a", "b").exitCode == 64)
        let unquoted = try Qris.run(command, "two", "words")
        #expect(unquoted.exitCode == 64 && unquoted.errorText.contains("in quotes"))
    }

    @Test func refusesEndlessInput() throws {
        let result = try Qris.shell("head -c 17000000 /dev/zero | \"$0\" validate")
        #expect(result.exitCode == 1 && result.errorText.contains("input_too_long"))
    }

    @Test func hidesControlsInUsageErrors() throws {
        let result = try Qris.run("validate", "--\u{1B}[31m")
        #expect(result.exitCode == 64)
        #expect(!result.errorOutput.contains(0x1B) && result.errorText.contains("\\u{1B}"))
    }

    @Test func helpsAndCompletes() throws {
        for arguments in [[], ["--help"], ["help", "encode"], ["batch"], ["encode", "--help"]] {
            let result = try Qris.run(arguments: arguments)
            #expect(result.exitCode == 0 && result.outputText.contains("USAGE: qris"))
        }
        #expect(try Qris.run("--version").outputText.hasPrefix("0."))
        for shell in ["bash", "zsh", "fish"] {
            let result = try Qris.run("--generate-completion-script", shell)
            #expect(result.exitCode == 0 && result.outputText.contains("quiet-zone"))
        }
        #expect(try Qris.run("nonsense").exitCode == 64)
    }

    @Test func endsQuietlyWhenNobodyReads() throws {
        let result = try Qris.shell(
            "{ \"$0\" encode --any HI --scale 400 --format pbm; echo $? >&2; } | head -c 1 >/dev/null")
        #expect(result.errorText == "2\n")
        let full = try Qris.shell("\"$0\" validate x >/dev/full; echo $?")
        #expect(full.outputText == "2\n" && full.errorText.contains("No space left on device"))
    }
}
