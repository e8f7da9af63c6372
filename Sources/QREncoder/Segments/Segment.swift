// One stretch of the data bit stream: a mode, a character count and encoded characters.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

/// A part of a symbol's data that is encoded in one mode, or a header that steers the reader.
///
/// Where they are used, headers stand in this order before the data: structured append, ECI, FNC1.
///
/// - Source: ISO/IEC 18004:2015 7.4.
public struct Segment: Hashable, Sendable {
    /// What the segment's bits mean; the raw value is the mode indicator, the four bits that open a segment.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.1, Table 2.
    public enum Mode: UInt8, Sendable, BitwiseCopyable {
        /// Digits, three to ten bits.
        case numeric = 0b0001
        /// Digits, upper-case letters and ` $%*+-./:`, two to eleven bits.
        case alphanumeric = 0b0010
        /// Header: the symbol is one of several.
        case structuredAppend = 0b0011
        /// Bytes, eight bits each.
        case byte = 0b0100
        /// Header: GS1 data.
        case fnc1FirstPosition = 0b0101
        /// Header: the extended channel interpretation of what follows.
        case extendedChannelInterpretation = 0b0111
        /// Double-byte characters of Shift JIS, thirteen bits each.
        case kanji = 0b1000
        /// Header: data of an industry that AIM International has assigned an application indicator.
        case fnc1SecondPosition = 0b1001
    }

    /// The segment's mode.
    public let mode: Mode
    /// Characters of the segment, or bytes in byte mode; 0 for a header.
    public let characterCount: Int
    /// The bits after the character count indicator, or after the mode indicator for a header.
    package let data: BitBuffer

    init(mode: Mode, characterCount: Int = 0, data: BitBuffer = BitBuffer()) {
        self.mode = mode
        self.characterCount = characterCount
        self.data = data
    }

    /// Returns the segment's length in a version, mode indicator and character count indicator included.
    ///
    /// - Parameter version: the symbol's version; it decides the width of the character count indicator.
    /// - Returns: bits, or `nil` when the character count does not fit its indicator.
    /// - Source: ISO/IEC 18004:2015 7.4.1, Table 3.
    public func bitCount(in version: QRVersion) -> Int? {
        let countBits = mode.characterCountBits(in: VersionGroup(of: version))
        return characterCount >> countBits == 0 ? neededBitCount(in: version) : nil
    }

    /// Returns the length in bits whether or not the character count fits its indicator: what an error is to say.
    func neededBitCount(in version: QRVersion) -> Int {
        4 + mode.characterCountBits(in: VersionGroup(of: version)) + data.bitCount
    }

    /// Appends the segment to the data bit stream.
    ///
    /// - Parameters:
    ///   - buffer: the bit stream so far.
    ///   - version: the symbol's version.
    package func append(to buffer: inout BitBuffer, version: QRVersion) {
        buffer.append(Int(mode.rawValue), count: 4)
        buffer.append(characterCount, count: mode.characterCountBits(in: VersionGroup(of: version)))
        buffer.append(contentsOf: data)
    }
}

extension Segment.Mode {
    /// Returns the width of the character count indicator in bits; 0 for headers.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.1, Table 3.
    package func characterCountBits(in group: VersionGroup) -> Int {
        let column = group.rawValue
        return switch self {
        case .numeric: [10, 12, 14][column]
        case .alphanumeric: [9, 11, 13][column]
        case .byte: [8, 16, 16][column]
        case .kanji: [8, 10, 12][column]
        case .extendedChannelInterpretation, .structuredAppend, .fnc1FirstPosition, .fnc1SecondPosition: 0
        }
    }
}

/// Versions whose character count indicators have the same widths.
///
/// - Source: ISO/IEC 18004:2015 7.4.1, Table 3.
package enum VersionGroup: Int, CaseIterable, Sendable {
    case upTo9
    case upTo26
    case upTo40

    /// The group that a version belongs to.
    package init(of version: QRVersion) {
        self = version.rawValue < 10 ? .upTo9 : version.rawValue < 27 ? .upTo26 : .upTo40
    }

    /// The version numbers of the group.
    package var versionNumbers: ClosedRange<Int> {
        switch self {
        case .upTo9: 1...9
        case .upTo26: 10...26
        case .upTo40: 27...40
        }
    }
}
