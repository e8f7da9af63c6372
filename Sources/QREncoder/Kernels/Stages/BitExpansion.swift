// Spreads the low bits of a word over the set bits of a mask.
// SPDX-License-Identifier: Apache-2.0

/// What it takes to spread bits over a mask: bit i of the value goes to the i-th set bit of the mask.
///
/// Done by moving bits left in steps of 32, 16, 8, 4, 2 and 1; most masks of a symbol need no step or two, so the steps
/// that move nothing are left out.
///
///     value  00000cba     mask  01001010     result  0c00b0a0
///
/// What would break it: the steps carry stray bits along, so the result must be cut by the mask at the end.
struct BitExpansion {
    /// Where bits go to.
    private(set) var mask: UInt64 = 0
    /// The bits that the step of 2^i moves.
    private(set) var moves = InlineArray<6, UInt64>(repeating: 0)
    /// Bit i is set when the step of 2^i moves anything.
    private(set) var steps: UInt8 = 0

    init() {}

    /// Finds the steps for a mask.
    init(mask: UInt64) {
        self.mask = mask
        var remaining = mask
        var zerosBelow = ~mask << 1
        for step in 0..<6 {
            var parity = zerosBelow
            for shift in 0..<6 { parity ^= parity << (1 << UInt64(shift)) }
            let move = parity & remaining
            moves[step] = move
            if move != 0 { steps |= 1 << UInt8(step) }
            remaining = (remaining ^ move) | (move >> (1 << UInt64(step)))
            zerosBelow &= ~parity
        }
    }

    /// Spreads the low bits of a value; higher bits are ignored.
    @inline(__always)
    func expand(_ value: UInt64) -> UInt64 {
        var value = value
        if steps != 0 {
            if steps & 32 != 0 { value = moved(value, step: 5) }
            if steps & 16 != 0 { value = moved(value, step: 4) }
            if steps & 8 != 0 { value = moved(value, step: 3) }
            if steps & 4 != 0 { value = moved(value, step: 2) }
            if steps & 2 != 0 { value = moved(value, step: 1) }
            if steps & 1 != 0 { value = moved(value, step: 0) }
        }
        return value & mask
    }

    @inline(__always)
    private func moved(_ value: UInt64, step: Int) -> UInt64 {
        let move = moves[step]
        return (value & ~move) | (value &<< (1 &<< UInt64(step)) & move)
    }
}
