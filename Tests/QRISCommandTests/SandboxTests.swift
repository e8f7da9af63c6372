// `qris sandbox`: over TCP, in a browser, and how it begins and ends.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A sandbox that runs until the value is let go.
final class RunningSandbox {
    private let process = Process()
    private let output = Pipe()
    /// What it printed when it was ready.
    private(set) var firstLine = Data()

    init(_ arguments: [String]) throws {
        process.executableURL = Bundle.main.bundleURL.appendingPathComponent("qris")
        process.arguments = ["sandbox"] + arguments
        process.standardOutput = output
        try process.run()
        while firstLine.last != UInt8(ascii: "\n") {
            let more = try output.fileHandleForReading.read(upToCount: 1) ?? Data()
            guard !more.isEmpty else { throw ToolError("qris sandbox ended without a word") }
            firstLine += more
        }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    var ready: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: firstLine) as? [String: Any] ?? [:] }
    }

    /// Sends a signal and returns how the process ended.
    func end(by signal: Int32) -> (Process.TerminationReason, Int32) {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return (process.terminationReason, process.terminationStatus)
    }
}

@Suite struct SandboxTests {
    private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sandbox")

    private func python(_ script: String, _ arguments: String...) throws -> ProcessResult {
        let path = Self.scripts.appendingPathComponent(script).path
        return try ProcessRunner.run(.python, [path] + arguments, timeLimit: 150)
    }

    @Test func servesTillsOverTCP() throws {
        let sandbox = try RunningSandbox(["--port", "0", "--json"])
        let address = try #require(try sandbox.ready["url"] as? String)
        let result = try python("over_tcp.py", address)
        #expect(result.exitCode == 0, "\(result.outputText)\(result.errorText)")
        #expect(result.outputText == "payments ok\nfaults ok\nat_once ok\nkept_connections ok\nwire ok\n")
    }

    @Test func killedTillsGoOnWithTheirPayments() throws {
        let sandbox = try RunningSandbox(["--port", "0", "--json"])
        let address = try #require(try sandbox.ready["url"] as? String)
        let tool = Bundle.main.bundleURL.appendingPathComponent("qris").path
        let result = try python("kill_and_resume.py", address, tool)
        #expect(result.exitCode == 0 && result.outputText.hasPrefix("60 orders, "), "\(result.errorText)")
    }

    /// More connections than descriptors: they wait, the sandbox lives.
    ///
    /// At the end replies under way come whole.
    @Test func staysUpUnderPressureAndEndsInOrder() throws {
        let tool = Bundle.main.bundleURL.appendingPathComponent("qris").path
        let result = try python("pressure.py", tool, "64", "256")
        #expect(result.exitCode == 0 && result.outputText == "ok\n", "\(result.errorText)")
    }

    #if Webhooks
        @Test func notifiesReceivers() throws {
            let sandbox = try RunningSandbox(["--port", "0", "--json"])
            let address = try #require(try sandbox.ready["url"] as? String)
            let result = try python("notifications.py", address)
            #expect(result.exitCode == 0 && result.outputText == "ok\n", "\(result.errorText)")
        }
    #endif

    @Test func thePageWorksInABrowser() throws {
        for tool in [
            Tool("chromium", debianPackage: "chromium"), Tool("chromedriver", debianPackage: "chromium-driver"),
        ] {
            #expect(try ProcessRunner.run(tool, ["--version"]).exitCode == 0)
        }
        let sandbox = try RunningSandbox(["--port", "0", "--json"])
        let address = try #require(try sandbox.ready["url"] as? String)
        let result = try python("page.py", address)
        #expect(result.exitCode == 0 && result.outputText == "ok\n", "\(result.errorText)")
    }

    @Test func tellsWhereItListens() throws {
        let sandbox = try RunningSandbox(["--port", "0", "--json"])
        let ready = try sandbox.ready
        #expect((ready["url"] as? String)?.wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/) != nil)
        #expect(ready["client_id"] as? String == "sandbox" && ready["client_secret"] as? String == "sandbox")
        #expect(ready["outlet"] as? String == "G000012345" && ready["sends_notifications"] is Bool)
        let text = String(decoding: try RunningSandbox(["--port", "0"]).firstLine, as: UTF8.self)
        #expect(text.hasPrefix("The sandbox listens on http://127.0.0.1:") && text.hasSuffix(" until Ctrl-C.\n"))
    }

    @Test func aSeedDecidesTokens() throws {
        func token(_ arguments: String...) throws -> String {
            let sandbox = try RunningSandbox(["--port", "0", "--json"] + arguments)
            let address = try #require(try sandbox.ready["url"] as? String)
            let reply = try ProcessRunner.run(
                Tool("curl", debianPackage: "curl"),
                ["-s", "-u", "sandbox:sandbox", "-d", "grant_type=client_credentials", address + "/oauth2/token"])
            return try #require(try reply.json["access_token"] as? String)
        }
        let first = try token("--seed", "7")
        #expect(try token("--seed", "7") == first)
        #expect(try token("--seed", "8") != first)
        #expect(try token() != token())
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func endsWhenAsked(signal: Int32) throws {
        let ending = try RunningSandbox(["--port", "0"]).end(by: signal)
        #expect(ending == (.exit, 0))
    }

    @Test func saysThatAPortIsTaken() throws {
        let sandbox = try RunningSandbox(["--port", "0", "--json"])
        let address = try #require(try sandbox.ready["url"] as? String)
        let port = try #require(address.split(separator: ":").last)
        let result = try Qris.run("sandbox", "--port", String(port))
        #expect(result.exitCode == 2 && result.output.isEmpty)
        #expect(result.errorText.hasPrefix("qris: error: cannot listen on port \(port)"))
        #expect(try Qris.run("sandbox", "--port", "65536").exitCode == 64)
    }
}
