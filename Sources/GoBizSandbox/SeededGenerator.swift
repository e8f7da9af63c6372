// Random numbers that a seed decides.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// SplitMix64: a generator whose whole state is one number.
    ///
    /// - Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, figure 17.
    struct SeededGenerator: RandomNumberGenerator, Sendable {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }

        /// Returns a number from 0 up to 1, without 1.
        mutating func fraction() -> Double {
            Double(next() >> 11) / Double(1 << 53)
        }

        /// Returns a number of the standard normal distribution.
        ///
        /// - Source: Box and Muller, 1958.
        mutating func normal() -> Double {
            let radius = (-2 * log(1 - fraction())).squareRoot()
            return radius * cos(2 * Double.pi * fraction())
        }

        /// Returns lowercase hexadecimal digits.
        mutating func hexadecimal(_ count: Int) -> String {
            var text = ""
            while text.utf8.count < count {
                let digits = String(next(), radix: 16)
                text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
            }
            return String(text.prefix(count))
        }

        /// Returns a UUID of version 4.
        ///
        /// - Source: RFC 9562, 5.4.
        mutating func uuid() -> String {
            var digits = Array(hexadecimal(32))
            digits[12] = "4"
            digits[16] = ["8", "9", "a", "b"][Int(next() % 4)]
            let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
            return parts.map { String(digits[$0]) }.joined(separator: "-")
        }
    }
#endif
