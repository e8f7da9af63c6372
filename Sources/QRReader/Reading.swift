// What was read from one symbol.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

/// One symbol that was read: its data, how it was made, and how much had to be put right.
public struct Reading: Hashable, Sendable {
    /// All segments' bytes in order: ASCII for numeric and alphanumeric, Shift JIS for kanji, as they are for byte mode.
    public internal(set) var bytes: [UInt8] = []
    /// The segments in order.
    public internal(set) var segments: [ReadSegment] = []
    /// The symbol's version.
    public internal(set) var version = QRVersion.smallest
    /// The symbol's error correction level.
    public internal(set) var level = ErrorCorrectionLevel.low
    /// The symbol's mask pattern.
    public internal(set) var mask = MaskPattern.allPatterns[0]
    /// The symbol's place in a sequence of symbols, or `nil` when it stands alone.
    public internal(set) var structuredAppend: StructuredAppend?
    /// The industry's rules that the data follows, if a header says so.
    public internal(set) var fnc1: FNC1?

    /// What was put right in each block, in the order of the blocks.
    public internal(set) var blocks: [ReadBlock] = []
    /// The symbol's codewords after correction, in the order of placement.
    public internal(set) var codewords: [UInt8] = []
    /// Wrong bits in the two copies of the format information, 0...15 each.
    public internal(set) var formatErrors = CopyErrors()
    /// Wrong bits in the two copies of the version information, 0...18 each; both 0 below version 7.
    public internal(set) var versionErrors = CopyErrors()

    /// True when the symbol is mirrored: rows and columns exchanged.
    public internal(set) var isMirrored = false
    /// True when the symbol's modules are light on a dark background.
    public internal(set) var isInverted = false
    /// The symbol's outer corners in the picture, in pixels; all zero when a matrix was read.
    public internal(set) var corners = Corners()
    /// The grey value sampled for each module, row-major in the symbol's own orientation, 0 black; empty when a matrix
    /// was read.
    public internal(set) var moduleValues: [UInt8] = []

    init() {}

    /// Wrong codewords of all blocks, erasures not counted.
    public var correctedCodewordCount: Int {
        var sum = 0
        for block in blocks { sum += block.errorCount }
        return sum
    }

    /// The share of the error correction that was not needed, in the worst block: 1 for a clean symbol, 0 at the limit.
    public var unusedErrorCorrection: Double {
        var least = 1.0
        for block in blocks { least = min(least, block.unusedErrorCorrection) }
        return least
    }
}

/// A run of characters in one mode.
public struct ReadSegment: Hashable, Sendable {
    /// How the characters are encoded.
    public enum Mode: UInt8, Hashable, Sendable {
        /// Digits.
        case numeric
        /// Digits, upper-case letters and ` $%*+-./:`.
        case alphanumeric
        /// Bytes.
        case byte
        /// Double-byte characters of Shift JIS.
        case kanji
    }

    /// How the characters are encoded.
    public let mode: Mode
    /// Where the characters stand in `Reading.bytes`.
    public let byteRange: Range<Int>
    /// The ECI assignment number in force, 0...999999; `nil` when no header has named one.
    public let assignment: Int?
}

/// The place of a symbol in a sequence that carries one message.
///
/// - Source: ISO/IEC 18004:2015 clause 8.
public struct StructuredAppend: Hashable, Sendable {
    /// The symbol's place, 0...15.
    public let position: Int
    /// Symbols of the sequence, 1...16.
    public let count: Int
    /// The exclusive or of all bytes of the whole message.
    public let parity: UInt8
}

/// Whose rules the data follows.
///
/// - Source: ISO/IEC 18004:2015 7.4.8.
public enum FNC1: Hashable, Sendable {
    /// GS1's: a group separator (1D) ends elements of variable length.
    case firstPosition
    /// An industry's own: AIM's indicator is 0...99 for two digits, or 100 + the ASCII code of one letter.
    case secondPosition(applicationIndicator: UInt8)
}

/// What was put right in one block of codewords.
public struct ReadBlock: Hashable, Sendable {
    /// Wrong codewords that were found, 0...15.
    public let errorCount: Int
    /// Codewords that were given up as unreadable before correcting, 0...30.
    public let erasureCount: Int
    /// Error correction codewords that may be used: all of the block's but those that protect from misdecoding.
    public let capacity: Int

    /// The share of the block's error correction that was not needed: 1 - (erasures + 2 x errors) / capacity.
    public var unusedErrorCorrection: Double {
        1 - Double(erasureCount + 2 * errorCount) / Double(capacity)
    }
}

/// Wrong bits in the two copies of an information that the symbol carries twice.
public struct CopyErrors: Hashable, Sendable {
    /// Wrong bits in the copy beside the upper left finder pattern (format) or beside the upper right one (version).
    public internal(set) var first = 0
    /// Wrong bits in the other copy.
    public internal(set) var second = 0

    /// Wrong bits of both copies together.
    public var total: Int { first + second }
}

/// A place in a picture, in pixels; (0, 0) is the upper left corner of the upper left pixel.
public struct PicturePoint: Hashable, Sendable {
    /// To the right.
    public internal(set) var x: Float = 0
    /// Downwards.
    public internal(set) var y: Float = 0
}

/// A symbol's four outer corners, named as they lie in the symbol that is not mirrored.
public struct Corners: Hashable, Sendable {
    /// The corner at the finder pattern between the other two.
    public internal(set) var upperLeft = PicturePoint()
    /// The corner at the finder pattern at the end of the first row.
    public internal(set) var upperRight = PicturePoint()
    /// The corner without a finder pattern.
    public internal(set) var lowerRight = PicturePoint()
    /// The corner at the finder pattern at the end of the first column.
    public internal(set) var lowerLeft = PicturePoint()
}
