// Polynomial division by table, one codeword a step.
// SPDX-License-Identifier: Apache-2.0

/// The generator polynomial times each of the 256 factors, packed so that a step is four shifts and four additions.
///
/// A remainder of up to 32 coefficients lies in four 64-bit words, highest power in the highest byte of the first.
struct RemainderTable: Sendable {
    private struct Row: Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    private let rows: [Row]
    private let coefficientCount: Int

    /// Computes the table.
    ///
    /// - Parameter generator: the generator polynomial without its leading 1, highest power first, 1...32 coefficients.
    init(generator: [UInt8]) {
        coefficientCount = generator.count
        rows = (0..<256).map { factor in
            let products = generator.map { GaloisField.product($0, UInt8(factor)) }
            func word(_ index: Int) -> UInt64 {
                (0..<8).reduce(0) { word, place in
                    let power = index * 8 + place
                    return word << 8 | UInt64(power < products.count ? products[power] : 0)
                }
            }
            return Row(first: word(0), second: word(1), third: word(2), fourth: word(3))
        }
    }

    /// Returns the remainder of a whole block, its own error correction codewords included: zero when nothing is wrong.
    ///
    /// - Parameters:
    ///   - codewords: holds the block.
    ///   - range: where the block stands.
    /// - Returns: the remainder, highest power first, then zeros.
    func remainder(of codewords: [UInt8], in range: Range<Int>) -> InlineArray<32, UInt8> {
        var state = Row()
        let dataEnd = range.upperBound - coefficientCount
        for index in range.lowerBound..<dataEnd {
            let row = rows[Int(codewords[index]) ^ Int(truncatingIfNeeded: state.first >> 56)]
            state.first = (state.first << 8 | state.second >> 56) ^ row.first
            state.second = (state.second << 8 | state.third >> 56) ^ row.second
            state.third = (state.third << 8 | state.fourth >> 56) ^ row.third
            state.fourth = state.fourth << 8 ^ row.fourth
        }
        var remainder = InlineArray<32, UInt8>(repeating: 0)
        for place in 0..<8 {
            let shift = UInt64(56 - 8 * place)
            remainder[place] = UInt8(truncatingIfNeeded: state.first >> shift)
            remainder[8 + place] = UInt8(truncatingIfNeeded: state.second >> shift)
            remainder[16 + place] = UInt8(truncatingIfNeeded: state.third >> shift)
            remainder[24 + place] = UInt8(truncatingIfNeeded: state.fourth >> shift)
        }
        for power in 0..<coefficientCount { remainder[power] ^= codewords[dataEnd + power] }
        return remainder
    }
}
