// Error correction codewords of one block, as the remainder of a polynomial division.
// SPDX-License-Identifier: Apache-2.0

/// A Reed-Solomon encoder for one number of error correction codewords.
///
/// Polynomials are stored highest power first. The generator is (x - 1)(x - 2)(x - 4)...(x - 2^(count - 1)).
///
/// - Source: ISO/IEC 18004:2015 7.5.2 and Annex A.
package struct ReedSolomonEncoder: Sendable {
    /// The generator polynomial without its leading 1, highest power first.
    package let generator: [UInt8]

    /// Makes an encoder.
    ///
    /// - Parameter errorCorrectionCodewordCount: codewords wanted of each block, 1...68; QR Code uses 7...30.
    package init(errorCorrectionCodewordCount: Int) {
        precondition((1...68).contains(errorCorrectionCodewordCount))
        var generator = [UInt8](repeating: 0, count: errorCorrectionCodewordCount - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<errorCorrectionCodewordCount {
            for power in generator.indices {
                generator[power] = GaloisField.product(generator[power], root)
                if power + 1 < generator.count { generator[power] ^= generator[power + 1] }
            }
            root = GaloisField.product(root, 2)
        }
        self.generator = generator
    }

    /// Returns the error correction codewords of one block.
    ///
    /// - Parameter data: the block's data codewords in transmission order.
    /// - Returns: as many codewords as the encoder was made for, highest power first.
    /// - Complexity: O(data count x codeword count).
    /// - Source: ISO/IEC 18004:2015 7.5.2, Figure 16.
    package func errorCorrectionCodewords(for data: some Sequence<UInt8>) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for codeword in data {
            let factor = codeword ^ remainder[0]
            remainder.removeFirst()
            remainder.append(0)
            for power in remainder.indices {
                remainder[power] ^= GaloisField.product(generator[power], factor)
            }
        }
        return remainder
    }
}
