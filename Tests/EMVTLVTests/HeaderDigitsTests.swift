// The header read at once must equal the plain reading of two digits twice, for all 10^4 headers and all other bytes.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import Testing

@Suite struct HeaderDigitsTests {
    private func agree(_ header: [UInt8]) -> Bool {
        let fast = HeaderDigits(header.span, at: 0)
        guard let id = ASCII.twoDigits(header[0], header[1]), let count = ASCII.twoDigits(header[2], header[3]) else {
            return fast == nil
        }
        return fast?.id.rawValue == id && fast?.characterCount == Int(count)
    }

    @Test func equalsThePlainFormForAllDigits() {
        var wrong = 0
        for number in 0..<10_000 {
            let digits = [number / 1_000, number / 100 % 10, number / 10 % 10, number % 10].map { UInt8(0x30 + $0) }
            if !agree(digits) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func equalsThePlainFormForEveryByteAtEveryPlace() {
        var wrong = 0
        for place in 0..<4 {
            for byte in UInt8.min...UInt8.max {
                var header: [UInt8] = [0x30, 0x39, 0x39, 0x30]
                header[place] = byte
                if !agree(header) { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }
}
