// The rule table as tools print it, and the kinds of codes and currencies.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct RuleTableTests {
    private func rule(_ path: String) -> PayloadRule? {
        PayloadRules.all.first { $0.path == path }
    }

    // Lengths and formats from EMVCo QRCPS-MPM v1.0 tables 3.6, 3.7, 3.8 and QRIS tables 3.20, 3.23.
    @Test(arguments: [
        ("00", "N, 01", 2, 2, "M"), ("54", "ans, amount", 1, 13, "C"), ("57", "ans, 00.01 to 99.99", 1, 5, "C"),
        ("59", "ans", 1, 25, "M"), ("60", "ans", 1, 15, "M"), ("61", "ans", 1, 10, "C"), ("52", "N", 4, 4, "M"),
        ("62.05", "ans", 1, 25, "O"), ("62.11", "ans", 3, 3, "O"), ("64.00", "ans, two letters", 2, 2, "M"),
        ("64.02", "S", 1, 15, "O"),
        ("65-79", "RFU", 1, 99, "O"), ("26-45.02", "ans", 1, 15, "M"), ("40.04", "ans", 8, 11, "O"),
        ("62.99.01", "S", 8, 74, "M"), ("80-99.00", "ans", 1, 32, "M"), ("62.50-99.00", "ans", 1, 32, "M"),
    ])
    func facts(path: String, format: String, shortest: Int, longest: Int, presence: String) throws {
        let rule = try #require(self.rule(path))
        #expect(rule.format.name == format)
        #expect(rule.lengths == shortest...longest)
        #expect(rule.presence.name == presence)
        #expect(!rule.name.isEmpty && !rule.source.isEmpty)
    }

    @Test func everyIDUnderTheRootHasExactlyOneRule() {
        for number in UInt8(0)...99 {
            let id = DataObjectID(rawValue: number)
            #expect(id.flatMap { PayloadRules.rule(at: DataObjectPath($0)) } != nil)
        }
    }

    @Test func severitiesFollowTheProfile() throws {
        let name = try #require(self.rule("59"))
        #expect(name.severity(under: .qris) == .error)
        #expect(name.severity(under: .lenient) == .warning)
        #expect(name.severityWhenMissing(under: .emv) == .error)
        let account = try #require(self.rule("26-45.01"))
        #expect(account.severity(under: .emv) == nil)
        #expect(account.severity(under: .qris) == .warning)
    }

    @Test func wrongValuesNameTheirCode() {
        #expect(self.rule("62.99.01")?.codeWhenWrong == .transferUniqueDataLength)
        #expect(self.rule("62.50-99")?.severity(under: .qris) == .warning)
        #expect(self.rule("26-51.01-99")?.codeWhenWrong == nil)
        #expect(self.rule("64")?.codeWhenWrong == .languageTemplateIncomplete)
    }

    @Test func everyCodeHasASource() {
        for code in QRIS.Issue.Code.all {
            #expect(!code.source.isEmpty && code.summary.hasSuffix("."))
            #expect(QRIS.Issue.Code.all.filter { $0.name == code.name } == [code])
        }
    }

    // QRIS 4.2: no 40 is a payment; 40 with BOOK, DMCT, XBCT a transfer, CDPT cash in, CWDL cash out.
    @Test(arguments: [
        ("BOOK", PaymentKind.transfer), ("DMCT", .transfer), ("XBCT", .transfer), ("CDPT", .cashIn), ("CWDL", .cashOut),
        ("BILL", .payment), ("POSP", .payment),
    ])
    func kinds(purpose: String, kind: PaymentKind) throws {
        let account = "0016ID.CO.CONTOH.WWW01189360091430000000010210CONTOH0001"
        let draft = Draft().with(26, nil).with(51, nil).with(1, "12").with(40, account).with(52, "4829")
            .with(62, "0804\(purpose)99200002000110CONTOH0001")
        #expect(try QRISPayload(validating: draft.bytes()).kind == kind)
        #expect(try QRISPayload(parsing: Draft().with(62, "0804\(purpose)").bytes()).kind == .payment)
        let tooShort = try draft.with(62, "0804\(purpose)99170002000107CONTOH1").bytes()
        #expect(QRISPayload.validate(tooShort).issues.map { $0.code.name } == ["transfer.unique_length"])
    }

    // ISO 4217 list one.
    @Test(arguments: [(360, 2), (392, 0), (704, 0), (352, 0), (414, 3), (788, 3), (990, 4), (927, 4), (702, 2)])
    func currencyExponents(number: Int, exponent: Int) {
        #expect(CurrencyExponent.exponent(ofCurrency: number) == exponent)
    }

    @Test func theTransactionLimitIsASetting() throws {
        func codes(_ amount: String, _ limit: Int64?) throws -> [String] {
            let bytes = try Draft().with(1, "12").with(54, amount).bytes()
            let options = ValidationOptions(profile: .qris, transactionLimit: limit)
            return QRISPayload.validate(bytes.span, options: options).issues.map { $0.code.name }
        }
        #expect(try codes("10000000.00", 10_000_000).isEmpty)
        #expect(try codes("10000000.01", 10_000_000) == ["qris.amount_limit"])
        #expect(try codes("10000001", 20_000_000).isEmpty)
        #expect(try codes("9999999999", nil).isEmpty)
        #expect(ValidationOptions().transactionLimit == 10_000_000)
    }
}

@Suite struct SchemeTests {
    // Identifiers as live codes of the schemes carry them; all else invented. 52, 59 and 60 are often left out there.
    @Test(arguments: [
        ("29", "0016A00000067701011101130066000000000", "764", "TH", PaymentScheme.promptPay),
        ("30", "0016A0000006770101120115000000000000000", "764", "TH", .promptPay),
        ("26", "0014A00000061500010106000000", "458", "MY", .duitNow),
        ("38", "0010A00000072701100006000000", "704", "VN", .vietQR),
        ("26", "0009SG.PAYNOW010120210T00AA0000A", "702", "SG", .payNow),
        ("28", "0011ph.ppmi.p2m0104ABCD", "608", "PH", .qrPh), ("27", "0012com.p2pqrpay", "608", "PH", .qrPh),
        ("26", "0014br.gov.bcb.pix0111contoh@site", "986", "BR", .pix), ("29", "0011contoh@bank", "116", "KH", .khqr),
        ("26", "0010A0000005240110contoh@upi", "356", "IN", .bharatQR),
        ("26", "0012hk.com.hkicl02070000000", "344", "HK", .fps),
    ])
    func knowsTheScheme(id: String, account: String, currency: String, country: String, scheme: PaymentScheme) throws {
        var writer = DataObjectWriter()
        try writer.append(0, "01")
        try writer.append(#require(DataObjectPath(id)?.id(at: 0)), account)
        try writer.append(53, currency)
        try writer.append(58, country)
        writer.appendCRC()
        let payload = try QRISPayload(validating: writer.bytes, profile: .lenient)
        #expect(payload.scheme == scheme)
        #expect(!scheme.name.isEmpty)
    }

    @Test func knowsQRISByIdentifierOrPAN() throws {
        #expect(try QRISPayload(parsing: Seeds.published[0]).scheme == .qris)
        #expect(try QRISPayload(parsing: Draft().with(51, nil).bytes()).scheme == .qris)
        #expect(try QRISPayload(parsing: Seeds.standardExample).scheme == nil)
    }
}
