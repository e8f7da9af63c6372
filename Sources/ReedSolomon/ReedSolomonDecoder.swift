// Corrects wrong codewords of one block: remainder, Berlekamp-Massey, Chien, Forney.
// SPDX-License-Identifier: Apache-2.0

/// A Reed-Solomon decoder for one number of error correction codewords; it owns its scratch memory.
///
/// A block without errors costs one polynomial division by table, the encoder's: its remainder is zero. Otherwise the
/// syndromes are the remainder's values at the roots of the generator, because remainder and block agree there.
///
/// - Source: ISO/IEC 18004:2015 7.5 and Annex B.
package struct ReedSolomonDecoder: Sendable {
    /// Error correction codewords of a block, 1...32.
    package let errorCorrectionCodewordCount: Int
    private let tables: GaloisTables
    private let remainders: RemainderTable
    /// The remainder of the block, highest power first; its first `errorCorrectionCodewordCount` bytes count.
    private var remainder = InlineArray<32, UInt8>(repeating: 0)
    private var syndromes = InlineArray<32, UInt8>(repeating: 0)
    /// The errata locator polynomial, lowest power first.
    private var locator = InlineArray<34, UInt8>(repeating: 0)
    private var places = InlineArray<32, Int>(repeating: 0)

    /// Makes a decoder.
    ///
    /// - Parameter errorCorrectionCodewordCount: error correction codewords of a block, 1...32.
    package init(errorCorrectionCodewordCount: Int) {
        precondition((1...32).contains(errorCorrectionCodewordCount))
        self.errorCorrectionCodewordCount = errorCorrectionCodewordCount
        tables = GaloisTables()
        remainders = RemainderTable(
            generator: ReedSolomonEncoder(errorCorrectionCodewordCount: errorCorrectionCodewordCount).generator)
    }

    /// Puts a block right, or leaves it alone when more is wrong than may be corrected.
    ///
    /// - Parameters:
    ///   - codewords: holds the block: data codewords, then error correction codewords.
    ///   - range: where the block stands, at most 255 codewords.
    ///   - misdecodeProtection: codewords that are kept back from correcting, the standard's p.
    ///   - erasures: places in the block given up beforehand, each below the block's length and named once.
    /// - Returns: what was wrong, or `nil` when the block cannot be corrected.
    package mutating func correct(
        _ codewords: inout [UInt8], in range: Range<Int>, misdecodeProtection: Int, erasures: [UInt8] = []
    ) -> BlockCorrection? {
        remainder = remainders.remainder(of: codewords, in: range)
        if isRemainderZero { return BlockCorrection(errorCount: 0, erasureCount: erasures.count) }
        let allowed = errorCorrectionCodewordCount - misdecodeProtection
        guard erasures.count <= allowed else { return nil }
        computeSyndromes()
        let errataCount = findLocator(blockCount: range.count, erasures: erasures)
        let errorCount = errataCount - erasures.count
        guard errorCount >= 0, 2 * errorCount + erasures.count <= allowed,
            findPlaces(count: errataCount, blockCount: range.count)
        else { return nil }
        applyValues(count: errataCount, to: &codewords, in: range)
        remainder = remainders.remainder(of: codewords, in: range)
        guard isRemainderZero else {
            applyValues(count: errataCount, to: &codewords, in: range)
            return nil
        }
        return BlockCorrection(errorCount: errorCount, erasureCount: erasures.count)
    }

    private var isRemainderZero: Bool {
        var bits: UInt8 = 0
        for index in 0..<32 { bits |= remainder[index] }
        return bits == 0
    }

    /// - Source: Annex B, step (i).
    private mutating func computeSyndromes() {
        for exponent in 0..<errorCorrectionCodewordCount {
            var value: UInt8 = 0
            for index in 0..<errorCorrectionCodewordCount {
                if value != 0 { value = tables.powers[Int(tables.logarithms[Int(value)]) + exponent] }
                value ^= remainder[index]
            }
            syndromes[exponent] = value
        }
    }

    /// Finds the polynomial whose roots are the inverses of all wrong places, started from the erasures' own.
    ///
    /// - Returns: its degree, or a negative number when it cannot belong to a correctable block.
    private mutating func findLocator(blockCount: Int, erasures: [UInt8]) -> Int {
        locator = InlineArray(repeating: 0)
        locator[0] = 1
        for (index, place) in erasures.enumerated() {
            let root = tables.powers[blockCount - 1 - Int(place)]
            for power in stride(from: index + 1, to: 0, by: -1) {
                locator[power] ^= tables.product(locator[power - 1], root)
            }
        }
        var previous = locator
        var length = erasures.count
        for step in erasures.count..<errorCorrectionCodewordCount {
            var discrepancy: UInt8 = 0
            for power in 0...step { discrepancy ^= tables.product(locator[power], syndromes[step - power]) }
            let before = locator
            if discrepancy != 0 {
                for power in 0..<33 { locator[power + 1] ^= tables.product(discrepancy, previous[power]) }
            }
            if discrepancy != 0 && 2 * length <= step + erasures.count {
                length = step + 1 + erasures.count - length
                for power in 0..<34 { previous[power] = tables.quotient(before[power], by: discrepancy) }
            } else {
                for power in stride(from: 33, to: 0, by: -1) { previous[power] = previous[power - 1] }
                previous[0] = 0
            }
        }
        for power in stride(from: 33, to: length, by: -1) where locator[power] != 0 { return -1 }
        return length <= errorCorrectionCodewordCount && locator[length] != 0 ? length : -1
    }

    /// Tries every place of the block; true when as many are wrong as the locator's degree says.
    private mutating func findPlaces(count: Int, blockCount: Int) -> Bool {
        var found = 0
        for place in 0..<blockCount {
            let inverse = 255 - (blockCount - 1 - place)
            if value(of: locator, degree: count, at: inverse % 255) == 0 {
                guard found < count else { return false }
                places[found] = place
                found += 1
            }
        }
        return found == count
    }

    /// Returns a polynomial's value at 2^exponent, exponent 0...254.
    private func value(of polynomial: InlineArray<34, UInt8>, degree: Int, at exponent: Int) -> UInt8 {
        var value: UInt8 = 0
        for power in stride(from: degree, through: 0, by: -1) {
            if value != 0 { value = tables.powers[Int(tables.logarithms[Int(value)]) + exponent] }
            value ^= polynomial[power]
        }
        return value
    }

    /// Adds the error values to the codewords (Forney); done twice, it undoes itself.
    private func applyValues(count: Int, to codewords: inout [UInt8], in range: Range<Int>) {
        var evaluator = InlineArray<34, UInt8>(repeating: 0)
        var derivative = InlineArray<34, UInt8>(repeating: 0)
        for power in 0..<count {
            for part in 0...power {
                evaluator[power] ^= tables.product(locator[part], syndromes[power - part])
            }
            derivative[power] = power % 2 == 0 ? locator[power + 1] : 0
        }
        for index in 0..<count {
            let exponent = range.count - 1 - places[index]
            let inverse = (255 - exponent) % 255
            let slope = value(of: derivative, degree: count, at: inverse)
            guard slope != 0 else { continue }
            let quotient = tables.quotient(value(of: evaluator, degree: count, at: inverse), by: slope)
            codewords[range.lowerBound + places[index]] ^= tables.product(quotient, tables.powers[exponent])
        }
    }
}
