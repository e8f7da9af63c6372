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
