// Money.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import QRIS

    /// An amount in whole rupiah.
    public struct Rupiah: Sendable, Hashable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
        /// How many rupiah.
        public let value: Int64

        /// Makes an amount.
        ///
        /// - Parameter value: how many rupiah.
        public init(_ value: Int64) {
            self.value = value
        }

        /// Makes an amount from a literal.
        ///
        /// - Parameter value: how many rupiah.
        public init(integerLiteral value: Int64) {
            self.value = value
        }

        /// The amount as digits, without separators.
        public var description: String { String(value) }

        /// Whether one amount is smaller than another.
        ///
        /// - Parameters:
        ///   - left: one amount.
        ///   - right: the other.
        /// - Returns: whether `left` is smaller.
        public static func < (left: Rupiah, right: Rupiah) -> Bool { left.value < right.value }

        /// Reads an amount as GoBiz may write it in a text: `3000` or `3000.00`, no fractions of a rupiah.
        init?(text: String) {
            guard let rupiah = Amount(text)?.rupiah else { return nil }
            value = rupiah
        }
    }
#endif
