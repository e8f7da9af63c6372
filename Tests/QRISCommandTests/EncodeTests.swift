// `qris encode`: every format, every option, every way to fail.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct EncodeTests {
    @Test func drawsHalfBlocksWhenPiped() throws {
        let result = try Qris.run("encode", Seed.created)
        #expect(result.exitCode == 0)
        #expect(!result.hasEscapes && result.errorOutput.isEmpty)
        #expect(result.outputText.contains("▀"))
    }

    @Test(arguments: Seed.all) func writesPicturesThatOthersRead(_ payload: String) throws {
        try withTemporaryDirectory { directory in
            for name in ["code.png", "code.svg", "code.pbm"] {
                let path = directory.appendingPathComponent(name).path
                let result = try Qris.run("encode", payload, "-o", path)
                #expect(result.exitCode == 0 && result.output.isEmpty && result.errorOutput.isEmpty)
                var picture = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
                if name == "code.svg" { picture = try rasterized(svg: picture) }
                #expect(try ForeignReader.zbar.read(picture) == Array(payload.utf8))
                #expect(try ForeignReader.zxing.read(picture) == Array(payload.utf8))
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names.sorted() == ["code.pbm", "code.png", "code.svg"])
        }
    }

    /// PromptPay's identifier; all else invented.
    @Test func drawsByTheProfile() throws {
        let foreign = "00020101021129370016A0000006770101110113006680000000053037645802TH63046547"
        let refused = try Qris.run("encode", foreign)
        #expect(refused.exitCode == 1 && refused.output.isEmpty)
        #expect(refused.errorText.contains("this is a PromptPay code; --profile lenient judges such codes"))
        let drawn = try Qris.run("encode", "--profile", "lenient", "--format", "text", foreign)
        #expect(drawn.exitCode == 0 && drawn.errorText == "qris: this is a PromptPay code\n")
        #expect(try drawn.output == Qris.run("encode", "--any", "--format", "text", foreign).output)
        let both = try Qris.run("encode", "--any", "--profile", "emv", foreign)
        #expect(both.exitCode == 64 && both.errorText.contains("without --profile"))
    }

    @Test func drawsEveryTextForm() throws {
        let text = try Qris.run("encode", "--any", "HI", "--format", "text")
        let rows = text.outputText.split(separator: "\n")
        #expect(rows.count == 21 && rows.allSatisfy { $0.utf8.count == 21 })
        #expect(rows[0].hasPrefix("1111111"))
        let ansi = try Qris.run("encode", "--any", "HI", "--format", "ansi", environment: ["NO_COLOR": "1"])
        #expect(ansi.hasEscapes, "to ask for ansi is to ask for escapes")
        let ascii = try Qris.run("encode", "--any", "HI", "--format", "ascii", "--quiet-zone", "0")
        #expect(ascii.outputText.hasPrefix("##############"))
    }

    @Test func obeysTheSymbolOptions() throws {
        func rows(_ options: String...) throws -> [Substring] {
            let arguments = ["encode", "--any", "12345", "--format", "text"] + options
            return try Qris.run(arguments: arguments).outputText.split(separator: "\n")
        }
        #expect(try rows("--version", "2").count == 25)
        #expect(try rows("--mask", "0") != rows("--mask", "1"))
        #expect(try rows("--mask", "0", "--no-boost") != rows("--mask", "0"))
        #expect(try rows("--mask", "0", "--mode", "numeric") != rows("--mask", "0"))
        #expect(try rows("--mask", "0", "--mode", "numeric") == rows("--mask", "0", "--mode", "mixed"))
        #expect(try rows("--mask", "0", "--level", "H") == rows("--mask", "0", "--level", "L"), "boost goes to H")
    }

    @Test func obeysThePictureOptions() throws {
        let options = ["--quiet-zone", "1", "--scale", "2", "--dark", "#102030", "--light", "transparent"]
        let svg = try Qris.run(arguments: ["encode", "--any", "HI", "--format", "svg"] + options).outputText
        #expect(svg.contains("#102030") && svg.contains("\"46\""))
        let pbm = try Qris.run(arguments: ["encode", "--any", "HI", "--format", "pbm"] + options).output
        #expect(pbm.starts(with: Array("P4\n46 46\n".utf8)))
    }

    @Test func takesKanjiAsShiftJIS() throws {
        let kanji: [UInt8] = [0x93, 0x5F, 0xE4, 0xAA]
        #expect(try Qris.run("encode", "--any", "--mode", "kanji", input: kanji).exitCode == 0)
        // Shift JIS of the same two characters: JIS X 0208, 0x935F and 0xE4AA.
        let typed = try Qris.run("encode", "--any", "--mode", "kanji", "--format", "text", "点茗")
        let read = try Qris.run("encode", "--any", "--mode", "kanji", "--format", "text", input: kanji)
        #expect(typed.exitCode == 0 && typed.output == read.output)
        #expect(try Qris.run("encode", "--any", "--mode", "kanji", "é").exitCode == 1)
    }

    @Test func drawsNoInvalidPayload() throws {
        let result = try Qris.run("encode", Seed.created.replacingOccurrences(of: "122.00", with: "123.00"))
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: error: crc.mismatch in 63 at byte 250: "))
    }

    @Test func warnsOfOtherModesForPayments() throws {
        let result = try Qris.run("encode", Seed.created, "--mode", "mixed")
        #expect(result.exitCode == 0 && result.errorText.contains("byte mode"))
    }

    private static let failures: [(arguments: [String], status: Int32)] = [
        (["encode", "--any", "HI", "--level", "X"], 64),
        (["encode", "--any", "HI", "--version", "41"], 64),
        (["encode", "--any", "HI", "--mask", "8"], 64),
        (["encode", "--any", "HI", "--dark", "red"], 64),
        (["encode", "--any", "HI", "--format", "gif"], 64),
        (["encode", "--any", "HI", "--quiet-zone", "-1"], 64),
        (["encode", "--any", "HI", "--scale", "0", "--format", "svg"], 64),
        (["encode", "--any", "HI", "--scale", "1000000", "--format", "svg"], 64),
        (["encode", "--any", "HI", "-o", "code"], 64),
        (["encode", "--any", "HI", "-o", "code.gif"], 64),
        (["encode", "--any", "HI", "--mode", "numeric"], 1),
        (["encode", "--any", ""], 1),
        (["encode", "--any", "--version", "1", "--level", "H", "More than seven"], 1),
        (["encode", "--any", "HI", "-o", "/nowhere/code.png"], 2),
        (["encode", "--any", "HI", "-o", "/proc/code.svg"], 2),
        (["encode", "--any", "HI", "-o", "/dev/full", "--format", "svg"], 2),
    ]

    @Test(arguments: failures) func failsWithItsStatus(_ arguments: [String], _ status: Int32) throws {
        let result = try Qris.run(arguments: arguments)
        #expect(result.exitCode == status)
        #expect(result.output.isEmpty && !result.errorOutput.isEmpty)
    }

    @Test func replacesAFileButNotADevice() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("code.svg")
            let link = directory.appendingPathComponent("link.svg")
            try Data("old".utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            #expect(try Qris.run("encode", "--any", "HI", "-o", link.path).exitCode == 0)
            #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg") == true)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
            #expect(try Qris.run("encode", "--any", "HI", "-o", "/dev/null", "--format", "svg").exitCode == 0)
            #expect(!FileManager.default.fileExists(atPath: "/dev/null.tmp"))
        }
    }

    @Test func refusesPNGOnATerminal() throws {
        let result = try Qris.terminal("encode --any HI --format png")
        #expect(result.exitCode == 64)
        #expect(result.outputText.contains("cannot be shown on a terminal"))
    }
}
