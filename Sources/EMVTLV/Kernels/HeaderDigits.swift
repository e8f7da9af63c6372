// Reads the four digits of a data object's header at once.
// SPDX-License-Identifier: Apache-2.0

/// The ID and length of a data object.
///
/// Trick: the four bytes are one 32-bit number (first byte lowest); all are digits exactly when every high half is 3
/// and stays 3 after adding 6. Equal to `ASCII.twoDigits` twice.
@usableFromInline
package struct HeaderDigits {
    @usableFromInline let digits: UInt32

    /// Reads the header at an offset; nil unless all four bytes are digits.
    @inlinable
    package init?(_ bytes: Span<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset <= bytes.count - 4)
        // SAFETY: four bytes from offset on lie inside, by the line above; any bytes make a number.
        let word = unsafe UInt32(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
        guard word & 0xF0F0_F0F0 == 0x3030_3030, (word &+ 0x0606_0606) & 0xF0F0_F0F0 == 0x3030_3030 else {
            return nil
        }
        digits = word & 0x0F0F_0F0F
    }

    /// The number that the first two digits write.
    @inlinable package var id: DataObjectID {
        DataObjectID(known: UInt8(truncatingIfNeeded: (digits & 0xF) &* 10 &+ (digits >> 8) & 0xF))
    }

    /// The number that the last two digits write, 0...99.
    @inlinable package var characterCount: Int {
        Int(truncatingIfNeeded: (digits >> 16 & 0xF) &* 10 &+ (digits >> 24))
    }
}
