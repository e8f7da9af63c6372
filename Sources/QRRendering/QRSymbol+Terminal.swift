// Symbols as text for terminals.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

extension QRSymbol {
    /// Draws the symbol with half blocks and explicit colours, so that it scans on dark and on light themes.
    ///
    /// Every line sets foreground and background and resets them at its end. Black and white are entries 16 and 231
    /// of the 256-colour palette, which themes leave alone; other colours are sent with 24 bits. A transparent colour
    /// is the terminal's own; other opacity has no meaning here.
    ///
    /// - Parameter options: quiet zone and colours.
    /// - Returns: UTF-8 with escape sequences, two rows of modules per line, a newline after each line.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func ansi(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(terminalFormOf: self, options: options)
        var start: [UInt8] = [0x1B, UInt8(ascii: "[")]
        start.append(selectionOf: options.dark, isForeground: true)
        start.append(UInt8(ascii: ";"))
        start.append(selectionOf: options.light, isForeground: false)
        start.append(UInt8(ascii: "m"))
        var end: [UInt8] = [0x1B]
        end.append(text: "[0m\n")
        let blocks = HalfBlocks(isInverted: false, lineStart: start, lineEnd: end)
        return blocks.draw(self, size: size, quietZone: options.quietZone)
    }

    /// Draws the symbol with blanks on coloured ground, two per module.
    ///
    /// For terminals that leave gaps between lines: half blocks are torn apart there and no reader takes them, while
    /// the ground of blanks fills a line, and readers take gaps of up to a third of a module. Twice as high and as wide
    /// as `ansi(options:)`, which says how colours are set.
    ///
    /// - Parameter options: quiet zone and colours.
    /// - Returns: ASCII with escape sequences, one row of modules per line, a newline after each line.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func blanks(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(terminalFormOf: self, options: options)
        var output: [UInt8] = []
        output.reserveCapacity(size.sideInModules * (8 * size.sideInModules + 8))
        for row in -options.quietZone..<sideInModules + options.quietZone {
            var end = -options.quietZone
            if (0..<sideInModules).contains(row) {
                for run in DarkRuns(of: self, row: row) {
                    output.append(blanks: run.lowerBound - end, on: options.light)
                    output.append(blanks: run.count, on: options.dark)
                    end = run.upperBound
                }
            }
            output.append(blanks: sideInModules + options.quietZone - end, on: options.light)
            output.append(text: "\u{1B}[0m\n")
        }
        return output
    }

    /// Draws the symbol with half blocks and no escape sequence.
    ///
    /// By default ink stands for dark modules: it scans where the terminal writes dark on light. Where the terminal
    /// writes light on dark, set `isInverted`.
    ///
    /// - Parameter options: quiet zone and `isInverted`.
    /// - Returns: UTF-8, two rows of modules per line, a newline after each line.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func utf8(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(terminalFormOf: self, options: options)
        let blocks = HalfBlocks(isInverted: options.isInverted, lineStart: [], lineEnd: [UInt8(ascii: "\n")])
        return blocks.draw(self, size: size, quietZone: options.quietZone)
    }

    /// Draws the symbol in ASCII: two characters per module, `##` for dark and two spaces for light.
    ///
    /// As with `utf8(options:)`, it scans where the terminal writes dark on light; `isInverted` swaps the two.
    ///
    /// - Parameter options: quiet zone and `isInverted`.
    /// - Returns: ASCII, one row of modules per line, a newline after each line.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func ascii(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(terminalFormOf: self, options: options)
        let (ink, blank) = ([UInt8](repeating: UInt8(ascii: "#"), count: 2), [UInt8](repeating: 0x20, count: 2))
        let (dark, light) = options.isInverted ? (blank, ink) : (ink, blank)
        var output: [UInt8] = []
        output.reserveCapacity(size.sideInModules * (2 * size.sideInModules + 1))
        for row in -options.quietZone..<sideInModules + options.quietZone {
            var end = -options.quietZone
            if (0..<sideInModules).contains(row) {
                for run in DarkRuns(of: self, row: row) {
                    output.append(repeating: light, count: run.lowerBound - end)
                    output.append(repeating: dark, count: run.count)
                    end = run.upperBound
                }
            }
            output.append(repeating: light, count: sideInModules + options.quietZone - end)
            output.append(UInt8(ascii: "\n"))
        }
        return output
    }

    /// Writes the modules as rows of `1` (dark) and `0` (light), without quiet zone, a newline after each row.
    ///
    /// - Returns: ASCII, exactly side x (side + 1) bytes.
    public func text() -> [UInt8] {
        moduleDigits(endingRowsWith: [UInt8(ascii: "\n")])
    }

    /// Returns the rows as digits, 1 for a dark module, each followed by an ending.
    package func moduleDigits(endingRowsWith ending: [UInt8]) -> [UInt8] {
        let stride = sideInModules + ending.count
        var output = [UInt8](repeating: UInt8(ascii: "0"), count: sideInModules * stride)
        for row in 0..<sideInModules {
            for run in DarkRuns(of: self, row: row) {
                for column in run { output[row * stride + column] = UInt8(ascii: "1") }
            }
            for (index, byte) in ending.enumerated() { output[row * stride + sideInModules + index] = byte }
        }
        return output
    }
}

extension [UInt8] {
    /// Appends the blanks of some modules of one colour.
    fileprivate mutating func append(blanks moduleCount: Int, on color: Color) {
        guard moduleCount > 0 else { return }
        append(text: "\u{1B}[")
        append(selectionOf: color, isForeground: false)
        append(UInt8(ascii: "m"))
        append(repeating: [0x20, 0x20], count: moduleCount)
    }

    /// Appends the parameters that select a colour in a "select graphic rendition" sequence.
    ///
    /// - Source: ECMA-48 8.3.117; ISO/IEC 8613-6 for 38 and 48; entries 16...231 are xterm's 6 x 6 x 6 cube.
    fileprivate mutating func append(selectionOf color: Color, isForeground: Bool) {
        append(UInt8(ascii: isForeground ? "3" : "4"))
        if color.isTransparent {
            append(UInt8(ascii: "9"))
        } else if color == .black {
            append(text: "8;5;16")
        } else if color == .white {
            append(text: "8;5;231")
        } else {
            append(text: "8;2")
            for part in [color.red, color.green, color.blue] {
                append(UInt8(ascii: ";"))
                append(decimal: Int(part))
            }
        }
    }
}
