// `qris convert` and `qris anonymise`: payloads changed on purpose, damage never hidden.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct ConvertTests {
    /// An invented static code without any issue; CRCs here are those of Python's binascii.crc_hqx(text, 0xFFFF).
    static let staticCode =
        "00020101021126570011ID.DANA.WWW011893600915373395270102097895462200303UMI51440014ID.CO.QRIS.WWW"
        + "0215ID10260193542440303UMI5204737253033605802ID5914Demo Store MJE6015Kota Contoh LMT61059848863045D26"
    static let dynamicCode =
        "00020101021226570011ID.DANA.WWW011893600915373395270102097895462200303UMI51440014ID.CO.QRIS.WWW"
        + "0215ID10260193542440303UMI52047372530336054052500055020256035005802ID5914Demo Store MJE"
        + "6015Kota Contoh LMT61059848862180507ORDER-10703A016304946F"

    private let toDynamic = [
        "convert", "--amount", "25000", "--tip-fixed", "500", "--reference-label", "ORDER-1", "--terminal-label", "A01",
    ]

    @Test func makesAStaticCodeDynamicAndBack() throws {
        let dynamic = try Qris.run(arguments: toDynamic + [Self.staticCode])
        #expect(dynamic.exitCode == 0 && dynamic.outputText == Self.dynamicCode + "\n" && dynamic.errorOutput.isEmpty)
        let back = try Qris.run(
            "convert", "--to-static", "--remove", "62.07", input: dynamic.output)
        #expect(back.exitCode == 0 && back.outputText == Self.staticCode + "\n")
        #expect(
            back.errorText == "qris: 62.05 (Reference Label) was removed, as it belongs to one sale; "
                + "--keep-sale-data keeps it\n")
        let named = try Qris.run(
            "convert", "--to-static", "--remove", "62.05", "--remove", "62.07", input: dynamic.output)
        #expect(named.outputText == Self.staticCode + "\n" && named.errorText.isEmpty)
        let json = try Qris.run("convert", "--to-static", "--json", input: dynamic.output)
        #expect(try json.json["removed"] as? [String] == ["62.05"])
        let kept = try Qris.run("convert", "--to-static", "--keep-sale-data", input: dynamic.output)
        #expect(kept.outputText.contains("62180507ORDER-10703A01"))
        #expect(kept.errorText.contains("poi.static_with_reference in 62.05"))
    }

    @Test func readsFilesAndWritesJSON() throws {
        try withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("code.txt").path
            try Data((Self.staticCode + "\n").utf8).write(to: URL(fileURLWithPath: path))
            let result = try Qris.run(arguments: toDynamic + ["--json", "--file", path])
            #expect(try result.json["text"] as? String == Self.dynamicCode)
            #expect(try result.json["valid"] as? Bool == true && result.json["profile"] as? String == "qris")
        }
    }

    @Test func changesTips() throws {
        let percent = try Qris.run("convert", "--tip-percent", "2.5", Self.dynamicCode).outputText
        #expect(percent.contains("540525000" + "550203" + "57042.50" + "5802ID"))
        let prompt = try Qris.run("convert", "--tip-prompt", Self.dynamicCode).outputText
        #expect(prompt.contains("540525000" + "550201" + "5802ID"))
        let none = try Qris.run("convert", "--no-tip", "--amount", "7", Self.dynamicCode).outputText
        #expect(none.contains("54017" + "5802ID"))
    }

    @Test func setsAndRemovesAnyPath() throws {
        let result = try Qris.run("convert", "--set", "60=Bandung", "--set", "62.01=B1", Self.staticCode)
        #expect(result.outputText.contains("6007Bandung" + "610598488" + "62060102B1" + "6304"))
        let gone = try Qris.run("convert", "--remove", "61", "--remove", "62.01", Self.staticCode)
        #expect(gone.exitCode == 0 && !gone.outputText.contains("98488"))
        #expect(gone.errorText.contains("qris: warning: there is no 62.01 to remove\n"))
        #expect(gone.errorText.contains("qris: warning: qris.postal_missing in 61: "))
        let needed = try Qris.run("convert", "--remove", "58", Self.staticCode)
        #expect(needed.exitCode == 1 && needed.output.isEmpty)
        #expect(needed.errorText.contains("qris: error: required.country in 58: "))
    }

    @Test func keepsTheOrderUnlessAskedNotTo() throws {
        let kept = try Qris.run("convert", "--set", "54=123.00", Seed.created).outputText
        #expect(kept.hasPrefix(String(Seed.created.dropLast(14)) + "123.006304"))
        let sorted = try Qris.run("convert", "--canonical", Seed.created)
        let wanted = Seed.created.dropLast(4).replacing("5406122.00", with: "")
            .replacing("5802ID", with: "5406122.005802ID")
        #expect(sorted.outputText == wanted + "155B\n")
    }

    @Test func refusesAWrongCRCUnlessTold() throws {
        let damaged = Self.staticCode.replacingOccurrences(of: "Demo", with: "Dema")
        let result = try Qris.run("convert", "--amount", "5", damaged)
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: error: crc.mismatch in 63 at byte 192: "))
        #expect(result.errorText.hasSuffix("add --repair-crc.\n"))
        let missing = try Qris.run("convert", "--to-static", String(Self.staticCode.dropLast(8)))
        #expect(missing.exitCode == 1 && missing.errorText.contains("crc.missing_or_not_last"))
        let forgotten = Self.staticCode.replacingOccurrences(of: "010211", with: "010212")
        #expect(try Qris.run("convert", "--no-tip", forgotten).errorText.contains("forgot to compute it anew"))
        let repaired = try Qris.run("convert", "--repair-crc", String(Self.staticCode.dropLast(8)))
        #expect(repaired.exitCode == 0 && repaired.outputText == Self.staticCode + "\n")
    }

    @Test func refusesAsJSON() throws {
        for (text, code, issue) in [
            (String(Self.staticCode.dropLast()) + "7", "edit.wrong_crc", "crc.mismatch"),
            (String(Self.staticCode.prefix(90)), "unreadable", "tlv.length_overrun"),
            (Self.staticCode, "edit.invalid_result", "amount.zero"),
        ] {
            let result = try Qris.run("convert", "--json", "--amount", "0", text)
            #expect(result.exitCode == 1 && result.errorOutput.isEmpty)
            #expect((try result.json["error"] as? [String: Any])?["code"] as? String == code)
            let issues = try #require(try result.json["issues"] as? [[String: Any]])
            #expect(issues.contains { $0["code"] as? String == issue })
        }
        for arguments in [["anonymise"], ["diff", Self.staticCode]] {
            let result = try Qris.run(arguments: arguments + ["--json", "0002"])
            #expect(result.exitCode == 1)
            #expect((try result.json["error"] as? [String: Any])?["code"] as? String == "unreadable")
        }
    }

    @Test func refusesBrokenStructure() throws {
        for text in ["", "0002", "\u{1B}[31m", String(Self.staticCode.prefix(100)), Self.staticCode + "x"] {
            let result = try Qris.run("convert", "--repair-crc", input: Array(text.utf8))
            #expect(result.exitCode == 1 && result.output.isEmpty)
            #expect(result.errorText.hasPrefix("qris: error: ") && !result.errorOutput.contains(0x1B))
        }
        let malformed = try Qris.run("convert", "--no-tip", input: [0x30, 0xFF])
        #expect(malformed.exitCode == 1 && malformed.errorText.hasPrefix("qris: error: invalid_utf8 at byte 1: "))
        #expect(try Qris.run("convert", "--no-tip", "--file", "/nowhere").exitCode == 2)
    }

    @Test(arguments: [
        [], ["--to-static", "--amount", "5"], ["--keep-sale-data", "--no-tip"], ["--no-tip", "--tip-prompt"],
        ["--amount", "1.000,00"],
        ["--amount", "１２"], ["--remove", "6"], ["--set", "=x"], ["--tip-percent", "2,5"],
    ])
    func tellsWrongUsage(arguments: [String]) throws {
        let result = try Qris.run(arguments: ["convert"] + arguments + [Self.staticCode])
        #expect(result.exitCode == 64 && result.output.isEmpty && result.errorText.contains("Error: "))
    }

    @Test func advisesAboutForeignCodes() throws {
        // PromptPay's identifier; all else invented.
        let foreign = "00020101021129370016A0000006770101110113006600000000053037645802TH630456EA"
        let refused = try Qris.run("convert", "--amount", "20", foreign)
        #expect(refused.exitCode == 1 && refused.errorText.contains("this is a PromptPay code; --profile lenient"))
        #expect(try Qris.run("convert", "--amount", "20", "--profile", "lenient", foreign).exitCode == 0)
    }

    @Test func convertsForeignCodesUnderTheirProfile() throws {
        // EMVCo QRCPS-MPM v1.0 annex B.
        let example =
            "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
            + "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME"
            + "91320016A0112233449988770708123456786304A13A"
        let refused = try Qris.run("convert", "--amount", "24", example)
        #expect(refused.exitCode == 1 && refused.errorText.contains("of the country CN, not a QRIS code"))
        #expect(try Qris.run("convert", "--amount", "24", "--profile", "emv", example).exitCode == 0)
        let emv = try Qris.run("convert", "--set", "64.02=上海", "--profile", "emv", example)
        #expect(emv.exitCode == 0 && emv.outputText.contains("64200002ZH0104最佳运输0202上海"))
    }
}

