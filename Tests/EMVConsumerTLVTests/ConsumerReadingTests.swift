// Consumer-presented mode as a reader takes it: 61 with 62, duplicates, order, profiles; Base64 and hexadecimal.
// SPDX-License-Identifier: Apache-2.0

import EMVConsumerTLV
import Foundation
import Testing

@Suite struct ConsumerReadingTests {
    /// An invented payload: 85, then what is given.
    private func payload(_ hex: String) throws -> ConsumerPayload {
        let text = Array(("85054350563031" + hex).replacing(" ", with: "").utf8)
        return try ConsumerPayload(parsing: ConsumerNotation.hexadecimal.bytes(of: text.span))
    }

    private func codes(_ hex: String, _ profile: ConsumerProfile = .qris) throws -> [String] {
        try payload(hex).validate(profile: profile).map { $0.code.name + " " + $0.pathText }
    }

    private static let adf = "4F07A0000006022020"
    private static let pan = "5A0A9360091400000000000F"
    private static let otherPAN = "5A0A9360091400000000001F"
    private static let issuerData = "630B9F74083132333435363738"
    /// A whole application of QRIS.
    private static let application = "6122" + adf + pan + issuerData
    /// The same without a PAN.
    private static let bare = "6116" + adf + issuerData

    @Test func theBuildingBlocksAreSound() throws {
        #expect(try codes(Self.application).isEmpty)
        #expect(try codes(Self.bare) == ["cpm.no_account 61"])
    }

    // EMVCo QRCPS-CPM v1.0 3.1: one 85, one 62; 61 once for each application.
    @Test func aTagTwiceUnderTheRootIsAnIssue() throws {
        #expect(try codes("85054350563031" + Self.application) == ["cpm.duplicate 85"])
        #expect(try codes(Self.application + "62055F2D026964" + "62055F2D02656E") == ["cpm.duplicate 62"])
        #expect(try codes(Self.application + "9F500101 9F500102") == ["cpm.duplicate 9F50"])
        #expect(try codes(Self.application + Self.application).isEmpty)
    }

