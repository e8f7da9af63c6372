// Reed-Solomon codes against the standard's generator polynomials and worked example.
// SPDX-License-Identifier: Apache-2.0

import ReedSolomon
import TestSupport
import Testing

@Suite("Reed-Solomon")
struct ReedSolomonTests {
    /// Powers of 2, by doubling.
    private static let powers: [UInt8] = (0..<254).reduce(into: [1]) { powers, _ in
        let doubled = UInt16(powers[powers.count - 1]) << 1
        powers.append(UInt8(doubled > 255 ? doubled ^ 0x11D : doubled))
    }

    @Test("the product agrees with adding exponents, for every pair")
    func products() {
        for (i, left) in Self.powers.enumerated() {
            for (j, right) in Self.powers.enumerated() {
                #expect(GaloisField.product(left, right) == Self.powers[(i + j) % 255])
            }
        }
        #expect(GaloisField.product(0, 77) == 0 && GaloisField.product(77, 0) == 0)
    }

    @Test(
        "generator polynomials of Annex A, as exponents of 2",
        arguments: [
            [87, 229, 146, 149, 238, 102, 21],
            [251, 67, 46, 61, 118, 70, 64, 94, 32, 45],
            [8, 183, 61, 91, 202, 37, 51, 58, 58, 237, 140, 124, 5, 99, 105],
        ])
    func generators(_ exponents: [Int]) {
        let encoder = ReedSolomonEncoder(errorCorrectionCodewordCount: exponents.count)
        #expect(encoder.generator == exponents.map { Self.powers[$0] })
    }

    @Test("the worked example of Annex I")
    func annexI() {
        let data: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ]
        let expected: [UInt8] = [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55]
        #expect(ReedSolomonEncoder(errorCorrectionCodewordCount: 10).errorCorrectionCodewords(for: data) == expected)
    }

    @Test("a block with its codewords vanishes at every root", arguments: 1...30)
    func roots(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let data = (0..<123).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let encoder = ReedSolomonEncoder(errorCorrectionCodewordCount: count)
        let block = data + encoder.errorCorrectionCodewords(for: data)
        for root in Self.powers.prefix(count) {
            #expect(block.reduce(0) { GaloisField.product($0, root) ^ $1 } == 0)
        }
    }
}
