// Symbols and damage for the reader's tests.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRReader
import QRStructure
import TestSupport
import Testing

/// Returns a symbol's modules, 1 dark, row-major.
func modules(of symbol: QRSymbol) -> [UInt8] {
    let side = symbol.sideInModules
    return (0..<side * side).map { symbol[$0 / side, $0 % side] ? 1 : 0 }
}

/// Returns a matrix with rows and columns exchanged.
func transposed(_ modules: [UInt8], side: Int) -> [UInt8] {
    modules.indices.map { modules[$0 % side * side + $0 / side] }
}

/// A symbol made by the encoder's plain form, whose codewords can be damaged before they are placed.
struct DamagedSymbol {
    let bytes: [UInt8]
    let version: QRVersion
    let level: ErrorCorrectionLevel
    let mask: MaskPattern
    /// The codewords in the order of placement.
    var codewords: [UInt8]
    /// Where each block's codewords stand among them, data before error correction codewords.
    let blocks: [[Int]]

    /// Fills a version and level with random bytes.
    init(version number: Int, level: ErrorCorrectionLevel, mask: Int, using generator: inout SeededGenerator) throws {
        let version = try #require(QRVersion(rawValue: number))
        let capacity = SymbolCapacity(version: version, level: level)
        let length = capacity.dataCodewordCount - (number < 10 ? 2 : 3)
        self.version = version
        self.level = level
        self.mask = MaskPattern.allPatterns[mask]
        bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let data = Reference.dataCodewords(of: [.byte(bytes)], version: version, count: capacity.dataCodewordCount)
        codewords = Reference.codewordSequence(data: data, capacity: capacity)
        blocks = DamagedSymbol.places(capacity)
    }

    /// Deals places out as 7.6 does: one data codeword to each block in turn, then one error correction codeword.
    private static func places(_ capacity: SymbolCapacity) -> [[Int]] {
        var blocks = [[Int]](repeating: [], count: capacity.blockCount)
        var place = 0
        for index in 0...capacity.shortBlockDataCount {
            for block in blocks.indices where index < capacity.shortBlockDataCount || block >= capacity.shortBlockCount
            {
                blocks[block].append(place)
                place += 1
            }
        }
        for _ in 0..<capacity.errorCorrectionCodewordsPerBlock {
            for block in blocks.indices {
                blocks[block].append(place)
                place += 1
            }
        }
        return blocks
    }

    /// Changes codewords of every block.
    ///
    /// - Parameters:
    ///   - count: codewords per block.
    ///   - isBurst: whether they stand side by side in the block.
    ///   - generator: chooses them.
    mutating func damage(_ count: Int, isBurst: Bool, using generator: inout SeededGenerator) {
        for places in blocks {
            let start = Int.random(in: 0...places.count - count, using: &generator)
            let damaged = isBurst ? Array(places[start..<start + count]) : places.shuffled(using: &generator)
            for place in damaged.prefix(count) { codewords[place] ^= UInt8.random(in: 1...255, using: &generator) }
        }
    }

    /// The modules with the codewords as they are now, 1 dark, row-major.
    var modules: [UInt8] {
        let patterns = FunctionPatterns(version: version)
        let matrix = Reference.masked(
            Reference.placed(codewords, in: patterns), by: mask, level: level, area: patterns.area)
        return (0..<matrix.side * matrix.side).map { matrix[$0 / matrix.side, $0 % matrix.side] ? 1 : 0 }
    }
}

/// The standard's t: wrong codewords that each block of a version and level survives.
///
/// - Source: ISO/IEC 18004:2015 7.5.1, Table 9: half of the error correction codewords less p.
func correctableCount(version: Int, level: ErrorCorrectionLevel) throws -> Int {
    let small: [Int: [Int]] = [1: [2, 4, 6, 8], 2: [4, 8, 11, 14], 3: [7, 13, 9, 11]]
    if let row = small[version] { return row[Int(level.rawValue)] }
    let capacity = SymbolCapacity(version: try #require(QRVersion(rawValue: version)), level: level)
    return capacity.errorCorrectionCodewordsPerBlock / 2
}
