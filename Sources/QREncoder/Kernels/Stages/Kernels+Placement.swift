// Codewords to rows of modules: chunks of a strip at a time, then a transposition of module pairs.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// Scratch memory of the placement kernel.
struct PlacementScratch {
    /// Strips a row of chunks has room for: three groups of 32.
    static let stripStride = 96

    /// Chunk c of strip p at c x `stripStride` + p; strips past the symbol's last stay zero.
    let chunks: KernelBuffer<UInt64>
    /// 32 rows of 32 module pairs while they are transposed.
    let pairs: KernelBuffer<UInt64>

    init(arena: inout KernelArena) {
        chunks = arena.allocate(6 * PlacementScratch.stripStride, zero: UInt64(0))
        pairs = arena.allocate(32, zero: UInt64(0))
    }
}

extension Kernels {
    /// Places the codeword sequence: ISO/IEC 18004:2015 7.7.3, twin `Reference.placed`.
    ///
    /// A strip is two columns wide, so 32 rows of it are one word (see `PlacementChunk`), and the modules of a word are
    /// consecutive bits of the sequence: read 64 bits that end where the chunk ends, spread them over the data modules.
    /// Downward strips meet their rows in reversed order, which reversing the bit pairs undoes. Words of 32 strips are a
    /// 32 by 32 matrix of pairs; its transpose is 32 rows of 64 columns, column 6 left out, which a shift opens again.
    ///
    /// Trick: no table of module positions and no loop over modules; ten to fifteen times faster than one.
    ///
    /// What would break it: fewer than 16 readable bytes before or 16 after the sequence; a bit other than 0 in the
    /// bytes after it (remainder bits are read from there).
    ///
    /// `sequence` holds the codeword sequence from byte `sequenceStart` on; `rows` receives the modules by rows, function modules
    /// included, and all lines up to a multiple of 64 are written.
    static func placed(
        _ sequence: KernelBuffer<UInt8>, level: ErrorCorrectionLevel, tables: VersionTables,
        scratch: PlacementScratch, into rows: KernelBuffer<UInt64>
    ) {
        readChunks(of: sequence, tables: tables, into: scratch.chunks)
        let side = tables.side
        let function = tables.functionRows(of: level)
        let groupCount = (tables.stripCount + 31) / 32
        for chunk in 0..<tables.chunksPerStrip {
            let firstRow = 32 * chunk
            let rowCount = min(32, side - firstRow)
            for group in 0..<groupCount {
                let source = scratch.chunks.dropFirst(chunk * PlacementScratch.stripStride + 32 * group)
                if rowCount <= 2 {
                    gatherPairs(of: source, rowCount: rowCount, into: scratch.pairs)
                } else {
                    transposePairs(of: source, into: scratch.pairs)
                }
                // The words past column 6 move up by one column; the one that leaves goes to the next word.
                let pairs = scratch.pairs
                let line = group * lineStride + firstRow
                for row in 0..<rowCount {
                    let word = pairs[row]
                    if group == 0 {
                        rows[line &+ row] = (word & 0x3F) | (word & ~0x3F) &<< 1
                    } else {
                        rows[line &+ row] = rows[line &+ row] | word &<< 1
                    }
                    if group &+ 1 < tables.wordsPerLine { rows[line &+ lineStride &+ row] = word &>> 63 }
                }
            }
        }
        for word in 0..<tables.wordsPerLine {
            let (line, functionLine) = (word * lineStride, word * side)
            for row in 0..<side {
                rows[line &+ row] = rows[line &+ row] | function[functionLine &+ row]
            }
            rows.fill(line + side..<line + tables.wordsPerLine * 64, with: 0)
        }
    }

    static func readChunks(
        of sequence: KernelBuffer<UInt8>, tables: VersionTables, into words: KernelBuffer<UInt64>
    ) {
        let chunks = tables.chunks
        let stripCount = tables.stripCount
        for chunk in 0..<tables.chunksPerStrip {
            let (source, target) = (chunk * stripCount, chunk * PlacementScratch.stripStride)
            var strip = 0
            while strip < stripCount {
                let entry = chunks[source &+ strip]
                let firstBit = Int(entry.endBit) &- 64 &+ sequenceStart &* 8
                let byte = firstBit &>> 3
                let shift = UInt64(truncatingIfNeeded: firstBit & 7)
                let value =
                    sequence.bigEndianWord(at: byte) &<< shift
                    | UInt64(sequence[byte &+ 8]) &>> (8 &- shift)
                let word = entry.expansion.expand(value)
                words[target &+ strip] = entry.isDownward ? pairsReversed(word) &>> UInt64(entry.shift) : word
                strip &+= 1
            }
            for strip in stripCount..<(stripCount + 31) / 32 * 32 { words[target + strip] = 0 }
        }
    }

    /// Reverses the order of the 32 bit pairs of a word.
    @inline(__always)
    private static func pairsReversed(_ word: UInt64) -> UInt64 {
        var word = word.byteSwapped
        word = (word &>> 4 & 0x0F0F_0F0F_0F0F_0F0F) | (word & 0x0F0F_0F0F_0F0F_0F0F) &<< 4
        return (word &>> 2 & 0x3333_3333_3333_3333) | (word & 0x3333_3333_3333_3333) &<< 2
    }

    /// Takes the first one or two rows from 32 strips, where a whole transposition would be wasted.
    private static func gatherPairs(of strips: KernelBuffer<UInt64>, rowCount: Int, into rows: KernelBuffer<UInt64>) {
        for row in 0..<rowCount {
            var word: UInt64 = 0
            for strip in 0..<32 {
                word |= (strips[strip] &>> UInt64(2 &* row) & 3) &<< UInt64(2 &* strip)
            }
            rows[row] = word
        }
    }

    /// Transposes a 32 by 32 matrix of bit pairs: swaps squares of 16, 8, 4, 2 and 1 pairs across the diagonal.
    private static func transposePairs(of strips: KernelBuffer<UInt64>, into rows: KernelBuffer<UInt64>) {
        for index in 0..<16 {
            let (low, high) = (strips[index], strips[index &+ 16])
            let swap = (low &>> 32 ^ high) & 0x0000_0000_FFFF_FFFF
            rows[index] = low ^ swap &<< 32
            rows[index &+ 16] = high ^ swap
        }
        swapSquares(of: rows, count: 32, distance: 8, shift: 16, mask: 0x0000_FFFF_0000_FFFF)
        finishPairs(of: rows, count: 32)
    }

    /// The stages that swap squares of 4, 2 and 1 pairs.
    @inline(__always)
    static func finishPairs(of words: KernelBuffer<UInt64>, count: Int) {
        swapSquares(of: words, count: count, distance: 4, shift: 8, mask: 0x00FF_00FF_00FF_00FF)
        swapSquares(of: words, count: count, distance: 2, shift: 4, mask: 0x0F0F_0F0F_0F0F_0F0F)
        swapSquares(of: words, count: count, distance: 1, shift: 2, mask: 0x3333_3333_3333_3333)
    }

    /// One stage of a transposition: words `distance` apart swap the high fields of the lower with the low fields of
    /// the higher one.
    @inline(__always)
    static func swapSquares(
        of words: KernelBuffer<UInt64>, count: Int, distance: Int, shift: UInt64, mask: UInt64
    ) {
        var start = 0
        while start < count {
            var index = start
            while index < start &+ distance {
                let (low, high) = (words[index], words[index &+ distance])
                let swap = (low &>> shift ^ high) & mask
                words[index] = low ^ swap &<< shift
                words[index &+ distance] = high ^ swap
                index &+= 1
            }
            start &+= 2 &* distance
        }
    }
}
