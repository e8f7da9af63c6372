// Sentences put together from words and numbers as bytes, in little code for each and without the machinery of strings.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A text written like any string with interpolations.
///
/// Each part costs one call, where a `String` unfolds at every use: the texts of issues take a third of the code.
struct MessageText: ExpressibleByStringInterpolation {
    /// The text in UTF-8.
    private(set) var bytes: [UInt8] = []

    /// The text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    @inline(never)
    init(stringLiteral words: StaticString) {
        append(words)
    }

    init(stringInterpolation parts: Parts) {
        self = parts.text
    }

    /// Joins two texts.
    @inline(never)
    static func + (left: MessageText, right: MessageText) -> MessageText {
        var both = left
        both.bytes += right.bytes
        return both
    }

    /// Appends a digit of 0...15, a capital letter from ten on.
    mutating func append(hexadecimalDigit digit: Int) {
        bytes.append((digit < 10 ? 0x30 : 0x37) + UInt8(digit))
    }

    /// Appends a capital letter; any other byte as a question mark.
    mutating func append(letter: UInt8) {
        bytes.append(0x41...0x5A ~= letter ? letter : 0x3F)
    }

    /// What an interpolation appends to.
    struct Parts: StringInterpolationProtocol {
        fileprivate var text: MessageText = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        @inline(never)
        mutating func appendLiteral(_ words: StaticString) {
            text.append(words)
        }

        @inline(never)
        mutating func appendInterpolation(_ words: StaticString) {
            text.append(words)
        }

        @inline(never)
        mutating func appendInterpolation(_ part: MessageText) {
            text.bytes += part.bytes
        }

        @inline(never)
        mutating func appendInterpolation(_ number: Int) {
            text.append(number)
        }

        @inline(never)
        mutating func appendInterpolation(_ path: DataObjectPath) {
            text.append(path)
        }
    }

    private mutating func append(_ words: StaticString) {
        // SAFETY: the text of a StaticString is constant memory of utf8CodeUnitCount bytes.
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }

    /// Appends a number of 0 or more.
    private mutating func append(_ number: Int) {
        precondition(number >= 0)
        if number >= 10 { append(number / 10) }
        bytes.append(0x30 + UInt8(number % 10))
    }

    private mutating func append(_ path: DataObjectPath) {
        for depth in 0..<path.depth {
            guard let id = path.id(at: depth) else { return }
            if depth > 0 { bytes.append(0x2E) }
            bytes.append(0x30 + id.rawValue / 10)
            bytes.append(0x30 + id.rawValue % 10)
        }
    }
}
