// How many decimals currencies have.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Looks up the decimals of a currency.
public enum CurrencyExponent {
    /// Returns the decimals of the currency with an ISO 4217 number, such as 2 for 360, rupiah.
    ///
    /// Numbers that are not in the list, 0...999 or not, count as having two decimals.
    /// - Source: ISO 4217 list one, minor units: the currencies with none, three and four; all others have two.
    public static func exponent(ofCurrency number: Int) -> Int {
        switch number {
        case 108, 152, 174, 262, 324, 352, 392, 410, 548, 600, 646, 704, 800, 940, 950, 952, 953: 0
        case 48, 368, 400, 414, 434, 512, 788: 3
        case 927, 990: 4
        default: 2
        }
    }

    /// Returns the decimals of the currency whose three digits stand in `range`; nil when they are not three digits.
    static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard range.count == 3, ValueBytes.areDigits(bytes, range) else { return nil }
        var number = 0
        for index in range {
            number = number * 10 + Int(bytes[index] - ASCII.zero)
        }
        return exponent(ofCurrency: number)
    }
}
