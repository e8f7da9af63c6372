// Tags and data objects of BER-TLV.
// SPDX-License-Identifier: Apache-2.0

/// A tag of one to three bytes, such as 4F or 9F74.
///
/// An integer literal makes one: `let name: BERTag = 0x9F74`.
/// - Source: EMVCo Book 3 annex B1.
public struct BERTag: RawRepresentable, Hashable, Sendable {
    /// The bytes of the tag as one number, first byte highest.
    public let rawValue: UInt32

    /// Creates a tag from the number its bytes make; nil when they are no single tag.
    ///
    /// A tag has more bytes when the low five bits of the first are all set, and goes on while bit 8 is set.
    public init?(rawValue: UInt32) {
        guard Self.isTag(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private static func isTag(_ value: UInt32) -> Bool {
        switch value {
        case 0...0xFF: value & 0x1F != 0x1F
        case 0x100...0xFFFF: value >> 8 & 0x1F == 0x1F && value & 0x80 == 0
        case 0x10000...0xFF_FFFF: value >> 16 & 0x1F == 0x1F && value & 0x8000 != 0 && value & 0x80 == 0
        default: false
        }
    }

    /// How many bytes the tag has, 1...3.
    public var byteCount: Int { rawValue > 0xFFFF ? 3 : rawValue > 0xFF ? 2 : 1 }

    /// Whether the value is data objects: bit 6 of the first byte.
    public var isTemplate: Bool { rawValue >> UInt32(8 * (byteCount - 1)) & 0x20 != 0 }
}

extension BERTag: ExpressibleByIntegerLiteral {
    /// Creates a tag from a literal; one that is no tag is a programming error.
    public init(integerLiteral value: UInt32) {
        precondition(Self.isTag(value), "not a tag")
        rawValue = value
    }
}

extension BERTag: CustomStringConvertible {
    /// The bytes in hexadecimal, such as "9F74".
    public var description: String {
        var text: [UInt8] = []
        for step in (0..<byteCount * 2).reversed() {
            let digit = UInt8(rawValue >> UInt32(4 * step) & 0xF)
            text.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// One data object, located in the bytes it was read from; offsets count from the start of the payload.
public struct BERObject: Hashable, Sendable {
    /// The tag.
    public let tag: BERTag
    /// Where the tag begins, in bytes.
    public let headerOffset: Int
    /// Where the value lies, in bytes; may be empty.
    public let valueRange: Range<Int>

    /// Where the whole object lies: tag, length and value, in bytes.
    public var range: Range<Int> { headerOffset..<valueRange.upperBound }
}