@Suite struct AnonymiseTests {
    @Test func keepsShapeAndVerdict() throws {
        let result = try Qris.run("anonymise", Seed.created)
        let text = String(result.outputText.dropLast())
        #expect(result.exitCode == 0 && text.utf8.count == Seed.created.utf8.count)
        for secret in ["Circlek", "Bandung", "G764151789", "043805808", "6c98a2234", "ID1019045019001"] {
            #expect(!text.contains(secret))
        }
        #expect(text.contains("COM.GO-JEK.WWW") && text.contains("5406122.00") && text.contains("936009143"))
        let before = try Qris.run("validate", "--json", Seed.created).json["issues"] as? [[String: Any]]
        let after = try Qris.run("validate", "--json", text).json["issues"] as? [[String: Any]]
        // The check digit that was wrong may be right by chance.
        let codes = Set((after ?? []).compactMap { $0["code"] as? String })
        #expect(codes.isSubset(of: (before ?? []).compactMap { $0["code"] as? String }))
    }

    @Test func obeysTheSeed() throws {
        let one = try Qris.run("anonymise", Seed.created)
        #expect(try Qris.run("anonymise", "--seed", "1", Seed.created).output == one.output)
        let json = try Qris.run("anonymise", "--seed", "2", "--json", Seed.created).json
        #expect(json["text"] as? String != String(one.outputText.dropLast()) && json["valid"] as? Bool == true)
    }

    @Test func keepsFaults() throws {
        let result = try Qris.run("anonymise", Seed.created.replacingOccurrences(of: "4447", with: "4448"))
        #expect(result.exitCode == 0 && result.errorText.contains("qris: error: crc.mismatch in 63: "))
        #expect(try Qris.run("anonymise", String(Seed.created.prefix(99))).exitCode == 1)
        #expect(try Qris.run("anonymise", input: []).exitCode == 1)
        #expect(try Qris.run("anonymise", "--seed", "x", Seed.created).exitCode == 64)
    }
}