    // EMVCo QRCPS-CPM v1.0 5.1.8 to 5.1.10.
    @Test func applicationAndCommonDataAreReadTogether() throws {
        #expect(
            try codes(Self.application + "620C" + Self.otherPAN)
                == ["cpm.duplicate 62.5A", "cpm.accounts_differ 62.5A"])
        #expect(try codes(Self.application + "620C" + Self.pan) == ["cpm.duplicate 62.5A"])
        #expect(try codes(Self.bare + "6218" + Self.pan + Self.pan) == ["cpm.duplicate 62.5A"])
        #expect(try codes(Self.bare + "620C" + Self.pan).isEmpty)
        #expect(try codes(Self.bare + Self.bare + "620C" + Self.pan).isEmpty)
        // Two applications may have two accounts; the second is told once, though both meet the common data.
        let other = Self.application.replacing(Self.pan, with: Self.otherPAN)
        #expect(try codes(Self.application + other).isEmpty)
        #expect(try codes(Self.application + Self.application + "620C" + Self.pan) == ["cpm.duplicate 62.5A"])
        // Track 2 in 62, PAN in 61.
        #expect(try codes(Self.application + "620B57099360091400000000D3") == ["cpm.accounts_differ 62.57"])
    }

    @Test func commonDataAreGivenWithTheApplication() throws {
        let payload = try payload(Self.bare + "62135A0A9360091400000000000F5F2D0469646964")
        let application = try #require(payload.applications.first)
        #expect(application.languages == "idid" && application.object(0x5A) != nil)
        #expect(application.commonObjects.count == 2 && application.objects.count == 2)
    }

    // EMVCo QRCPS-CPM v1.0 5.1.10: not inside the transparent data (63 in 61, 64 in 62).
    @Test func aTagTwiceInTransparentDataIsNone() throws {
        let twice = "612A" + Self.adf + Self.pan + "63139F74083132333435363738DF010101DF010102"
        #expect(try codes(twice).isEmpty)
        #expect(try codes(Self.application + "620A6408DF010101DF010102").isEmpty)
        let label = "6128" + Self.adf + "500141" + "500142" + Self.pan + Self.issuerData
        #expect(try codes(label) == ["cpm.duplicate 61.50"])
    }

    // EMVCo QRCPS-CPM v1.0 3.1: 85, 61 and 62 are the first data objects.
    @Test func otherDataObjectsComeLast() throws {
        #expect(try codes("6F04DF010101" + Self.application) == ["cpm.order 61"])
        #expect(try codes(Self.application + "9F500101" + "62055F2D026964") == ["cpm.order 62"])
        #expect(try codes("62055F2D026964" + Self.application) == ["cpm.order 61"])
        #expect(try codes(Self.application + "62055F2D026964" + "6F04DF010101").isEmpty)
    }

    @Test func damageInCommonDataIsTold() throws {
        #expect(try codes(Self.application + "62035F2D09") == ["cpm.structure 62"])
        #expect(try codes(Self.application + "62025F2D") == ["cpm.structure 62"])
        #expect(try codes(Self.application + "62045F200141") == ["cpm.length 62.5F20"])
    }

    /// The whole has the size, and the issue is that of the data object in which byte 512 stands.
    @Test func overlongPayloadsSayWhatIsTrue() throws {
        let long = String(repeating: "41", count: 600)
        let start = try ConsumerPayload(
            parsing: ConsumerNotation.hexadecimal.bytes(of: Array(("85820258" + long + Self.application).utf8).span))
        let issues = start.validate()
        #expect(issues.map { $0.code.name + " " + $0.pathText } == ["cpm.format_indicator 85", "cpm.over_512 85"])
        #expect(issues.last?.message.hasPrefix("The payload has \(start.bytes.count) bytes.") == true)
        let late = try payload(Self.application + "DF01820258" + long)
        #expect(late.validate().map { $0.code.name + " " + $0.pathText } == ["cpm.over_512 DF01"])
        #expect(late.validate().first?.message.hasPrefix("The payload has \(late.bytes.count) bytes.") == true)
    }

    @Test func profilesAskForWhatTheyName() throws {
        let foreign = "61134F07A0000005555555" + "500850726F6475637431"
        #expect(try codes(foreign) == ["cpm.not_qris 61.4F"])
        #expect(try codes(foreign, .emv).isEmpty)
        #expect(try codes(Self.bare, .emv).isEmpty)
        let doubled = Self.application + "62055F2D026964" + "62055F2D02656E"
        #expect(try payload(doubled).validate(profile: .emv).map(\.isError) == [true])
        #expect(try payload(doubled).validate(profile: .lenient).map(\.isError) == [false])
        let differing = Self.application + "620C" + Self.otherPAN
        #expect(try payload(differing).validate(profile: .lenient).map(\.isError) == [false, true])
    }

    @Test func issuesAreBounded() throws {
        let issues = try payload(Self.application + String(repeating: "DF0100", count: 5_000)).validate()
        #expect(issues.count == 101 && issues.last?.code == .moreIssues)
        for issue in issues { #expect(!issue.message.isEmpty) }
    }

    /// Each notation, whole and with damage behind its start, and texts that are no such payload.
    @Test func notationsAreRecognised() throws {
        let bytes = try payload(Self.application).bytes
        let base64 = Data(bytes).base64EncodedString()
        let digits = bytes.map { String(format: "%02x", $0) }.joined()
        for (text, notation) in [
            (base64, ConsumerNotation.base64), (digits, .hexadecimal), (digits.uppercased(), .hexadecimal),
            (String(base64.dropLast(3)), .base64), (base64 + "\n", .base64), (String(digits.dropLast()), .hexadecimal),
            (Data(bytes.dropFirst(7)).base64EncodedString(), .base64), (String(digits.dropFirst(14)), .hexadecimal),
        ] {
            #expect(ConsumerNotation(recognizing: Array(text.utf8).span) == notation, "\(text)")
        }
        for text in ["", "00020101021126", "HELLO", "https://example.com", "850543", "YWJjZGVm", "7777777777777777"] {
            #expect(ConsumerNotation(recognizing: Array(text.utf8).span) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("8505435056303g", ConsumerError.Code.hexadecimalDigit, 13), ("850543505630 1", .hexadecimalDigit, 12),
        ("850543505630316", .hexadecimalCount, 15),
    ])
    func notHexadecimal(text: String, code: ConsumerError.Code, offset: Int) {
        let error = #expect(throws: ConsumerError.self) {
            _ = try ConsumerNotation.hexadecimal.bytes(of: Array(text.utf8).span)
        }
        #expect(error?.code == code && error?.byteOffset == offset && error?.code.isOfText == true)
        #expect(error?.message.isEmpty == false)
    }
}
