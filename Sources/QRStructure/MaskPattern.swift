// The eight data mask patterns.
// SPDX-License-Identifier: Apache-2.0

/// A data mask pattern reference, 0...7.
///
/// - Source: ISO/IEC 18004:2015 7.8.2, Table 10.
public struct MaskPattern: RawRepresentable, Hashable, Sendable {
    /// The mask pattern reference, 0...7.
    public let rawValue: Int

    /// Makes a mask pattern from its reference, or `nil` outside 0...7.
    ///
    /// - Parameter rawValue: the mask pattern reference.
    public init?(rawValue: Int) {
        guard (0...7).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(checked rawValue: Int) {
        self.rawValue = rawValue
    }

    /// All eight patterns in ascending order.
    public static let allPatterns: [MaskPattern] = (0...7).map { MaskPattern(checked: $0) }

    /// Returns whether the pattern inverts a module of the data area.
    ///
    /// `i` is the row and `j` the column, both from 0 at the upper left, as in the standard's table.
    ///
    /// - Parameters:
    ///   - i: row, 0...176.
    ///   - j: column, 0...176.
    /// - Returns: `true` when the module at that place is to be inverted.
    /// - Source: ISO/IEC 18004:2015 7.8.2, Table 10.
    public func inverts(row i: Int, column j: Int) -> Bool {
        switch rawValue {
        case 0: (i + j) % 2 == 0
        case 1: i % 2 == 0
        case 2: j % 3 == 0
        case 3: (i + j) % 3 == 0
        case 4: (i / 2 + j / 3) % 2 == 0
        case 5: (i * j) % 2 + (i * j) % 3 == 0
        case 6: ((i * j) % 2 + (i * j) % 3) % 2 == 0
        default: ((i + j) % 2 + (i * j) % 3) % 2 == 0
        }
    }
}
