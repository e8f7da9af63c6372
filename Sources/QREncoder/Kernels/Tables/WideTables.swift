// What the AVX-512 kernels must know about a version or a count of error correction codewords.
// SPDX-License-Identifier: Apache-2.0

/// The chunks and masks of one version in the form that C reads.
struct WideTables: BitwiseCopyable {
    /// The data modules of chunk c of strip p at c x s + p, s the count of strips rounded up to a multiple of eight.
    let chunkMasks: KernelBuffer<UInt64>
    /// Where they end in the codeword sequence, in bits.
    let chunkEnds: KernelBuffer<Int32>
    /// For each line the low halves of the last word's eight row patterns, then of its eight column patterns.
    let halfMasks: KernelBuffer<UInt64>

    init(tables: VersionTables, arena: inout KernelArena) {
        let stride = (tables.stripCount + 7) & ~7
        chunkMasks = arena.allocate(stride * tables.chunksPerStrip, zero: UInt64(0))
        // Strips that there are not read the front of the sequence, for nothing.
        chunkEnds = arena.allocate(stride * tables.chunksPerStrip, zero: Int32(64))
        for chunk in 0..<tables.chunksPerStrip {
            for strip in 0..<tables.stripCount {
                let entry = tables.chunks[chunk * tables.stripCount + strip]
                chunkMasks[chunk * stride + strip] = entry.expansion.mask
                chunkEnds[chunk * stride + strip] = entry.endBit
            }
        }
        halfMasks = arena.allocate(8 * tables.side, zero: UInt64(0))
        let lastWord = (tables.wordsPerLine - 1) * tables.side * 8
        for line in 0..<tables.side {
            for pair in 0..<4 {
                let place = lastWord + 8 * line + 2 * pair
                for (offset, masks) in [(0, tables.rowMasks), (4, tables.columnMasks)] {
                    halfMasks[8 * line + offset + pair] =
                        masks[place] & 0xFFFF_FFFF | masks[place + 1] << 32
                }
            }
        }
    }
}

/// What each data codeword adds to the remainder, by its distance from the end of its block.
struct DistanceTables: BitwiseCopyable {
    private static let mostData = 123

    /// Rows of 32 bytes, distance 122 first, in the field of the kernel's multiplication.
    let rows: KernelBuffer<UInt8>

    init(tables: RemainderTables, arena: inout KernelArena) {
        rows = arena.allocate(32 * DistanceTables.mostData, zero: UInt8(0))
        var row = tables.remainder(ofSingle: 1)
        for distance in 0..<DistanceTables.mostData {
            let start = 32 * (DistanceTables.mostData - 1 - distance)
            for (index, word) in [row.a, row.b, row.c, row.d].enumerated() {
                rows.setBigEndianWord(word.byteSwapped, at: start + 8 * index)
            }
            row = tables.advanced(row)
        }
        CKernels.mapToKernelField(rows)
    }

    /// The row of distance 0.
    var lastRow: KernelBuffer<UInt8> { rows.dropFirst(32 * (DistanceTables.mostData - 1)) }
}
