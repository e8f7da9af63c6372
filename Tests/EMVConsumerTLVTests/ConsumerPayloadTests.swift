// Consumer-presented mode: Base64, BER-TLV and the rules of QRIS, on an invented payload.
// SPDX-License-Identifier: Apache-2.0

import EMVConsumerTLV
import Foundation
import Testing

@Suite struct ConsumerPayloadTests {
    /// An invented QRIS application: PAN 9360091400000000000, issuer data of eight bytes.
    struct Draft {
        var adf: [UInt8] = [0xA0, 0x00, 0x00, 0x06, 0x02, 0x20, 0x20]
        var first: [(BERTag, [UInt8])] = [(0x85, Array("CPV01".utf8))]
        var inner: [(BERTag, [UInt8])] = [
            (0x50, Array("QRISCPM".utf8)),
            (0x5A, [0x93, 0x60, 0x09, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0F]),
            (0x5F20, Array("NAMA CONTOH".utf8)), (0x5F2D, Array("iden".utf8)), (0x5F50, Array("tel:+62".utf8)),
        ]
        var specific: [(BERTag, [UInt8])] = [(0x9F74, Array("12345678".utf8)), (0x9F36, [0, 1])]
        var hasSpecific = true
        var applicationCount = 1

        func bytes() throws -> [UInt8] {
            var application = BERWriter()
            if !adf.isEmpty { try application.append(0x4F, adf) }
            for (tag, value) in inner { try application.append(tag, value) }
            var transparent = BERWriter()
            for (tag, value) in specific { try transparent.append(tag, value) }
            if hasSpecific { try application.append(0x63, template: transparent) }
            var writer = BERWriter()
            for (tag, value) in first { try writer.append(tag, value) }
            for _ in 0..<applicationCount { try writer.append(0x61, template: application) }
            return writer.bytes
        }
    }

    private func codes(_ change: (inout Draft) -> Void) throws -> [String] {
        var draft = Draft()
        change(&draft)
        let issues = try ConsumerPayload(parsing: draft.bytes()).validate()
        for issue in issues {
            #expect(try issue.byteOffset + issue.byteLength <= draft.bytes().count)
            #expect(!issue.message.isEmpty)
        }
        return issues.map { $0.code.name + " " + issueTag($0) }
    }

    private func issueTag(_ issue: ConsumerIssue) -> String { issue.tag.description }

    @Test func readsWhatWasWritten() throws {
        let bytes = try Draft().bytes()
        let payload = try ConsumerPayload(parsing: bytes)
        #expect(payload.validate().isEmpty)
        let application = try #require(payload.applications.first)
        #expect(application.isQRIS)
        #expect(application.label == "QRISCPM")
        #expect(application.holderName == "NAMA CONTOH")
        #expect(application.languages == "iden")
        #expect(application.issuerURL == "tel:+62")
        #expect(application.issuerData == Array("12345678".utf8))
        #expect(payload.base64().hasPrefix("hQVDUFYwMW"))  // 85 05 "CPV01" 61, as every QRIS CPM text begins
        #expect(try ConsumerPayload(base64: payload.base64()) == payload)
    }

    // EMVCo QRCPS-CPM v1.0 3.1 and QRIS CPM: 85 first; 61 once or twice; 57 or 5A; 9F74 of 8 to 64 bytes in 63.
    @Test func rules() throws {
        #expect(try codes { $0.first = [] } == ["cpm.format_indicator 85"])
        #expect(try codes { $0.first = [(0x85, Array("CPV02".utf8))] } == ["cpm.format_indicator 85"])
        #expect(try codes { $0.first.insert((0x9F50, [1]), at: 0) } == ["cpm.format_indicator 85"])
        #expect(try codes { $0.first.append((0x9F50, [1])) } == ["cpm.order 61"])
        #expect(try codes { $0.applicationCount = 2 }.isEmpty)
        #expect(try codes { $0.applicationCount = 3 } == ["cpm.too_many_applications 61"])
        #expect(try codes { $0.applicationCount = 0 } == ["cpm.missing 61"])
        #expect(try codes { $0.adf = [] } == ["cpm.missing 4F", "cpm.not_qris 4F"])
        #expect(try codes { $0.adf = [0xA0, 0, 0, 0, 3] } == ["cpm.not_qris 4F"])
        #expect(try codes { $0.inner.remove(at: 1) } == ["cpm.no_account 61"])
        #expect(try codes { $0.inner.append((0x50, [0x41])) } == ["cpm.duplicate 50"])
        #expect(try codes { $0.inner[2].1 = [0x41] } == ["cpm.length 5F20"])
        #expect(try codes { $0.inner[4].1 = Array("http:".utf8) } == ["cpm.issuer_url 5F50"])
        #expect(try codes { $0.hasSpecific = false } == ["cpm.missing 63"])
        #expect(try codes { $0.specific.remove(at: 0) } == ["cpm.missing 9F74"])
        #expect(try codes { $0.specific[0].1 = [1] } == ["cpm.length 9F74"])
        #expect(try codes { $0.specific[0].1 = [UInt8](repeating: 0x31, count: 65) } == ["cpm.length 9F74"])
        #expect(try codes { $0.specific.append((0xDF01, [1, 2])) }.isEmpty)
        let long = try codes { $0.inner.append((0xDF02, [UInt8](repeating: 7, count: 600))) }
        #expect(long == ["cpm.over_512 61"])
    }

