// Segments to data codewords, blocks and the final codeword sequence.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure
private import ReedSolomon

extension Reference {
    /// Returns the data codewords: the segments' bits, the terminator, padding bits and pad codewords.
    ///
    /// - Parameters:
    ///   - segments: segments that fit.
    ///   - version: the symbol's version.
    ///   - count: the symbol's data codewords.
    /// - Returns: exactly `count` codewords.
    /// - Source: ISO/IEC 18004:2015 7.4.9 and 7.4.10.
    package static func dataCodewords(of segments: [Segment], version: QRVersion, count: Int) -> [UInt8] {
        var stream = BitBuffer()
        for segment in segments {
            segment.append(to: &stream, version: version)
        }
        precondition(stream.bitCount <= count * 8)
        stream.append(0, count: min(4, count * 8 - stream.bitCount))
        stream.append(0, count: (8 - stream.bitCount % 8) % 8)
        var padCodeword = 0b1110_1100
        while stream.bitCount < count * 8 {
            stream.append(padCodeword, count: 8)
            padCodeword ^= 0b1110_1100 ^ 0b0001_0001
        }
        return stream.bytes
    }

    /// Returns the final codeword sequence: data blocks interleaved, then their error correction codewords.
    ///
    /// - Parameters:
    ///   - data: the symbol's data codewords.
    ///   - capacity: how they fall into blocks.
    /// - Returns: `capacity.codewordCount` codewords.
    /// - Source: ISO/IEC 18004:2015 7.5.1 and 7.6.
    package static func codewordSequence(data: [UInt8], capacity: SymbolCapacity) -> [UInt8] {
        let encoder = ReedSolomonEncoder(errorCorrectionCodewordCount: capacity.errorCorrectionCodewordsPerBlock)
        let dataBlocks = blocks(of: data, capacity: capacity)
        let errorCorrectionBlocks = dataBlocks.map { encoder.errorCorrectionCodewords(for: $0) }
        return interleaved(dataBlocks) + interleaved(errorCorrectionBlocks)
    }

    private static func blocks(of data: [UInt8], capacity: SymbolCapacity) -> [[UInt8]] {
        var blocks: [[UInt8]] = []
        var start = 0
        for block in 0..<capacity.blockCount {
            let count = capacity.shortBlockDataCount + (block < capacity.shortBlockCount ? 0 : 1)
            blocks.append(Array(data[start..<start + count]))
            start += count
        }
        return blocks
    }

    /// Takes the first codeword of every block, then the second, and so on; shorter blocks end earlier.
    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        var codewords: [UInt8] = []
        for index in 0..<(blocks.map { $0.count }.max() ?? 0) {
            for block in blocks where index < block.count {
                codewords.append(block[index])
            }
        }
        return codewords
    }
}
