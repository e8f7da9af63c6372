// Every form of a symbol, read back by two foreign readers.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRRendering
import QRStructure
import TestSupport
import Testing

@Suite struct ForeignReadingTests {
    /// Expects both readers to find exactly the payload in a picture.
    private func expect(_ payload: String, in image: [UInt8], _ form: Comment) throws {
        for reader in ForeignReader.allCases {
            #expect(try reader.read(image) == Array(payload.utf8), "\(form.rawValue), \(reader)")
        }
    }

    @Test(arguments: Fixtures.qrisStrings) func svg(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        try expect(payload, in: rasterized(svg: symbol.svg()), "default")
        let colours = RenderOptions(
            quietZone: 6, modulePixels: 5, dark: Color(red: 0, green: 32, blue: 96),
            light: Color(red: 255, green: 250, blue: 220))
        let document = try symbol.svg(options: colours, title: "<\"Kopi\" & 'Teh'>")
        try expect(payload, in: rasterized(svg: document), "colours")
        try expect(payload, in: rasterized(svg: symbol.svg(), zoom: 0.61), "reduced")
    }

    @Test(arguments: Fixtures.qrisStrings) func pbm(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        for modulePixels in [3, 8] {
            let file = try symbol.pbm(options: RenderOptions(modulePixels: modulePixels))
            try expect(payload, in: file, "\(modulePixels) pixels per module")
        }
    }

    @Test(arguments: Fixtures.qrisStrings) func ansi(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        for theme in [TerminalTheme.dark, .light] {
            let picture = try TerminalDrawing.draw(symbol.ansi(), theme: theme)
            try expect(payload, in: picture.graymapFile, "\(theme)")
        }
        let colours = RenderOptions(dark: Color(red: 0, green: 32, blue: 96), light: .white)
        let picture = try TerminalDrawing.draw(symbol.ansi(options: colours), theme: .dark)
        try expect(payload, in: picture.graymapFile, "24-bit colour")
    }

    @Test(arguments: Fixtures.qrisStrings) func blanks(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        for theme in [TerminalTheme.dark, .light] {
            let picture = try TerminalDrawing.draw(symbol.blanks(), theme: theme, pixels: 2)
            try expect(payload, in: picture.graymapFile, "blanks, \(theme)")
        }
    }

    @Test(arguments: Fixtures.qrisStrings) func textOnBothThemes(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        for (theme, isInverted) in [(TerminalTheme.light, false), (.dark, true)] {
            let options = RenderOptions(isInverted: isInverted)
            let blocks = try TerminalDrawing.draw(symbol.utf8(options: options), theme: theme)
            try expect(payload, in: blocks.graymapFile, "utf8, \(theme)")
            let signs = try TerminalDrawing.draw(symbol.ascii(options: options), theme: theme, pixels: 2)
            try expect(payload, in: signs.graymapFile, "ascii, \(theme)")
        }
    }

    @Test(arguments: Fixtures.qrisStrings) func text(payload: String) throws {
        let symbol = try QRSymbol(encoding: payload)
        let rows = symbol.textString().split(separator: "\n")
        let side = symbol.sideInModules
        var picture = PortableBitmap(width: side + 8, height: side + 8)
        for (row, modules) in rows.enumerated() {
            for (column, module) in modules.utf8.enumerated() where module == UInt8(ascii: "1") {
                picture[row + 4, column + 4] = true
            }
        }
        try expect(payload, in: picture.scaled(by: 4).graymapFile, "text")
    }
}
