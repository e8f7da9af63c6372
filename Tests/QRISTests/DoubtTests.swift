// What slipped past once or was judged otherwise than the documents say: code, severity and byte of each.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import Foundation
import QRIS
import Testing

@Suite struct DoubtTests {
    private func crc(_ text: some StringProtocol) -> String {
        let digits = String(QRISTestsCRC.of(String(text)), radix: 16, uppercase: true)
        return text + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private func text(_ draft: Draft) throws -> String { String(decoding: try draft.bytes(), as: UTF8.self) }

    /// The issues of a payload as words such as "crc.mismatch!@63+202:12".
    private func issues(_ text: String, _ profile: Profile = .qris) -> [String] {
        QRISPayload.validate(text, profile: profile).issues.map { VerdictLaw.text($0) }
    }

    /// Where a part of a text begins, in bytes.
    private func place(_ part: String, in text: String) throws -> Int {
        try #require(text.range(of: part)).lowerBound.utf16Offset(in: text)
    }

    // MARK: - The CRC

    @Test(arguments: ["１２３４", "АБВГ", "🍜🍜🍜🍜", "1A2é", "12", "12345", "    ", "", "12G4"], Profile.allCases)
    func theCRCIsAlwaysChecked(value: String, profile: Profile) throws {
        let base = try text(Draft()).dropLast(8)
        let count = value.unicodeScalars.count
        let report = QRISPayload.validate(base + "630\(count)" + value, profile: profile)
        let issue = try #require(report.issues.first { $0.code == .crcMismatch })
        #expect(issue.severity == .error && !report.isValid)
        #expect(issue.byteOffset == base.utf8.count + 4 && issue.byteLength == value.utf8.count)
        #expect(issue.expected == String(crc(base + "630\(count)").suffix(4)))
    }

    @Test func theCRCIsThatOfTheLast63() throws {
        let sound = try text(Draft())
        let issue = QRISPayload.validate(sound + "63040000", profile: .lenient).issues.first { $0.code == .crcMismatch }
        #expect(issue?.byteOffset == sound.utf8.count + 4 && issue?.severity == .error)
        #expect(QRISPayload.validate(crc(sound + "6304"), profile: .lenient).isValid)
    }

    // MARK: - What stands twice, other units

    @Test(arguments: [
        (DataObjectID(54), "1", "x", "amount.format"), (54, "1", "1.234", "amount.exponent"),
        (54, "1", "0", "amount.zero"),
        (56, "1", "1,0", "amount.format"), (57, "1", "100", "percent.range"),
        (61, "10110", "abc", "qris.postal_format"),
        (53, "360", "840", "qris.currency"), (60, "Jakarta", "A|B", "qris.pipe"), (58, "ID", "SG", "qris.foreign"),
        (52, "5812", "0000", "mcc.zero"), (59, "Warung", "Warung ", "text.blank_ends"),
    ])
    func aSecondValueIsCheckedLikeTheFirst(id: DataObjectID, first: String, second: String, code: String) throws {
        let bytes = try Draft().with(id, first).adding(id, second).bytes()
        let found = QRISPayload.validate(bytes).issues.filter { $0.code.name == code }
        #expect(found.map(\.byteOffset) == [bytes.count - 8 - 4 - second.utf8.count])
    }

    @Test(arguments: [DataObjectID(53), 54, 55, 56, 57])
    func whatIsPaidIsNeverOpenToDoubt(id: DataObjectID) throws {
        let draft = Draft().with(1, "12").with(54, "100").with(55, "02").with(56, "5")
        let bytes = try draft.with(57, id == 57 ? "1" : nil).adding(id, id == 53 ? "360" : "05").bytes()
        let issue = QRISPayload.validate(bytes, profile: .lenient).issues.first { $0.code == .duplicateTag }
        #expect(issue?.severity == .error && issue?.path == DataObjectPath(id))
    }

    @Test func theLengthOfThePayloadIsCountedInCharacters() throws {
        let draft = (80...88).reduce(Draft()) { draft, id in
            draft.with(DataObjectID(rawValue: UInt8(id))!, "0003ABC01" + "50" + String(repeating: "é", count: 50))
        }
        let text = try text(draft)
        let issue = try #require(QRISPayload.validate(text).issues.first { $0.code == .payloadOver512 })
        let before = String(String.UnicodeScalarView(text.unicodeScalars.prefix(512)))
        #expect(issue.byteOffset == before.utf8.count && issue.byteOffset + issue.byteLength == text.utf8.count)
    }

    // MARK: - Other countries and schemes

    @Test(arguments: [
        ("29", "0016A00000067701011101130066000000000", "764", "TH", "PromptPay"),
        ("26", "0014A00000061500010106000000", "458", "MY", "DuitNow"),
        ("38", "0010A00000072701100006000000", "704", "VN", "VietQR"),
        ("26", "0009SG.PAYNOW010120210T00AA0000A", "702", "SG", "PayNow"),
        ("28", "0011ph.ppmi.p2m0104ABCD", "608", "PH", "QR Ph"),
        ("26", "0014br.gov.bcb.pix0111contoh@site", "986", "BR", "Pix"),
        ("29", "0011contoh@bank", "116", "KH", "KHQR"), ("26", "0010A0000005240110contoh@upi", "356", "IN", "BharatQR"),
        ("26", "0012hk.com.hkicl02070000000", "344", "HK", "FPS"), ("26", "0016LK.CO.CONTOH.WWW", "144", "LK", ""),
    ])
    func foreignCodesAreNotQRIS(id: String, account: String, currency: String, country: String, scheme: String) throws {
        let number = try #require(DataObjectPath(id)?.id(at: 0))
        let text = try text(
            Draft().with(26, nil).with(51, nil).with(number, account).with(53, currency).with(58, country))
        let issue = try #require(QRISPayload.validate(text).issues.first { $0.code == .foreignCode })
        #expect(issue.severity == .error && issue.path.description == "58")
        #expect(try issue.byteOffset == place("5802" + country, in: text) && issue.byteLength == 6)
        #expect(issue.message.contains("of the country \(country)") && issue.message.contains("profile emv"))
        #expect(scheme.isEmpty || issue.message.contains("of the scheme \(scheme)"))
        for profile in [Profile.emv, .lenient] {
            #expect(QRISPayload.validate(text, profile: profile).isValid)
        }
    }

    @Test func aForeignSchemeIsKnownByItsAccountsAlone() throws {
        let account = "0016A00000067701011101130066000000000"
        let foreign = try text(Draft().with(26, nil).with(51, nil).with(29, account))
        let issue = try #require(QRISPayload.validate(foreign).issues.first { $0.code == .foreignCode })
        #expect(issue.path.description == "29.00" && issue.severity == .error)
        #expect(try issue.byteOffset == place("0016A0000", in: foreign) && issue.byteLength == 20)
        #expect(issue.message.contains("a code of the scheme PromptPay, not"))
        // Beside an account of QRIS it is one more way to pay an Indonesian code.
        let both = try text(Draft().with(29, account))
        #expect(!QRISPayload.validate(both).issues.contains { $0.code == .foreignCode })
    }

    // MARK: - Account 40

    @Test func aCodeWithTheAccount40IsATransferUnlessItSaysOtherwise() throws {
        let account = "0016ID.CO.CONTOH.WWW01189360091430000000010210CONTOH0001"
        let unique = "99200002000110CONTOH0001"
        let draft = Draft().with(26, nil).with(51, nil).with(1, "12").with(40, account).with(52, "4829")
        func codes(_ draft: Draft) throws -> [String] {
            QRISPayload.validate(try draft.bytes()).issues.map { $0.code.name + ($0.severity == .error ? "!" : "") }
        }
        #expect(try codes(draft.with(62, "0804DMCT" + unique)).isEmpty)
        #expect(try codes(draft) == ["transfer.purpose!", "transfer.unique!"])
        let still = draft.with(1, "11").with(52, "5812")
        #expect(try codes(still) == ["transfer.purpose!", "transfer.poi!", "transfer.mcc!", "transfer.unique!"])
        #expect(
            try codes(still.with(62, "0804DMTC" + unique)) == ["transfer.purpose!", "transfer.poi!", "transfer.mcc!"])
        #expect(try codes(draft.with(62, "0804DMCT9908ABCDEFGH")) == ["62.5x_not_template", "transfer.unique!"])
        #expect(try codes(draft.with(62, "0804DMCT99140110CONTOH0001")) == ["62.5x_not_template", "transfer.unique!"])
        #expect(try codes(draft.with(62, "0804DMCT9900")) == ["tlv.zero_length", "transfer.unique!"])
        let letters = draft.with(40, account.replacing("30000000", with: "3000ABC0")).with(62, "0804DMCT" + unique)
        #expect(try codes(letters) == ["qris.pan_not_digits!"])
        for count in [8, 15, 20] {
            let pan = "01" + (count < 10 ? "0" : "") + "\(count)" + String(("9360091430" + "0000000000").prefix(count))
            let bytes = try draft.with(40, "0016ID.CO.CONTOH.WWW" + pan + "0201X").with(62, "0804DMCT" + unique).bytes()
            let issue = try #require(QRISPayload.validate(bytes).issues.first { $0.code == .transferPANLength })
            #expect(issue.severity == .error && issue.path.description == "40.01" && issue.byteLength == count + 4)
        }
    }

