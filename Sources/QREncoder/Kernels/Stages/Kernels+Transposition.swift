// Rows of modules to columns.
// SPDX-License-Identifier: Apache-2.0

extension Kernels {
    /// Makes the column matrix of a row matrix, 64 by 64 modules at a time.
    ///
    /// Tiles that hold four lines or fewer of the symbol are copied bit by bit instead: at version 12 (65 modules) all
    /// but one of the four tiles.
    ///
    /// Word w of row y stands at w x `lineStride` + y, and lines past the side up to a multiple of 64 are 0; columns are
    /// written in the same way.
    static func transpose(rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, side: Int, wordsPerLine: Int) {
        let rest = side - 64 * (wordsPerLine - 1)
        let fullTiles = rest <= 4 ? wordsPerLine - 1 : wordsPerLine
        for tileRow in 0..<fullTiles {
            for tileColumn in 0..<fullTiles {
                transposeTile(
                    of: rows.dropFirst(tileColumn * lineStride + 64 * tileRow),
                    into: columns.dropFirst(tileRow * lineStride + 64 * tileColumn))
            }
        }
        guard fullTiles < wordsPerLine else { return }
        let last = 64 * fullTiles
        copyLines(from: rows, to: columns, firstLine: last, count: rest, side: side)
        copyLines(from: rows, to: columns, firstBit: last, count: rest, side: side)
    }

    private static func transposeTile(of source: KernelBuffer<UInt64>, into target: KernelBuffer<UInt64>) {
        for index in 0..<32 {
            let (low, high) = (source[index], source[index &+ 32])
            target[index] = (low & 0xFFFF_FFFF) | high &<< 32
            target[index &+ 32] = low &>> 32 | (high & ~0xFFFF_FFFF)
        }
        swapSquares(of: target, count: 64, distance: 16, shift: 16, mask: 0x0000_FFFF_0000_FFFF)
        finishTransposition(of: target, count: 64)
    }

    /// The stages that swap squares of 8, 4, 2 and 1 modules.
    @inline(__always)
    static func finishTransposition(of words: KernelBuffer<UInt64>, count: Int) {
        swapSquares(of: words, count: count, distance: 8, shift: 8, mask: 0x00FF_00FF_00FF_00FF)
        swapSquares(of: words, count: count, distance: 4, shift: 4, mask: 0x0F0F_0F0F_0F0F_0F0F)
        swapSquares(of: words, count: count, distance: 2, shift: 2, mask: 0x3333_3333_3333_3333)
        swapSquares(of: words, count: count, distance: 1, shift: 1, mask: 0x5555_5555_5555_5555)
    }

    /// Writes the last word of every column from the last rows.
    private static func copyLines(
        from rows: KernelBuffer<UInt64>, to columns: KernelBuffer<UInt64>, firstLine: Int, count: Int, side: Int
    ) {
        let target = columns.dropFirst(firstLine / 64 * lineStride)
        target.fill(0..<side, with: 0)
        for line in 0..<count {
            let shift = UInt64(truncatingIfNeeded: line)
            var column = 0
            while column < side {
                var word = rows[column &>> 6 &* lineStride &+ firstLine &+ line]
                let end = min(column &+ 64, side)
                while column < end {
                    target[column] = target[column] | (word & 1) &<< shift
                    word &>>= 1
                    column &+= 1
                }
            }
        }
    }

    /// Writes the last columns from the last word of every row.
    private static func copyLines(
        from rows: KernelBuffer<UInt64>, to columns: KernelBuffer<UInt64>, firstBit: Int, count: Int, side: Int
    ) {
        let source = rows.dropFirst(firstBit / 64 * lineStride)
        for bit in 0..<count {
            let shift = UInt64(truncatingIfNeeded: bit)
            var row = 0
            while row < firstBit {
                var word: UInt64 = 0
                let end = row &+ 64
                while row < end {
                    word = word &>> 1 | (source[row] &>> shift) &<< 63
                    row &+= 1
                }
                columns[(end / 64 - 1) * lineStride + firstBit + bit] = word
            }
        }
    }
}
