// Powers and logarithms in the field that QR Code's Reed-Solomon codes live in.
// SPDX-License-Identifier: Apache-2.0

/// Tables of the powers of 2 in GF(2^8) and of their exponents: a product is one addition and one look-up.
struct GaloisTables: Sendable {
    /// 2^k for k in 0...509; twice the cycle of 255, so that a sum of two logarithms needs no reduction.
    let powers: InlineArray<510, UInt8>
    /// The exponent of each element but 0, 0...254; the entry of 0 is never used.
    let logarithms: InlineArray<256, UInt8>

    /// Computes both tables.
    init() {
        var powers = InlineArray<510, UInt8>(repeating: 0)
        var logarithms = InlineArray<256, UInt8>(repeating: 0)
        var power: UInt8 = 1
        for exponent in 0..<255 {
            powers[exponent] = power
            powers[exponent + 255] = power
            logarithms[Int(power)] = UInt8(exponent)
            power = GaloisField.product(power, 2)
        }
        self.powers = powers
        self.logarithms = logarithms
    }

    /// Returns the product of two elements.
    func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        if left == 0 || right == 0 { return 0 }
        return powers[Int(logarithms[Int(left)]) + Int(logarithms[Int(right)])]
    }

    /// Returns the quotient of two elements; `divisor` is not 0.
    func quotient(_ dividend: UInt8, by divisor: UInt8) -> UInt8 {
        if dividend == 0 { return 0 }
        return powers[Int(logarithms[Int(dividend)]) + 255 - Int(logarithms[Int(divisor)])]
    }
}
