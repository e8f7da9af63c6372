// Characters that show nothing, turn the order of others or break lines, and blanks.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A character that cannot be seen or changes how others show.
struct HiddenCharacter {
    let range: Range<Int>
    let scalar: UInt32

    /// Finds the first one in a value; nil when there is none.
    init?(first value: Range<Int>, _ bytes: Span<UInt8>) {
        var position = value.lowerBound
        while position < value.upperBound {
            let width = max(1, UTF8Scan.scalarWidth(bytes, at: position, end: value.upperBound))
            let scalar = Self.scalar(bytes, position..<position + width)
            if Self.isHidden(scalar) {
                range = position..<position + width
                self.scalar = scalar
                return
            }
            position += width
        }
        return nil
    }

    /// Whether a character is a control, invisible, bidirectional, zero-width, tag or line separator character.
    ///
    /// - Source: Unicode 17.0 general categories Cc, Zl, Zp and Cf without the marks that show.
    static func isHidden(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default:
            false
        }
    }

    /// The number of a well-formed character.
    static func scalar(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let lead = UInt32(bytes[range.lowerBound])
        guard range.count > 1 else { return lead }
        var scalar = lead & (0x7F >> UInt32(range.count))
        for index in range.dropFirst() {
            scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
        }
        return scalar
    }
}

/// Characters that take room but show nothing.
///
/// - Source: Unicode 17.0 property White_Space without the controls and line separators.
enum Blank {
    /// Returns the bytes of the blank at a place in a value; 0 when another character stands there.
    static func width(at position: Int, in value: Range<Int>, _ bytes: Span<UInt8>) -> Int {
        let byte = bytes[position]
        guard byte >= 0x80 else { return byte == 0x20 ? 1 : 0 }
        let width = UTF8Scan.scalarWidth(bytes, at: position, end: value.upperBound)
        guard width > 0 else { return 0 }
        switch HiddenCharacter.scalar(bytes, position..<position + width) {
        case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return width
        default: return 0
        }
    }

    /// Whether a value that is not empty ends in a blank.
    static func isLast(in value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var start = value.upperBound - 1
        while start > value.lowerBound, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return width(at: start, in: value, bytes) > 0
    }
}
