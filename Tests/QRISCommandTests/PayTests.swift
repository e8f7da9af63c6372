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
        // Even now, when the journal has forgotten it, the same sale is the same transaction.
        let late = try pay("--order", "o1", "--amount", "12500", "--json")
        #expect(late.exitCode == 0)
        #expect(
            try late.jsonLines.last.flatMap { $0["transaction"] as? [String: Any] }?["id"] as? String == created["id"]
                as? String)
    }

    @Test func showsTheCodeToPeople() throws {
        let result = try pay("--order", "o2", "--amount", "12500", "--wait", "0")
        #expect(result.outputText.contains("Amount       Rp 12.500\n"))
        #expect(result.outputText.contains("\u{2580}") && result.outputText.hasSuffix("Status: pending\n"))
    }

    @Test func anotherAmountForABegunSaleIsRefused() throws {
        _ = try pay("--order", "o3", "--amount", "100", "--wait", "0", "--json")
        let other = try pay("--order", "o3", "--amount", "200", "--wait", "0", "--json")
        #expect(other.exitCode == 2 && other.errorText.hasPrefix("qris: error: "))
        #expect(try (other.json["error"] as? [String: Any])?["code"] as? String == "keyInUse")
        // Once the sale is given up, GoBiz still knows the key: its reply is about the old amount.
        #expect(try pay("--forget", "o3").exitCode == 0)
        #expect(try pay("--forget", "o3").exitCode == 1)
        let replayed = try pay("--order", "o3", "--amount", "200", "--wait", "0")
        #expect(replayed.exitCode == 2 && replayed.errorText.contains("not about this sale"))
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
        try Data("\u{FEFF}# the till\r\nclient_id = sandbox\r\nclient_secret=sandbox\r\n".utf8).write(to: file)
        let taken = try pay("--order", "o5", "--amount", "100", "--wait", "0", "--credentials", file.path, "--json")
        #expect(try transaction(taken)["order_id"] as? String == "o5")
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
