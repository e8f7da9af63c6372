// Changing payloads: static to dynamic and back, single paths, canonical form; what is refused.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct ConversionTests {
    /// A vector of the file: static, ascending, valid.
    static let staticCode =
        "00020101021126570011ID.DANA.WWW011893600915373395270102097895462200303UMI51440014ID.CO.QRIS.WWW"
        + "0215ID10260193542440303UMI5204737253033605802ID5914Demo Store MJE6015Kota Contoh LMT61059848863045D26"

    private func crc(_ text: some StringProtocol) -> String {
        let text = String(text)
        let digits = String(QRISTestsCRC.of(text), radix: 16, uppercase: true)
        return text + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private func text(_ payload: QRISPayload) -> String { String(decoding: payload.encoded(), as: UTF8.self) }

    @Test func putsTheAmountAtItsAscendingPlace() throws {
        let payload = try QRISPayload(validating: Self.staticCode)
        let dynamic = try payload.convertedToDynamic(amount: #require(Amount("25000")))
        let wanted = Self.staticCode.dropLast(4).replacing("010211", with: "010212")
            .replacing("5303360", with: "5303360540525000")
        #expect(text(dynamic) == crc(wanted))
        #expect(try text(dynamic.convertedToStatic()) == Self.staticCode)
    }

    @Test func putsTheAmountBefore58WhenTheOrderIsAnother() throws {
        let source = Self.staticCode.dropLast(8).replacing("610598488", with: "")
            .replacing("5204737253033605802ID", with: "6105984885303360520473725802ID")
        let payload = try QRISPayload(validating: crc(source + "6304"))
        let dynamic = try payload.convertedToDynamic(amount: #require(Amount("1.50")), tip: .prompt)
        let wanted = source.replacing("010211", with: "010212").replacing("5802ID", with: "54041.5055020" + "15802ID")
        #expect(text(dynamic) == crc(wanted + "6304"))
    }

    @Test(arguments: [
        (Tip.prompt, "550201"), (.fixed(Amount(wholeUnits: 500)!), "5502025603500"),
        (.percentage(Percentage("2.5")!), "55020357042.50"),
    ])
    func tips(tip: Tip, objects: String) throws {
        let payload = try QRISPayload(validating: Self.staticCode)
        let dynamic = try payload.convertedToDynamic(
            amount: #require(Amount("1000")), tip: tip, referenceLabel: "ORDER-1", terminalLabel: "A01")
        #expect(dynamic.tip == tip)
        #expect(text(dynamic).contains("54041000" + objects + "5802ID"))
        #expect(text(dynamic).contains("62180507ORDER-10703A016304"))
        #expect(dynamic.validate().issues.isEmpty)
        #expect(try dynamic.convertedToStatic().tip == nil)
    }

    @Test func aTemplateKeepsWhatItHad() throws {
        let payload = try QRISPayload(validating: Seeds.published[0])
        let changed = try payload.convertedToDynamic(amount: #require(Amount("7")), referenceLabel: "X1")
        #expect(text(changed).contains("62530502X10703A015036c98a2234-f6d1-46f6-91d3-2597ee7863bc" + "54017"))
    }

    @Test func refusesAWrongCRCUnlessTold() throws {
        let payload = try QRISPayload(parsing: Self.staticCode.dropLast() + "7")
        let amount = try #require(Amount("1"))
        let error = #expect(throws: EditError.self) { _ = try payload.convertedToDynamic(amount: amount) }
        #expect(error?.code == .wrongCRC)
        #expect(error?.message.isEmpty == false)
        #expect(try payload.convertedToDynamic(amount: amount, repairingCRC: true).crcMatches)
        #expect(throws: EditError.self) { _ = try payload.canonical() }
    }

    @Test func refusesWhatWouldBeInvalid() throws {
        let payload = try QRISPayload(validating: Self.staticCode)
        func code(_ amount: String, reference: String? = nil) throws -> EditError? {
            let amount = try #require(Amount(amount))
            return #expect(throws: EditError.self) {
                _ = try payload.convertedToDynamic(amount: amount, referenceLabel: reference)
            }
        }
        #expect(try code("0")?.code == .invalidResult)
        #expect(try code("0")?.report?.issues.first?.code == .amountZero)
        #expect(try code("1.234")?.report?.issues.first?.code == .amountExponent)
        #expect(try code("99999999999.99")?.code == .tooLong)
        #expect(try code("1", reference: String(repeating: "A", count: 26))?.limit == 25)
        #expect(try code("1", reference: "")?.code == .empty)
    }

    @Test func setsAndRemovesAnyPath() throws {
        var editor = try PayloadEditor(QRISPayload(validating: Self.staticCode))
        try editor.set(#require(DataObjectPath("62.50.00")), to: "ID.CONTOH")
        try editor.set(#require(DataObjectPath("62.50.01")), to: "1234")
        #expect(editor.remainingCharacterCount(in: 62) == 99 - 25 - 4)
        try editor.set(#require(DataObjectPath("62.01")), to: "B1")
        #expect(text(try editor.finish()).contains("62310102B150210009ID.CONTOH0104" + "1234"))
        var removed: [Bool] = []
        removed.append(editor.remove(DataObjectPath(62, 50)))
        removed.append(editor.remove(DataObjectPath(62, 50)))
        removed.append(editor.remove(DataObjectPath(62, 1)))
        #expect(text(try editor.finish()) == Self.staticCode)
        removed.append(editor.remove(DataObjectPath(58)))
        #expect(removed == [true, false, true, true])
        let error = #expect(throws: EditError.self) { _ = try editor.finish() }
        #expect(error?.report?.issues.contains { $0.code == .countryCodeMissing } == true)
    }

    @Test func refusesPathsThatCannotBeSet() throws {
        var editor = try PayloadEditor(QRISPayload(validating: Seeds.published[0]))
        func code(_ path: DataObjectPath, _ value: [UInt8]) -> EditError.Code? {
            (#expect(throws: EditError.self) { try editor.set(path, to: value) })?.code
        }
        #expect(code(DataObjectPath(63), [0x30]) == .reservedPath)
        #expect(code(DataObjectPath(), [0x30]) == .reservedPath)
        #expect(code(DataObjectPath(62, 50, 1), [0x30]) == .notTemplate)
        #expect(code(DataObjectPath(59), [0xFF]) == .notUTF8)
        #expect(code(DataObjectPath(62, 90), [UInt8](repeating: 0x41, count: 90)) == .tooLong)
        let message = (#expect(throws: EditError.self) { try editor.set(DataObjectPath(63), to: "0") })?.message
        #expect(message == "63 (CRC) cannot be set: the CRC is always computed.")
        #expect(text(try editor.finish()) == Seeds.published[0])
    }

    @Test func canonicalFormIsAscendingWithACapitalCRC() throws {
        let small = Self.staticCode.dropLast(4) + "5d26"
        #expect(try QRISPayload(validating: String(small)).canonical() == Array(Self.staticCode.utf8))
        let seed = try QRISPayload(validating: Seeds.published[0]).canonical()
        let wanted = Seeds.published[0].dropLast(4).replacing("5406122.00", with: "")
            .replacing("5802ID", with: "5406122.005802ID")
        #expect(String(decoding: seed, as: UTF8.self) == crc(wanted))
        #expect(try QRISPayload(validating: seed).canonical() == seed)
    }

    @Test(
        arguments: Vector.all.filter {
            $0.verdict != "invalid" && $0.id.hasPrefix("syn-") && !VectorTests.otherVerdict.contains($0.id)
        })
    func everyLookAlikeConverts(vector: Vector) throws {
        let payload = try QRISPayload(validating: vector.string)
        guard payload.kind == .payment else { return }
        let dynamic = try payload.convertedToDynamic(amount: #require(Amount("15000")), tip: .prompt)
        #expect(dynamic.amount == Amount("15000"))
        #expect(dynamic.validate().isValid)
        let back = try dynamic.convertedToStatic(keepingSaleData: true)
        let more = payload.differences(to: back).map { $0.path.description }
        #expect(Set(more).isSubset(of: ["01", "54", "55", "56", "57", "63"]))
    }

    @Test func aSecondAmountDoesNotOutliveTheFirst() throws {
        let source = String(Self.staticCode.dropLast(8)) + "5403100" + "54079999999" + "6304"
        let payload = try QRISPayload(parsing: crc(source))
        let dynamic = try payload.convertedToDynamic(amount: #require(Amount("5")), profile: .lenient)
        #expect(dynamic.objects.filter { $0.id.rawValue == 54 }.count == 1)
        #expect(dynamic.amount == Amount("5"))
    }

    @Test func whatBelongsToOneSaleGoesWithTheAmount() throws {
        // The transaction of the published sample stands in 62.50; 62.07 is the terminal's.
        let sample = try QRISPayload(validating: Seeds.published[0])
        let head = Seeds.published[0].dropLast(18).replacing("010212", with: "010211")
        let uuid = "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc"
        #expect(
            try text(sample.convertedToStatic())
                == crc(head.replacing("6247", with: "6207").replacing(uuid, with: "") + "6304"))
        #expect(try text(sample.convertedToStatic(keepingSaleData: true)) == crc(head + "6304"))
    }

    @Test(arguments: [
        ("0102B1", "62.01"), ("0502R1", "62.05"), ("0503***", ""), ("5008A1202606", "62.50"),
        ("5112202606160709", "62.51"),
        ("9812203318599510", ""), ("5112202699160709", ""), ("50180009ID.CO.XYZ01012", ""),
        ("6036c98a2234-f6d1-46f6-91d3-2597ee7863bc", "62.60"),
    ])
    func whatBelongsToOneSaleIsKnownByItsPlaceOrForm(inner: String, path: String) throws {
        let bytes = try Draft().with(62, "0703A01" + inner).bytes()
        var editor = try PayloadEditor(QRISPayload(parsing: bytes))
        let removed = editor.removeSaleData().map(\.description)
        #expect(removed == (path.isEmpty ? [] : [path]))
        #expect(try editor.finish(profile: .lenient).text(at: DataObjectPath(62, 7)) == "A01")
    }

    @Test func expiryOfOtherSchemesGoesToo() throws {
        // PayNow's 04 is a date, KHQR's 99 holds times in milliseconds; all values invented.
        let payNow = "26490009SG.PAYNOW010120210200000000A03010040820271231"
        let text =
            "000201010212" + payNow + "52040000" + "5303702" + "5802SG" + "5902AB" + "6009Singapore"
            + "62190105INV-10506R-1001" + "9917001317680000000006304"
        var editor = try PayloadEditor(QRISPayload(parsing: crc(text)))
        #expect(editor.removeSaleData().map(\.description) == ["26.04", "62.01", "62.05", "99"])
    }

    @Test func whatStandsTwiceGoesOrIsSetEverywhere() throws {
        let text =
            String(Self.staticCode.dropLast(8)).replacing("010211", with: "010212") + "010212" + "62060502R1"
            + "62060502R2"
        let payload = try QRISPayload(parsing: crc(text + "6304"))
        var editor = try PayloadEditor(payload)
        let isRemoved = editor.remove(DataObjectPath(62, 5))
        #expect(isRemoved)
        #expect(try editor.finish(profile: .lenient).find("62") == nil)
        let fixed = try payload.convertedToStatic(profile: .lenient)
        #expect(fixed.objects.filter { $0.id.rawValue == 1 }.count == 1 && fixed.pointOfInitiation == .staticCode)
        let amount = try #require(Amount("5"))
        let dynamic = try payload.convertedToDynamic(amount: amount, referenceLabel: "NEW", profile: .lenient)
        #expect(dynamic.objects.filter { $0.id.rawValue == 62 }.count == 1)
        #expect(dynamic.additionalData?.referenceLabel == "NEW")
    }

    @Test func anAccountThatStandsTwiceOrIsDamagedIsNotAsOrdered() throws {
        let other = "26" + "57" + "0011ID.DANA.WWW011893600915373395270202097895462200303UMI"
        let base = String(Self.staticCode.dropLast(8))
        var order = Expectation()
        order.merchantPAN = "936009153733952701"
        order.merchantID = "789546220"
        func subjects(_ text: String) throws -> [String] {
            try QRISPayload(parsing: crc(text + "6304")).check(expecting: order).map(\.subject.name)
        }
        #expect(try subjects(base) == [])
        #expect(try subjects(base + other) == ["merchant PAN", "merchant ID"])
        #expect(
            try subjects(
                base.replacing("0209789546220", with: "0209789546220" + "02011").replacing("2657", with: "2662")) == [
                    "merchant ID"
                ])
        order = Expectation()
        order.referenceLabel = "R1"
        #expect(try subjects(base + "62130502R10502R2X") == ["reference label"])
    }

    @Test func whatIsAddedOrStandsTwiceIsNotAsOrdered() throws {
        var order = Expectation()
        order.amount = Amount("100")
        let base = String(Self.staticCode.dropLast(8))
        func subjects(_ more: String) throws -> [String] {
            try QRISPayload(parsing: crc(base + more + "6304")).check(expecting: order).map(\.subject.name)
        }
        #expect(try subjects("5403100") == [])
        #expect(try subjects("5403100" + "5502025605" + "10000") == ["tip or fee"])
        #expect(try subjects("5403100" + "54079999999") == ["amount"])
        order.acceptsTip = true
        #expect(try subjects("5403100" + "5502025605" + "10000") == [])
        order = Expectation()
        order.referenceLabel = "R1"
        #expect(try subjects("62060502R1") == [])
        #expect(try subjects("62060502R1" + "62060502R2") == ["reference label"])
        #expect(try subjects("62120502R10502R2") == ["reference label"])
    }

    /// Telephone numbers and keys of other schemes stand where QRIS has criteria and PAN (EMVCo 4.7.5 leaves them free).
    @Test(arguments: [
        ("26440012hk.com.hkicl0313+852-98765432" + "0407a@b.com", "98765432"),
        ("29370016A00000067701011101130066812345678", "66812345678"),
        ("26380014br.gov.bcb.pix0116john@example.com", "john"),
    ])
    func personalDataOfOtherSchemesIsDisguised(_ account: String, _ secret: String) throws {
        let inner = account.dropFirst(4)
        let template = account.prefix(2) + (inner.utf8.count < 10 ? "0" : "") + String(inner.utf8.count) + inner
        let payload = try QRISPayload(
            parsing: crc("000201" + template + "5303764" + "5802TH" + "5904Name" + "6004City" + "6304"))
        #expect(!text(payload.anonymised(seed: 3)).contains(secret))
    }
}
