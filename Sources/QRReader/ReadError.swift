// Why a matrix or a picture could not be read.
// SPDX-License-Identifier: Apache-2.0

/// Why a module matrix could not be decoded or a picture was refused.
///
/// A picture without a symbol is no error: the reader then finds nothing.
public struct ReadError: Error, Hashable, Sendable {
    /// The kind of a reading error; the set may grow.
    @nonexhaustive
    public enum Code: Hashable, Sendable {
        /// Width, height, stride or side do not fit the memory handed in, or no symbol has that side.
        case invalidSize
        /// The picture has more pixels than `ReadOptions.maximumPixelCount`, or a side over 32,767.
        case pictureTooLarge
        /// A picture's file is malformed or ends too early; `bitOffset` / 8 is the byte at fault.
        case invalidPicture
        /// Both copies of the format information are too damaged to tell level and mask.
        case formatUnreadable
        /// A block has more wrong codewords than its error correction codewords can restore.
        case tooManyErrors
        /// A segment announces more characters than bits are left.
        case truncatedData
        /// A mode indicator that the standard does not define.
        case unknownMode
        /// A group of bits of a numeric segment that stands for no digits.
        case invalidNumeric
        /// A group of bits of an alphanumeric segment that stands for no characters.
        case invalidAlphanumeric
        /// Thirteen bits of a kanji segment that stand for no Shift JIS character.
        case invalidKanji
        /// An ECI designator that is malformed or over 999999.
        case invalidAssignment
        /// A structured append header whose position lies outside its sequence.
        case invalidStructuredAppend
        /// A structured append or FNC1 header that stands after data, or a second time.
        case misplacedHeader

        /// The code's stable name, such as `too_many_errors`; compare this across languages.
        public var name: String {
            switch self {
            case .invalidSize: "invalid_size"
            case .pictureTooLarge: "picture_too_large"
            case .invalidPicture: "invalid_picture"
            case .formatUnreadable: "format_unreadable"
            case .tooManyErrors: "too_many_errors"
            case .truncatedData: "truncated_data"
            case .unknownMode: "unknown_mode"
            case .invalidNumeric: "invalid_numeric"
            case .invalidAlphanumeric: "invalid_alphanumeric"
            case .invalidKanji: "invalid_kanji"
            case .invalidAssignment: "invalid_assignment"
            case .invalidStructuredAppend: "invalid_structured_append"
            case .misplacedHeader: "misplaced_header"
            }
        }
    }

    /// What is wrong; stable, so compare this in programs.
    public let code: Code
    /// For faults of the data bit stream or of a picture's file: the bit at which the faulty group begins; otherwise 0.
    public let bitOffset: Int
    /// For `tooManyErrors`: the first block that could not be corrected, from 0; otherwise 0.
    public let blockIndex: Int

    init(_ code: Code, bitOffset: Int = 0, blockIndex: Int = 0) {
        self.code = code
        self.bitOffset = bitOffset
        self.blockIndex = blockIndex
    }

    /// What is wrong and how to mend it, in English sentences without any of the data.
    public var message: String {
        switch code {
        case .invalidSize:
            "The size does not fit the memory, or no symbol has this side. Pass a side of 17 + 4 x version modules, or "
                + "a width, height and stride that lie inside the pixels."
        case .pictureTooLarge:
            "The picture is too large. Scale it down, or raise maximumPixelCount; no side may exceed 32767 pixels."
        case .invalidPicture:
            "The picture's file is malformed at byte \(bitOffset / 8), or ends too early. Save it anew."
        case .formatUnreadable:
            "Both copies of the format information are too damaged. Take a sharper picture of the whole symbol."
        case .tooManyErrors:
            "Block \(blockIndex) has more wrong codewords than can be restored. Take a sharper picture of the symbol."
        case .truncatedData:
            "The segment at bit \(bitOffset) is longer than the symbol. The program that made the symbol is at fault."
        case .unknownMode:
            "The mode indicator at bit \(bitOffset) is not defined. The program that made the symbol is at fault."
        case .invalidAssignment:
            "The ECI designator at bit \(bitOffset) is malformed. The program that made the symbol is at fault."
        case .invalidStructuredAppend:
            "The structured append header at bit \(bitOffset) is wrong. The program that made the symbol is at fault."
        case .misplacedHeader:
            "The header at bit \(bitOffset) stands after data. The program that made the symbol is at fault."
        default:
            "The bits at \(bitOffset) stand for no character of their mode. The program that made the symbol is at fault."
        }
    }
}

extension ReadError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
