// Tells whether a run of bytes is digits, eight at a time.
// SPDX-License-Identifier: Apache-2.0

extension ValueBytes {
    /// Whether every byte is a digit, 0x30...0x39; true for none.
    ///
    /// Trick: in a 64-bit number all eight bytes are digits exactly when every high half is 3 and stays 3 after adding
    /// 6 to each byte; a carry needs a byte over 0xF9, whose high half is not 3.
    static func areDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let highHalves: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        let threes: UInt64 = 0x3030_3030_3030_3030
        var index = range.lowerBound
        while range.upperBound &- index >= 8 {
            // SAFETY: index + 8 <= upperBound <= count; any bytes make a number.
            let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            guard word & highHalves == threes, (word &+ 0x0606_0606_0606_0606) & highHalves == threes else {
                return false
            }
            index &+= 8
        }
        while index < range.upperBound {
            // SAFETY: index < upperBound <= count.
            guard unsafe bytes[unchecked: index] &- 0x30 <= 9 else { return false }
            index &+= 1
        }
        return true
    }
}
