// How many codewords a version and level hold and how they fall into blocks.
// SPDX-License-Identifier: Apache-2.0

/// The codewords and blocks of one version at one error correction level.
///
/// A symbol's data codewords are cut into blocks of two lengths that differ by one: first
/// `shortBlockCount` blocks of `shortBlockDataCount` data codewords, then `longBlockCount` blocks with one more.
///
/// - Source: ISO/IEC 18004:2015 7.5.1, Table 9.
public struct SymbolCapacity: Hashable, Sendable {
    /// Codewords of the symbol, data and error correction together, 26...3706.
    public let codewordCount: Int
    /// Blocks, 1...81.
    public let blockCount: Int
    /// Error correction codewords of each block, 7...30.
    public let errorCorrectionCodewordsPerBlock: Int
    /// Error correction codewords of each block that are kept back from correcting and only detect, 0...3.
    ///
    /// The standard's p.
    ///
    /// - Source: ISO/IEC 18004:2015 7.5.1, Table 9, note b.
    public let misdecodeProtectionCodewordsPerBlock: Int

    /// Looks up a version and level.
    ///
    /// - Parameters:
    ///   - version: the symbol's version.
    ///   - level: the symbol's error correction level.
    public init(version: QRVersion, level: ErrorCorrectionLevel) {
        let index = (version.rawValue - 1) * 4 + Int(level.rawValue)
        codewordCount = Int(SymbolTables.codewordCount[version.rawValue - 1])
        blockCount = Int(SymbolTables.blockCount[index])
        errorCorrectionCodewordsPerBlock = Int(SymbolTables.errorCorrectionCodewordsPerBlock[index])
        misdecodeProtectionCodewordsPerBlock =
            switch (version.rawValue, level) {
            case (1, .low): 3
            case (1, .medium), (2, .low): 2
            case (1, .quartile), (1, .high), (3, .low): 1
            default: 0
            }
    }

    /// Data codewords of the symbol, 9...2956.
    public var dataCodewordCount: Int { codewordCount - blockCount * errorCorrectionCodewordsPerBlock }

    /// Blocks with one data codeword more than the others, 0...80.
    public var longBlockCount: Int { codewordCount % blockCount }

    /// Blocks of the shorter length, 1...81; they come first.
    public var shortBlockCount: Int { blockCount - longBlockCount }

    /// Data codewords of a short block, 9...122.
    public var shortBlockDataCount: Int { codewordCount / blockCount - errorCorrectionCodewordsPerBlock }
}
