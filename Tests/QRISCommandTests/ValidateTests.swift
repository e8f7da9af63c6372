// `qris validate` and `qris inspect`: verdicts, places, trees.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ValidateTests {
    @Test(arguments: Seed.all) func passesTheSeeds(_ payload: String) throws {
        let result = try Qris.run("validate", payload)
        #expect(result.exitCode == 0 && result.errorOutput.isEmpty)
        #expect(result.outputText.hasPrefix("valid by the rules of qris, "))
        #expect(result.outputText.contains("warning: 62.5x_not_template in 62.50"))
    }

    @Test func marksTheFaultyBytes() throws {
        let result = try Qris.run("validate", Seed.created.replacingOccurrences(of: "122.00", with: "123.00"))
        let lines = result.outputText.split(separator: "\n")
        let error = try #require(lines.firstIndex { $0.hasPrefix("error: crc.mismatch in 63 at byte 250: ") })
        #expect(lines[error + 1].hasSuffix("5406123.0063044447"))
        #expect(lines[error + 2].hasSuffix(" ^^^^"))
        #expect(lines[error + 1].count == lines[error + 2].count)
        #expect(result.exitCode == 1 && lines[0].hasPrefix("INVALID by the rules of qris, 1 error"))
    }

    @Test func reportsEveryFieldAsJSON() throws {
        let result = try Qris.run("validate", "--json", Seed.created.replacingOccurrences(of: "4447", with: "4448"))
        let document = try result.json
        #expect(document["valid"] as? Bool == false && document["profile"] as? String == "qris")
        let issues = try #require(document["issues"] as? [[String: Any]])
        let mismatch = try #require(issues.first { $0["code"] as? String == "crc.mismatch" })
        #expect(mismatch["severity"] as? String == "error" && mismatch["path"] as? String == "63")
        #expect(mismatch["offset"] as? Int == 250 && mismatch["length"] as? Int == 4)
        #expect(mismatch["expected"] as? String == "4447" && mismatch["message"] is String)
    }

    @Test func obeysTheProfile() throws {
        for (profile, status) in [("qris", 0), ("emv", 1), ("lenient", 0)] as [(String, Int32)] {
            let result = try Qris.run("validate", "--json", "--profile", profile, Seed.created)
            #expect(result.exitCode == status)
            #expect(try result.json["profile"] as? String == profile)
        }
        #expect(try Qris.run("validate", "--profile", "QRIS", Seed.created).exitCode == 64)
    }

    /// An empty name and a wrong amount in an invented PayNow code; a fault after the account, and a quotation.
    @Test func namesTheSchemeWhateverElseIsWrong() throws {
        let faulty =
            "00020101021226380009SG.PAYNOW010100211+650000000003011520400005303702540105802SG59006009Singapore6304486A"
        for text in [faulty, String(faulty.prefix(70)), "\"\(faulty)\""] {
            for arguments in [["inspect", "--json"], ["validate", "--json"]] {
                let result = try Qris.run(arguments: arguments + [text])
                #expect(try result.exitCode == 1 && result.json["scheme"] as? String == "PayNow")
            }
            #expect(try Qris.run("inspect", text).outputText.contains("a PayNow code; --profile lenient"))
        }
        let input = "{\"text\":\"\(faulty)\"}\n{\"text\":\"x\"}\n"
        let lines = try Qris.run("batch", "validate", input: Array(input.utf8)).jsonLines
        #expect(lines[0]["scheme"] as? String == "PayNow" && lines[1]["scheme"] is NSNull)
    }

    @Test func tellsKnownMistakes() throws {
        let text = ConvertTests.staticCode.replacingOccurrences(of: "010211", with: "010212")
        let result = try Qris.run("validate", text)
        #expect(result.exitCode == 1 && result.outputText.contains("\n    hint: The CRC is that of the static code"))
        let issues = try #require(try Qris.run("validate", "--json", text).json["issues"] as? [[String: Any]])
        let mismatch = try #require(issues.first { $0["code"] as? String == "crc.mismatch" })
        #expect(mismatch["hintCode"] as? String == "crc_of_static_code")
        #expect((mismatch["hint"] as? String)?.hasPrefix("The CRC is that of the static code") == true)
    }

    @Test func takesATransactionLimit() throws {
        let limited = try Qris.run("validate", "--transaction-limit", "100", Seed.created)
        #expect(limited.exitCode == 0 && limited.outputText.contains("qris.amount_limit"))
        let large = try Qris.run("convert", "--set", "54=99999999", Seed.created).output
        #expect(try Qris.run("validate", input: large).outputText.contains("limit of 10000000 rupiah"))
        let free = try Qris.run("validate", "--transaction-limit", "0", input: large)
        #expect(!free.outputText.contains("qris.amount_limit"))
    }

    @Test func namesTheScheme() throws {
        // PromptPay's identifier; all else invented. The CRC is that of Python's binascii.crc_hqx(text, 0xFFFF).
        let foreign = "00020101021129370016A0000006770101110113006600000000053037645802TH630456EA"
        let lenient = try Qris.run("validate", "--profile", "lenient", foreign)
        #expect(lenient.exitCode == 0 && lenient.outputText.contains("\na PromptPay code\n"))
        let strict = try Qris.run("validate", foreign)
        #expect(strict.exitCode == 1)
        #expect(strict.outputText.contains("\na PromptPay code; --profile lenient judges such codes\n"))
        #expect(try Qris.run("validate", "--json", foreign).json["scheme"] as? String == "PromptPay")
        #expect(try Qris.run("validate", "--json", Seed.created).json["scheme"] as? String == "QRIS")
        #expect(try Qris.run("validate", "--json", "0002").json["scheme"] is NSNull)
        let tree = try Qris.run("inspect", "--profile", "lenient", foreign)
        #expect(
            tree.exitCode == 0
                && tree.outputText.contains("29.01         36      13    Network Specific: 0066000000000\n"))
        #expect(tree.outputText.hasSuffix("a PromptPay code\n"))
    }

    @Test func comparesWithWhatWasOrdered() throws {
        let right = [
            "--expect-amount", "122", "--expect-nmid", "ID1019045019001", "--expect-name", "Circlek", "--expect-city",
            "Bandung deket r", "--expect-mpan", "936009143043805808", "--expect-mid", "G764151789",
            "--expect-terminal-label", "A01",
        ]
        let agreed = try Qris.run(arguments: ["validate"] + right + [Seed.created])
        #expect(agreed.exitCode == 0 && agreed.outputText.contains("\nas ordered\n"))
        let json = try Qris.run(arguments: ["validate", "--json"] + right + [Seed.created]).json
        #expect(json["asExpected"] as? Bool == true && (json["mismatches"] as? [Any])?.isEmpty == true)
        for (index, option) in right.enumerated() where option.hasPrefix("--") {
            let wrong = option == "--expect-amount" ? "122.01" : right[index + 1] + "x"
            let result = try Qris.run("validate", "--json", option, wrong, Seed.created)
            #expect(result.exitCode == 1)
            #expect(try result.json["valid"] as? Bool == true && result.json["asExpected"] as? Bool == false)
            let mismatches = try #require(try result.json["mismatches"] as? [[String: Any]])
            #expect(mismatches.count == 1 && mismatches[0]["missing"] as? Bool == false)
        }
        let missing = try Qris.run(
            "validate", "--expect-reference-label", "R", "--expect-bill-number", "B", Seed.created)
        #expect(missing.exitCode == 1)
        #expect(missing.outputText.contains("NOT AS ORDERED\nerror: expected in 62.01: The bill number is missing."))
        #expect(missing.outputText.contains("error: expected in 62.05: The reference label is missing."))
        let broken = try Qris.run("validate", "--expect-amount", "5", "0002")
        #expect(broken.exitCode == 1 && broken.outputText.contains("NOT COMPARED with what was ordered"))
        #expect(try Qris.run("validate", "--expect-amount", "1,000", Seed.created).exitCode == 64)
        // Fifteen thousand by mistake, not fifteen.
        #expect(try Qris.run("validate", "--expect-amount", "15.000", Seed.created).exitCode == 64)
        // Bytes that are no UTF-8 are an issue like others.
        let malformed = try Qris.run("validate", "--json", input: Array("0002".utf8) + [0xFF])
        #expect(malformed.exitCode == 1)
        #expect(try malformed.json["valid"] as? Bool == false)
    }

    @Test func showsUntrustedTextVisibly() throws {
        let hostile = "000201" + "5910Kopi\u{1B}[2J\u{202E}X"
        let result = try Qris.run("inspect", hostile)
        #expect(result.outputText.contains("Merchant Name: Kopi\\u{1B}[2J\\u{202E}X"))
        #expect(!result.hasEscapes)
        let json = try Qris.run("inspect", "--json", hostile)
        #expect(!json.hasEscapes && json.outputText.contains("Kopi\\u001b[2J\\u202eX"))
        let objects = try #require(try json.json["objects"] as? [[String: Any]])
        #expect(objects.last?["value"] as? String == "Kopi\u{1B}[2J\u{202E}X")
    }
}

