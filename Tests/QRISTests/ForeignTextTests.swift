// Both forms of the validator on texts that are no payload yet: marks around it, wrapped lines, other encodings.
// SPDX-License-Identifier: Apache-2.0

import QRIS
import Testing

@Suite struct ForeignTextTests {
    private static let marks = [
        "\u{FEFF}", "\"", "'", "`", "“", "”", "‘", "’", "„", "«", "»", " ", "\n", "\r\n", "\t", "x", "00", "0000", "",
    ]
    private static let starts: [[UInt8]] = [
        [0xFF, 0xFE], [0xFF, 0xFE, 0, 0], [0xFE, 0xFF], [0, 0x30, 0, 0x30], [0x30, 0, 0x30, 0],
        [0x89, 0x50, 0x4E, 0x47],
        [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("RIFF1234WEBP".utf8), Array("RIFF1234".utf8),
        Array("<svg".utf8), Array("<?xml".utf8), Array("data:image/".utf8), Array("iVBORw0KGgo".utf8),
        Array("/9j/".utf8), Array("hQVDUFYw".utf8), Array("850543505630".utf8),
    ]

    private func expectEqual(_ bytes: [UInt8]) {
        for profile in Profile.allCases {
            let difference = VerdictLaw.difference(bytes, ValidationOptions(profile: profile))
            #expect(difference == nil, "\(difference ?? "")")
        }
    }

    @Test func bothFormsAgreeOnMarks() {
        for before in Self.marks {
            for after in Self.marks {
                expectEqual(Array((before + Seeds.published[0] + after).utf8))
            }
        }
    }

    @Test func bothFormsAgreeOnOtherEncodings() {
        for start in Self.starts {
            for count in 0...start.count {
                expectEqual(Array(start.prefix(count)) + Array(Seeds.published[0].utf8))
            }
        }
        for text in Seeds.published {
            let units = Array(text.utf16)
            expectEqual(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
            expectEqual(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        }
    }

    @Test func bothFormsAgreeOnWrappedLines() {
        var random = SplitMix(state: 7)
        for _ in 0..<3_000 {
            var bytes = Array(Seeds.published[Int.random(in: 0...1, using: &random)].utf8)
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let mark = Self.marks[Int.random(in: 0..<Self.marks.count, using: &random)]
                let place = Int.random(in: 0...bytes.count, using: &random)
                bytes.insert(contentsOf: mark.utf8, at: place)
            }
            expectEqual(bytes)
        }
    }
}
