// Data codewords to the final codeword sequence.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

extension Kernels {
    /// Writes the final codeword sequence: ISO/IEC 18004:2015 7.5.1 and 7.6, twin `Reference.codewordSequence`.
    ///
    /// Blocks of one length go through Reed-Solomon in pairs; their remainders are written straight to their places.
    ///
    /// `sequence` is followed by 16 zero bytes.
    static func codewordSequence(
        data: KernelBuffer<UInt8>, capacity: SymbolCapacity, tables: RemainderTables,
        into sequence: KernelBuffer<UInt8>
    ) {
        let blockCount = capacity.blockCount
        let (shortCount, shortBlocks) = (capacity.shortBlockDataCount, capacity.shortBlockCount)
        let correction = sequence.dropFirst(capacity.dataCodewordCount)
        if blockCount == 1 {
            let row = tables.remainder(of: data, start: 0, count: shortCount)
            return writeSingleBlock(data, count: shortCount, row, to: sequence, correction: correction)
        }
        var (block, start) = (0, 0)
        while block < blockCount {
            let isShort = block < shortBlocks
            let count = isShort ? shortCount : shortCount &+ 1
            if block &+ 1 < (isShort ? shortBlocks : blockCount) {
                let other = start &+ count
                let (row, otherRow) = tables.remainders(of: data, start: start, otherStart: other, count: count)
                interleave(data, start, other, shortCount, to: sequence.dropFirst(block), step: blockCount)
                scatter(row, otherRow, tables.codewordCount, to: correction.dropFirst(block), step: blockCount)
                (block, start) = (block &+ 2, start &+ 2 &* count)
            } else {
                let row = tables.remainder(of: data, start: start, count: count)
                interleave(data, start, shortCount, to: sequence.dropFirst(block), step: blockCount)
                scatter(row, tables.codewordCount, to: correction.dropFirst(block), step: blockCount)
                (block, start) = (block &+ 1, start &+ count)
            }
        }
        placeLongBlocksEnds(of: data, capacity: capacity, to: sequence)
        sequence.fill(capacity.codewordCount..<capacity.codewordCount + 16, with: 0)
    }

    /// Writes a sequence of one block, where nothing is to be interleaved: whole words, which the placement reads again
    /// without waiting for single bytes to reach the cache.
    @inline(__always)
    private static func writeSingleBlock(
        _ data: KernelBuffer<UInt8>, count: Int, _ row: Remainder, to sequence: KernelBuffer<UInt8>,
        correction: KernelBuffer<UInt8>
    ) {
        var index = 0
        while index < count {
            sequence.setBigEndianWord(data.bigEndianWord(at: index), at: index)
            index &+= 8
        }
        // Past the remainder's last codeword, and past its fourth word, there must be 16 zero bytes.
        for (index, word) in [row.a, row.b, row.c, row.d, 0, 0].enumerated() {
            correction.setBigEndianWord(word.byteSwapped, at: 8 * index)
        }
    }

    /// Writes the last data codewords of the long blocks, which stand behind those of all blocks.
    @inline(__always)
    private static func placeLongBlocksEnds(
        of data: KernelBuffer<UInt8>, capacity: SymbolCapacity, to sequence: KernelBuffer<UInt8>
    ) {
        let (shortCount, shortBlocks) = (capacity.shortBlockDataCount, capacity.shortBlockCount)
        var target = capacity.blockCount &* shortCount
        var source = shortBlocks &* shortCount &+ shortCount
        while source < capacity.dataCodewordCount {
            sequence[target] = data[source]
            target &+= 1
            source &+= shortCount &+ 1
        }
    }

    /// Spreads the data codewords of one block.
    @inline(__always)
    private static func interleave(
        _ data: KernelBuffer<UInt8>, _ start: Int, _ count: Int, to sequence: KernelBuffer<UInt8>, step: Int
    ) {
        var (source, target) = (start, 0)
        while source < start &+ count {
            sequence[target] = data[source]
            source &+= 1
            target &+= step
        }
    }

    /// Spreads the data codewords of two neighbouring blocks.
    @inline(__always)
    private static func interleave(
        _ data: KernelBuffer<UInt8>, _ start: Int, _ other: Int, _ count: Int, to sequence: KernelBuffer<UInt8>,
        step: Int
    ) {
        let (first, second) = (data.dropFirst(start), data.dropFirst(other))
        var (index, target) = (0, 0)
        while index < count {
            sequence[target] = first[index]
            sequence[target &+ 1] = second[index]
            index &+= 1
            target &+= step
        }
    }

    /// Spreads the error correction codewords of one block.
    @inline(__always)
    private static func scatter(_ row: Remainder, _ count: Int, to correction: KernelBuffer<UInt8>, step: Int) {
        var row = row
        var (index, target) = (0, 0)
        while index < count {
            var left = min(8, count &- index)
            index &+= left
            while left > 0 {
                correction[target] = UInt8(truncatingIfNeeded: row.a)
                row.a &>>= 8
                target &+= step
                left &-= 1
            }
            row = Remainder(a: row.b, b: row.c, c: row.d)
        }
    }

    /// Spreads the error correction codewords of two neighbouring blocks.
    @inline(__always)
    private static func scatter(
        _ first: Remainder, _ second: Remainder, _ count: Int, to correction: KernelBuffer<UInt8>, step: Int
    ) {
        var (first, second) = (first, second)
        var (index, target) = (0, 0)
        while index < count {
            var left = min(8, count &- index)
            index &+= left
            while left > 0 {
                correction[target] = UInt8(truncatingIfNeeded: first.a)
                correction[target &+ 1] = UInt8(truncatingIfNeeded: second.a)
                first.a &>>= 8
                second.a &>>= 8
                target &+= step
                left &-= 1
            }
            first = Remainder(a: first.b, b: first.c, c: first.d)
            second = Remainder(a: second.b, b: second.c, c: second.d)
        }
    }
}
