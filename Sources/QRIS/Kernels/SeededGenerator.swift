// A small generator for invented digits and letters; never for secrets.
// SPDX-License-Identifier: Apache-2.0

/// SplitMix64: the same seed gives the same numbers.
struct SeededGenerator: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Returns a number 0..<bound; bound is 1...256, so that the bias is of no account.
    mutating func next(below bound: UInt64) -> UInt8 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: (mixed ^ (mixed >> 31)) % bound)
    }
}
