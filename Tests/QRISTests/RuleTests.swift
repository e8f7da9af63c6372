// Single rules, each on a payload that is right but for one thing, with severities by profile.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

/// A payload under construction: a valid invented one whose objects can be replaced, added or dropped.
struct Draft {
    private(set) var objects: [(id: DataObjectID, value: String)] = [
        (0, "01"), (1, "11"),
        (26, "0016ID.CO.CONTOH.WWW01189360091430000000010215CONTOH0000000010303UMI"),
        (51, "0014ID.CO.QRIS.WWW0215ID10200000000070303UMI"),
        (52, "5812"), (53, "360"), (58, "ID"), (59, "Warung Contoh"), (60, "Jakarta"), (61, "10110"),
    ]

    func with(_ id: DataObjectID, _ value: String?) -> Draft {
        var copy = self
        copy.objects.removeAll { $0.id == id }
        if let value { copy.objects.append((id, value)) }
        return copy
    }

    func adding(_ id: DataObjectID, _ value: String) -> Draft {
        var copy = self
        copy.objects.append((id, value))
        return copy
    }

    func bytes() throws -> [UInt8] {
        var writer = DataObjectWriter()
        for object in objects { try writer.append(object.id, object.value) }
        writer.appendCRC()
        return writer.bytes
    }
}

