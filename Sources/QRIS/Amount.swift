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
        let bytes = Array(text.utf8)
        self.init(bytes.span, 0..<bytes.count)
    }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let first = range.first, ASCII.digit(bytes[first]) != nil, range.count <= 19 else { return nil }
        var total: Int64 = 0
        var digitCount = 0
        var decimals: Int?
        for index in range {
            if let digit = ASCII.digit(bytes[index]) {
                digitCount += 1
                guard digitCount <= 18 else { return nil }
                total = total * 10 + Int64(digit)
                decimals = decimals.map { $0 + 1 }
            } else {
                guard bytes[index] == ASCII.fullStop, decimals == nil else { return nil }
                decimals = 0
            }
        }
        unscaled = total
        decimalCount = decimals ?? 0
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

extension Amount: CustomStringConvertible {
    /// The amount with its decimals, such as "122.00"; no separators, no currency.
    public var description: String {
        let digits = "\(unscaled)"
        guard decimalCount > 0 else { return digits }
        var bytes = Array(digits.utf8)
        while bytes.count <= decimalCount { bytes.insert(ASCII.zero, at: 0) }
        bytes.insert(ASCII.fullStop, at: bytes.count - decimalCount)
        return String(decoding: bytes, as: UTF8.self)
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
        let bytes = Array(text.utf8)
        self.init(bytes.span, 0..<bytes.count)
    }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count <= 5, let amount = Amount(bytes, range), let value = amount.minorUnits(exponent: 2),
            1...9_999 ~= value
        else { return nil }
        hundredths = Int(value)
    }
}

/// How many decimals currencies have.
enum CurrencyExponent {
    /// Returns the decimals of the currency whose three digits stand in `range`; nil when they are not three digits.
    ///
    /// - Source: ISO 4217 list one, minor units: the currencies without decimals and with three; all others have two.
    static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count == 3, ValueBytes.areDigits(bytes, range) else { return nil }
        var code = 0
        for index in range {
            code = code * 10 + Int(bytes[index] - ASCII.zero)
        }
        return switch code {
        case 108, 152, 174, 262, 324, 392, 410, 548, 600, 646, 704, 800, 950, 952, 953: 0
        case 48, 368, 400, 414, 434, 512, 788: 3
        default: 2
        }
    }
}
