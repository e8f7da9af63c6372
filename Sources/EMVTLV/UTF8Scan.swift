// Walks UTF-8 by Unicode scalars, refusing everything that is not well-formed.
// SPDX-License-Identifier: Apache-2.0

/// Questions about runs of UTF-8 bytes.
package enum UTF8Scan {
    /// Whether every byte in `range` is below 0x80, so that characters are bytes.
    package static func isASCII(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var gathered: UInt8 = 0
        for index in range {
            gathered |= bytes[index]
        }
        return gathered < 0x80
    }

    /// Returns how many bytes the scalar at `position` takes, 1...4, or 0 when it is malformed or cut off at `end`.
    ///
    /// Overlong forms, surrogates and values over U+10FFFF are malformed.
    /// - Source: The Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences); RFC 3629 section 4.
    package static func scalarWidth(_ bytes: Span<UInt8>, at position: Int, end: Int) -> Int {
        let lead = bytes[position]
        switch lead {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: return hasTail(bytes, position, end, 1, 0x80...0xBF) ? 2 : 0
        case 0xE0: return hasTail(bytes, position, end, 2, 0xA0...0xBF) ? 3 : 0
        case 0xED: return hasTail(bytes, position, end, 2, 0x80...0x9F) ? 3 : 0
        case 0xE1...0xEF: return hasTail(bytes, position, end, 2, 0x80...0xBF) ? 3 : 0
        case 0xF0: return hasTail(bytes, position, end, 3, 0x90...0xBF) ? 4 : 0
        case 0xF1...0xF3: return hasTail(bytes, position, end, 3, 0x80...0xBF) ? 4 : 0
        case 0xF4: return hasTail(bytes, position, end, 3, 0x80...0x8F) ? 4 : 0
        default: return 0
        }
    }

    /// Whether `count` continuation bytes follow, the first of them in `first`.
    private static func hasTail(
        _ bytes: Span<UInt8>, _ position: Int, _ end: Int, _ count: Int, _ first: ClosedRange<UInt8>
    ) -> Bool {
        guard end - position > count, first.contains(bytes[position + 1]) else { return false }
        for step in 1..<count where bytes[position + 1 + step] & 0xC0 != 0x80 {
            return false
        }
        return true
    }
}
