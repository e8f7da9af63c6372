// Two rows of modules per line of text, with the half blocks of Unicode.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// A way to draw two modules, one above the other, as one character.
struct HalfBlocks {
    private static let blank = Character(UInt8(ascii: " "))
    /// U+2580, U+2584 and U+2588: upper half, lower half, full block.
    private static let ink = [Character(block: 0x80), Character(block: 0x84), Character(block: 0x88)]

    /// The characters for: both light, upper dark, lower dark, both dark.
    private let characters: InlineArray<4, Character>
    private let lineStart: [UInt8]
    private let lineEnd: [UInt8]

    /// Ink is drawn for dark modules, or for light ones when inverted.
    init(isInverted: Bool, lineStart: [UInt8], lineEnd: [UInt8]) {
        let (upper, lower, full) = (HalfBlocks.ink[0], HalfBlocks.ink[1], HalfBlocks.ink[2])
        characters = isInverted ? [full, lower, upper, HalfBlocks.blank] : [HalfBlocks.blank, upper, lower, full]
        self.lineStart = lineStart
        self.lineEnd = lineEnd
    }

    /// Returns the lines; where the rows are odd in number a light half row is added below.
    func draw(_ symbol: QRSymbol, size: PictureSize, quietZone: Int) -> [UInt8] {
        let lineCount = (size.sideInModules + 1) / 2
        let most = lineCount * (lineStart.count + 3 * size.sideInModules + lineEnd.count)
        return [UInt8](capacity: most) { output in
            for line in 0..<lineCount {
                let upper = line * 2 - quietZone
                for byte in lineStart { output.append(byte) }
                for _ in 0..<quietZone { append(characters[0], to: &output) }
                for word in 0..<symbol.wordsPerRow {
                    let columns = min(64, symbol.sideInModules - word * 64)
                    appendCharacters(
                        upper: symbol.word(word, ofRow: upper), lower: symbol.word(word, ofRow: upper + 1),
                        count: columns, to: &output)
                }
                for _ in 0..<quietZone { append(characters[0], to: &output) }
                for byte in lineEnd { output.append(byte) }
            }
        }
    }

    private func appendCharacters(upper: UInt64, lower: UInt64, count: Int, to output: inout OutputSpan<UInt8>) {
        for bit in 0..<UInt64(count) {
            append(characters[Int(upper >> bit & 1 | (lower >> bit & 1) << 1)], to: &output)
        }
    }

    private func append(_ character: Character, to output: inout OutputSpan<UInt8>) {
        output.append(character.first)
        guard character.isBlock else { return }
        output.append(0x96)
        output.append(character.last)
    }

    /// A character of one byte, or a block element, which is three bytes of UTF-8: E2 96 and one more.
    private struct Character {
        let first: UInt8
        let last: UInt8
        let isBlock: Bool

        init(_ byte: UInt8) {
            (first, last, isBlock) = (byte, 0, false)
        }

        init(block last: UInt8) {
            (first, self.last, isBlock) = (0xE2, last, true)
        }
    }
}

extension QRSymbol {
    /// Returns a word of a row; rows outside the symbol are light.
    fileprivate func word(_ word: Int, ofRow row: Int) -> UInt64 {
        (0..<sideInModules).contains(row) ? words[row * wordsPerRow + word] : 0
    }
}
