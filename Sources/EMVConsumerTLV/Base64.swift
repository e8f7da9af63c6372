// Base64, strictly: no line breaks, no missing padding, no stray bits.
// SPDX-License-Identifier: Apache-2.0

/// Base64 with the standard alphabet.
///
/// - Source: RFC 4648 sections 3.5 and 4.
public enum Base64 {
    /// Returns the bytes that a text writes.
    ///
    /// - Parameter text: ASCII; a multiple of four characters, padded with "=" at the end only.
    /// - Returns: the bytes; every other text that gives the same bytes is refused.
    /// - Throws: `ConsumerError` with a `base64…` code and the character's place.
    public static func decode(_ text: Span<UInt8>) throws(ConsumerError) -> [UInt8] {
        guard text.count.isMultiple(of: 4) else { throw ConsumerError(.base64Padding, at: text.count) }
        guard !text.isEmpty else { return [] }
        let last = text.count - 1
        let padding = text[last] != equalsSign ? 0 : text[last - 1] != equalsSign ? 1 : 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var gathered: UInt32 = 0
        var bitCount = 0
        for index in 0..<text.count - padding {
            guard let digit = value(of: text[index]) else { throw ConsumerError(.base64Character, at: index) }
            gathered = gathered << 6 | UInt32(digit)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: gathered >> UInt32(bitCount)))
                gathered &= (1 << UInt32(bitCount)) - 1
            }
        }
        guard gathered == 0 else { throw ConsumerError(.base64Bits, at: last - padding) }
        return bytes
    }

    /// Returns the text that writes bytes, padded to a multiple of four characters.
    public static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var word = UInt32(bytes[index]) << 16
            if count > 1 { word |= UInt32(bytes[index + 1]) << 8 }
            if count > 2 { word |= UInt32(bytes[index + 2]) }
            for step in 0..<4 {
                text.append(step <= count ? character(UInt8(word >> UInt32(18 - 6 * step) & 0x3F)) : equalsSign)
            }
            index += 3
        }
        return text
    }

    private static var equalsSign: UInt8 { 0x3D }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case 0x41...0x5A: character - 0x41
        case 0x61...0x7A: character - 0x61 + 26
        case 0x30...0x39: character - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }

    private static func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0...25: 0x41 + value
        case 26...51: 0x61 + value - 26
        case 52...61: 0x30 + value - 52
        case 62: 0x2B
        default: 0x2F
        }
    }
}
