// The identifier of a data object: two decimal digits, as a checked type.
// SPDX-License-Identifier: Apache-2.0

/// The ID of a data object, "00" to "99".
///
/// An integer literal makes one (`let city: DataObjectID = 60`); a literal outside 0...99 is a programming error.
/// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.3.1.1.
public struct DataObjectID: RawRepresentable, Hashable, Comparable, Sendable {
    /// The number the two digits write, 0...99.
    public let rawValue: UInt8

    /// Creates an ID from a number known to be 0...99.
    @inlinable
    package init(known number: UInt8) {
        rawValue = number
    }

    /// Creates an ID from its number; nil outside 0...99.
    public init?(rawValue: UInt8) {
        guard rawValue < 100 else { return nil }
        self.rawValue = rawValue
    }

    /// Creates an ID from two ASCII bytes; nil unless both are digits 0x30...0x39.
    public init?(tens: UInt8, units: UInt8) {
        guard let value = ASCII.twoDigits(tens, units) else { return nil }
        rawValue = value
    }

    /// Orders IDs by number.
    public static func < (left: DataObjectID, right: DataObjectID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension DataObjectID: ExpressibleByIntegerLiteral {
    /// Creates an ID from a literal 0...99.
    public init(integerLiteral value: UInt8) {
        precondition(value < 100, "a data object ID has two digits")
        rawValue = value
    }
}

extension DataObjectID: CustomStringConvertible {
    /// The two digits, such as "05".
    public var description: String {
        rawValue < 10 ? "0\(rawValue)" : "\(rawValue)"
    }
}
