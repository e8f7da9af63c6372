// Consumer-presented codes through the tool: recognised by themselves, in Base64 and in hexadecimal.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ConsumerCodeTests {
    /// An invented payer: 85, then 61 with 4F, 5A and 63 with 9F74.
    private static let digits =
        "850543505630316122" + "4F07A0000006022020" + "5A0A9360091400000000000F" + "630B9F74083132333435363738"
    private static let base64 = encoded(digits)
    /// The same with a second PAN in 62; its value begins at byte 47 of the payload.
    private static let doubled = digits + "620C" + "5A0A9360091400000000001F"

    private static func encoded(_ digits: String) -> String {
        let pairs = stride(from: 0, to: digits.utf8.count, by: 2).map { digits.dropFirst($0).prefix(2) }
        return Data(pairs.compactMap { UInt8($0, radix: 16) }).base64EncodedString()
    }

    @Test(arguments: [digits, digits.lowercased(), base64]) func soundCodesAreValid(text: String) throws {
        let result = try Qris.run("validate", text)
        #expect(result.exitCode == 0 && result.errorOutput.isEmpty)
        #expect(result.outputText.hasPrefix("valid by the rules of qris\na consumer-presented code in "))
        let json = try Qris.run("validate", "--json", input: Array((text + "\n").utf8)).json
        #expect(json["valid"] as? Bool == true && json["mode"] as? String == "consumer")
        #expect(json["notation"] as? String == (text == Self.base64 ? "base64" : "hexadecimal"))
        #expect(json["scheme"] as? String == "QRIS" && (json["issues"] as? [Any])?.isEmpty == true)
    }

    /// `offset` counts bytes of the text, which are characters of its notation; `payloadOffset` those of the payload.
    @Test(arguments: [(doubled, 90, 24), (encoded(doubled), 60, 16)])
    func placesAreThoseOfTheText(text: String, offset: Int, length: Int) throws {
        let result = try Qris.run("validate", "--json", text)
        #expect(result.exitCode == 1)
        let issues = try #require(try result.json["issues"] as? [[String: Any]])
        #expect(issues.map { $0["code"] as? String } == ["cpm.duplicate", "cpm.accounts_differ"])
        for issue in issues {
            #expect(issue["path"] as? String == "62.5A" && issue["severity"] as? String == "error")
            #expect(issue["payloadOffset"] as? Int == 45 && issue["payloadLength"] as? Int == 12)
            #expect(issue["offset"] as? Int == offset && issue["length"] as? Int == length)
        }
        let words = try Qris.run("validate", text).outputText
        #expect(words.contains("error: cpm.accounts_differ in 62.5A at byte 45: 62.5A (Application PAN) is not"))
        #expect(words.hasPrefix("INVALID by the rules of qris, 2 errors\n"))
    }

    /// 61 states a byte more than follows: what is there is shown all the same.
    @Test func inspectShowsTheTree() throws {
        let result = try Qris.run("inspect", "hQVDUFYwMWEaTwegAAAGAiAgWgqTYAkUMAAAAAAfnyUBAA==")
        let wanted = """
            path          offset  length  name and value
            85                 0       5  Payload Format Indicator: CPV01
            61                 7      25  Application Template  (bytes missing: 1)
            61.4F              9       7    ADF Name: A0000006022020  (QRIS)
            61.5A             18      10    Application PAN: 9360091430000000001F  (GoPay)
            61.9F25           30       1    Last 4 Digits of PAN: 00
            error: ber.length_overrun at byte 8:
            """
        #expect(result.exitCode == 1 && result.outputText.hasPrefix(wanted), "\(result.outputText)")
        let objects = try #require(
            try Qris.run("inspect", "--json", Self.base64).json["objects"] as? [[String: Any]])
        #expect(objects.map { $0["path"] as? String } == ["85", "61"])
        let inner = try #require(objects[1]["children"] as? [[String: Any]])
        #expect(inner.map { $0["path"] as? String } == ["61.4F", "61.5A", "61.63"])
        #expect(inner[1]["hex"] as? String == "9360091400000000000F" && inner[1]["valueOffset"] as? Int == 20)
        #expect(inner[1]["meaning"] as? String == "GoPay")
        let deepest = try #require((inner[2]["children"] as? [[String: Any]])?.first)
        #expect(deepest["path"] as? String == "61.63.9F74" && deepest["name"] as? String == "Issuer QRIS Data")
        #expect(deepest["value"] as? String == "3132333435363738")
    }

    @Test func damageIsToldWithItsPlace() throws {
        let cut = try Qris.run("inspect", String(Self.digits.dropLast(2)))
        #expect(cut.exitCode == 1)
        let last = "61.63.9F74        32       7      Issuer QRIS Data: 31323334353637  (bytes missing: 1)"
        #expect(cut.outputText.contains(last))
        #expect(cut.outputText.contains("error: ber.length_overrun at byte 8: A length is greater"))
        let padding = try Qris.run("validate", String(Self.base64.dropLast()))
        #expect(padding.outputText.contains("error: base64.padding at character 59 of the text: "))
        let wrapped = try Qris.run(
            "validate", "--json", String(Self.digits.prefix(40)) + "\n" + Self.digits.dropFirst(40))
        let issue = try #require((try wrapped.json["issues"] as? [[String: Any]])?.first)
        #expect(issue["code"] as? String == "hexadecimal.digit" && issue["offset"] as? Int == 40)
        #expect(issue["payloadOffset"] == nil)
    }

    @Test func batchTakesThemAmongOthers() throws {
        let input = """
            {"id":1,"text":"\(Self.base64)"}
            {"id":2,"text":"\(Self.doubled)","profile":"lenient"}
            {"id":3,"text":"\(Seed.created)"}

            """
        let lines = try Qris.run("batch", "validate", input: Array(input.utf8)).jsonLines
        #expect(lines.map { $0["id"] as? Int } == [1, 2, 3])
        #expect(lines.map { $0["valid"] as? Bool } == [true, false, true])
        #expect(lines.map { $0["mode"] as? String } == ["consumer", "consumer", nil])
        #expect(lines.map { $0["scheme"] as? String } == ["QRIS", "QRIS", "QRIS"])
        #expect(lines[1]["profile"] as? String == "lenient")
    }

    @Test func profilesDecide() throws {
        let foreign = "85054350563031" + "6113" + "4F07A0000005555555" + "500850726F6475637431"
        #expect(try Qris.run("validate", foreign).outputText.contains("error: cpm.not_qris in 61.4F: No application"))
        let emv = try Qris.run("validate", "--profile", "emv", "--json", foreign)
        #expect(try emv.exitCode == 0 && emv.json["scheme"] is NSNull)
    }

    @Test(arguments: ["show", "encode", "convert"]) func otherCommandsSayWhatTakesThem(command: String) throws {
        let arguments = [command, Self.base64] + (command == "convert" ? ["--amount", "5"] : [])
        let result = try Qris.run(arguments: arguments)
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.contains("hint: This is a consumer-presented code"))
        #expect(result.errorText.contains("qris inspect and qris validate take it"))
    }

    @Test func nothingCanBeOrderedByThem() throws {
        let result = try Qris.run("validate", "--expect-amount", "5", Self.base64)
        #expect(result.exitCode == 1 && result.errorText.contains("has no amount and no merchant to compare"))
    }
}
