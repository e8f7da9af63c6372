// Damaged payloads: every truncation, every single wrong character, random bytes and mutations.
// SPDX-License-Identifier: Apache-2.0

import QRIS
import Testing

@Suite struct DamageTests {
    @Test(arguments: Seeds.published)
    func everyTruncationIsAnError(seed: String) {
        let bytes = Array(seed.utf8)
        for length in 0..<bytes.count {
            let report = QRISPayload.validate(Array(bytes[..<length]))
            #expect(!report.isValid)
            let first = report.issues.first { $0.severity == .error }
            #expect(first != nil)
            #expect((first?.byteOffset ?? .max) <= length)
        }
    }

    @Test func truncationsNameTheCodeAndTheByte() {
        let bytes = Array(Seeds.published[0].utf8)
        func first(_ length: Int) -> QRIS.Issue? {
            QRISPayload.validate(Array(bytes[..<length])).issues.first { $0.severity == .error }
        }
        #expect(first(0)?.code == .empty)
        #expect(first(3)?.code == .truncatedHeader)
        #expect(first(5)?.code == .lengthOverrun)
        #expect(first(5)?.byteOffset == 2)
        #expect(first(14)?.code == .truncatedHeader)
        #expect(first(14)?.byteOffset == 12)
        #expect(first(40)?.code == .lengthOverrun)
        #expect(first(40)?.byteOffset == 14)
        #expect(first(40)?.path.description == "26")
        #expect(first(bytes.count - 1)?.code == .lengthOverrun)
        #expect(first(bytes.count - 1)?.path.description == "63")
        #expect(first(bytes.count - 8)?.code == .crcMissingOrNotLast)
        #expect(first(bytes.count - 8)?.byteOffset == bytes.count - 8)
    }

    @Test(arguments: Seeds.published)
    func everyWrongCharacterIsCaught(seed: String) {
        let bytes = Array(seed.utf8)
        var missed = 0
        for position in bytes.indices {
            for character in UInt8(0x21)...0x7E where character != bytes[position] {
                var damaged = bytes
                damaged[position] = character
                let report = QRISPayload.validate(damaged)
                let isSmallLetterOfCRC =
                    position >= bytes.count - 4 && bytes[position] >= 0x41 && character == bytes[position] + 0x20
                if isSmallLetterOfCRC {
                    if !report.isValid || !report.issues.contains(where: { $0.code == .crcLowercase }) { missed += 1 }
                } else if report.isValid {
                    missed += 1
                }
            }
        }
        #expect(missed == 0)
    }

    /// Any bytes give a report whose issues lie inside the bytes; nothing traps.
    private func check(_ bytes: [UInt8]) -> Bool {
        let report = QRISPayload.validate(bytes)
        for issue in report.issues
        where issue.byteOffset < 0 || issue.byteLength < 0 || issue.byteOffset + issue.byteLength > bytes.count {
            return false
        }
        return true
    }

    @Test func randomBytesNeverTrap() {
        var random = SplitMix(state: 1)
        var bad = 0
        for _ in 0..<25_000 {
            let count = Int(random.next() % 48)
            let isDigits = random.next() % 4 != 0
            var bytes: [UInt8] = []
            for _ in 0..<count {
                let noise = random.next()
                bytes.append(isDigits ? 0x30 + UInt8(noise % 10) : UInt8(truncatingIfNeeded: noise))
            }
            if !check(bytes) { bad += 1 }
        }
        #expect(bad == 0)
    }

    @Test func mutatedSeedsNeverTrap() {
        var random = SplitMix(state: 2)
        let seeds = (Seeds.published + [Seeds.standardExample]).map { Array($0.utf8) }
        var bad = 0
        for round in 0..<40_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...Int(random.next() % 4) where !bytes.isEmpty {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 5 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] = 0x30 + UInt8(random.next() % 10)
                case 2: bytes.remove(at: place)
                case 3: bytes.insert(0x30 + UInt8(random.next() % 10), at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            if !check(bytes) { bad += 1 }
        }
        #expect(bad == 0)
    }

    @Test func accessorsNeverTrapOnStructurallyValidNoise() {
        var random = SplitMix(state: 3)
        for round in 0..<4_000 {
            var bytes = Array(Seeds.published[round % 2].utf8)
            for _ in 0..<3 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next() % 128)
            }
            guard let payload = try? QRISPayload(parsing: bytes) else { continue }
            _ = (payload.amount, payload.tip, payload.crcMatches, payload.pointOfInitiation, payload.additionalData)
            for account in payload.merchantAccounts {
                _ = (account.acquirer, account.accountType, account.merchantPANWithCheckDigit)
            }
        }
    }

    // Duplicates, empty objects, templates of empty objects, text beyond ASCII, lengths in bytes, nothing but noise.
    @Test(arguments: ["6503abc", "0000", "260800006300", "5901é", "5902é", "80080004abcd", "é", "62125008000100"])
    func hostileInputIsLinear(unit: String) {
        func fastest(_ count: Int) -> Duration {
            let bytes = Array("000201".utf8) + Array(String(repeating: unit, count: count).utf8)
            return (0..<3).map { _ in ContinuousClock().measure { _ = QRISPayload.validate(bytes) } }.min() ?? .zero
        }
        let small = fastest(500)
        let large = fastest(8_000)
        #expect(large < small * 64 + .milliseconds(100))  // 16 times the input; quadratic would be 256 times
    }

    @Test func invalidUTF8AndNULAreReportedAtTheirByte() {
        let broken = Array("0002015903A".utf8) + [0xFF] + Array("B".utf8)
        let issue = QRISPayload.validate(broken).issues.first
        #expect(issue?.code == .invalidUTF8)
        #expect(issue?.byteOffset == 11)
        #expect(issue?.path.description == "59")

        let terminated = QRISPayload.validate(Array(Seeds.published[0].utf8) + [0])
        #expect(terminated.issues.contains { $0.code == .trailingBytes && $0.byteOffset == 254 })
        #expect(!terminated.isValid)
        let inside = QRISPayload.validate("000201590" + "3A\0B")
        #expect(inside.issues.contains { $0.code == .notANS })
    }
}