    @Test func trackAndNumberMustAgree() throws {
        let track: [UInt8] = [0x93, 0x60, 0x09, 0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0D, 0x30, 0x12, 0x20, 0x1F]
        #expect(try codes { $0.inner.append((0x57, track)) }.isEmpty)
        #expect(try codes { $0.inner.append((0x57, [0x94] + track.dropFirst())) } == ["cpm.accounts_differ 57"])
    }

    // EMVCo Book 3 annex B: lengths to 127 in one byte, then 81 and one byte, 82 and two.
    @Test(arguments: [0, 1, 127, 128, 255, 256, 65_535])
    func lengthsRoundTrip(count: Int) throws {
        var writer = BERWriter()
        try writer.append(0x9F74, [UInt8](repeating: 0x5A, count: count))
        #expect(writer.bytes.count == 2 + (count > 255 ? 3 : count > 127 ? 2 : 1) + count)
        let payload = try ConsumerPayload(parsing: writer.bytes)
        #expect(payload.objects.map { $0.valueRange.count } == [count])
    }

    @Test(
        arguments: [
            ([0x9F], ConsumerError.Code.truncatedTag, 0), ([0x50], .truncatedLength, 1),
            ([0x50, 0x80], .unsupportedLength, 1),
            ([0x50, 0x83, 0, 0, 1, 1], .unsupportedLength, 1), ([0x50, 0x82, 0], .truncatedLength, 1),
            ([0x50, 0x02, 0x41], .lengthOverrun, 1),
            ([0x50, 0x01, 0x41, 0x9F, 0x81, 0x81, 0x01, 0], .unsupportedTag, 3),
            ([0x50, 0x01, 0x41, 0x5F, 0x80], .truncatedTag, 3),
        ] as [([UInt8], ConsumerError.Code, Int)])
    func faults(bytes: [UInt8], code: ConsumerError.Code, offset: Int) {
        let error = #expect(throws: ConsumerError.self) { _ = try ConsumerPayload(parsing: bytes) }
        #expect(error?.code == code)
        #expect(error?.byteOffset == offset)
    }

    // RFC 4648 section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64(plain: String, text: String) throws {
        #expect(Base64.encode(Array(plain.utf8).span) == Array(text.utf8))
        #expect(try Base64.decode(Array(text.utf8).span) == Array(plain.utf8))
    }

    @Test func base64AgreesWithFoundation() throws {
        for count in 0..<300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ count) }
            let text = Array(Data(bytes).base64EncodedString().utf8)
            #expect(Base64.encode(bytes.span) == text)
            #expect(try Base64.decode(text.span) == bytes)
        }
    }

    @Test(arguments: [
        ("Zg=", ConsumerError.Code.base64Padding, 3), ("Zg==Zg==", .base64Character, 2), ("Zh==", .base64Bits, 1),
        ("Zm9=", .base64Bits, 2), ("Zm9v\n", .base64Padding, 5), ("Zm 9", .base64Character, 2),
        ("====", .base64Character, 0), ("Zm-_", .base64Character, 2), ("Z===", .base64Character, 1),
    ])
    func notBase64(text: String, code: ConsumerError.Code, offset: Int) {
        let error = #expect(throws: ConsumerError.self) { _ = try Base64.decode(Array(text.utf8).span) }
        #expect(error?.code == code)
        #expect(error?.byteOffset == offset)
    }

    @Test func everyTruncationAndEveryOtherByteIsSafe() throws {
        let bytes = try Draft().bytes()
        var findings = 0
        for count in 0..<bytes.count {
            if let payload = try? ConsumerPayload(parsing: Array(bytes[..<count])), payload.validate().isEmpty {
                findings += 1
            }
            for byte in UInt8.min...UInt8.max {
                var damaged = bytes
                damaged[count] = byte
                _ = (try? ConsumerPayload(parsing: damaged))?.validate()
            }
        }
        #expect(findings == 0)
    }

    @Test func tagsAreChecked() {
        #expect(BERTag(rawValue: 0x9F74)?.byteCount == 2)
        #expect(BERTag(rawValue: 0x61)?.isTemplate == true)
        #expect(BERTag(rawValue: 0x5F2D)?.isTemplate == false)
        for number in [0x1F, 0x9F, 0x9F81, 0x5074, 0x9F_81_81, 0x5F81_8101] as [UInt32] {
            #expect(BERTag(rawValue: number) == nil)
        }
        #expect(ConsumerRules.all.first { $0.path == "61.63.9F74" }?.lengths == 8...64)
    }
}
