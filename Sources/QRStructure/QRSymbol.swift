// The finished symbol: version, level, mask and every module.
// SPDX-License-Identifier: Apache-2.0

/// A QR Code symbol without its quiet zone: the modules and what was chosen to make them.
///
/// Modules are packed in rows of 64-bit words: column 0 is bit 0 of the row's first word, a set bit is a dark
/// module, unused bits at the end of a row are 0.
///
/// - Source: ISO/IEC 18004:2015 clause 6.
public struct QRSymbol: Hashable, Sendable {
    /// The symbol's version.
    public private(set) var version: QRVersion
    /// The symbol's error correction level.
    public private(set) var level: ErrorCorrectionLevel
    /// The data mask pattern that was applied.
    public private(set) var mask: MaskPattern
    /// The packed modules, row-major, `wordsPerRow` words per row.
    public private(set) var words: [UInt64]

    /// Makes a symbol from packed rows.
    ///
    /// - Parameters:
    ///   - version: the symbol's version.
    ///   - level: the symbol's error correction level.
    ///   - mask: the data mask pattern that the modules carry.
    ///   - words: exactly side x `wordsPerRow` words; bits past the side must be 0.
    package init(version: QRVersion, level: ErrorCorrectionLevel, mask: MaskPattern, words: [UInt64]) {
        precondition(words.count == version.sideInModules * QRSymbol.wordsPerRow(of: version))
        self.version = version
        self.level = level
        self.mask = mask
        self.words = words
    }

    /// Makes this another symbol in the memory of the old one.
    ///
    /// - Parameter make: writes the packed rows and returns what was chosen to make them; when it throws it must have
    ///   left the rows alone.
    /// - Throws: what `make` throws.
    package mutating func replace<Failure: Error>(
        with make: (inout [UInt64]) throws(Failure) -> (QRVersion, ErrorCorrectionLevel, MaskPattern)
    ) throws(Failure) {
        (version, level, mask) = try make(&words)
        assert(words.count == sideInModules * wordsPerRow)
    }

    /// Returns how many 64-bit words hold one row of a version's symbol, 1...3.
    ///
    /// - Parameter version: the symbol's version.
    /// - Returns: the side divided by 64, rounded up.
    public static func wordsPerRow(of version: QRVersion) -> Int {
        (version.sideInModules + 63) / 64
    }

    /// 64-bit words that hold one row, 1...3.
    public var wordsPerRow: Int { QRSymbol.wordsPerRow(of: version) }

    /// The side of the symbol in modules, 21...177.
    public var sideInModules: Int { version.sideInModules }

    /// Whether the module at a place is dark.
    ///
    /// - Parameters:
    ///   - row: 0 at the top, below `sideInModules`.
    ///   - column: 0 at the left, below `sideInModules`.
    public subscript(row: Int, column: Int) -> Bool {
        precondition(row >= 0 && row < sideInModules && column >= 0 && column < sideInModules)
        return words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1
    }
}
