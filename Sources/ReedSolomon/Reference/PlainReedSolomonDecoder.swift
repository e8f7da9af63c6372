// The plain decoder: solves the key equations as systems of linear equations.
// SPDX-License-Identifier: Apache-2.0

/// A Reed-Solomon decoder without a trick, the law that the fast one is held to.
///
/// It is the decoder of Peterson, Gorenstein and Zierler: a linear system gives the error locator, trial of every place
/// gives the places, and a second linear system gives the values.
///
/// - Source: ISO/IEC 18004:2015 Annex B.
package struct PlainReedSolomonDecoder: Sendable {
    private let correctionCount: Int
    private let protection: Int
    /// The powers of 2 with the exponents 0 to 255.
    private let powers: [UInt8]

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - errorCorrectionCodewordCount: error correction codewords of a block, 1...30.
    ///   - misdecodeProtection: codewords that are kept back from correcting, the standard's p.
    package init(errorCorrectionCodewordCount: Int, misdecodeProtection: Int) {
        correctionCount = errorCorrectionCodewordCount
        protection = misdecodeProtection
        powers = (0..<255).reduce(into: [1]) { powers, exponent in
            powers.append(GaloisField.product(powers[exponent], 2))
        }
    }

    /// Returns the block put right, or `nil` when more is wrong than can be corrected.
    ///
    /// - Parameters:
    ///   - block: data codewords, then error correction codewords; at most 255.
    ///   - erasures: places given up beforehand, each once.
    /// - Returns: the corrected block and what was wrong in it.
    package func corrected(
        _ block: [UInt8], erasures: [Int] = []
    ) -> (block: [UInt8], correction: BlockCorrection)? {
        let syndromes = syndromes(of: block)
        if syndromes.allSatisfy({ $0 == 0 }) {
            return (block, BlockCorrection(errorCount: 0, erasureCount: erasures.count))
        }
        guard erasures.count <= correctionCount - protection,
            let errors = errorPlaces(syndromes, blockCount: block.count, erasures: erasures)
        else { return nil }
        let places = erasures + errors
        let locators = places.map { power(block.count - 1 - $0) }
        let rows = places.indices.map { row in locators.map { power(of: $0, row) } }
        guard let values = solution(of: rows, equalTo: Array(syndromes.prefix(places.count))) else { return nil }
        var corrected = block
        for (place, value) in zip(places, values) { corrected[place] ^= value }
        guard self.syndromes(of: corrected).allSatisfy({ $0 == 0 }) else { return nil }
        return (corrected, BlockCorrection(errorCount: errors.count, erasureCount: erasures.count))
    }

    /// The block's polynomial at 2^0, 2^1, ...
    private func syndromes(of block: [UInt8]) -> [UInt8] {
        (0..<correctionCount).map { exponent in
            block.reduce(0) { GaloisField.product($0, power(exponent)) ^ $1 }
        }
    }

    /// The places of the errors beside the erasures, by the largest system that has one solution.
    private func errorPlaces(_ syndromes: [UInt8], blockCount: Int, erasures: [Int]) -> [Int]? {
        let modified = modified(syndromes, blockCount: blockCount, erasures: erasures)
        let most = (correctionCount - protection - erasures.count) / 2
        for count in stride(from: most, through: 1, by: -1) {
            let rows = (0..<count).map { row in (1...count).map { modified[count + row - $0] } }
            let right = (0..<count).map { modified[count + $0] }
            guard let locator = solution(of: rows, equalTo: right) else { continue }
            let places = (0..<blockCount).filter { place in
                let inverse = power(255 - (blockCount - 1 - place) % 255)
                return locator.reversed().reduce(0) { GaloisField.product($0 ^ $1, inverse) } == 1
            }
            let isPlausible = places.count == count && places.allSatisfy { !erasures.contains($0) }
            return isPlausible ? places : nil
        }
        return []
    }

    /// The syndromes with the erasures' share taken out: what the errors alone leave.
    private func modified(_ syndromes: [UInt8], blockCount: Int, erasures: [Int]) -> [UInt8] {
        var modified = syndromes
        for erasure in erasures {
            let locator = power(blockCount - 1 - erasure)
            modified = (1..<modified.count).map { modified[$0] ^ GaloisField.product(modified[$0 - 1], locator) }
        }
        return modified
    }

    /// Gaussian elimination; `nil` when the system has not exactly one solution.
    private func solution(of rows: [[UInt8]], equalTo right: [UInt8]) -> [UInt8]? {
        var system = rows.indices.map { rows[$0] + [right[$0]] }
        for column in rows.indices {
            guard let pivot = (column..<rows.count).first(where: { system[$0][column] != 0 }) else { return nil }
            system.swapAt(column, pivot)
            let inverse = power(of: system[column][column], 254)
            system[column] = system[column].map { GaloisField.product($0, inverse) }
            for row in rows.indices where row != column {
                let factor = system[row][column]
                for index in system[row].indices {
                    system[row][index] ^= GaloisField.product(system[column][index], factor)
                }
            }
        }
        return system.map { $0[rows.count] }
    }

    private func power(_ exponent: Int) -> UInt8 { powers[exponent] }

    private func power(of base: UInt8, _ exponent: Int) -> UInt8 {
        (0..<exponent).reduce(1) { product, _ in GaloisField.product(product, base) }
    }
}
