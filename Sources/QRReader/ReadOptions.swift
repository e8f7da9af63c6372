// What a caller may choose about reading a picture.
// SPDX-License-Identifier: Apache-2.0

/// How much work is spent on a picture and what is looked for.
public struct ReadOptions: Hashable, Sendable {
    /// How much work is spent before a picture counts as unreadable.
    public enum Effort: UInt8, CaseIterable, Hashable, Sendable {
        /// Only a symbol that stands alone, upright and undistorted on its background: what a program drew.
        case render
        /// Also photographs and screenshots of ordinary quality.
        case standard
        /// Everything the reader can do; a picture without a symbol takes many times longer than one with a symbol.
        case thorough
    }

    /// Which of the symbol's two colours is the darker in the picture.
    public enum Polarity: UInt8, CaseIterable, Hashable, Sendable {
        /// Dark modules on a light background, as the standard draws them.
        case darkOnLight
        /// Light modules on a dark background.
        case lightOnDark
        /// Either.
        case both
    }

    /// How much work is spent.
    public var effort: Effort
    /// Which colours are looked for.
    public var polarity: Polarity
    /// The most symbols to read, at least 1.
    ///
    /// Above 1 the reader goes on where unread finder patterns are left.
    public var maximumSymbolCount: Int
    /// The most pixels of a picture; a larger one is refused before memory is taken.
    public var maximumPixelCount: Int

    /// Makes options.
    ///
    /// - Parameters:
    ///   - effort: how much work is spent.
    ///   - polarity: which colours are looked for.
    ///   - maximumSymbolCount: the most symbols to read.
    ///   - maximumPixelCount: the most pixels of a picture.
    public init(
        effort: Effort = .thorough,
        polarity: Polarity = .both,
        maximumSymbolCount: Int = 256,
        maximumPixelCount: Int = 40_000_000
    ) {
        self.effort = effort
        self.polarity = polarity
        self.maximumSymbolCount = maximumSymbolCount
        self.maximumPixelCount = maximumPixelCount
    }
}
