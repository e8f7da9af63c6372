// Placement and transposition of the smallest symbols, two lines a word.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

extension Kernels {
    /// The longest side that `placedSmall` takes: versions 1, 2 and 3.
    static let smallSide = 32

    /// Places the codeword sequence of a symbol of at most 32 rows and makes its columns too: does what `placed` and
    /// `transpose` do, twin `Reference.placed`; lines from 32 on stay as they are.
    ///
    /// Layout: a strip's word is one row of two 16 by 16 matrices of pairs side by side, its rows 0...15 and 16...31. Both
    /// are transposed at once, which gives rows r and r + 16 as the halves of word r; and these are halves again of one
    /// 32 by 32 matrix of modules.
    ///
    /// Trick: half the words, and no way through memory between the two transpositions. Version 1 takes 1,720
    /// instructions for both stages instead of 2,600 (callgrind, 2026-11-24).
    ///
    /// What would break it: a symbol of more than 16 strips.
    static func placedSmall(
        _ sequence: KernelBuffer<UInt8>, level: ErrorCorrectionLevel, tables: VersionTables, scratch: PlacementScratch,
        into rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>
    ) {
        let pairs = scratch.chunks
        readChunks(of: sequence, tables: tables, into: pairs)
        swapSquares(of: pairs, count: 16, distance: 8, shift: 16, mask: 0x0000_FFFF_0000_FFFF)
        finishPairs(of: pairs, count: 16)
        let function = tables.functionHalves(of: level)
        for row in 0..<16 {
            let word = pairs[row]
            // Column 6 opens, as in `placed`.
            let opened = (word & 0x0000_003F_0000_003F) | (word & 0x7FFF_FFC0_7FFF_FFC0) &<< 1 | function[row]
            rows[row] = opened & 0xFFFF_FFFF
            rows[row &+ 16] = opened &>> 32
            let swap = (opened &>> 16 ^ opened) & 0x0000_0000_FFFF_0000
            columns[row] = opened ^ swap ^ swap &<< 16
        }
        finishTransposition(of: columns, count: 16)
        for column in 0..<16 {
            let word = columns[column]
            columns[column] = word & 0xFFFF_FFFF
            columns[column &+ 16] = word &>> 32
        }
    }
}
