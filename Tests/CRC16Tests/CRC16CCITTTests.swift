// CRC-16/IBM-3740: known values, and the fast form against the plain one over lengths, chunkings and tables.
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CRC16

@Suite struct CRC16CCITTTests {
    /// Pseudo-random bytes from a fixed seed (xorshift64).
    static func noise(_ count: Int, seed: UInt64 = 0x9E37_79B9_7F4A_7C15) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    // 29B1 is the catalogue's check value; the others are printed at the end of the published qris_strings.
    @Test(
        arguments: [
            ("123456789", 0x29B1),
            ("", 0xFFFF),
            (
                "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW"
                    + "0215ID10190450190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A01"
                    + "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc5406122.006304", 0x4447
            ),
            (
                "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G4066636330303UMI51440014ID.CO.QRIS.WWW"
                    + "0215ID10190240190010303UMI5204581253033605802ID5922jumpstart-staging-qris6015Bandung deket r61054"
                    + "025762470703A0150363ed186eb-4837-4f54-afa6-0e007b36b4ce5406342.006304", 0xB802
            ),
        ] as [(String, UInt16)])
    func knownValues(text: String, expected: UInt16) {
        #expect(CRC16CCITT.checksum(of: text) == expected)
        #expect(CRC16CCITT.plainUpdate(with: Array(text.utf8).span) == expected)
    }

    @Test func equalsPlainForEveryLength() {
        for length in 0...300 {
            let bytes = Self.noise(length, seed: UInt64(length) + 1)
            #expect(CRC16CCITT.checksum(of: bytes) == CRC16CCITT.plainUpdate(with: bytes.span))
        }
    }

    @Test func everyFastFormEqualsThePlainOne() {
        var foldedCount = 0
        for length in Array(0...300) + [1_023, 1_024, 1_025, 70_001] {
            let bytes = Self.noise(length, seed: UInt64(length) + 3)
            for start: UInt16 in [0xFFFF, 0, 0x1D0F] {
                let expected = CRC16CCITT.plainUpdate(start, with: bytes.span)
                #expect(CRC16CCITT.slicedUpdate(start, with: bytes.span) == expected)
                if let folded = CRC16CCITT.foldedUpdate(start, with: bytes.span) {
                    foldedCount += 1
                    #expect(folded == expected)
                }
            }
        }
        #expect(foldedCount == 0 || foldedCount == 3 * (301 - 32 + 4))
    }

    @Test func everySplitGivesTheSameValue() {
        let bytes = Self.noise(130)
        let whole = CRC16CCITT.plainUpdate(with: bytes.span)
        for first in 0...bytes.count {
            for second in stride(from: first, through: bytes.count, by: 7) {
                var crc = CRC16CCITT()
                crc.update(with: Array(bytes[..<first]))
                crc.update(with: Array(bytes[first..<second]))
                crc.update(with: Array(bytes[second...]))
                #expect(crc.value == whole)
            }
        }
    }

    @Test func everyChunkSizeGivesTheSameValue() {
        let bytes = Self.noise(211, seed: 77)
        let whole = CRC16CCITT.plainUpdate(with: bytes.span)
        for size in 1...bytes.count {
            var crc = CRC16CCITT()
            for start in stride(from: 0, to: bytes.count, by: size) {
                crc.update(with: Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(crc.value == whole)
        }
    }

    @Test func everyTableEntryEqualsThePlainForm() {
        #expect(slicedRemainders.count == 2_048)
        for distance in 0..<8 {
            for byte in 0...255 {
                let bytes = [UInt8(byte)] + [UInt8](repeating: 0, count: distance)
                #expect(slicedRemainders[256 * distance + byte] == CRC16CCITT.plainUpdate(0, with: bytes.span))
            }
        }
    }

    @Test func everySingleBitErrorIsDetected() {
        let bytes = Self.noise(64, seed: 5)
        let whole = CRC16CCITT.checksum(of: bytes)
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(CRC16CCITT.checksum(of: damaged) != whole)
        }
    }
}
