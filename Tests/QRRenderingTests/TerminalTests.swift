// The escape sequences of the ANSI form and the lines of the others.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRendering
import QRStructure
import Testing

@Suite struct TerminalTests {
    private func firstLine(_ text: String) -> Substring {
        text.prefix { $0 != "\n" }
    }

    @Test func ansiLine() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let lines = try symbol.ansiString().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 16)
        #expect(lines[0] == "\u{1B}[38;5;16;48;5;231m" + String(repeating: " ", count: 29) + "\u{1B}[0m")
        #expect(
            lines[2].hasPrefix("\u{1B}[38;5;16;48;5;231m    \u{2588}\u{2580}\u{2580}\u{2580}\u{2580}\u{2580}\u{2588} "))
        #expect(lines[15].isEmpty)
    }

    @Test(arguments: [
        (Color(red: 1, green: 20, blue: 255), Color.transparent, "\u{1B}[38;2;1;20;255;49m"),
        (.transparent, Color(red: 254, green: 255, blue: 255), "\u{1B}[39;48;2;254;255;255m"),
        (.white, .black, "\u{1B}[38;5;231;48;5;16m"),
    ])
    func ansiColours(dark: Color, light: Color, start: String) throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        #expect(try symbol.ansiString(options: RenderOptions(dark: dark, light: light)).hasPrefix(start + "    "))
    }

    /// Each line is one row: two blanks per module on the ground of its colour, as the digits of the text form say.
    @Test(arguments: [
        (RenderOptions(), "5;16", "5;231"),
        (RenderOptions(quietZone: 0, dark: Color(red: 1, green: 2, blue: 3)), "2;1;2;3", "5;231"),
    ])
    func blanks(options: RenderOptions, dark: String, light: String) throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let zone = String(repeating: "0", count: options.quietZone)
        let side = symbol.sideInModules + 2 * options.quietZone
        let empty = Array(repeating: String(repeating: "0", count: side), count: options.quietZone)
        let rows = empty + symbol.textString().split(separator: "\n").map { zone + $0 + zone } + empty
        let lines = try symbol.blanksString(options: options).split(separator: "\n")
        #expect(lines.count == side)
        for (line, row) in zip(lines, rows) {
            var modules = ""
            for part in line.split(separator: "\u{1B}[") where part != "0m" {
                let end = try #require(part.firstIndex(of: "m"))
                let digit = try #require(["48;\(dark)": "1", "48;\(light)": "0"][String(part[..<end])])
                let blanks = part[part.index(after: end)...]
                #expect(blanks.allSatisfy { $0 == " " })
                modules += String(repeating: digit, count: blanks.count / 2)
            }
            #expect(modules == row && line.hasSuffix("\u{1B}[0m"))
        }
    }

    @Test func linesWithoutEscapes() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        let options = RenderOptions(quietZone: 0)
        let inverted = RenderOptions(quietZone: 1, isInverted: true)
        #expect(try firstLine(symbol.utf8String(options: options)).hasPrefix("\u{2588}\u{2580}\u{2580}\u{2580}"))
        #expect(try firstLine(symbol.utf8String(options: inverted)).hasPrefix("\u{2588}\u{2580}\u{2580}\u{2580}"))
        #expect(try firstLine(symbol.asciiString(options: options)).hasPrefix("##############  "))
        #expect(try firstLine(symbol.asciiString(options: inverted)) == String(repeating: "#", count: 46)[...])
        #expect(firstLine(symbol.textString()).hasPrefix("11111110"))
    }

    @Test func noEscapesOutsideAnsi() throws {
        let symbol = try QRSymbol(encoding: "QRIS")
        for form in [try symbol.utf8(), try symbol.ascii(), symbol.text(), try symbol.svg()] {
            #expect(!form.contains(0x1B))
        }
    }
}
