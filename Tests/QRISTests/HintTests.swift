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
        #expect(hint("hQVDUFYwMWFFTwegAAAGAiAgUAdRUklTQ1BN", .badHeader) == "not_merchant_presented")
    }

    @Test(arguments: ["\u{FEFF}", "\"", "QRIS: ", "00 "]) func textBeforeThePayload(text: String) throws {
        let issues = QRISPayload.validate(text + staticCode.replacing("610598488", with: "6105x8488")).issues
        let first = try #require(issues.first)
        #expect(first.hint?.name == "text_before_payload" && first.byteOffset == 0)
        #expect(first.hint?.message.contains("begins at byte \(text.utf8.count);") == true)
        #expect(issues.map { $0.code.name } == ["tlv.bad_header", "crc.mismatch", "qris.postal_format"])
        let sound = QRISPayload.validate(text + staticCode).issues
        #expect(sound.map { $0.hint?.name } == ["text_before_payload", "text_before_payload"])
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
