// Writes the data bit stream into kernel memory.
// SPDX-License-Identifier: Apache-2.0

/// Appends bits to a buffer, the first as the highest bit of the first byte: twin `BitBuffer`.
///
/// Bits wait in a word until 32 of them can be written at once.
///
/// What would break it: fewer than 8 bytes of room behind the last bit.
struct BitWriter {
    private let bytes: KernelBuffer<UInt8>
    private var byteCount = 0
    /// Bits not yet written, right-aligned; fewer than 32 between calls.
    private var pending: UInt64 = 0
    private var pendingCount: UInt64 = 0

    init(bytes: KernelBuffer<UInt8>) {
        self.bytes = bytes
    }

    /// Bits appended so far.
    var bitCount: Int { byteCount * 8 + Int(pendingCount) }

    /// Appends the low bits of a value; those above `count` must be 0.
    @inline(__always)
    mutating func append(_ value: UInt64, count: Int) {
        assert(count >= 0 && count <= 32 && value >> UInt64(count) == 0)
        pending = pending &<< UInt64(truncatingIfNeeded: count) | value
        pendingCount &+= UInt64(truncatingIfNeeded: count)
        if pendingCount >= 32 {
            pendingCount &-= 32
            bytes.setBigEndianWord((pending &>> pendingCount) &<< 32, at: byteCount)
            byteCount &+= 4
        }
    }

    /// Appends bytes of a buffer, eight at a time.
    @inline(__always)
    mutating func append(_ source: KernelBuffer<UInt8>, start: Int, count: Int) {
        var index = start
        let end = start &+ count
        while index &+ 8 <= end {
            let word = source.bigEndianWord(at: index)
            let head = pending &<< (64 &- pendingCount)
            bytes.setBigEndianWord(pendingCount == 0 ? word : head | word &>> pendingCount, at: byteCount)
            pending = word & (1 &<< pendingCount &- 1)
            byteCount &+= 8
            index &+= 8
        }
        while index < end {
            append(UInt64(source[index]), count: 8)
            index &+= 1
        }
    }

    /// Appends another bit string.
    mutating func append(_ bits: BitBuffer) {
        let wholeBytes = bits.bitCount / 8
        for index in 0..<wholeBytes { append(UInt64(bits.bytes[index]), count: 8) }
        let rest = bits.bitCount % 8
        if rest > 0 { append(UInt64(bits.bytes[wholeBytes] >> UInt8(8 - rest)), count: rest) }
    }

    /// Appends the terminator and pad codewords up to a count of bytes: ISO/IEC 18004:2015 7.4.9 and 7.4.10.
    mutating func finish(byteCount capacity: Int) {
        append(0, count: min(4, capacity * 8 - bitCount))
        append(0, count: (8 - bitCount % 8) % 8)
        bytes.setBigEndianWord(pendingCount == 0 ? 0 : pending << (64 - pendingCount), at: byteCount)
        byteCount += Int(pendingCount) / 8
        (pending, pendingCount) = (0, 0)
        while byteCount < capacity {
            bytes.setBigEndianWord(0xEC11_EC11_EC11_EC11, at: byteCount)
            byteCount += 8
        }
    }
}
