// Two rows of modules a line of text, with the half blocks of Unicode.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// A way to draw two modules, one above the other, as one character.
struct HalfBlocks {
    /// The characters for: both light, upper dark, lower dark, both dark.
    private let characters: [[UInt8]]
    private let lineStart: [UInt8]
    private let lineEnd: [UInt8]

    /// Ink is drawn for dark modules, or for light ones when inverted.
    init(isInverted: Bool, lineStart: [UInt8], lineEnd: [UInt8]) {
        // A blank, then U+2580, U+2584 and U+2588 in UTF-8.
        let inkOnDark: [[UInt8]] = [[0x20], [0xE2, 0x96, 0x80], [0xE2, 0x96, 0x84], [0xE2, 0x96, 0x88]]
        characters = isInverted ? inkOnDark.reversed() : inkOnDark
        self.lineStart = lineStart
        self.lineEnd = lineEnd
    }

    /// Returns the lines; where the rows are odd in number a light half row is added below.
    func draw(_ symbol: QRSymbol, size: PictureSize, quietZone: Int) -> [UInt8] {
        var output: [UInt8] = []
        let lineCount = (size.sideInModules + 1) / 2
        output.reserveCapacity(lineCount * (lineStart.count + 3 * size.sideInModules + lineEnd.count))
        for line in 0..<lineCount {
            let upper = line * 2 - quietZone
            output.append(contentsOf: lineStart)
            output.append(repeating: characters[0], count: quietZone)
            for word in 0..<symbol.wordsPerRow {
                let columns = min(64, symbol.sideInModules - word * 64)
                appendCharacters(
                    upper: symbol.word(word, ofRow: upper), lower: symbol.word(word, ofRow: upper + 1),
                    count: columns, to: &output)
            }
            output.append(repeating: characters[0], count: quietZone)
            output.append(contentsOf: lineEnd)
        }
        return output
    }

    private func appendCharacters(upper: UInt64, lower: UInt64, count: Int, to output: inout [UInt8]) {
        for bit in 0..<UInt64(count) {
            let index = Int(upper >> bit & 1 | (lower >> bit & 1) << 1)
            output.append(contentsOf: characters[index])
        }
    }
}

extension QRSymbol {
    /// Returns a word of a row; rows outside the symbol are light.
    fileprivate func word(_ word: Int, ofRow row: Int) -> UInt64 {
        (0..<sideInModules).contains(row) ? words[row * wordsPerRow + word] : 0
    }
}
