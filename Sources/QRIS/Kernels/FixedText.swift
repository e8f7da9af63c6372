// Compares values with the fixed texts of the rules, byte by byte, without building a string.
// SPDX-License-Identifier: Apache-2.0

extension ValueBytes {
    /// Whether the bytes are exactly those of an ASCII text.
    @inline(__always)
    static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard range.count == count else { return false }
        // SAFETY: the text of a StaticString is constant memory of utf8CodeUnitCount bytes.
        let start = unsafe text.utf8Start
        for index in 0..<count {
            // SAFETY: index < count, see above.
            if unsafe bytes[range.lowerBound + index] != start[index] { return false }
        }
        return true
    }

    /// Whether the bytes are those of an ASCII text of capital letters, digits and signs, in letters of either size.
    static func equalIgnoringCase(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard range.count == count else { return false }
        // SAFETY: the text of a StaticString is constant memory of utf8CodeUnitCount bytes.
        let start = unsafe text.utf8Start
        for index in 0..<count {
            let byte = bytes[range.lowerBound + index]
            // SAFETY: index < count, see above.
            if unsafe (byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte) != start[index] { return false }
        }
        return true
    }
}
