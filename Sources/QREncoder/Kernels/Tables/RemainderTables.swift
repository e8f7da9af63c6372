// Reed-Solomon remainders by table, two data codewords per step.
// SPDX-License-Identifier: Apache-2.0

import ReedSolomon

/// A remainder of up to 32 codewords: codeword i is byte i, lowest byte of the first word first.
struct Remainder: BitwiseCopyable {
    var a: UInt64 = 0
    var b: UInt64 = 0
    var c: UInt64 = 0
    var d: UInt64 = 0

    @inline(__always)
    static func ^ (left: Remainder, right: Remainder) -> Remainder {
        Remainder(a: left.a ^ right.a, b: left.b ^ right.b, c: left.c ^ right.c, d: left.d ^ right.d)
    }

    /// The remainder moved towards its first codeword.
    @inline(__always)
    func moved(by bits: UInt64) -> Remainder {
        let rest = 64 &- bits
        return Remainder(
            a: a &>> bits | b &<< rest, b: b &>> bits | c &<< rest, c: c &>> bits | d &<< rest, d: d &>> bits)
    }
}

/// The error correction codewords of blocks, for one count of them: twin `ReedSolomonEncoder`.
///
/// The remainder is a shift register. One data codeword b moves it by one codeword and adds the row `one[b]`, the
/// remainder of b x^count. Two in one step move it by two and add `two[b]`, that row moved once more, and `one[c]`:
///
///     r = (r >> 16) ^ two[r0 ^ b] ^ one[r1 ^ c]
///
/// - Source: ISO/IEC 18004:2015 7.5.2, Figure 16.
struct RemainderTables: BitwiseCopyable {
    /// Error correction codewords of a block, 7...30.
    let codewordCount: Int
    private let one: KernelBuffer<Remainder>
    private let two: KernelBuffer<Remainder>

    init(codewordCount: Int, arena: inout KernelArena) {
        self.codewordCount = codewordCount
        let generator = ReedSolomonEncoder(errorCorrectionCodewordCount: codewordCount).generator
        one = arena.allocate(256, zero: Remainder())
        two = arena.allocate(256, zero: Remainder())
        for bit in 0..<8 {
            var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
            for (index, coefficient) in generator.enumerated() {
                words[index / 8] |= UInt64(GaloisField.product(coefficient, 1 << UInt8(bit))) << UInt64(index % 8 * 8)
            }
            one[1 << bit] = Remainder(a: words[0], b: words[1], c: words[2], d: words[3])
        }
        for value in 1..<256 {
            one[value] = one[value & (value - 1)] ^ one[value & -value]
        }
        for value in 1..<256 {
            two[value] = advanced(one[value])
        }
    }

    /// Returns the remainder of a block of one data codeword.
    func remainder(ofSingle data: UInt8) -> Remainder { one[Int(data)] }

    /// Returns the remainder of a block when a data codeword 0 is added at its end.
    func advanced(_ row: Remainder) -> Remainder {
        row.moved(by: 8) ^ one[Int(row.a & 0xFF)]
    }

    /// Returns the remainder of one block.
    @inline(__always)
    func remainder(of data: KernelBuffer<UInt8>, start: Int, count: Int) -> Remainder {
        var row = Remainder()
        var index = start
        if count & 1 == 1 {
            row = one[Int(data[index])]
            index &+= 1
        }
        while index < start &+ count {
            row = RemainderTables.step(row, data[index], data[index &+ 1], one, two)
            index &+= 2
        }
        return row
    }

    /// Returns the remainders of two blocks of one length in lockstep, which hides half of the table loads' latency.
    @inline(__always)
    func remainders(
        of data: KernelBuffer<UInt8>, start: Int, otherStart: Int, count: Int
    ) -> (Remainder, Remainder) {
        var (row, other) = (Remainder(), Remainder())
        var index = 0
        if count & 1 == 1 {
            row = one[Int(data[start])]
            other = one[Int(data[otherStart])]
            index = 1
        }
        while index < count {
            row = RemainderTables.step(row, data[start &+ index], data[start &+ index &+ 1], one, two)
            other = RemainderTables.step(other, data[otherStart &+ index], data[otherStart &+ index &+ 1], one, two)
            index &+= 2
        }
        return (row, other)
    }

    @inline(__always)
    private static func step(
        _ row: Remainder, _ first: UInt8, _ second: UInt8, _ one: KernelBuffer<Remainder>,
        _ two: KernelBuffer<Remainder>
    ) -> Remainder {
        let low = Int(truncatingIfNeeded: (row.a ^ UInt64(first)) & 0xFF)
        let high = Int(truncatingIfNeeded: (row.a &>> 8 ^ UInt64(second)) & 0xFF)
        return row.moved(by: 16) ^ two[low] ^ one[high]
    }
}
