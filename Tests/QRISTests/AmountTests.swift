// Amounts and percentages: the standard's valid and invalid forms, exactness, limits.
// SPDX-License-Identifier: Apache-2.0

import QRIS
import Testing

@Suite struct AmountTests {
    // EMVCo QRCPS-MPM v1.0 4.7.4.1 and QRIS 4.7.8.1 give 98.73, 98, 98., 1000.00, 1000 and 1000. as valid.
    @Test(
        arguments: [
            ("98.73", 9_873, 2), ("98", 98, 0), ("98.", 98, 0), ("1000.00", 100_000, 2), ("1000", 1_000, 0),
            ("1000.", 1_000, 0), ("0", 0, 0), ("9999999999.99", 999_999_999_999, 2), ("0.1", 1, 1),
        ] as [(String, Int64, Int)])
    func valid(text: String, unscaled: Int64, decimals: Int) {
        let amount = Amount(text)
        #expect(amount?.unscaled == unscaled)
        #expect(amount?.decimalCount == decimals)
    }

    // The first six are given as invalid by the same clauses; the others are traps of number parsers.
    @Test(arguments: [
        "98,73", "3 705", "1000,00", "1 000", "1.000.00", "Rp1000", "", ".", ".50", "+7", "-7", "1e5", "0x10", "nan",
        "inf", "１００", "٧", " 5", "5 ", "1_000", "1234567890123456789", "1\0",
    ])
    func invalid(text: String) {
        #expect(Amount(text) == nil)
    }

    @Test func convertsExactly() {
        #expect(Amount("122.00")?.rupiah == 122)
        #expect(Amount("122.5")?.rupiah == nil)
        #expect(Amount("122.5")?.minorUnits(exponent: 2) == 12_250)
        #expect(Amount("5000.0")?.rupiah == 5_000)
        #expect(Amount("999999999999999999")?.minorUnits(exponent: 2) == nil)
        #expect(Amount("1")?.minorUnits(exponent: 19) == nil)
        #expect(Amount("0")?.minorUnits(exponent: 18) == 0)
    }

    @Test(arguments: ["122.00", "98", "0.05", "9999999999.99", "0", "10.10"])
    func describesItself(text: String) {
        #expect(Amount(text)?.description == text)
    }

    @Test func wholeUnitsHaveBounds() {
        #expect(Amount(wholeUnits: 25_000)?.description == "25000")
        #expect(Amount(wholeUnits: -1) == nil)
        #expect(Amount(wholeUnits: 9_999_999_999_999) != nil)
        #expect(Amount(wholeUnits: 10_000_000_000_000) == nil)
    }

    @Test(arguments: [
        ("00.01", 1), ("99.99", 9_999), ("5", 500), ("05.00", 500), ("0.1", 10), ("3.00", 300),
        ("3", 300), ("3.", 300), ("03", 300), ("3.0", 300), ("03.00", 300), ("3.000", 300),
    ])
    func percentages(text: String, hundredths: Int) {
        #expect(Percentage(text)?.hundredths == hundredths)
    }

    // EMVCo QRCPS-MPM v1.0 4.7.8: the example is "3.00"; table 3.6: up to five characters.
    @Test(arguments: [(1, "0.01"), (250, "2.50"), (300, "3.00"), (1_000, "10.00"), (9_999, "99.99")])
    func percentagesAreWrittenWithoutALeadingZero(hundredths: Int, text: String) throws {
        let percentage = try #require(Percentage(text))
        #expect(percentage.hundredths == hundredths && percentage.description == text)
    }

    @Test(arguments: ["0", "00.00", "100", "5%", "1.001", "-5", ""])
    func notPercentages(text: String) {
        #expect(Percentage(text) == nil)
    }
}
