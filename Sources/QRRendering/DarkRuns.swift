// The dark runs of one row of a symbol, found a word at a time.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// The maximal runs of dark modules in one row, from left to right, as ranges of columns.
///
/// A run's ends are found by counting trailing zeros of the packed words, so the work is per run, not per module.
struct DarkRuns: Sequence, IteratorProtocol {
    /// The row's words; light past its last.
    private var words = InlineArray<3, UInt64>(repeating: 0)
    private let side: Int
    /// The first column not yet looked at, 0...side.
    private var column = 0

    /// Starts at the left end of a row.
    init(of symbol: QRSymbol, row: Int) {
        side = symbol.sideInModules
        for word in 0..<symbol.wordsPerRow { words[word] = symbol.words[row * symbol.wordsPerRow + word] }
    }

    mutating func next() -> Range<Int>? {
        let start = firstColumn(ofDark: true, from: column)
        guard start < side else { return nil }
        column = firstColumn(ofDark: false, from: start)
        return start..<column
    }

    /// Returns the first column at or after `column` with the wanted value, or the side when there is none.
    private func firstColumn(ofDark isDark: Bool, from column: Int) -> Int {
        var place = column
        while place < side {
            let word = words[place / 64]
            let rest = (isDark ? word : ~word) >> UInt64(place % 64)
            if rest != 0 {
                // Bits past the side are light, so a light search may end there.
                return Swift.min(place + rest.trailingZeroBitCount, side)
            }
            place = (place / 64 + 1) * 64
        }
        return side
    }
}
