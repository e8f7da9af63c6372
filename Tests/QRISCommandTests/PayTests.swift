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

    /// Lets the customer pay.
    private func settle(order: String) throws {
        let control = Tool("curl", debianPackage: "curl")
        let body = "{\"order_id\":\"\(order)\"}"
        let result = try ProcessRunner.run(
            control, ["--silent", "--fail", "--data", body, "http://127.0.0.1:\(port)/_sandbox/pay"])
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
        try settle(order: "o1")
        let paid = try pay("--resume", "--json")
        #expect(paid.exitCode == 0)
        #expect(try transaction(paid)["status"] as? String == "settlement")
        #expect(try transaction(paid)["id"] as? String == created["id"] as? String)
        let nothing = try pay("--resume", "--json")
        #expect(nothing.exitCode == 0 && nothing.output.isEmpty)
    }

    @Test func showsTheCodeToPeople() throws {
        let result = try pay("--order", "o2", "--amount", "12500", "--wait", "0")
        #expect(result.outputText.contains("Amount       Rp 12.500\n"))
        #expect(result.outputText.contains("\u{2580}") && result.outputText.hasSuffix("Status: pending\n"))
    }

    @Test func anotherAmountForABegunSaleIsRefused() throws {
        _ = try pay("--order", "o3", "--amount", "100", "--wait", "0", "--json")
        let other = try pay("--order", "o3", "--amount", "200", "--wait", "0", "--json")
        #expect(other.exitCode == 1 && other.output.isEmpty)
        #expect(other.errorText.hasPrefix("qris: error: "))
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
        let wrong = ["GOBIZ_CLIENT_ID": "sandbox", "GOBIZ_CLIENT_SECRET": "not-the-secret"]
        let refused = try pay("--order", "o5", "--amount", "100", "--wait", "0", environment: wrong)
        #expect(refused.exitCode == 2 && !refused.errorText.contains("not-the-secret"))
        let file = folder.appendingPathComponent("gobiz.conf")
        try Data("# the till\nclient_id = sandbox\nclient_secret=sandbox\n".utf8).write(to: file)
        let taken = try pay(
            "--order", "o5", "--amount", "100", "--wait", "0", "--credentials", file.path, "--json",
            environment: wrong)
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
