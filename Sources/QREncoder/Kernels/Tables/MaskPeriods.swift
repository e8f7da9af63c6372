// The mask patterns of an endless symbol.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// All mask patterns over three words of twelve lines, whatever the version: they repeat after twelve rows and after
/// twelve columns.
///
/// - Source: ISO/IEC 18004:2015 7.8.2, Table 10.
struct MaskPeriods: BitwiseCopyable {
    /// Pattern k of word w of row i at (w x 12 + i) x 8 + k; bit c is column 64 w + c.
    let rows: KernelBuffer<UInt64>
    /// The same by columns.
    let columns: KernelBuffer<UInt64>

    init(arena: inout KernelArena) {
        rows = arena.allocate(3 * 12 * 8, zero: UInt64(0))
        columns = arena.allocate(3 * 12 * 8, zero: UInt64(0))
        for mask in MaskPattern.allPatterns {
            for row in 0..<12 {
                for column in 0..<12 where mask.inverts(row: row, column: column) {
                    for word in 0..<3 {
                        rows[(word * 12 + row) * 8 + mask.rawValue] |= MaskPeriods.every12(from: column, word: word)
                        columns[(word * 12 + column) * 8 + mask.rawValue] |= MaskPeriods.every12(from: row, word: word)
                    }
                }
            }
        }
    }

    /// The bits of a word that stand for the places `first`, `first` + 12, `first` + 24 and so on of a line.
    private static func every12(from first: Int, word: Int) -> UInt64 {
        // 64 is four more than a multiple of twelve.
        0x1001_0010_0100_1001 << UInt64((first + 8 * word) % 12)
    }
}
