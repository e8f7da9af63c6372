// `qris build`: payloads from their parts, and what is refused with which words.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Invented merchants.
///
/// CRCs of expected payloads are those of Python's binascii.crc_hqx(text, 0xFFFF).
enum Built {
    static let merchant = ["--name", "Warung Contoh", "--city", "Jakarta", "--postal-code", "10110", "--mcc", "5812"]
    static let account = [
        "--guid", "ID.CO.CONTOH.WWW", "--mpan", "936009143000000001", "--mid", "CONTOH000000001",
        "--nmid", "ID1020000000007", "--criteria", "UMI",
    ]
    static let accounts =
        "26680016ID.CO.CONTOH.WWW01189360091430000000010215CONTOH0000000010303UMI"
        + "51440014ID.CO.QRIS.WWW0215ID10200000000070303UMI"

    static func run(_ more: String...) throws -> ProcessResult {
        try Qris.run(arguments: ["build"] + merchant + account + more)
    }
}

@Suite struct BuildTests {
    @Test func makesAStaticCode() throws {
        let result = try Built.run()
        let wanted =
            "000201010211" + Built.accounts
            + "5204581253033605802ID5913Warung Contoh6007Jakarta61051011063045755\n"
        #expect(result.exitCode == 0 && result.outputText == wanted && result.errorOutput.isEmpty)
        #expect(try Qris.run("validate", input: result.output).exitCode == 0)
    }

    @Test func makesADynamicCode() throws {
        let result = try Built.run("--amount", "12500", "--tip-percent", "2.5", "--terminal-label", "A01")
        let wanted =
            "000201010212" + Built.accounts + "52045812530336054051250055020357042.505802ID5913Warung Contoh"
            + "6007Jakarta61051011062070703A01630496FC\n"
        #expect(result.exitCode == 0 && result.outputText == wanted && result.errorOutput.isEmpty)
    }

    @Test func setsEveryLabelAndAnyPath() throws {
        let labels = [
            ("bill-number", "01"), ("mobile-number", "02"), ("store-label", "03"), ("loyalty-number", "04"),
            ("reference-label", "05"), ("customer-label", "06"), ("terminal-label", "07"), ("purpose", "08"),
        ]
        for (option, id) in labels {
            let result = try Built.run("--" + option, "***")
            #expect(result.exitCode == 0 && result.outputText.contains("6207\(id)03***6304"))
        }
        let nested = try Built.run("--set", "62.50.00=ID.CONTOH", "--set", "62.50.01=a=b", "--account-id", "27")
        #expect(nested.outputText.contains("62245020" + "0009ID.CONTOH0103a=b"))
        #expect(nested.outputText.contains("01021127680016ID.CO.CONTOH.WWW"))
        let foreign = try Built.run("--country", "SG", "--currency", "702", "--tip-fixed", "1.50", "--profile", "emv")
        #expect(foreign.exitCode == 0 && foreign.outputText.contains("5303702" + "550202" + "56041.50" + "5802SG"))
        #expect(try Built.run("--tip-prompt").outputText.contains("5303360" + "550201" + "5802ID"))
    }

