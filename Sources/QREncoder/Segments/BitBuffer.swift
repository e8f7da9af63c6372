// A growing string of bits.
// SPDX-License-Identifier: Apache-2.0

/// A bit string that is appended to at its end; the first bit is the highest bit of the first byte.
package struct BitBuffer: Hashable, Sendable {
    /// The bits, eight to a byte; unused low bits of the last byte are 0.
    package private(set) var bytes: [UInt8] = []
    /// Bits appended so far.
    package private(set) var bitCount = 0

    package init() {}

    /// Appends the low bits of a value, highest first.
    ///
    /// - Parameters:
    ///   - value: the bits; those above `count` must be 0.
    ///   - count: how many bits, 0...31.
    package mutating func append(_ value: Int, count: Int) {
        precondition(value >= 0 && count >= 0 && count < 32 && value >> count == 0)
        for shift in stride(from: count - 1, through: 0, by: -1) {
            if bitCount % 8 == 0 { bytes.append(0) }
            bytes[bitCount / 8] |= UInt8(value >> shift & 1) << UInt8(7 - bitCount % 8)
            bitCount += 1
        }
    }

    /// Appends another bit string.
    ///
    /// - Parameter other: the bits to append.
    package mutating func append(contentsOf other: BitBuffer) {
        for index in 0..<other.bitCount {
            append(Int(other.bytes[index / 8] >> UInt8(7 - index % 8) & 1), count: 1)
        }
    }
}
