// Small questions about runs of bytes: digits, character set, fixed texts, check digits.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Questions about the bytes of a value.
enum ValueBytes {
    /// Whether every byte is of the common character set.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 1.3 (EMV Book 4 annex B: ASCII 32...126).
    static func areANS(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where bytes[index] < 0x20 || bytes[index] > 0x7E {
            return false
        }
        return true
    }

    static func contains(_ byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for index in range where bytes[index] == byte {
            return true
        }
        return false
    }

    /// Whether the digits end in their Luhn check digit; false when they are not all digits or none.
    ///
    /// - Source: ISO/IEC 7812-1 annex B.
    static func passLuhn(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        var sum = 0
        var isDoubled = false
        for index in range.reversed() {
            guard let digit = ASCII.digit(bytes[index]) else { return false }
            sum += luhnWeight(digit, isDoubled: isDoubled)
            isDoubled.toggle()
        }
        return sum.isMultiple(of: 10)
    }

    /// Returns the digit to append so that the digits pass the Luhn check.
    static func luhnCheckDigit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt8? {
        var sum = 0
        var isDoubled = true
        for index in range.reversed() {
            guard let digit = ASCII.digit(bytes[index]) else { return nil }
            sum += luhnWeight(digit, isDoubled: isDoubled)
            isDoubled.toggle()
        }
        return UInt8((10 - sum % 10) % 10)
    }

    private static func luhnWeight(_ digit: UInt8, isDoubled: Bool) -> Int {
        guard isDoubled else { return Int(digit) }
        return digit < 5 ? Int(digit) * 2 : Int(digit) * 2 - 9
    }
}