    /// Arguments that give a value the payload may not have: the code, the option and the path are told.
    @Test(arguments: [
        (["--name", "A name of twenty-six chars"], "edit.too_long in 59 (--name): "),
        (["--city", "A city of 16 cha"], "edit.too_long in 60 (--city): "),
        (["--name", "Kafé"], "charset.not_ans in 59 (--name): "), (["--name", ""], "edit.empty in 59 (--name): "),
        (["--postal-code", "12345678901"], "edit.too_long in 61 (--postal-code): "),
        (["--mcc", "58A2"], "format in 52 (--mcc): "), (["--mcc", "581"], "format in 52 (--mcc): "),
        (["--amount", "0"], "amount.zero in 54 (--amount): "),
        (["--amount", "12.500"], "amount.exponent in 54 (--amount): "),
        (["--tip-fixed", "0"], "amount.zero in 56 (--tip-fixed): "),
        (["--country", "id"], "country.format in 58 (--country): "),
        (["--currency", "840"], "qris.currency in 53 (--currency): "),
        (["--mid", "0123456789ABCDEF"], "edit.too_long in 26.02 (--mid): "),
        (["--reference-label", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"], "edit.too_long in 62.05 (--reference-label): "),
        (["--set", "63=ABCD"], "edit.reserved_path in 63: "), (["--set", "64.01=X"], "lang.missing in 64: "),
        (["--set", "59.01=X"], "edit.not_template in 59 (--name): "),
    ])
    func refusesInvalidValues(arguments: [String], words: String) throws {
        let result = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments)
        #expect(result.exitCode == 1 && result.output.isEmpty)
        #expect(result.errorText.contains("qris: error: " + words), "\(result.errorText)")
    }

    @Test func explainsWhatHelps() throws {
        #expect(try Built.run("--tip-fixed", "0").errorText.contains("Leave 55 and 56 out when no fee is added."))
        #expect(try Built.run("--amount", "12.500").errorText.contains("hint: The amount seems to be written with"))
        for name in ["Kafé", "A name of twenty-six chars"] {
            #expect(try Built.run("--name", name).errorText.contains("--fit cuts --name and --city"))
        }
        let full = try Built.run(
            "--bill-number", String(repeating: "A", count: 25), "--store-label", String(repeating: "B", count: 25),
            "--reference-label", String(repeating: "C", count: 25), "--customer-label", "DDDDDDDDD")
        #expect(full.exitCode == 1)
        #expect(full.errorText.contains("62 (Additional Data Field Template) would have 100 characters; at most 99"))
        #expect(full.errorText.contains("4 characters besides its value"))
    }

    @Test func tellsDoubtsOnStandardError() throws {
        let result = try Built.run("--nmid", "ID1020000000008")
        #expect(result.exitCode == 0 && result.outputText.contains("ID1020000000008"))
        #expect(result.errorText.hasPrefix("qris: warning: qris.nmid_luhn in 51.02 (--nmid): "))
        let document = try Built.run("--nmid", "ID1020000000008", "--json")
        #expect(document.errorOutput.isEmpty)
        let issues = try #require(try document.json["issues"] as? [[String: Any]])
        #expect(issues.map { $0["code"] as? String } == ["qris.nmid_luhn"])
        #expect(try document.json["text"] as? String == String(result.outputText.dropLast()))
        #expect(try document.json["valid"] as? Bool == true && document.json["fitted"] == nil)
    }

    @Test func refusesAsJSON() throws {
        let result = try Built.run("--amount", "0", "--json")
        #expect(result.exitCode == 1 && result.errorOutput.isEmpty)
        let error = try #require(try result.json["error"] as? [String: Any])
        #expect(error["code"] as? String == "edit.invalid_result" && error["message"] is String)
        let issues = try #require(try result.json["issues"] as? [[String: Any]])
        #expect(issues.map { $0["code"] as? String } == ["amount.zero"])
        let long = try Built.run("--mid", "0123456789ABCDEF", "--json").json
        #expect((long["error"] as? [String: Any])?["path"] as? String == "26.02")
    }

    @Test func fitsNamesOnlyWhenAsked() throws {
        let arguments = ["--name", "Café de l'Étoile des Mers du Sud", "--city", "Kota “Baru” di Timur", "--fit"]
        let result = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments)
        #expect(result.outputText.contains("5925Cafe de l'Etoile des Mers" + "6014Kota \"Baru\" di6105"))
        #expect(
            result.errorText == """
                qris: --name was fitted: 2 characters spelled otherwise, 7 characters cut off: Cafe de l'Etoile des Mers
                qris: --city was fitted: 2 characters spelled otherwise, 5 characters cut off: Kota "Baru" di

                """)
        let document = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments + ["--json"]).json
        let fitted = try #require(document["fitted"] as? [[String: Any]])
        #expect(fitted.map { $0["path"] as? String } == ["59", "60"])
        #expect(fitted[0]["cut"] as? Int == 7 && fitted[0]["transliterated"] as? Int == 2)
        let none = try Built.run("--name", "最佳", "--fit")
        #expect(none.exitCode == 1 && none.errorText.contains("no character of --name can be spelled in ASCII"))
    }

    @Test(arguments: [
        ["--amount", "12,500"], ["--amount", "Rp12500"], ["--amount", "-5"], ["--amount", "12345678901234"],
        ["--tip-percent", "0"], ["--tip-percent", "100"], ["--tip-prompt", "--tip-fixed", "5"],
        ["--criteria", "umi"], ["--account-id", "40"], ["--account-id", "51"], ["--set", "62.7=A"], ["--set", "6207"],
        ["--profile", "QRIS"], ["loose"],
    ])
    func tellsWrongUsage(arguments: [String]) throws {
        let result = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments)
        #expect(result.exitCode == 64 && result.output.isEmpty && result.errorText.contains("Error: "))
    }

    @Test func asksForWhatIsMissing() throws {
        let nothing = try Qris.run("build")
        #expect(
            nothing.exitCode == 64 && nothing.errorText.contains("The rules of qris ask for --name, --city, --mcc."))
        let account = try Qris.run(arguments: ["build"] + Built.merchant)
        #expect(account.exitCode == 64 && account.errorText.contains("Give an account: --guid, --mpan, --mid"))
        let half = try Qris.run(arguments: ["build"] + Built.merchant + ["--guid", "ID.CO.CONTOH.WWW"])
        #expect(half.exitCode == 64 && half.errorText.contains("needs all of --guid, --mpan and --mid"))
        let criteria = try Qris.run(arguments: ["build"] + Built.merchant + ["--nmid", "ID1020000000007"])
        #expect(criteria.exitCode == 64 && criteria.errorText.contains("UMI, UKE, UME, UBE, URE, PSO, BLU"))
        let emv = try Qris.run("build", "--profile", "emv", "--name", "CONTOH")
        #expect(emv.exitCode == 64 && emv.errorText.contains("emv ask for --city, --mcc, --currency, --country."))
        let alone = try Qris.run("build", "--profile", "lenient", "--criteria", "UMI")
        #expect(alone.exitCode == 64 && alone.errorText.contains("--criteria goes with an account"))
    }

    /// Without 61, which is a doubt under qris and optional in EMV's table 3.6.
    @Test func asksForNoMoreThanTheProfile() throws {
        let merchant = Built.merchant.filter { $0 != "--postal-code" && $0 != "10110" }
        let national = try Qris.run(arguments: ["build"] + merchant + Built.account)
        #expect(
            national.exitCode == 0 && national.errorText.contains("warning: qris.postal_missing in 61 (--postal-code)"))
        let emv = try Qris.run(
            "build", "--profile", "emv", "--name", "CONTOH", "--city", "BEIJING", "--mcc", "4111", "--currency", "156",
            "--country", "CN", "--set", "26.00=hoge")
        let text = "00020101021126080004hoge5204411153031565802CN5906CONTOH6007BEIJING6304"
        #expect(emv.exitCode == 0 && emv.outputText == text + "6D24\n")
        #expect(
            try Qris.run("build", "--profile", "lenient", "--guid", "hoge").outputText.hasPrefix("000201010211260800"))
        // PromptPay's identifier; all else invented.
        let lenient = try Qris.run(
            "build", "--profile", "lenient", "--currency", "764", "--country", "TH", "--set", "29.00=A000000677010111",
            "--set", "29.01=0066800000000")
        #expect(
            lenient.outputText
                == "00020101021129370016A0000006770101110113006680000000053037645802TH63046547\n")
    }

    @Test func pointOfInitiationIsWhatIsSaid() throws {
        let fixed = try Built.run("--amount", "118", "--set", "01=11")
        #expect(
            fixed.exitCode == 0 && fixed.outputText.hasPrefix("000201010211") && fixed.outputText.contains("5403118"))
        #expect(fixed.errorText.contains("warning: poi.static_with_amount in 54 (--amount)"))
        let none = try Built.run("--amount", "118", "--no-point-of-initiation")
        #expect(none.exitCode == 0 && none.outputText.hasPrefix("0002012668") && none.outputText.contains("5403118"))
        #expect(try Built.run("--no-point-of-initiation", "--set", "01=11").exitCode == 64)
        let converted = try Qris.run("convert", "--amount", "118", "--set", "01=11", input: Built.run().output)
        #expect(converted.output == fixed.output)
    }

    @Test(arguments: [
        ["--set", "59=X"], ["--set", "51.02=X"], ["--set", "26.01=X"], ["--set", "54=5", "--amount", "5"],
    ])
    func refusesTwoValuesOfOneThing(arguments: [String]) throws {
        let result = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments)
        #expect(result.exitCode == 64 && result.errorText.contains("is given twice; say once what it is to be"))
    }

    @Test func neverWritesWhatATerminalWouldNotShow() throws {
        let arguments = ["--set", "64.00=id", "--set", "64.01=A\u{202E}B\u{1B}[2J"]
        let result = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments)
        #expect(result.exitCode == 1 && result.output.isEmpty && result.errorText.contains("--json"))
        let json = try Qris.run(arguments: ["build"] + Built.merchant + Built.account + arguments + ["--json"])
        #expect(json.exitCode == 0 && !json.hasEscapes && json.outputText.contains("A\\u202eB\\u001b[2J"))
    }
}
