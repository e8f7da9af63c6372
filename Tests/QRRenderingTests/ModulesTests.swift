// Every form of a symbol against the symbol's own modules, at word edges and with odd quiet zones.
// SPDX-License-Identifier: Apache-2.0

import QRRendering
import QRStructure
import TestSupport
import Testing

@Suite struct ModulesTests {
    /// The symbol and its quiet zone, module by module through the symbol's subscript.
    private func expected(_ symbol: QRSymbol, quietZone: Int) -> PortableBitmap {
        let side = symbol.sideInModules + 2 * quietZone
        var picture = PortableBitmap(width: side, height: side)
        for row in 0..<symbol.sideInModules {
            for column in 0..<symbol.sideInModules {
                picture[row + quietZone, column + quietZone] = symbol[row, column]
            }
        }
        return picture
    }

    /// Cuts a terminal's picture down to the modules; its frame is two cells, and a cell two rows.
    private func modules(of picture: PortableBitmap, side: Int, moduleWidth: Int) -> PortableBitmap {
        var result = PortableBitmap(width: side, height: side)
        for row in 0..<side {
            for column in 0..<side {
                result[row, column] = picture[4 + row * moduleWidth, 2 + column * moduleWidth]
            }
        }
        return result
    }

    @Test(arguments: [0, 1, 4]) func terminalForms(quietZone: Int) throws {
        for symbol in try Fixtures.symbols() {
            let want = expected(symbol, quietZone: quietZone)
            let options = RenderOptions(quietZone: quietZone)
            let ansi = try TerminalDrawing.draw(symbol.ansi(options: options), theme: .dark, pixels: 1)
            #expect(modules(of: ansi, side: want.width, moduleWidth: 1) == want)
            let blocks = try TerminalDrawing.draw(symbol.utf8(options: options), theme: .light, pixels: 1)
            #expect(modules(of: blocks, side: want.width, moduleWidth: 1) == want)
            let signs = try TerminalDrawing.draw(symbol.ascii(options: options), theme: .light, pixels: 1)
            #expect(modules(of: signs, side: want.width, moduleWidth: 2) == want)
        }
    }

    @Test(arguments: [(0, 1), (1, 1), (4, 3), (3, 8), (2, 13)]) func bitmap(quietZone: Int, modulePixels: Int) throws {
        for symbol in try Fixtures.symbols() where symbol.sideInModules * modulePixels < 400 {
            let file = try symbol.pbm(options: RenderOptions(quietZone: quietZone, modulePixels: modulePixels))
            let want = expected(symbol, quietZone: quietZone).scaled(by: modulePixels)
            #expect(PortableBitmap(file: file) == want)
        }
    }

    @Test func textRows() throws {
        for symbol in try Fixtures.symbols() {
            let side = symbol.sideInModules
            var want: [UInt8] = []
            for row in 0..<side {
                want += (0..<side).map { symbol[row, $0] ? UInt8(ascii: "1") : UInt8(ascii: "0") }
                want.append(UInt8(ascii: "\n"))
            }
            #expect(symbol.text() == want)
        }
    }

    /// Draws the path's commands in the test itself: `M x y`, `m dx dy`, `h dx`.
    @Test func svgPath() throws {
        for symbol in try Fixtures.symbols() {
            let document = try symbol.svgString()
            let path = try #require(document.split(separator: " d=\"").last?.split(separator: "\"").first)
            var picture = PortableBitmap(width: symbol.sideInModules, height: symbol.sideInModules)
            var (x, y) = (0, 0)
            for command in commands(of: path) {
                switch command.letter {
                case "M": (x, y) = (command.numbers[0], command.numbers[1])
                case "m": (x, y) = (x + command.numbers[0], y + command.numbers[1])
                default:
                    for column in x..<x + command.numbers[0] {
                        #expect(!picture[y, column], "a module is drawn twice")
                        picture[y, column] = true
                    }
                    x += command.numbers[0]
                }
            }
            #expect(picture == expected(symbol, quietZone: 0))
        }
    }

    private func commands(of path: Substring) -> [(letter: Character, numbers: [Int])] {
        var commands: [(letter: Character, numbers: [Int])] = []
        var rest = path
        while let letter = rest.popFirst() {
            let numbers = rest.prefix { !"Mmh".contains($0) }
            rest = rest.dropFirst(numbers.count)
            commands.append((letter, numbers.split(separator: " ").compactMap { Int($0) }))
        }
        return commands
    }
}