    // MARK: - What cannot be seen

    @Test(arguments: [
        "\u{0}", "\t", "\u{7F}", "\u{85}", "\u{200B}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{FEFF}", "\u{E0041}",
    ])
    func hiddenCharactersAreTold(character: String) throws {
        let size = character.utf8.count
        let inText = try text(Draft().with(64, "0002id0105Ca" + character + "fe"))
        for profile in Profile.allCases {
            let report = QRISPayload.validate(inText, profile: profile)
            let issue = try #require(report.issues.first { $0.code == .invisibleCharacter })
            #expect(report.isValid && issue.severity == .warning && issue.path.description == "64.01")
            #expect(issue.byteOffset == inText.utf8.count - 8 - 2 - size && issue.byteLength == size)
        }
        for (id, value) in [(DataObjectID(59), "Ca" + character + "fe"), (52, "58" + character + "2")] {
            let bytes = try Draft().with(id, nil).with(id, value).bytes()
            for profile in Profile.allCases {
                let report = QRISPayload.validate(bytes, profile: profile)
                #expect(report.issues.contains { $0.code == .invisibleCharacter && $0.severity == .error })
                #expect(!report.isValid)
            }
        }
    }

    @Test(arguments: [
        "0016ID.CO.CONTOH.WWW01189360091430000000010201X0304UM\u{200B}I",
        "0016ID.CO.CONTOH.WWW0119936009143000000\u{200B}0010201X",
    ])
    func formatsThatAreKindsOfTextAllowNoneEither(account: String) throws {
        #expect(!QRISPayload.validate(try Draft().with(26, account).bytes()).isValid)
    }

