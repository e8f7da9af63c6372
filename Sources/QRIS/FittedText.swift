// Makes a name fit: other spelling and cutting, on request, and with a report of what was done.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A text made to fit the common character set and a length.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 1.3: ans is ASCII 32...126.
public struct FittedText: Hashable, Sendable {
    /// The text, of ASCII 32...126 without "|".
    public let text: String
    /// How many characters were spelled with other letters, such as é with e.
    public let transliteratedCount: Int
    /// How many characters were left out, because no spelling is known.
    public let droppedCount: Int
    /// How many characters were cut off at the end.
    public let cutCount: Int

    /// Whether the text is the one that was given.
    public var isUnchanged: Bool { transliteratedCount == 0 && droppedCount == 0 && cutCount == 0 }

    /// Fits a text.
    ///
    /// - Parameters:
    ///   - text: the text, such as a merchant's name.
    ///   - limit: the characters allowed, such as 25 for 59 and 15 for 60.
    public init(_ text: String, limit: Int) {
        var bytes: [UInt8] = []
        var transliterated = 0
        var dropped = 0
        for scalar in text.unicodeScalars {
            if scalar.value >= 0x20, scalar.value <= 0x7E, scalar.value != 0x7C {
                bytes.append(UInt8(scalar.value))
                continue
            }
            let spelling = Transliteration.spelling(of: scalar.value)
            if spelling.first != 0 {
                transliterated += 1
                bytes.append(spelling.first)
                if spelling.second != 0 { bytes.append(spelling.second) }
            } else if !(0x300...0x36F ~= scalar.value) {
                dropped += 1
            }
        }
        let cut = max(0, bytes.count - max(0, limit))
        bytes.removeLast(cut)
        while bytes.last == 0x20, cut > 0 { bytes.removeLast() }
        self.text = String(decoding: bytes, as: UTF8.self)
        transliteratedCount = transliterated
        droppedCount = dropped
        cutCount = cut
    }
}

/// Spellings of Latin letters and signs in ASCII.
enum Transliteration {
    /// Returns one or two ASCII characters for a Unicode scalar; zeros when there are none.
    static func spelling(of scalar: UInt32) -> (first: UInt8, second: UInt8) {
        switch scalar {
        case 0xC6: (0x41, 0x45)
        case 0xDE: (0x54, 0x68)
        case 0xDF: (0x73, 0x73)
        case 0xE6: (0x61, 0x65)
        case 0xFE: (0x74, 0x68)
        case 0x152: (0x4F, 0x45)
        case 0x153: (0x6F, 0x65)
        case 0xC0...0x17F: (letters[Int(scalar) - 0xC0], 0)
        case 0x218, 0x219: (scalar == 0x218 ? 0x53 : 0x73, 0)
        case 0x21A, 0x21B: (scalar == 0x21A ? 0x54 : 0x74, 0)
        case 0x09, 0x0A, 0x0D, 0xA0, 0x2000...0x200A, 0x3000: (0x20, 0)
        case 0x2018, 0x2019: (0x27, 0)
        case 0x201C, 0x201D: (0x22, 0)
        case 0x2010...0x2015: (0x2D, 0)
        case 0xFF01...0xFF5E where scalar != 0xFF5C: (UInt8(scalar - 0xFEE0), 0)
        case 0x7C: (0x2F, 0)
        default: (0, 0)
        }
    }

    /// The letters for U+00C0 to U+017F in order; a blank stands for those above.
    private static let letters: [UInt8] = Array(
        ("AAAAAA CEEEEIIIIDNOOOOOxOUUUUY  aaaaaa ceeeeiiiidnooooo/ouuuuy y"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOo  RrRrRr"
            + "SsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)
}
