// Why a text could not be made into a symbol.
// SPDX-License-Identifier: Apache-2.0

/// Why a text, bytes or segments could not be encoded.
public struct EncodingError: Error, Hashable, Sendable {
    /// The kind of an encoding error; the set may grow.
    @nonexhaustive
    public enum Code: Hashable, Sendable {
        /// There is nothing to encode.
        case emptyText
        /// The data does not fit the largest version allowed at the lowest level allowed.
        case dataTooLong
        /// A character cannot be encoded in the mode asked for.
        case invalidCharacter
        /// A number that goes into a header is outside its range.
        case invalidValue

        /// The code's stable name, such as `data_too_long`; compare this across languages.
        public var name: String {
            switch self {
            case .emptyText: "empty_text"
            case .dataTooLong: "data_too_long"
            case .invalidCharacter: "invalid_character"
            case .invalidValue: "invalid_value"
            }
        }
    }

    /// What is wrong; stable, so compare this in programs.
    public let code: Code
    /// Where the fault is, in bytes from the start of the input; 0 when the input as a whole is at fault.
    public let byteOffset: Int
    /// For `dataTooLong`: bits of the data with its headers; otherwise 0.
    public let neededBitCount: Int
    /// For `dataTooLong`: bits that the largest allowed symbol holds; otherwise 0.
    public let availableBitCount: Int

    init(_ code: Code, byteOffset: Int = 0, neededBitCount: Int = 0, availableBitCount: Int = 0) {
        self.code = code
        self.byteOffset = byteOffset
        self.neededBitCount = neededBitCount
        self.availableBitCount = availableBitCount
    }

    /// What is wrong and how to mend it, in one English sentence without any of the input.
    public var message: String {
        switch code {
        case .emptyText:
            "the text is empty; give at least one character"
        case .dataTooLong:
            "the data needs \(neededBitCount) bits but the largest symbol allowed here holds \(availableBitCount); "
                + "shorten the text, lower the error correction level or allow a larger version"
        case .invalidCharacter:
            "the character at byte \(byteOffset) cannot be encoded in the mode asked for; "
                + "use byte or mixed mode, or remove it"
        case .invalidValue:
            "a number for a segment header is outside its range"
        }
    }
}

extension EncodingError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