    @Test func anNMIDInOtherDigitsIsAnError() throws {
        let value = "0014ID.CO.QRIS.WWW0215ID" + "１０２０００００００００７"
        let issues = QRISPayload.validate(try Draft().with(51, value).bytes()).issues
        #expect(issues.contains { $0.code == .notANS && $0.path.description == "51.02" && $0.severity == .error })
    }

    // MARK: - Amounts

    @Test(arguments: [
        ("100", "100", false), ("100", "100.01", true), ("100.50", "100.5", false), ("99.99", "100", true),
        ("1", "0.999", false), ("999999999999.9", "9999999999999", true),
    ])
    func aFeeOverTheAmountIsDoubtful(amount: String, fee: String, isOver: Bool) throws {
        let text = try text(Draft().with(1, "12").with(54, amount).with(55, "02").with(56, fee))
        let issue = QRISPayload.validate(text).issues.first { $0.code == .fixedFeeOverAmount }
        #expect((issue != nil) == isOver)
        if let issue {
            #expect(issue.severity == .warning && issue.path.description == "56")
            #expect(issue.byteOffset == text.utf8.count - 8 - 4 - fee.utf8.count)
        }
    }

    @Test(arguments: [("0502R1", true), ("0503***", false), ("0500", false), ("0102B1", false)])
    func aReferenceLabelInAStaticCodeIsDoubtful(inner: String, isTold: Bool) throws {
        let text = try text(Draft().with(62, inner))
        let issue = QRISPayload.validate(text).issues.first { $0.code == .staticWithReferenceLabel }
        #expect((issue != nil) == isTold)
        #expect(issue == nil || issue?.byteOffset == text.utf8.count - 8 - inner.utf8.count)
        let dynamic = try Draft().with(1, "12").with(54, "1").with(62, inner).bytes()
        #expect(!QRISPayload.validate(dynamic).issues.contains { $0.code == .staticWithReferenceLabel })
    }

    @Test func everyAccountsCriteriaAreComparedWithTheNationalOnes() throws {
        let account = "0016ID.CO.CONTOH.WWW0118936009143000000001021" + "0CONTOH0001"
        let text = try text(
            Draft().with(27, account + "0303UBE").with(28, account + "0303umi").with(29, account + "0303UMI"))
        let found = QRISPayload.validate(text).issues.filter { $0.code == .criteriaDiffer }
        #expect(found.map(\.path.description) == ["27.03"])
        #expect(try found.first?.byteOffset == place("0303UBE", in: text))
    }
}
