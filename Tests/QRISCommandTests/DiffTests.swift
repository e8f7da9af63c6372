// `qris diff` and `qris rules`.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct DiffTests {
    private let first = ConvertTests.staticCode
    private let second = ConvertTests.dynamicCode

    @Test func listsDifferencesByPath() throws {
        let result = try Qris.run("diff", first, second)
        #expect(result.exitCode == 0)
        #expect(
            result.outputText == """
                changed  01        Point of Initiation Method: 11 -> 12
                added    54        Transaction Amount: 25000
                added    55        Tip or Convenience Indicator: 02
                added    56        Value of Convenience Fee Fixed: 500
                added    62.05     Reference Label: ORDER-1
                added    62.07     Terminal Label: A01
                changed  63        CRC: 5D26 -> 946F
                7 differences

                """)
        let reverse = try Qris.run("diff", second, first).outputText
        #expect(reverse.contains("removed  62.05     Reference Label: ORDER-1\n"))
    }

    @Test func tellsOrderFromContent() throws {
        #expect(try Qris.run("diff", first, first).outputText == "no differences\n")
        let other = try Qris.run("convert", "--canonical", Seed.created)
        let result = try Qris.run("diff", Seed.created, "-", input: other.output)
        // The CRC of another order is another.
        #expect(result.outputText == "changed  63        CRC: 4447 -> 155B\n1 difference\n")
        let moved = first.replacingOccurrences(of: "5802ID", with: "")
            .replacingOccurrences(of: "52047372", with: "5802ID52047372")
        #expect(
            try Qris.run("diff", first, moved).outputText
                == "no differences; only the order of data objects is another\n")
        let json = try Qris.run("diff", "--json", first, moved).json
        #expect(json["same"] as? Bool == true && json["identical"] as? Bool == false)
    }

    @Test func endsWithOneWhenAsked() throws {
        #expect(try Qris.run("diff", "--exit-code", first, second).exitCode == 1)
        #expect(try Qris.run("diff", "--exit-code", first, first).exitCode == 0)
    }

    @Test func reportsEveryFieldAsJSON() throws {
        let document = try Qris.run("diff", "--json", first, second).json
        #expect(document["same"] as? Bool == false && document["identical"] as? Bool == false)
        let differences = try #require(document["differences"] as? [[String: Any]])
        #expect(differences.map { $0["path"] as? String } == ["01", "54", "55", "56", "62.05", "62.07", "63"])
        #expect(differences[0]["change"] as? String == "changed" && differences[0]["from"] as? String == "11")
        #expect(differences[0]["to"] as? String == "12")
        #expect(differences[1]["name"] as? String == "Transaction Amount" && differences[1]["from"] == nil)
    }

    @Test func readsFilesAndStandardInput() throws {
        try withTemporaryDirectory { directory in
            let paths = ["a", "b"].map { directory.appendingPathComponent($0).path }
            try Data((first + "\n").utf8).write(to: URL(fileURLWithPath: paths[0]))
            try Data((second + "\n").utf8).write(to: URL(fileURLWithPath: paths[1]))
            let wanted = try Qris.run("diff", first, second).output
            for arguments in [["--file", paths[0], "--file", paths[1]], [first, "--file", paths[1]]] {
                #expect(try Qris.run(arguments: ["diff"] + arguments).output == wanted)
            }
            let input = try Qris.run("diff", "-", "--file", paths[1], input: Array(first.utf8))
            #expect(input.output == wanted)
        }
        #expect(try Qris.run("diff", first, "--file", "/nowhere").exitCode == 2)
    }

    @Test func refusesWhatCannotBeRead() throws {
        let result = try Qris.run("diff", first, String(second.prefix(90)))
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: the second payload cannot be read:\nqris: error: tlv.length_overrun"))
        for arguments in [[], [first], [first, second, first], ["-", "-"]] {
            #expect(try Qris.run(arguments: ["diff"] + arguments).exitCode == 64)
        }
    }

    @Test func showsUntrustedTextVisibly() throws {
        let result = try Qris.run("diff", "5903a\u{1B}b", "5903a\u{202E}b")
        #expect(result.outputText.hasPrefix("changed  59        Merchant Name: a\\u{1B}b -> a\\u{202E}b\n"))
    }
}

@Suite struct RulesTests {
    @Test func listsObjectsAndCodes() throws {
        let result = try Qris.run("rules")
        let lines = result.outputText.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(result.exitCode == 0)
        for line in [
            "path name format length need reported source",
            "59 Merchant Name ans 1-25 M required.name, charset.not_ans EMV MPM table 3.6",
            "65-79 RFU for EMVCo RFU 1-99 O tag.rfu EMV MPM table 3.6",
            "code qris emv lenient meaning source",
            "62.5x_not_template warning error - A value under 62.50 to 62.99 is not a template. EMV MPM table 3.7",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(try Qris.run("rules", "extra").exitCode == 64)
    }

    @Test func reportsEveryFieldAsJSON() throws {
        let document = try Qris.run("rules", "--json").json
        let objects = try #require(document["objects"] as? [[String: Any]])
        let issues = try #require(document["issues"] as? [[String: Any]])
        let name = try #require(objects.first { $0["path"] as? String == "59" })
        #expect(name["maxLength"] as? Int == 25 && name["presence"] as? String == "M")
        let wrong = try #require(name["wrong"] as? [String: Any])
        #expect(wrong["code"] as? String == "charset.not_ans")
        #expect(wrong["severity"] as? [String: String] == ["qris": "error", "emv": "error", "lenient": "warning"])
        let pan = try #require(objects.first { $0["path"] as? String == "26-45.01" })
        let severity = try #require((pan["wrong"] as? [String: Any])?["severity"] as? [String: Any])
        #expect(severity["qris"] as? String == "warning" && severity["emv"] is NSNull)
        for issue in issues {
            #expect(["code", "meaning", "source"].allSatisfy { (issue[$0] as? String)?.isEmpty == false })
        }
        // Every code that a damaged payload gets is in the table.
        let codes = Set(issues.compactMap { $0["code"] as? String })
        let damaged = try Qris.run("validate", "--json", "00020263").json["issues"] as? [[String: Any]] ?? []
        #expect(!damaged.isEmpty && damaged.allSatisfy { codes.contains($0["code"] as? String ?? "") })
    }
}
