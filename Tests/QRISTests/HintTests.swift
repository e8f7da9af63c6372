// Known mistakes: each is made on purpose, and the issue must name it.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct HintTests {
    private let staticCode =
        "00020101021126570011ID.DANA.WWW011893600915373395270102097895462200303UMI"
        + "51440014ID.CO.QRIS.WWW0215ID10260193542440303UMI5204737253033605802ID5914Demo Store MJE"
        + "6015Kota Contoh LMT61059848863045D26"

    private func hint(_ text: String, _ code: QRIS.Issue.Code) -> String? {
        QRISPayload.validate(text).issues.first { $0.code == code }?.hint?.name
    }

    @Test func theStaticCodeIsValid() {
        #expect(QRISPayload.validate(staticCode).issues.isEmpty)
    }

    @Test func conversionsThatForgotTheCRC() {
        let dynamic = staticCode.replacing("010211", with: "010212")
        let withAmount = staticCode.replacing("5802ID", with: "54055000055020256031005802ID")
        let both = dynamic.replacing("5802ID", with: "54055000055020256031005802ID")
        #expect(hint(dynamic, .crcMismatch) == "crc_of_static_code")
        #expect(hint(withAmount, .crcMismatch) == "crc_without_amount")
        #expect(hint(both, .crcMismatch) == "crc_of_static_code_without_amount")
        #expect(hint(staticCode.replacing("Demo", with: "Dimo"), .crcMismatch) == nil)
    }

    @Test func otherWaysToMissTheCRC() {
        // CRCs of neg-crc-excludes-6304 and neg-crc-swapped-bytes of the vector file, on the same payload.
        let payload =
            "00020101021126610014COM.GO-JEK.WWW01189360091437983184160210U7168412950303UMI"
            + "51440014ID.CO.QRIS.WWW0215ID10265315838330303UMI5204829953033605802ID5919Warung Uji Coba TNU"
            + "6009Kota Cont61051252062070703A016304"
        #expect(hint(payload + "D5C6", .crcMismatch) == "crc_without_header")
        #expect(hint(payload + "D664", .crcMismatch) == "crc_bytes_swapped")
        #expect(hint(payload + "64d6", .crcLowercase) == "small_letter_crc")
        #expect(hint(payload + "64D6\r\n", .trailingBytes) == "text_after_crc")
        #expect(hint(payload + "64D60703A01", .crcMissingOrNotLast) == "text_after_crc")
        #expect(hint(payload + "00000703A01", .crcMissingOrNotLast) == nil)
    }

    @Test(arguments: [
        ("\u{FEFF}", "", "byte_order_mark"), ("\"", "\"", "quotation_marks"), ("'", "'", "quotation_marks"),
        ("“", "”", "quotation_marks"), ("«", "»", "quotation_marks"),
    ])
    func oneIssueForMarksAroundThePayload(before: String, after: String, name: String) throws {
        let sound = QRISPayload.validate(before + staticCode + after).issues
        #expect(sound.map { $0.code.name } == ["tlv.bad_header"])
        #expect(sound.first?.hint?.name == name && sound.first?.byteOffset == 0)
        // What is wrong inside is still found, and the right CRC is that of the payload alone.
        let damaged = staticCode.replacing("610598488", with: "6105x8488")
        let alone = QRISPayload.validate(damaged).issues
        let issues = QRISPayload.validate(before + damaged + after).issues
        #expect(issues.dropFirst().map { $0.code.name } == alone.map { $0.code.name })
        #expect(issues.dropFirst().map { $0.expected } == alone.map { $0.expected })
    }

    @Test(arguments: ["QRIS: ", "00 ", "\n", "\u{FEFF}\""]) func textBeforeThePayload(text: String) throws {
        let issues = QRISPayload.validate(text + staticCode.replacing("610598488", with: "6105x8488")).issues
        let first = try #require(issues.first)
        #expect(first.hint?.name == "text_before_payload" && first.byteOffset == 0)
        #expect(first.hint?.message.contains("begins at byte \(text.utf8.count);") == true)
        #expect(issues.map { $0.code.name } == ["tlv.bad_header", "crc.mismatch", "qris.postal_format"])
        let sound = QRISPayload.validate(text + staticCode).issues
        #expect(sound.map { $0.hint?.name } == ["text_before_payload", "text_before_payload"])
    }

    @Test func anOpenQuotationIsTold() {
        let issues = QRISPayload.validate("\"" + staticCode + "x").issues
        #expect(issues.map { $0.hint?.name } == ["quotation_marks", "text_after_crc"])
    }

    private static let pictures: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], [0xFF, 0xD8, 0xFF, 0xE0, 0, 16],
        Array("GIF89a".utf8), Array("RIFF".utf8) + [4, 0, 0, 0] + Array("WEBPVP8 ".utf8), Array("<svg xmlns".utf8),
        Array("data:image/png;base64,iVBO".utf8), Array("iVBORw0KGgoAAAANSUhEUgAA".utf8),
    ]

    @Test(arguments: pictures) func picturesAreNamed(bytes: [UInt8]) {
        let issues = QRISPayload.validate(bytes).issues
        #expect(issues.map { $0.hint?.name } == ["picture"])
    }

    /// Each order of bytes, with and without a byte order mark.
    @Test(arguments: [(false, true), (false, false), (true, true), (true, false)])
    func utf16IsNamed(isBigEndian: Bool, hasMark: Bool) {
        let bytes = ((hasMark ? "\u{FEFF}" : "") + staticCode).utf16.flatMap { unit in
            let halves = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isBigEndian ? halves : halves.reversed()
        }
        #expect(QRISPayload.validate(bytes).issues.map { $0.hint?.name } == ["utf16"])
    }

    @Test(arguments: ["hQVDUFYwMWFFTwegAAAGAiAgUAdRUklTQ1BN", "8505435056303161454F07A0000006022020"])
    func consumerPresentedCodesAreNamed(text: String) {
        #expect(QRISPayload.validate(text).issues.map { $0.hint?.name } == ["not_merchant_presented"])
    }

    /// Wherever a text is wrapped, one issue says so and where.
    @Test(arguments: ["\n", "\r\n", "\n    "]) func wrappedTextsAreNamed(lineBreak: String) {
        for place in 1..<staticCode.utf8.count {
            let cut = staticCode.index(staticCode.startIndex, offsetBy: place)
            // A blank of the text among the blanks of an indent cannot be told from them.
            guard lineBreak.last != " " || staticCode[cut] != " " else { continue }
            let issues = QRISPayload.validate(staticCode[..<cut] + lineBreak + staticCode[cut...]).issues
            #expect(issues.map { $0.hint?.name } == ["line_breaks"], "at \(place)")
            #expect(issues.first?.hint?.message.contains("the first at byte \(place).") == true)
        }
    }

    @Test func lineBreaksInPlaceOfBlanksAreNamed() {
        let wrapped = staticCode.replacing(" ", with: "\n")
        #expect(QRISPayload.validate(wrapped).issues.map { $0.hint?.name } == ["line_breaks"])
    }

    @Test func otherLineBreaksAreNoWrapping() {
        let wrapped = staticCode.replacing("5802ID", with: "5802\nID")
        #expect(QRISPayload.validate("\"" + wrapped + "\"").issues.map { $0.hint?.name } == ["line_breaks"])
        #expect(hint(staticCode + "\n" + staticCode, .badHeader) == "text_after_crc")
        #expect(hint(staticCode + "\n\n", .trailingBytes) == "text_after_crc")
        #expect(hint("0002\n01", .badHeader) == nil)
    }

    @Test(arguments: [
        ("1.000", QRIS.Issue.Code.amountExponent, true), ("1.000.000", .amountFormat, true),
        ("25,000", .amountFormat, true), ("25 000", .amountFormat, true), ("1,000.00", .amountFormat, true),
        ("98,73", .amountFormat, false), ("1e5", .amountFormat, false), ("1000.123", .amountExponent, false),
    ])
    func thousandsSeparators(amount: String, code: QRIS.Issue.Code, isGrouped: Bool) throws {
        let bytes = try Draft().with(54, amount).with(1, "12").bytes()
        #expect(hint(String(decoding: bytes, as: UTF8.self), code) == (isGrouped ? "thousands_separator" : nil))
    }

    @Test func lengthsInOtherUnits() throws {
        let bytes = String(decoding: try Draft().with(59, "Kafé Contoh").bytes(), as: UTF8.self)
        #expect(hint(bytes.replacing("5911K", with: "5912K"), .lengthInBytes) == "length_counted_in_bytes")
        let astral = String(decoding: try Draft().with(59, "Toko 🍜 X").bytes(), as: UTF8.self)
        #expect(hint(astral.replacing("5908T", with: "5911T"), .lengthInBytes) == "length_counted_in_bytes")
        #expect(hint(astral.replacing("5908T", with: "5909T"), .lengthInUTF16) == "length_counted_in_utf16")
    }

    @Test(arguments: ["5913Demo", "5915Demo", "5912Demo", "5999Demo", "5904Demo"])
    func wrongLengthsAreStatedRight(header: String) throws {
        let text = staticCode.replacing("5914Demo", with: header).replacing("61059848", with: "6107984800")
        let issues = QRISPayload.validate(text).issues
        let fault = try #require(issues.first { $0.hint?.name == "wrong_length" })
        #expect(fault.hint?.message.contains(" 14.") == true)
        #expect(issues.contains { $0.code == .postalCodeFormat })  // what follows is still checked
        #expect(!issues.contains { $0.code == .merchantCityMissing })
    }
}
