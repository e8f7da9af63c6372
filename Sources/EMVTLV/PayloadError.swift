// What can be wrong with the raw structure of a payload.
// SPDX-License-Identifier: Apache-2.0

/// A structural fault: the bytes are not a sequence of data objects.
public struct PayloadError: Error, Hashable, Sendable {
    /// What is wrong; compare this in programs.
    public let code: Code
    /// The exact byte at fault, counted from the start of the whole qris_string.
    public let byteOffset: Int
    /// Where the data object at fault begins, in bytes.
    public let headerOffset: Int
    /// The ID of the data object at fault, when it could be read.
    public let id: DataObjectID?
    /// The length the header states, in characters; 0 when it could not be read.
    public let declaredCharacterCount: Int
    /// The characters present, for `lengthOverrun`; the bytes present, for `truncatedHeader` and `trailingBytes`.
    public let availableCount: Int

    /// Creates a structural fault.
    public init(
        _ code: Code, byteOffset: Int, headerOffset: Int, id: DataObjectID? = nil, declaredCharacterCount: Int = 0,
        availableCount: Int = 0
    ) {
        self.code = code
        self.byteOffset = byteOffset
        self.headerOffset = headerOffset
        self.id = id
        self.declaredCharacterCount = declaredCharacterCount
        self.availableCount = availableCount
    }
}

extension PayloadError {
    /// The kind of a structural fault; more kinds may come.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.3.1, 4.4.1.
    public struct Code: Hashable, Sendable {
        private enum Kind: UInt8 {
            case truncatedHeader, nonDigitID, nonDigitLength, zeroLength, lengthOverrun, trailingBytes, invalidUTF8
        }

        private let kind: Kind

        /// One to three digits are left where an ID and a length (four digits) should stand.
        public static var truncatedHeader: Code { Code(kind: .truncatedHeader) }
        /// The first two bytes of an object are not two digits.
        public static var nonDigitID: Code { Code(kind: .nonDigitID) }
        /// The third and fourth byte of an object are not two digits.
        public static var nonDigitLength: Code { Code(kind: .nonDigitLength) }
        /// The length is 00; the least is 01.
        public static var zeroLength: Code { Code(kind: .zeroLength) }
        /// The length is greater than the number of characters left.
        public static var lengthOverrun: Code { Code(kind: .lengthOverrun) }
        /// Bytes that cannot begin a data object follow the last one: a line break, a NUL, a blank.
        public static var trailingBytes: Code { Code(kind: .trailingBytes) }
        /// The value is not well-formed UTF-8.
        public static var invalidUTF8: Code { Code(kind: .invalidUTF8) }

        /// The stable name for reports, such as "tlv.length_overrun".
        public var name: String {
            switch kind {
            case .truncatedHeader: "tlv.truncated_header"
            case .nonDigitID: "tlv.bad_id"
            case .nonDigitLength: "tlv.bad_length"
            case .zeroLength: "tlv.zero_length"
            case .lengthOverrun: "tlv.length_overrun"
            case .trailingBytes: "tlv.trailing_bytes"
            case .invalidUTF8: "tlv.invalid_utf8"
            }
        }
    }
}

extension PayloadError: CustomStringConvertible {
    /// The fault's name and byte offset; no byte of the payload.
    public var description: String {
        "\(code.name) at byte \(byteOffset)"
    }
}
