// Building from parts, fitting names, comparing with an order, differences, and invented copies.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct BuilderTests {
    private func builder() throws -> QRISBuilder {
        var builder = try QRISBuilder(
            merchantName: "Warung Contoh", merchantCity: "Jakarta", postalCode: "10110", merchantCategoryCode: "5812")
        try builder.setAccount(
            globallyUniqueIdentifier: "ID.CO.CONTOH.WWW", merchantPAN: "936009143000000001",
            merchantID: "CONTOH000000001", criteria: .micro)
        try builder.setNationalMerchantID("ID1020000000007", criteria: .micro)
        return builder
    }

    @Test func buildsTheSameBytesAsByHand() throws {
        #expect(try builder().build().encoded() == Draft().bytes())
        var dynamic = try builder()
        try dynamic.setAmount(#require(Amount("12500")))
        try dynamic.setTip(.fixed(#require(Amount("500"))))
        try dynamic.set(DataObjectPath(62, 7), to: "A01")
        let payload = try dynamic.build()
        #expect(payload.validate().issues.isEmpty)
        #expect(payload.pointOfInitiation == .dynamicCode)
        #expect(payload.tip == .fixed(Amount(wholeUnits: 500)!))
        #expect(payload.additionalData?.terminalLabel == "A01")
    }

    @Test func refusesWhatIsInvalid() throws {
        let long = #expect(throws: EditError.self) {
            _ = try QRISBuilder(
                merchantName: "A name of twenty-six chars", merchantCity: "X", postalCode: "1",
                merchantCategoryCode: "1")
        }
        #expect(long?.code == .tooLong && long?.path == DataObjectPath(59) && long?.count == 26 && long?.limit == 25)
        var accented = try builder()
        try accented.set(DataObjectPath(59), to: "Kafé")
        let error = #expect(throws: EditError.self) { _ = try accented.build() }
        #expect(error?.report?.issues.first?.code == .notANS)
        let bare = try QRISBuilder(
            merchantName: "X", merchantCity: "X", postalCode: "10110", merchantCategoryCode: "5812")
        #expect(throws: EditError.self) { _ = try bare.build() }
        var account = try builder()
        let reserved = #expect(throws: EditError.self) {
            try account.setAccount(
                40, globallyUniqueIdentifier: "X", merchantPAN: "1", merchantID: "1", criteria: .micro)
        }
        #expect(reserved?.code == .reservedPath && reserved?.message.contains("Use 26 to 39 or 41 to 45.") == true)
    }

    @Test func theBudgetOfATemplateIsKnownBefore() throws {
        var builder = try builder()
        #expect(builder.remainingCharacterCount(in: 62) == 95)
        for id in [1, 2, 3] as [DataObjectID] {
            try builder.set(DataObjectPath(62, id), to: String(repeating: "A", count: 25))
        }
        #expect(builder.remainingCharacterCount(in: 62) == 99 - 3 * 29 - 4)
        try builder.set(DataObjectPath(62, 7), to: "12345678")
        #expect(builder.remainingCharacterCount(in: 62) == 0)
        let full = #expect(throws: EditError.self) { try builder.set(DataObjectPath(62, 4), to: "1") }
        #expect(full?.code == .tooLong && full?.path == DataObjectPath(62))
    }

    @Test(arguments: [
        ("Warung Contoh", 25, "Warung Contoh", 0, 0, 0), ("Café Señor", 25, "Cafe Senor", 2, 0, 0),
        ("Cafe\u{301}", 25, "Cafe", 0, 0, 0), ("Straße Æon Œuvre", 25, "Strasse AEon OEuvre", 3, 0, 0),
        ("Łódź Şişli Ÿ", 25, "Lodz Sisli Y", 6, 0, 0), ("Toko 🍜 Mi", 25, "Toko  Mi", 0, 1, 0),
        ("A|B", 25, "A/B", 1, 0, 0), ("Toko “Budi’s”", 25, "Toko \"Budi's\"", 3, 0, 0),
        ("TOKO SERBA ADA MURAH MERIAH", 15, "TOKO SERBA ADA", 0, 0, 12), ("ＡＢ１", 25, "AB1", 3, 0, 0),
        ("最佳", 25, "", 0, 2, 0),
    ])
    func fitsNames(text: String, limit: Int, fitted: String, spelled: Int, dropped: Int, cut: Int) {
        let result = FittedText(text, limit: limit)
        #expect(result.text == fitted)
        #expect(result.transliteratedCount == spelled)
        #expect(result.droppedCount == dropped)
        #expect(result.cutCount == cut)
    }

    @Test func comparesWithAnOrder() throws {
        let payload = try QRISPayload(validating: Seeds.published[0])
        var order = Expectation()
        #expect(payload.check(expecting: order).isEmpty)
        order.amount = Amount("122")
        order.nationalMerchantID = "ID1019045019001"
        order.merchantName = "Circlek"
        order.merchantCity = "Bandung deket r"
        order.merchantPAN = "936009143043805808"
        order.merchantID = "G764151789"
        order.terminalLabel = "A01"
        #expect(payload.check(expecting: order).isEmpty)
        order.amount = Amount("3000")
        order.merchantName = "circlek"
        order.merchantID = "G764151780"
        order.referenceLabel = "order-1234"
        let found = payload.check(expecting: order)
        #expect(found.map(\.subject) == [.amount, .merchantName, .merchantID, .referenceLabel])
        #expect(found.map(\.isMissing) == [false, false, false, true])
        #expect(found.map(\.path.description) == ["54", "59", "", "62.05"])
        for mismatch in found {
            #expect(!mismatch.message.isEmpty)
        }
    }

    @Test func listsDifferencesByPath() throws {
        let first = try QRISPayload(validating: Seeds.published[0])
        let second = try QRISPayload(validating: Seeds.published[1])
        #expect(first.differences(to: first).isEmpty)
        #expect(try first.differences(to: QRISPayload(parsing: first.canonical())).map(\.path.description) == ["63"])
        let paths = first.differences(to: second).map { $0.path.description + " " + $0.change.name }
        #expect(
            paths == ["26.02 changed", "51.02 changed", "54 changed", "59 changed", "62.50 changed", "63 changed"])
        let draft = try QRISPayload(parsing: Draft().with(61, nil).with(62, "0703A01").bytes())
        let other = try QRISPayload(parsing: Draft().bytes())
        let changes = draft.differences(to: other).map { $0.path.description + " " + $0.change.name }
        #expect(changes == ["61 added", "62.07 removed", "63 changed"])
    }

    @Test func inventsNamesAndNumbersOfTheSameShape() throws {
        for vector in Vector.all where vector.structureOK {
            guard let payload = try? QRISPayload(parsing: vector.string) else { continue }
            let copy = payload.anonymised(seed: 7)
            #expect(copy.encoded().count == payload.bytes.count)
            #expect(copy.crcMatches == payload.crcMatches)
            #expect(copy.anonymised(seed: 7).objects == payload.objects)
            #expect(try QRISPayload(parsing: copy.encoded()) == copy)
            let before = payload.validate().issues.map { $0.code.name }
            guard !before.contains(where: { $0.hasPrefix("tlv.") }) else { continue }  // digits of headers change too
            let after = copy.validate().issues.map { $0.code.name }
            #expect(Set(after).subtracting(before).isSubset(of: ["qris.nmid_luhn", "amount.zero"]), "\(vector.id)")
        }
        let seed = try QRISPayload(validating: Seeds.published[0])
        let copy = seed.anonymised(seed: 1)
        #expect(copy == seed.anonymised(seed: 1) && copy != seed.anonymised(seed: 2))
        #expect(copy.amount == seed.amount && copy.merchantCategoryCode == "5812")
        #expect(copy.merchantAccounts.first?.numberingSystemCode == 93_600_914)
        let changed = Set(seed.differences(to: copy).map { $0.path.description })
        #expect(changed == ["26.01", "26.02", "51.02", "59", "60", "61", "62.07", "62.50", "63"])
    }
}
