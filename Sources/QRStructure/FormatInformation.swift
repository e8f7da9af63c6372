// The two BCH-coded labels of a symbol: format information and version information.
// SPDX-License-Identifier: Apache-2.0

/// The 15 bits that tell a reader the error correction level and the mask pattern.
///
/// - Source: ISO/IEC 18004:2015 7.9.1 and Annex C.
public enum FormatInformation {
    /// Returns the 15 bits as they stand in the symbol, exclusive-or mask included; the first bit is bit 14.
    ///
    /// - Parameters:
    ///   - level: the symbol's error correction level.
    ///   - mask: the symbol's mask pattern.
    /// - Returns: the 15-bit sequence, 0...0x7FFF.
    public static func bits(level: ErrorCorrectionLevel, mask: MaskPattern) -> UInt16 {
        let data = level.formatBits << 3 | UInt16(mask.rawValue)
        let generator: UInt16 = 0b101_0011_0111
        return (data << 10 | BCH.remainder(of: data, by: generator, degree: 10)) ^ 0b101_0100_0001_0010
    }
}

/// The 18 bits that tell a reader the version of a symbol of version 7 or more.
///
/// - Source: ISO/IEC 18004:2015 7.10 and Annex D.
public enum VersionInformation {
    /// Returns the 18 bits as they stand in the symbol; the first bit is bit 17.
    ///
    /// - Parameter version: the symbol's version, 7...40.
    /// - Returns: the 18-bit sequence.
    public static func bits(of version: QRVersion) -> UInt32 {
        let data = UInt16(version.rawValue)
        let generator: UInt16 = 0b1_1111_0010_0101
        return UInt32(data) << 12 | UInt32(BCH.remainder(of: data, by: generator, degree: 12))
    }
}

/// Division of binary polynomials for the Bose-Chaudhuri-Hocquenghem codes of both labels.
///
/// - Source: ISO/IEC 18004:2015 Annexes C.2 and D.2.
enum BCH {
    /// Returns the remainder of `data` x^degree divided by the generator polynomial.
    static func remainder(of data: UInt16, by generator: UInt16, degree: Int) -> UInt16 {
        var remainder = UInt32(data) << UInt32(degree)
        for shift in stride(from: 15, through: 0, by: -1)
        where remainder >> UInt32(degree + shift) & 1 == 1 {
            remainder ^= UInt32(generator) << UInt32(shift)
        }
        return UInt16(remainder)
    }
}
