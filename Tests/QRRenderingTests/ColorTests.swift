// Colours from text.
// SPDX-License-Identifier: Apache-2.0

import QRRendering
import Testing

@Suite struct ColorTests {
    @Test(arguments: [
        ("#000", Color.black), ("#fff", .white), ("#FFFFFF", .white), ("black", .black), ("white", .white),
        ("transparent", .transparent), ("#1aF", Color(red: 0x11, green: 0xAA, blue: 0xFF)),
        ("#0a1B2c", Color(red: 10, green: 27, blue: 44)),
        ("#0a1B2c80", Color(red: 10, green: 27, blue: 44, alpha: 128)), ("#00000000", .transparent),
    ])
    func accepted(text: String, color: Color) {
        #expect(Color(text) == color)
    }

    @Test(arguments: [
        "", "#", "#0", "#00", "#0000", "#00000", "#0000000", "#000000000", "000", "#ggg", "#+12", "# 12", "#12 ",
        " #123", "#123\n", "Black", "red", "black\0", "#１２３", "#\u{661}\u{662}", "\u{212A}", "rgb(0,0,0)", "##123",
    ])
    func refused(text: String) {
        #expect(Color(text) == nil)
    }

    @Test func bytesThatAreNotText() {
        #expect(Color(ascii: [0xFF]) == nil)
        #expect(Color(ascii: [UInt8](repeating: UInt8(ascii: "#"), count: 100_000)) == nil)
        #expect(Color(ascii: [UInt8(ascii: "#")] + [UInt8](repeating: UInt8(ascii: "0"), count: 100_000)) == nil)
    }
}