@Suite struct InspectTests {
    @Test func listsEveryObject() throws {
        let result = try Qris.run("inspect", Seed.created)
        let lines = result.outputText.split(separator: "\n")
        #expect(result.exitCode == 0)
        #expect(
            lines[1] == "00             0       2  Payload Format Indicator: 01  (the payload format all codes have)")
        for words in [
            "26.01         34      18    Merchant PAN: 936009143043805808  (GoPay)",
            "53           133       3  Transaction Currency: 360  (IDR)",
            "54           236       6  Transaction Amount: 122.00  (Rp 122)",
            "63           246       4  CRC: 4447  (matches)",
        ] {
            #expect(lines.contains { $0 == words })
        }
    }

    @Test func coversTheWholePayload() throws {
        for payload in Seed.all {
            let objects = try #require(try Qris.run("inspect", "--json", payload).json["objects"] as? [[String: Any]])
            let joined = try objects.map { object in
                let length = try #require(object["length"] as? Int)
                let value = try #require(object["value"] as? String)
                let path = try #require(object["path"] as? String)
                return path + (length < 10 ? "0" : "") + "\(length)" + value
            }
            #expect(joined.joined() == payload)
            let account = try #require(objects.first { $0["path"] as? String == "26" })
            let children = try #require(account["children"] as? [[String: Any]])
            #expect(children.map { $0["path"] as? String } == ["26.00", "26.01", "26.02", "26.03"])
            #expect(children[1]["meaning"] as? String == "GoPay")
            #expect(children[1]["valueOffset"] as? Int == 38 && children[1]["valueLengthInBytes"] as? Int == 18)
        }
    }

    @Test func goesAsFarAsItCan() throws {
        let result = try Qris.run("inspect", String(Seed.created.prefix(200)))
        #expect(result.exitCode == 1)
        #expect(result.outputText.contains("Postal Code: 40257"))
        #expect(result.outputText.contains("not readable from here: 62470703A015036"))
        #expect(result.outputText.contains("tlv.length_overrun in 62 at byte 187"))
        let inner = "000201" + "26100014COM.GO"
        let json = try Qris.run("inspect", "--json", inner).json
        #expect((json["objects"] as? [[String: Any]])?.count == 2)
    }
}
