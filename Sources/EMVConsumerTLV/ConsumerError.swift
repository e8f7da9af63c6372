// What can be wrong with the raw structure of a consumer-presented payload.
// SPDX-License-Identifier: Apache-2.0

/// A structural fault: the text is not Base64, or the bytes are not BER-TLV data objects.
public struct ConsumerError: Error, Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// Where: in characters of the text for `base64…` codes, else in bytes from the start of the payload.
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
            case unsupportedLength, lengthOverrun, valueTooLong
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
            }
        }
    }
}

extension ConsumerError: CustomStringConvertible {
    /// The fault's name and place; no byte of the payload.
    public var description: String { "\(code.name) at \(byteOffset)" }
}
