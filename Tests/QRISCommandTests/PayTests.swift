// `qris pay`, `qris status` and `qris demo`.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct PayTests {
    private let folder: URL
    private let sandbox: RunningSandbox
    private let port: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("pay-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        sandbox = try RunningSandbox(["--port", "0", "--json"])
        port = String(try #require((sandbox.ready["url"] as? String)?.split(separator: ":").last))
    }

    private func pay(_ arguments: String..., environment: [String: String] = [:]) throws -> ProcessResult {
        try pay(arguments, environment: environment)
    }

    private func pay(_ arguments: [String], environment: [String: String] = [:]) throws -> ProcessResult {
        let journal = folder.appendingPathComponent("payments.journal").path
        return try Qris.run(
            arguments: ["pay", "--sandbox", "--port", port, "--outlet", "G000012345", "--journal", journal] + arguments,
            environment: environment)
    }

    private func status(_ id: String, outlet: String = "G000012345", _ more: String...) throws -> ProcessResult {
        try Qris.run(arguments: ["status", "--sandbox", "--port", port, "--outlet", outlet, id] + more)
    }

    /// Turns one of the sandbox's controls.
    private func control(_ name: String, _ body: String) throws {
        let result = try ProcessRunner.run(
            Tool("curl", debianPackage: "curl"),
            ["--silent", "--fail", "--data", body, "http://127.0.0.1:\(port)/_sandbox/\(name)"])
        #expect(result.exitCode == 0)
    }

    private func transaction(_ result: ProcessResult) throws -> [String: Any] {
        try #require(try result.jsonLines.first?["transaction"] as? [String: Any])
    }

    @Test func createsOnceAndGoesOnUntilPaid() throws {
        let open = try pay("--order", "o1", "--amount", "12500", "--wait", "0", "--json")
        #expect(open.exitCode == 2 && open.errorText.contains("not paid yet"))
        let created = try transaction(open)
        #expect(created["status"] as? String == "pending" && created["gross_amount"] as? Int == 12500)
        // The same sale again is the same transaction, with the same key.
        let again = try pay("--order", "o1", "--amount", "12500", "--wait", "0", "--json")
        #expect(try transaction(again)["id"] as? String == created["id"] as? String)
        try control("pay", #"{"order_id":"o1"}"#)
        let paid = try pay("--resume", "--json")
        #expect(paid.exitCode == 0)
        #expect(try transaction(paid)["status"] as? String == "settlement")
        #expect(try transaction(paid)["id"] as? String == created["id"] as? String)
        let nothing = try pay("--resume", "--json")
        #expect(nothing.exitCode == 0 && nothing.output.isEmpty)
    }

    /// The same order number a day later, for another customer: the old payment is nobody's twice.
    @Test func aPaymentCountsForOneSale() throws {
        let sale = ["--order", "A-001", "--amount", "12500", "--wait", "0"]
        let first = try transaction(try pay(sale + ["--json"]))
        try control("pay", #"{"order_id":"A-001"}"#)
        try control("clock/advance", #"{"seconds":86400}"#)
        // Seen for the first time, from the record, and once GoBiz has forgotten the key.
        for seconds in [0, 0, 2_678_400] {
            try control("clock/advance", #"{"seconds":\#(seconds)}"#)
            for form in [[], ["--json"]] {
                let old = try pay(sale + form)
                #expect(old.exitCode == 1 && old.errorText.contains("was paid already"))
                #expect(old.errorText.contains(first["id"] as? String ?? "?") && old.errorText.contains("--again"))
                guard !form.isEmpty else {
                    #expect(old.output.isEmpty)
                    continue
                }
                #expect(try (old.json["error"] as? [String: Any])?["code"] as? String == "alreadyPaid")
                #expect(!old.outputText.contains("qris_string"))
            }
        }
        let again = try pay(sale + ["--json", "--again"])
        let second = try transaction(again)
        #expect(again.exitCode == 2 && second["status"] as? String == "pending")
        #expect(second["id"] as? String != first["id"] as? String)
        // Repeated with or without the option it is that one, as long as it is open.
        #expect(try transaction(try pay(sale + ["--json"]))["id"] as? String == second["id"] as? String)
        #expect(try transaction(try pay(sale + ["--json", "--again"]))["id"] as? String == second["id"] as? String)
    }

    /// Two tills with one order number: one payment is one till's.
    @Test func tillsWithOneOrderNumberHaveATransactionEach() throws {
        let sale = ["--order", "T-1", "--amount", "500", "--json", "--wait"]
        let other = ["--journal", folder.appendingPathComponent("other.journal").path]
        let first = try transaction(try pay(sale + ["0"]))
        let second = try transaction(try pay(sale + ["0"] + other))
        #expect(first["id"] as? String != second["id"] as? String)
        try control("pay", #"{"id":"\#(first["id"] as? String ?? "")"}"#)
        #expect(try pay(sale + ["0"] + other).exitCode == 2)
        let told = try pay(sale + ["0"])
        #expect(told.exitCode == 1 && told.errorText.contains("was paid already"))
    }

    @Test func overIsOver() throws {
        let sale = ["--order", "X-1", "--amount", "7000", "--wait", "0"]
        let first = try transaction(try pay(sale + ["--json"]))
        try control("expire", #"{"order_id":"X-1"}"#)
        for form in [[], ["--json"]] {
            let over = try pay(sale + form)
            #expect(over.exitCode == 1 && over.errorText.contains("is over") && over.errorText.contains("expire"))
            #expect(over.errorText.contains("--again"))
            #expect(form.isEmpty ? over.output.isEmpty : !over.outputText.contains("qris_string"))
        }
        let given = try pay("--forget", "X-1")
        #expect(given.exitCode == 0 && given.errorText.contains(first["id"] as? String ?? "?"))
        #expect(try pay("--forget", "X-1").exitCode == 1)
        let forgotten = try pay(sale)
        #expect(forgotten.exitCode == 1 && forgotten.output.isEmpty && forgotten.errorText.contains("--forget"))
        let second = try transaction(try pay(sale + ["--again", "--json"]))
        #expect(second["status"] as? String == "pending")
        #expect(second["id"] as? String != first["id"] as? String)
        // Without giving the second one up: --again is enough where GoBiz says that it is over.
        try control("expire", #"{"order_id":"X-1"}"#)
        let third = try transaction(try pay(sale + ["--again", "--json"]))
        #expect(third["status"] as? String == "pending" && third["id"] as? String != second["id"] as? String)
    }

    @Test func showsTheCodeToPeople() throws {
        let result = try pay("--order", "o2", "--amount", "12500", "--wait", "0")
        #expect(result.outputText.contains("Amount       Rp 12.500\n"))
        #expect(result.outputText.contains("\u{2580}") && result.outputText.hasSuffix("Status: pending\n"))
    }

    @Test func anotherAmountForABegunSaleIsRefused() throws {
        _ = try pay("--order", "o-1", "--amount", "12500", "--wait", "0", "--json")
        for again in [[], ["--again"]] {
            let other = try pay(["--order", "o-1", "--amount", "15000", "--wait", "0", "--json"] + again)
            #expect(other.exitCode == 1 && other.errorText.hasPrefix("qris: error: "))
            for text in ["o-1", "12500", "--forget"] { #expect(other.errorText.contains(text)) }
            #expect(try (other.json["error"] as? [String: Any])?["code"] as? String == "otherAmount")
        }
        #expect(try pay("--forget", "o-1").exitCode == 0)
        let fresh = try pay("--order", "o-1", "--amount", "15000", "--wait", "0", "--json", "--again")
        #expect(try transaction(fresh)["gross_amount"] as? Int == 15_000)
    }

    @Test(arguments: ["0", "-1", "-9223372036854775808"])
    func anAmountThatCannotBePaidIsNamed(amount: String) throws {
        for form in [[], ["--json"]] {
            let refused = try pay(["--order", "x", "--amount=" + amount] + form)
            #expect(refused.exitCode == 1 && refused.errorText.contains("gross_amount must be 1 or more"))
            if !form.isEmpty {
                #expect(try (refused.json["error"] as? [String: Any])?["code"] as? String == "invalidRequest")
            }
        }
    }

    /// Nobody stands in front of a till that says nothing.
    @Test func theFirstFailedAttemptIsToldAndTheCommandEnds() throws {
        let start = ContinuousClock.now
        let arguments = ["pay", "--sandbox", "--port", "1", "--outlet", "G000012345", "--order", "z", "--amount", "5"]
        let journal = folder.appendingPathComponent("z.journal").path
        let result = try Qris.run(arguments: arguments + ["--wait", "0", "--journal", journal])
        #expect(result.exitCode == 2 && result.output.isEmpty)
        let first = result.errorText.split(separator: "\n").first ?? ""
        #expect(first.contains("http://127.0.0.1:1") && first.contains("Is `qris sandbox` running?"))
        #expect(first.contains("Trying again"))
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    /// What a wrong, odd or late reply ends with, for people and for programs.
    @Test func repliesAreJudgedTheSameForPeopleAndPrograms() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Sandbox/replies.py").path
        let tool = Bundle.main.bundleURL.appendingPathComponent("qris").path
        let result = try ProcessRunner.run(.python, [script, tool], timeLimit: 900)
        #expect(result.exitCode == 0, "\(result.outputText)\(result.errorText)")
        #expect(result.outputText == "codes ok\nends ok\nrefusals ok\nonce ok\n")
    }

    @Test func aSaleThatExpiredMayStillBePaid() throws {
        _ = try pay("--order", "o7", "--amount", "100", "--wait", "0", "--json")
        try control("expire", #"{"order_id":"o7"}"#)
        #expect(try pay("--resume").exitCode == 2)
        try control("pay", #"{"order_id":"o7","late":true}"#)
        let paid = try pay("--resume")
        #expect(paid.exitCode == 0 && paid.outputText.hasPrefix("Paid at "))
    }

    @Test func aDamagedJournalIsToldAndNothingIsSold() throws {
        _ = try pay("--order", "o8", "--amount", "100", "--wait", "0")
        _ = try pay("--order", "o9", "--amount", "100", "--wait", "0")
        let file = folder.appendingPathComponent("payments.journal")
        var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        lines[1] = lines[1].replacingOccurrences(of: "o8", with: "o0")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        let refused = try pay("--order", "o10", "--amount", "100", "--wait", "0")
        #expect(refused.exitCode == 2 && refused.errorText.contains("damaged"))
    }

    /// The journal is in the user's state folder; one in the current folder, its first place, is told of.
    @Test func theJournalIsInTheStateFolder() throws {
        let home = folder.appendingPathComponent("home")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let name = "payments-sandbox-\(port).journal"
        func path(_ state: String) -> String { folder.appendingPathComponent("\(state)/qris/\(name)").path }
        func sell(_ order: String, _ environment: [String: String]) throws -> ProcessResult {
            try ProcessRunner.run(
                program: URL(fileURLWithPath: "/bin/sh"),
                arguments: [
                    "-c", "cd \"$0\" && exec \"$@\"", folder.path, Qris.program.path, "pay", "--sandbox", "--port",
                    port,
                    "--outlet", "G000012345", "--order", order, "--amount", "100", "--wait", "0", "--json",
                ], environment: environment)
        }
        #if !canImport(Darwin)
            let given = folder.appendingPathComponent("state").path
            #expect(try sell("s1", ["HOME": home.path, "XDG_STATE_HOME": given]).exitCode == 2)
            #expect(FileManager.default.fileExists(atPath: path("state")))
            // A relative one does not count.
            #expect(try sell("s2", ["HOME": home.path, "XDG_STATE_HOME": "elsewhere"]).exitCode == 2)
            #expect(FileManager.default.fileExists(atPath: path("home/.local/state")))
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("elsewhere").path))
            let mode = try FileManager.default.attributesOfItem(atPath: given + "/qris")[.posixPermissions] as? Int
            #expect(mode == 0o700)
        #endif
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path))
        let homeless = try sell("s3", ["PATH": "/bin"])
        #expect(homeless.exitCode == 64 && homeless.errorText.contains("--journal"))
        try Data().write(to: folder.appendingPathComponent(name))
        let told = try sell("s4", ["HOME": home.path])
        #expect(told.exitCode == 2 && told.errorText.contains("warning: \(name) in this folder is not used"))
        try Data().write(to: home.appendingPathComponent("file"))
        let refused = try sell("s5", ["HOME": home.path + "/file"])
        #expect(refused.exitCode == 2 && refused.errorText.contains("Not a directory"))
    }

    @Test func filesThatAreNoJournalStayAsTheyAre() throws {
        let file = folder.appendingPathComponent("notes.txt")
        try Data("my notes\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        for path in [file.path, "/dev/null"] {
            let refused = try pay("--order", "o11", "--amount", "100", "--journal", path)
            #expect(refused.exitCode == 2)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
                == .typeCharacterSpecial)
    }

    @Test func looksTransactionsUp() throws {
        let created = try transaction(try pay("--order", "o4", "--amount", "100", "--wait", "0", "--json"))
        let id = try #require(created["id"] as? String)
        let found = try status(id, "--json")
        #expect(found.exitCode == 0)
        #expect(try transaction(found)["order_id"] as? String == "o4")
        #expect(try status(id).outputText.hasPrefix("Transaction  \(id)\nOrder        o4\n"))
        let missing = try status("none")
        #expect(missing.exitCode == 1 && missing.errorText.contains("no such transaction"))
        #expect(try status(id, outlet: "G0").exitCode == 2)
    }

    @Test func credentialsComeFromTheEnvironmentOrAFile() throws {
        // What the environment holds is not for a listener on this machine.
        let wrong = ["GOBIZ_CLIENT_ID": "sandbox", "GOBIZ_CLIENT_SECRET": "not-the-secret"]
        #expect(try pay("--order", "o4", "--amount", "100", "--wait", "0", environment: wrong).exitCode == 2)
        let file = folder.appendingPathComponent("gobiz.conf")
        try Data("client_id=sandbox\nclient_secret=not-the-secret\n".utf8).write(to: file)
        let refused = try pay("--order", "o5", "--amount", "100", "--wait", "0", "--credentials", file.path)
        #expect(refused.exitCode == 2 && refused.errorText.contains("invalid_client"))
        #expect(!refused.errorText.contains("not-the-secret"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        let open = try pay("--order", "o5", "--amount", "100", "--wait", "0", "--credentials", file.path)
        #expect(open.errorText.contains("chmod 600"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try Data("\u{FEFF}# the till\r\nclient_id = sandbox\r\nclient_secret=sandbox\r\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        let taken = try pay("--order", "o5", "--amount", "100", "--wait", "0", "--credentials", file.path, "--json")
        #expect(try transaction(taken)["order_id"] as? String == "o5")
        #expect(!taken.errorText.contains("chmod"))
        let none = try Qris.run("status", "--outlet", "G1", "id")
        #expect(none.exitCode == 64 && none.errorText.contains("GOBIZ_CLIENT_SECRET"))
    }

    @Test func nothingThereIsAFailedOperation() throws {
        let result = try Qris.run("status", "--sandbox", "--port", "1", "--outlet", "G1", "id")
        #expect(result.exitCode == 2 && result.output.isEmpty)
        #expect(try pay("--order", "o6").exitCode == 64)
        #expect(try pay("--order", "o6", "--amount", "1", "--resume").exitCode == 64)
    }

    @Test func theDemoGoesTheWholeWay() throws {
        let prefix = folder.appendingPathComponent("code").path
        let result = try Qris.run("demo", "--output-prefix", prefix)
        #expect(result.exitCode == 0 && result.errorText.isEmpty)
        #expect(result.outputText.split(separator: "\n").last?.hasPrefix("Paid at ") == true)
        let read = try ProcessRunner.run(
            Tool("zbarimg", debianPackage: "zbar-tools"), ["--quiet", "--raw", "--nodbus", prefix + ".png"])
        #expect(read.outputText.contains("SANDBOX - JANGAN DIBAYAR"))
        #expect(FileManager.default.fileExists(atPath: prefix + ".svg"))
    }
}
