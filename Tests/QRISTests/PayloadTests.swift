// What payloads say: the published samples and the standard's example, accessor by accessor.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct PayloadTests {
    @Test(arguments: Seeds.published)
    func publishedSamplesAreValidUnderQRIS(seed: String) throws {
        let payload = try QRISPayload(validating: seed)
        let report = payload.validate()
        #expect(report.isValid)
        #expect(report.profile == .qris)
        let bare = try #require(report.issues.first { $0.code == .additionalTemplateExpected })
        #expect(bare.severity == .warning)
        #expect(bare.path.description == "62.50")
        let codes = Set(report.issues.map { $0.code.name })
        #expect(codes.isSubset(of: ["62.5x_not_template", "qris.nmid_luhn"]))  // sample NMIDs have no true check digit
        #expect(payload.encoded() == Array(seed.utf8))
        #expect(payload.crcMatches)
    }

    @Test func standardsExampleIsValidUnderEMV() throws {
        let report = QRISPayload.validate(Seeds.standardExample, profile: .emv)
        #expect(report.isValid)
        #expect(report.issues.isEmpty)
        #expect(try QRISPayload(validating: Seeds.standardExample, profile: .emv).crc == 0xA13A)
    }

    @Test func readsTheFirstSample() throws {
        let payload = try QRISPayload(parsing: Seeds.published[0])
        #expect(payload.pointOfInitiation == .dynamicCode)
        #expect(payload.merchantCategoryCode == "5812")
        #expect(payload.currency == "360")
        #expect(payload.countryCode == "ID")
        #expect(payload.merchantName == "Circlek")
        #expect(payload.merchantCity == "Bandung deket r")
        #expect(payload.postalCode == "40257")
        #expect(payload.amount == Amount("122.00"))
        #expect(payload.amount?.unscaled == 12_200)
        #expect(payload.amount?.decimalCount == 2)
        #expect(payload.amount?.rupiah == 122)
        #expect(payload.tip == nil)
        #expect(payload.crc == 0x4447)
        #expect(payload.nationalMerchantID == "ID1019045019001")
        #expect(payload.additionalData?.terminalLabel == "A01")
        #expect(payload.additionalData?.value(50) == "c98a2234-f6d1-46f6-91d3-2597ee7863bc")
        #expect(payload.additionalData?.billNumber == nil)
        #expect(payload.additionalData?.fields.count == 2)
    }

    @Test func readsMerchantAccounts() throws {
        let accounts = try QRISPayload(parsing: Seeds.published[0]).merchantAccounts
        #expect(accounts.count == 2)
        let first = try #require(accounts.first)
        #expect(first.id == 26)
        #expect(first.number == nil)
        #expect(first.globallyUniqueIdentifier == "COM.GO-JEK.WWW")
        #expect(first.merchantPAN == "936009143043805808")
        #expect(first.merchantID == "G764151789")
        #expect(first.criteria == .micro)
        #expect(first.numberingSystemCode == 93_600_914)
        #expect(first.acquirer?.name == "GoPay")
        #expect(first.accountType == .electronicMoney)
        #expect(!first.isNationalRepository)
        #expect(accounts[1].isNationalRepository)
        #expect(accounts[1].merchantID == "ID1019045019001")
        #expect(accounts[1].merchantPAN == nil)
    }

    // The 19-digit form of 93600914 3 072317714 ends in 1: observed in public notifications, and Luhn by hand.
    @Test func appendsTheCheckDigitToAnEighteenDigitPAN() throws {
        var account = DataObjectWriter()
        try account.append(0, "ID.CO.CONTOH.WWW")
        try account.append(1, "936009143072317714")
        var writer = DataObjectWriter()
        try writer.append(26, template: account)
        let parsed = try QRISPayload(parsing: writer.bytes).merchantAccounts.first
        #expect(parsed?.merchantPANWithCheckDigit == "9360091430723177141")
    }

    @Test func readsTheStandardsExample() throws {
        let payload = try QRISPayload(parsing: Seeds.standardExample)
        #expect(payload.pointOfInitiation == .dynamicCode)
        #expect(payload.merchantName == "BEST TRANSPORT")
        #expect(payload.currency == "156")
        #expect(payload.amount == Amount("23.72"))
        #expect(payload.tip == .prompt)
        #expect(payload.additionalData?.storeLabel == "1234")
        #expect(payload.additionalData?.customerLabel == "***")
        #expect(payload.additionalData?.consumerDataRequest == "ME")
        #expect(payload.text(at: DataObjectPath(64, 1)) == "最佳运输")
        #expect(payload.alternateLanguage?.language == "ZH")
        #expect(payload.alternateLanguage?.merchantName == "最佳运输")
        #expect(payload.alternateLanguage?.merchantCity == "北京")
        #expect(payload.alternateLanguage?.object.characterCount == 20)
        #expect(payload.merchantAccounts.count == 2)
    }

    @Test(arguments: [
        ("54", "122.00"), ("62.07", "A01"), ("26.03", "UMI"), ("51.00", "ID.CO.QRIS.WWW"), ("63", "4447"),
    ])
    func findsByPath(path: String, value: String) throws {
        let payload = try QRISPayload(parsing: Seeds.published[0])
        let range = try #require(payload.find(path))
        #expect(Array(payload.bytes[range]) == Array(value.utf8))
    }

    @Test(arguments: ["99", "62.08", "62.50.00", "", "5", "54.", "5 4", "62.07.01.02", "ab", "62-07"])
    func findsNothingWhereNothingIs(path: String) throws {
        #expect(try QRISPayload(parsing: Seeds.published[0]).find(path) == nil)
    }

    @Test func validatingThrowsTheWholeReport() {
        let damaged = Seeds.published[0].dropLast() + "8"
        let error = #expect(throws: ValidationError.self) { _ = try QRISPayload(validating: String(damaged)) }
        #expect(error?.report.isValid == false)
        #expect(error?.firstError?.code == .crcMismatch)
        #expect(error?.firstError?.expected == "4447")
        #expect(error?.firstError?.byteOffset == 250)
        #expect(error?.firstError?.byteLength == 4)
        #expect((error?.report.issues.count ?? 0) > 1)
    }

    @Test func namesFollowTheStandards() {
        func name(_ path: String, _ profile: Profile = .qris) -> String {
            DataObjectPath(path).map { DataObjectNames.name(of: $0, profile: profile) } ?? "?"
        }
        #expect(name("00") == "Payload Format Indicator")
        #expect(name("59") == "Merchant Name")
        #expect(name("62.07") == "Terminal Label")
        #expect(name("26.01") == "Merchant PAN")
        #expect(name("26.01", .emv) == "Network Specific")
        #expect(name("51.02") == "National Merchant ID")
        #expect(name("62.50.00") == "Globally Unique Identifier")
        #expect(name("64.01") == "Merchant Name - Alternate Language")
        #expect(name("54.01") == "Unknown")
        #expect(DataObjectNames.isTemplate(DataObjectPath(62)))
        #expect(DataObjectNames.isTemplate(DataObjectPath(62, 50)))
        #expect(!DataObjectNames.isTemplate(DataObjectPath(4)))
    }

    @Test(arguments: [
        ("93600914", "GoPay"), ("93600002", "BRI"), ("93600014", "BCA"), ("93600911", "LinkAja"), ("93600915", "DANA"),
        ("93600918", "ShopeePay"), ("93600912", "OVO"), ("93608161", "Pospay"), ("93600200", "BTN"),
    ])
    func knowsAcquirers(code: String, name: String) {
        #expect(NationalNumberingSystem.acquirer(ofPAN: code + "0123456789")?.name == name)
    }

    // The switching column of public copies of the NNS list.
    @Test(arguments: [
        ("93600002", ["Artajasa", "Jalin", "Rintis"]), ("93600503", ["Alto", "Artajasa", "Jalin", "Rintis"]),
        ("93600789", []), ("93600011", ["Rintis"]),
    ])
    func knowsSwitchingNetworks(code: String, networks: [String]) {
        let acquirer = NationalNumberingSystem.acquirer(ofPAN: code)
        #expect(acquirer?.switchingNetworks.map(\.name) == networks)
    }

    @Test(arguments: ["9360091", "93600000123", "+9360091430", "", "９３６００９１４"])
    func knowsNoAcquirer(pan: String) {
        #expect(NationalNumberingSystem.acquirer(ofPAN: pan) == nil)
    }
}
