// The fast CRC-16/IBM-3740: eight bytes per step with one table look-up each ("slice by 8").
// SPDX-License-Identifier: Apache-2.0

extension CRC16CCITT {
    /// Returns `start` after taking in `bytes`; equal to `plainUpdate` for every input.
    ///
    /// Trick: a CRC is linear, so the remainders of eight bytes, each moved to its distance from the end,
    /// can be looked up independently and combined with XOR; only the first two bytes meet the old value.
    /// Layout: `slicedRemainders[256 * k + b]`, where `k` bytes follow byte `b` in the step.
    static func slicedUpdate(_ start: UInt16, with bytes: Span<UInt8>) -> UInt16 {
        precondition(slicedRemainders.count == 2_048)
        // SAFETY: the closures do not let the pointers out; a table index is at most 1,792 + 255, and a byte index
        // below wholeSteps + 8 <= count in the first loop and below count in the second.
        return unsafe slicedRemainders.withUnsafeBufferPointer { table in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe Self.slicedUpdate(start, with: bytes, table: table)
            }
        }
    }

    private static func slicedUpdate(
        _ start: UInt16, with bytes: UnsafeBufferPointer<UInt8>, table: UnsafeBufferPointer<UInt16>
    ) -> UInt16 {
        guard let byte = bytes.baseAddress, let table = table.baseAddress else { return start }
        var crc = start
        var index = 0
        let wholeSteps = bytes.count & ~7
        while index < wholeSteps {
            let step = unsafe byte + index
            let high = unsafe Int(step[0] ^ UInt8(truncatingIfNeeded: crc >> 8))
            let low = unsafe Int(step[1] ^ UInt8(truncatingIfNeeded: crc))
            let first = unsafe table[1_792 &+ high] ^ table[1_536 &+ low]
            let second = unsafe table[1_280 &+ Int(step[2])] ^ table[1_024 &+ Int(step[3])]
            let third = unsafe table[768 &+ Int(step[4])] ^ table[512 &+ Int(step[5])]
            let fourth = unsafe table[256 &+ Int(step[6])] ^ table[Int(step[7])]
            crc = first ^ second ^ third ^ fourth
            index &+= 8
        }
        while index < bytes.count {
            crc = unsafe (crc << 8) ^ table[Int(byte[index] ^ UInt8(truncatingIfNeeded: crc >> 8))]
            index &+= 1
        }
        return crc
    }
}
