// The fast CRC-16/IBM-3740: eight bytes a step with one table look-up each ("slice by 8").
// SPDX-License-Identifier: Apache-2.0

extension CRC16CCITT {
    /// Returns `start` after taking in `bytes`; equal to `plainUpdate` for every input.
    ///
    /// Trick: a CRC is linear, so the remainders of eight bytes, each moved to its distance from the end,
    /// can be looked up independently and combined with XOR; only the first two bytes meet the old value.
    /// Layout: `slicedRemainders[256 * k + b]`, where `k` bytes follow byte `b` in the step.
    static func slicedUpdate(_ start: UInt16, with bytes: Span<UInt8>) -> UInt16 {
        let table = slicedRemainders.span
        precondition(table.count == 2_048)
        var crc = start
        var index = 0
        let wholeSteps = bytes.count & ~7
        while index < wholeSteps {
            let high = bytes[index] ^ UInt8(truncatingIfNeeded: crc >> 8)
            let low = bytes[index &+ 1] ^ UInt8(truncatingIfNeeded: crc)
            let first = table[1_792 &+ Int(high)] ^ table[1_536 &+ Int(low)]
            let second = table[1_280 &+ Int(bytes[index &+ 2])] ^ table[1_024 &+ Int(bytes[index &+ 3])]
            let third = table[768 &+ Int(bytes[index &+ 4])] ^ table[512 &+ Int(bytes[index &+ 5])]
            let fourth = table[256 &+ Int(bytes[index &+ 6])] ^ table[Int(bytes[index &+ 7])]
            crc = first ^ second ^ third ^ fourth
            index &+= 8
        }
        while index < bytes.count {
            crc = (crc << 8) ^ table[Int(bytes[index] ^ UInt8(truncatingIfNeeded: crc >> 8))]
            index &+= 1
        }
        return crc
    }
}
