// What can be wrong with the raw structure of a consumer-presented payload.
// SPDX-License-Identifier: Apache-2.0

/// A structural fault: the text is not Base64, or the bytes are not BER-TLV data objects.
public struct ConsumerError: Error, Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// Where: in characters of the text for `base64…` and `hexadecimal…` codes, else in bytes from the start of the
    /// payload.
    public let byteOffset: Int

    init(_ code: Code, at byteOffset: Int) {
        self.code = code
        self.byteOffset = byteOffset
    }
}

extension ConsumerError {
    /// The kind of a structural fault; more kinds may come.
    ///
    /// - Source: RFC 4648 section 4 for Base64; EMVCo Book 3 annex B for BER-TLV.
    public struct Code: Hashable, Sendable {
        private enum Kind: UInt8 {
            case base64Character, base64Padding, base64Bits, truncatedTag, unsupportedTag, truncatedLength
            case unsupportedLength, lengthOverrun, valueTooLong, hexadecimalDigit, hexadecimalCount
        }

        private let kind: Kind

        /// A character is none of the 64, or "=" stands inside.
        public static var base64Character: Code { Code(kind: .base64Character) }
        /// The text is not a multiple of four characters long.
        public static var base64Padding: Code { Code(kind: .base64Padding) }
        /// The last character carries bits that belong to no byte.
        public static var base64Bits: Code { Code(kind: .base64Bits) }
        /// The bytes end inside a tag.
        public static var truncatedTag: Code { Code(kind: .truncatedTag) }
        /// A tag has more than three bytes.
        public static var unsupportedTag: Code { Code(kind: .unsupportedTag) }
        /// The bytes end inside a length.
        public static var truncatedLength: Code { Code(kind: .truncatedLength) }
        /// A length has the indefinite form or more than two bytes after the first.
        public static var unsupportedLength: Code { Code(kind: .unsupportedLength) }
        /// A length is greater than the number of bytes left.
        public static var lengthOverrun: Code { Code(kind: .lengthOverrun) }
        /// A value to be written has more than 65,535 bytes.
        public static var valueTooLong: Code { Code(kind: .valueTooLong) }

        /// A character is no hexadecimal digit.
        public static var hexadecimalDigit: Code { Code(kind: .hexadecimalDigit) }
        /// The text is not an even number of digits long.
        public static var hexadecimalCount: Code { Code(kind: .hexadecimalCount) }

        /// Whether the place counts characters of the text, not bytes of the payload.
        public var isOfText: Bool {
            switch kind {
            case .base64Character, .base64Padding, .base64Bits, .hexadecimalDigit, .hexadecimalCount: true
            default: false
            }
        }

        /// The stable name for reports, such as "ber.length_overrun".
        public var name: String {
            switch kind {
            case .base64Character: "base64.character"
            case .base64Padding: "base64.padding"
            case .base64Bits: "base64.bits"
            case .truncatedTag: "ber.truncated_tag"
            case .unsupportedTag: "ber.unsupported_tag"
            case .truncatedLength: "ber.truncated_length"
            case .unsupportedLength: "ber.unsupported_length"
            case .lengthOverrun: "ber.length_overrun"
            case .valueTooLong: "ber.value_too_long"
            case .hexadecimalDigit: "hexadecimal.digit"
            case .hexadecimalCount: "hexadecimal.count"
            }
        }

        /// What is wrong and what to do, in plain sentences.
        var sentence: String {
            switch kind {
            case .base64Character:
                "A character is not of Base64. Give the text as the QR code has it, without blanks or line breaks."
            case .base64Padding: "The Base64 is not whole groups of four characters. Copy it whole, with its = signs."
            case .base64Bits: "The last character of the Base64 has bits that belong to no byte. Copy the text whole."
            case .truncatedTag: "The payload ends inside a tag. Copy it whole."
            case .unsupportedTag: "A tag has more than three bytes or is no tag. The length before it may be wrong."
            case .truncatedLength: "The payload ends inside a length. Copy it whole."
            case .unsupportedLength: "A length has an indefinite form or more than two bytes. Correct it."
            case .lengthOverrun:
                "A length is greater than the number of bytes left. Correct it, or copy the text whole."
            case .valueTooLong: "A value has more than 65,535 bytes. Shorten it."
            case .hexadecimalDigit: "A character is no hexadecimal digit. Give digits only, without blanks."
            case .hexadecimalCount: "The digits are an odd number. Two digits make a byte: copy the text whole."
            }
        }
    }
}

extension ConsumerError: CustomStringConvertible {
    /// What is wrong and what to do, in plain sentences; no byte of the payload.
    public var message: String { code.sentence }

    /// The fault's name and place; no byte of the payload.
    public var description: String { "\(code.name) at \(byteOffset)" }
}
