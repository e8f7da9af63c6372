// The four levels of redundancy of a QR Code symbol.
// SPDX-License-Identifier: Apache-2.0

/// How much damage a symbol survives: the error correction level L, M, Q or H.
///
/// The raw value is the level's place in order of strength, 0...3; it also indexes the tables.
///
/// - Source: ISO/IEC 18004:2015 6.5.1, Table 12 for the bits.
public enum ErrorCorrectionLevel: UInt8, CaseIterable, Hashable, Sendable, Comparable {
    /// L: about 7 % of the codewords can be restored.
    case low
    /// M: about 15 %.
    case medium
    /// Q: about 25 %.
    case quartile
    /// H: about 30 %.
    case high

    /// Makes a level from its letter, or `nil` for any other byte.
    ///
    /// - Parameter letter: the ASCII byte of `L`, `M`, `Q` or `H`.
    public init?(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "L"): self = .low
        case UInt8(ascii: "M"): self = .medium
        case UInt8(ascii: "Q"): self = .quartile
        case UInt8(ascii: "H"): self = .high
        default: return nil
        }
    }

    /// The level's letter as the standard writes it.
    public var letter: String {
        switch self {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }

    /// The two bits that stand for the level in the format information: L 01, M 00, Q 11, H 10.
    ///
    /// - Source: ISO/IEC 18004:2015 7.9.1, Table 12.
    public var formatBits: UInt16 {
        switch self {
        case .low: 0b01
        case .medium: 0b00
        case .quartile: 0b11
        case .high: 0b10
        }
    }

    /// Whether the left level is the weaker.
    public static func < (left: ErrorCorrectionLevel, right: ErrorCorrectionLevel) -> Bool {
        left.rawValue < right.rawValue
    }
}