@Suite struct RuleTests {
    @Test func theDraftHasNoIssueAtAll() throws {
        for profile in Profile.allCases {
            #expect(QRISPayload.validate(try Draft().bytes(), profile: profile).issues.isEmpty)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let id: DataObjectID
        let value: String?
        let code: String
        /// Severities under emv, qris and lenient: E, W or -.
        let severities: String
        let path: String

        init(_ id: DataObjectID, _ value: String?, _ code: String, _ severities: String, _ path: String) {
            self.id = id
            self.value = value
            self.code = code
            self.severities = severities
            self.path = path
        }

        var testDescription: String { "\(id) \(value ?? "missing")" }
    }

    static let cases: [Case] = [
        Case(0, "02", "pfi.value", "EEW", "00"),
        Case(1, "13", "poi.value", "EEW", "01"),
        Case(51, nil, "qris.tag51_missing", "-WW", "51"),
        Case(52, nil, "required.mcc", "EEW", "52"),
        Case(52, "58A2", "format", "EEW", "52"),
        Case(52, "581", "format", "EEW", "52"),
        Case(53, nil, "required.currency", "EEW", "53"),
        Case(53, "840", "qris.currency", "-EW", "53"),
        Case(58, nil, "required.country", "EEW", "58"),
        Case(58, "id", "country.format", "EEW", "58"),
        Case(59, nil, "required.name", "EEW", "59"),
        Case(59, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "length.max", "EEW", "59"),
        Case(59, "Kafé", "charset.not_ans", "EEW", "59"),
        Case(59, "A|B", "qris.pipe", "-W-", "59"),
        Case(60, nil, "required.city", "EEW", "60"),
        Case(60, "ABCDEFGHIJKLMNOP", "length.max", "EEW", "60"),
        Case(61, nil, "qris.postal_missing", "-WW", "61"),
        Case(61, "123456", "qris.postal_format", "-W-", "61"),
        Case(54, "0100", "amount.leading_zero", "WW-", "54"),
        Case(54, "1.000", "amount.exponent", "WEW", "54"),
        Case(54, "1,000", "amount.format", "EEE", "54"),
        Case(54, "0.00", "amount.zero", "EEW", "54"),
        Case(55, "04", "format", "EEW", "55"),
        Case(55, "02", "tip.56_missing", "EEE", "56"),
        Case(55, "03", "tip.57_missing", "EEE", "57"),
        Case(56, "500", "tip.56_orphan", "EEE", "56"),
        Case(57, "5", "tip.57_orphan", "EEE", "57"),
        Case(57, "100", "percent.range", "EEE", "57"),
        Case(62, "0909MEMEMEMEM", "aclr.value", "EEW", "62.09"),
        Case(62, "0703A010703A02", "tag.duplicate", "EEW", "62.07"),
        Case(62, "5003abc", "62.5x_not_template", "EW-", "62.50"),
        Case(62, "0700", "tlv.zero_length", "EWW", "62.07"),
        Case(62, "50370033ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456", "length.max", "EEW", "62.50.00"),
        Case(62, "2003abc", "tag.rfu", "WW-", "62.20"),
        Case(65, "abc", "tag.rfu", "WW-", "65"),
        Case(64, "0002id0104Toko0303abc", "tag.rfu", "WW-", "64.03"),
        Case(62, "1102AB", "format", "EEW", "62.11"),
        Case(54, "10000000.01", "qris.amount_limit", "-W-", "54"),
        Case(62, "0799A01", "tlv.length_overrun", "EEE", "62.07"),
        Case(62, "x703A01", "tlv.bad_header", "EEE", "62"),
        Case(64, "0002ID", "lang.missing", "EEW", "64"),
        Case(80, "0104abcd", "template.guid_missing", "EEW", "80"),
        Case(27, "0203abc", "template.guid_missing", "EEW", "27"),
        Case(26, "0016ID.CO.CONTOH.WWW0103123", "qris.mpan_format", "-W-", "26.01"),
        Case(26, "0016ID.CO.CONTOH.WWW0118936000000000000001", "qris.nns_unknown", "-W-", "26.01"),
        Case(26, "0016ID.CO.CONTOH.WWW01199360091430723177142", "qris.mpan19_luhn", "-W-", "26.01"),
        Case(26, "0016ID.CO.CONTOH.WWW01189360091430000000010303XXX", "qris.criteria", "-W-", "26.03"),
        Case(26, "0016ID.CO.CONTOH.WWW0118936009143000000001", "qris.mid_missing", "-W-", "26"),
        Case(26, "0016ID.CO.CONTOH.WWW01189360091440000000010201X", "qris.account_type", "-W-", "26.01"),
        Case(64, "0003ind0104Toko", "format", "EEW", "64.00"),
        Case(64, "0002i10104Toko", "format", "EEW", "64.00"),
        Case(62, "50200001X0101A0201B0101C", "tag.duplicate", "EEW", "62.50.01"),
        Case(40, "0016ID.CO.CONTOH.WWW01189360091430000000010201X", "transfer.purpose", "-E-", "62.08"),
        Case(26, "0016ID.CO.CONTOH.WWW0103ABC0201X", "qris.pan_not_digits", "-E-", "26.01"),
        Case(45, "0016ID.CO.CONTOH.WWW0118９36009143000000001", "qris.pan_not_digits", "-E-", "45.01"),
        Case(52, "0000", "mcc.zero", "WW-", "52"),
        Case(59, " ", "text.blank", "WWW", "59"),
        Case(60, "   ", "text.blank", "WWW", "60"),
        Case(64, "0002id0102\u{3000}\u{2003}", "text.blank", "WWW", "64.01"),
        Case(64, "0002id0104Toko0204\u{A0}Kot", "text.blank_ends", "WW-", "64.02"),
        Case(59, "Warung ", "text.blank_ends", "WW-", "59"),
        Case(60, " Jakarta", "text.blank_ends", "WW-", "60"),
        Case(26, "0016ID.CO.CONTOH.WWW01189360091430000000010201X0303UBE", "qris.criteria_differ", "-W-", "26.03"),
        Case(62, "0502R1", "poi.static_with_reference", "WW-", "62.05"),
        Case(58, "SG", "qris.foreign", "-E-", "58"),
        Case(51, "0014ID.CO.QRIS.WWW0215ID1020000000008", "qris.nmid_luhn", "-W-", "51.02"),
        Case(51, "0014ID.CO.QRIS.WWW0205ID102", "qris.nmid_format", "-W-", "51.02"),
        Case(51, "0015ID.OR.GPNQR.WWW0215ID1020000000007", "qris.tag51_guid_legacy", "-W-", "51.00"),
    ]

    @Test(arguments: cases)
    func oneRule(rule: Case) throws {
        let bytes = try Draft().with(rule.id, rule.value).bytes()
        for (profile, wanted) in zip([Profile.emv, .qris, .lenient], rule.severities) {
            let issues = QRISPayload.validate(bytes, profile: profile).issues.filter { $0.code.name == rule.code }
            guard wanted != "-" else {
                #expect(issues.isEmpty)
                continue
            }
            let issue = try #require(issues.first)
            #expect(issue.severity == (wanted == "E" ? .error : .warning))
            #expect(issue.path.description == rule.path)
            #expect(!issue.message.isEmpty && issue.message.utf8.last == 0x2E)
        }
    }

    @Test func duplicatesAtRootPointAtTheSecond() throws {
        let bytes = try Draft().adding(59, "Lain").bytes()
        let issue = QRISPayload.validate(bytes).issues.first
        #expect(issue?.code == .duplicateTag)
        #expect(issue?.byteOffset == bytes.count - 16)
        #expect(QRISPayload.validate(bytes, profile: .lenient).isValid)
    }

    @Test func messagesNameObjectsByTheirProfile() throws {
        let bytes = try Draft().with(26, "0016ID.CO.CONTOH.WWW0201A0201B").bytes()
        func message(_ profile: Profile) -> String? {
            QRISPayload.validate(bytes, profile: profile).issues.first { $0.code == .duplicateTag }?.message
        }
        #expect(message(.qris)?.hasPrefix("26.02 (Merchant ID) stands a second time") == true)
        #expect(message(.emv)?.hasPrefix("26.02 (Network Specific) stands a second time") == true)
    }

    @Test func allIssuesAreReportedAtOnce() throws {
        let bytes = try Draft().with(52, "58").with(53, nil).with(61, "x").with(54, "0").bytes()
        let codes = QRISPayload.validate(bytes).issues.map { $0.code.name }
        #expect(Set(codes).isSuperset(of: ["format", "required.currency", "qris.postal_format", "amount.zero"]))
    }

    @Test func goesOnAfterAnEmptyObjectAndReadsItWhenLenient() throws {
        var bytes = try Draft().bytes()
        bytes.removeLast(8)
        var writer = DataObjectWriter()
        for object in try DataObjectReader.dataObjects(in: bytes) {
            try writer.append(object.id, Array(bytes[object.valueRange]))
        }
        let text = String(decoding: writer.bytes, as: UTF8.self) + "62006304"
        let whole = text + String(QRISTestsCRC.of(text), radix: 16, uppercase: true).leftPadded
        #expect(!QRISPayload.validate(whole).isValid)
        #expect(QRISPayload.validate(whole).issues.map { $0.code.name } == ["tlv.zero_length"])
        let payload = try QRISPayload(validating: whole, profile: .lenient)
        #expect(payload.crcMatches)
        #expect(payload.find("62")?.isEmpty == true)
    }

    @Test func findsALengthCountedInBytesAndGoesOn() throws {
        let text = String(decoding: try Draft().with(53, "36").with(59, "Kafé Contoh").bytes(), as: UTF8.self)
        let counted = text.replacing("5911Kafé Contoh", with: "5912Kafé Contoh")
        let issues = QRISPayload.validate(counted).issues
        let issue = try #require(issues.first { $0.code == .lengthInBytes })
        #expect(issue.path.description == "59")
        #expect(issue.expected == "11 characters")
        #expect(issues.contains { $0.code.name.hasPrefix("tlv.") && $0.code != .lengthInBytes })
        #expect(issues.contains { $0.code == .format && $0.path.description == "53" })
        #expect(!issues.contains { $0.code == .merchantCityMissing || $0.code == .crcMissingOrNotLast })
    }

    @Test func transfersHaveTheirOwnRules() throws {
        let account = "0016ID.CO.CONTOH.WWW01189360091430000000010210CONTOH0001"
        let draft = Draft().with(26, nil).with(51, nil).with(1, "12").with(40, account).with(52, "4829")
            .with(62, "0804DMCT99200002000110CONTOH0001")
        #expect(QRISPayload.validate(try draft.bytes()).issues.isEmpty)
        func codes(_ draft: Draft) throws -> [String] {
            QRISPayload.validate(try draft.bytes()).issues.map { $0.code.name }
        }
        #expect(try codes(draft.with(1, "11")) == ["transfer.poi"])
        #expect(try codes(draft.with(52, "5812")) == ["transfer.mcc"])
        #expect(try codes(draft.with(40, "0016ID.CO.CONTOH.WWW")) == ["transfer.account"])
        #expect(try codes(draft.with(62, "0804DMCT")) == ["transfer.unique"])
        let unique = "99200002000110CONTOH0001"
        #expect(try codes(draft.with(62, "0804BOOM" + unique)) == ["transfer.purpose"])
        #expect(try codes(draft.with(62, "0804BILL" + unique)).isEmpty)
        #expect(try codes(draft.with(62, "0804BILL" + unique).with(1, "11").with(52, "5812")).isEmpty)
        #expect(try codes(draft.with(62, "0804BILL")) == ["transfer.unique"])
    }

    @Test func codesHaveDistinctNamesAndMessages() {
        let names = QRIS.Issue.Code.all.map { $0.name }
        #expect(Set(names).count == names.count)
        #expect(names.contains("payload.over_512"))
        #expect(Profile(name: "emv") == .emv)
        #expect(Profile(name: "EMV") == nil)
    }
}

/// A second CRC, written independently for the tests.
enum QRISTestsCRC {
    static func of(_ text: String) -> Int {
        text.utf8.reduce(0xFFFF) { crc, byte in
            (0..<8).reduce(crc ^ Int(byte) << 8) { value, _ in (value << 1 ^ (value >> 15) * 0x1021) & 0xFFFF }
        }
    }
}

extension String {
    fileprivate var leftPadded: String { String(repeating: "0", count: 4 - count) + self }

    /// Printed errors are lines that people read, and quote nothing of the payload.
    @Test func errorsPrintAsSentences() throws {
        let text = "00020101021126050001A5204000053033605802ID5906SECRET6007JAKARTA63040000"
        let error = try #require(throws: ValidationError.self) { try QRISPayload(validating: text) }
        let lines = "\(error)".split(separator: "\n")
        #expect(lines.count == error.report.issues.count && !"\(error)".contains("SECRET"))
        for (line, issue) in zip(lines, error.report.issues) {
            #expect(line.hasPrefix(issue.severity == .error ? "error: " : "warning: "))
            #expect(line.contains(issue.code.name) && line.hasSuffix(issue.message) && line == "\(issue)")
        }
        #expect("\(ValidationReport())" == "no issues")
    }
}
