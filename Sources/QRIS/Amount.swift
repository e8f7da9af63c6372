// Amounts and percentages, exact: scaled integers read from ASCII digits.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// An amount of money as a payload writes it: an integer and how many of its digits are decimals.
///
/// Amounts that differ only in how many decimals are written ("1000" and "1000.00") are not equal; compare
/// `minorUnits(exponent:)` for value.
/// - Source: EMVCo QRCPS-MPM v1.0 4.7.4.1.
public struct Amount: Hashable, Sendable {
    /// All digits as one integer: "122.00" gives 12200; 0 or more, under 10^18.
    public let unscaled: Int64
    /// How many of the digits stand after the full stop, 0...17.
    public let decimalCount: Int

    /// Reads an amount: digits, at most one full stop, a digit first; nil for anything else or over 18 digits.
    ///
    /// - Parameter text: such as "98.73", "98" or "98."; no sign, no separator, no exponent.
    public init?(_ text: String) {
        self.init(ascii: text.utf8.span)
    }

    /// Reads an amount given as bytes.
    package init?(ascii bytes: Span<UInt8>) {
        self.init(bytes, 0..<bytes.count)
    }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let first = range.first, ASCII.digit(bytes[first]) != nil, range.count <= 19 else { return nil }
        var total: Int64 = 0
        var digitCount = 0
        var digitCountBeforeFullStop = -1
        for index in range {
            if let digit = ASCII.digit(bytes[index]) {
                digitCount += 1
                guard digitCount <= 18 else { return nil }
                total = total * 10 + Int64(digit)
            } else {
                guard bytes[index] == ASCII.fullStop, digitCountBeforeFullStop < 0 else { return nil }
                digitCountBeforeFullStop = digitCount
            }
        }
        unscaled = total
        decimalCount = digitCountBeforeFullStop < 0 ? 0 : digitCount - digitCountBeforeFullStop
    }

    /// Creates an amount of whole units; nil when negative or of more than 13 digits.
    public init?(wholeUnits: Int64) {
        guard wholeUnits >= 0, wholeUnits < 10_000_000_000_000 else { return nil }
        unscaled = wholeUnits
        decimalCount = 0
    }

    /// The amount in whole rupiah; nil when it has a fraction other than zero.
    public var rupiah: Int64? {
        minorUnits(exponent: 0)
    }

    /// Returns the amount in units of 10^-exponent; nil when digits would be lost or the result does not fit.
    ///
    /// - Parameter exponent: the currency's decimals by ISO 4217, 0...18.
    /// - Returns: such as 12200 for "122.00" and exponent 2.
    public func minorUnits(exponent: Int) -> Int64? {
        guard 0...18 ~= exponent else { return nil }
        var value = unscaled
        var decimals = decimalCount
        while decimals > exponent {
            guard value.isMultiple(of: 10) else { return nil }
            value /= 10
            decimals -= 1
        }
        while decimals < exponent {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
            decimals += 1
        }
        return value
    }
}

extension Amount {
    /// Whether the amount is more than a number of whole units.
    public func exceeds(wholeUnits limit: Int64) -> Bool {
        var whole = unscaled
        var hasFraction = false
        for _ in 0..<decimalCount {
            if !whole.isMultiple(of: 10) { hasFraction = true }
            whole /= 10
        }
        return whole > limit || whole == limit && hasFraction
    }

    /// Whether the amount is of more value than another, however many decimals they write.
    func isGreater(than other: Amount) -> Bool {
        let (whole, fraction) = split
        let (otherWhole, otherFraction) = other.split
        return whole > otherWhole || whole == otherWhole && fraction > otherFraction
    }

    /// The whole units, and what is left of one in units of 10^-17.
    private var split: (whole: Int64, fraction: Int64) {
        var scale: Int64 = 1
        for _ in 0..<decimalCount {
            scale *= 10
        }
        var fraction = unscaled % scale
        for _ in decimalCount..<17 {
            fraction *= 10
        }
        return (unscaled / scale, fraction)
    }

    /// Whether two amounts are the same value, however many decimals they write: 1000 and 1000.00 are.
    public func isSameValue(as other: Amount) -> Bool {
        let left = normalized
        let right = other.normalized
        return left.unscaled == right.unscaled && left.decimalCount == right.decimalCount
    }

    /// The digits and decimals without trailing zeros behind the full stop.
    private var normalized: (unscaled: Int64, decimalCount: Int) {
        var value = unscaled
        var decimals = decimalCount
        while decimals > 0, value.isMultiple(of: 10) {
            value /= 10
            decimals -= 1
        }
        return (value, decimals)
    }

    /// Whether a value that is no valid amount looks like one with groups of three digits: 1.000, 1,000,000 or 1 000.
    static func hasThousandsSeparators(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var digitsInGroup = 0
        var groupCount = 0
        for index in range {
            if ASCII.digit(bytes[index]) != nil {
                digitsInGroup += 1
                continue
            }
            switch bytes[index] {
            case 0x20, 0x27, 0x2C, 0x2E, 0x5F: break
            default: return false
            }
            guard 1...3 ~= digitsInGroup, groupCount == 0 || digitsInGroup == 3 else { return false }
            groupCount += 1
            digitsInGroup = 0
        }
        return groupCount > 0 && (digitsInGroup == 3 || groupCount > 1 && digitsInGroup <= 2)
    }
}

extension Amount: CustomStringConvertible {
    /// The amount with its decimals, such as "122.00"; no separators, no currency.
    public var description: String { String(decoding: digits, as: UTF8.self) }

    /// The description in ASCII.
    var digits: [UInt8] {
        var bytes: [UInt8] = []
        var rest = unscaled
        repeat {
            if bytes.count == decimalCount, decimalCount > 0 { bytes.append(ASCII.fullStop) }
            bytes.append(ASCII.zero + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count <= decimalCount
        bytes.reverse()
        return bytes
    }
}

/// A percentage fee as 57 writes it, in hundredths of a percent: 1 is 0.01 %, 9999 is 99.99 %.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (57): 00.01 to 99.99.
public struct Percentage: Hashable, Sendable {
    /// Hundredths of a percent, 1...9999.
    public let hundredths: Int

    /// Reads a percentage of at most five characters; nil outside 00.01...99.99 or with anything but digits and ".".
    public init?(_ text: String) {
        self.init(ascii: text.utf8.span)
    }

    /// Reads a percentage given as bytes.
    package init?(ascii bytes: Span<UInt8>) {
        self.init(bytes, 0..<bytes.count)
    }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count <= 5, let amount = Amount(bytes, range), let value = amount.minorUnits(exponent: 2),
            1...9_999 ~= value
        else { return nil }
        hundredths = Int(value)
    }
}

extension Percentage: CustomStringConvertible {
    /// The percentage with two decimals, such as "2.50"; no percent sign, no leading zero.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.8: the example is "3.00".
    public var description: String { String(decoding: digits, as: UTF8.self) }

    /// The description in ASCII.
    var digits: [UInt8] {
        let whole = ASCII.digits(of: UInt8(hundredths / 100))
        let fraction = ASCII.digits(of: UInt8(hundredths % 100))
        let digits = [whole.tens, whole.units, ASCII.fullStop, fraction.tens, fraction.units]
        return hundredths < 1_000 ? Array(digits.dropFirst()) : digits
    }
}
