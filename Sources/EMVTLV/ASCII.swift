// Named ASCII bytes and digit tests on bytes: only 0x30 to 0x39 are digits here.
// SPDX-License-Identifier: Apache-2.0

/// Questions about single ASCII bytes.
package enum ASCII {
    package static var zero: UInt8 { 0x30 }
    package static var fullStop: UInt8 { 0x2E }

    /// Returns the value 0...9 of an ASCII digit, nil for any other byte.
    @inlinable
    package static func digit(_ byte: UInt8) -> UInt8? {
        byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : nil
    }

    /// Returns the value 0...99 of two ASCII digits, nil when either is something else.
    @inlinable
    package static func twoDigits(_ tens: UInt8, _ units: UInt8) -> UInt8? {
        guard let high = digit(tens), let low = digit(units) else { return nil }
        return high * 10 + low
    }

    /// Returns the two ASCII digits of a value 0...99.
    package static func digits(of value: UInt8) -> (tens: UInt8, units: UInt8) {
        precondition(value < 100)
        return (0x30 + value / 10, 0x30 + value % 10)
    }
}
