// Values of digits: every byte at every place of every length, through a rule that asks for digits.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct DigitRunTests {
    // A PAN of 18 digits takes two words of eight and two single bytes.
    @Test func everyByteAtEveryPlaceOfAPAN() throws {
        let bytes = try Draft().bytes()
        let pan = try #require(QRISPayload(parsing: bytes).find("26.01"))
        var wrong = 0
        for place in pan.dropFirst(4) {
            for byte in UInt8(0)...0x7F {
                var other = bytes
                other[place] = byte
                let isRefused = QRISPayload.validate(other).issues.contains { $0.code == .panNotDigits }
                if isRefused == (0x30...0x39 ~= byte) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }
}
