// Servers that never finish must not cost the client anything: no descriptor, no memory, no time of its other calls.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.serialized) struct DeadServerTests {
    /// What the process holds, as Linux tells it.
    private struct Holdings {
        let descriptorCount: Int
        let residentKilobytes: Int

        init() throws {
            descriptorCount = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            residentKilobytes = line.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        }
    }

    private static func get(_ url: URL) -> HTTPRequest { HTTPRequest(method: "GET", url: url) }

    /// How many connections the servers have open, other than those of `echo`.
    private static func openCount(_ servers: LoopbackServers, _ transport: any HTTPTransport) async throws -> Int {
        let url = servers.url(.echo, LoopbackServers.openCountPath)
        let reply = try await transport.send(Self.get(url), timeout: .seconds(20))
        return Int(String(decoding: reply.body, as: UTF8.self)) ?? -1
    }

    /// Sends to every dead server at once, `count` times each.
    private static func sendToAll(_ servers: LoopbackServers, _ transport: any HTTPTransport, count: Int) async {
        await withTaskGroup(of: Void.self) { group in
            for manner in LoopbackServers.deadManners {
                let request = Self.get(servers.url(manner))
                for _ in 0..<count {
                    group.addTask {
                        let error = await #expect(throws: HTTPTransportError.self, "\(manner)") {
                            try await transport.send(request, timeout: .milliseconds(500))
                        }
                        #expect(error?.requestMayHaveArrived == true || error == .cannotConnect, "\(manner)")
                    }
                }
            }
        }
    }

    #if os(Linux)
        /// 1,000 exchanges that never end by themselves, then 100 that do; in a process where nothing else runs.
        @Test(.timeLimit(.minutes(3)), arguments: Transports.allCases)
        func aThousandDeadServersCostNothing(_ kind: Transports) async {
            await #expect(processExitsWith: .success) { [kind = kind as Transports] in
                let servers = try LoopbackServers()
                let transport = try kind.transport(replyLimit: 1 << 16)
                // Whatever is made once is made now.
                await Self.sendToAll(servers, transport, count: 5)
                let before = try Holdings()
                for _ in 0..<5 { await Self.sendToAll(servers, transport, count: 25) }
                let request = Self.get(servers.url(.echo))
                let healthyCount = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<100 {
                        group.addTask { (try? await transport.send(request, timeout: .seconds(10)))?.status == 200 }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(healthyCount == 100)
                // Each end is noticed by the server, if a moment later.
                while try await Self.openCount(servers, transport) > 0 { try await Task.sleep(for: .milliseconds(100)) }
                let after = try Holdings()
                // Connections that a transport keeps for later.
                #expect(after.descriptorCount <= before.descriptorCount + (kind == .system ? 16 : 128))
                // A leak of 64 KiB each would be 62 MiB.
                #expect(after.residentKilobytes < before.residentKilobytes + 32 << 10)
            }
        }

        /// In a process that may open 64 files there are errors, and it goes on.
        @Test func fewDescriptorsAreAnError() async {
            await #expect(processExitsWith: .success) {
                let servers = try LoopbackServers()
                let transport = try SystemTransport()
                // It may have inherited some from the tests that run beside it.
                let count = max(64, try Holdings().descriptorCount + 44)
                var limit = rlimit(rlim_cur: rlim_t(count), rlim_max: rlim_t(count))
                #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
                let healthy = HTTPRequest(method: "GET", url: servers.url(.echo))
                for _ in 0..<2 {
                    await withTaskGroup(of: Void.self) { group in
                        for manner in LoopbackServers.deadManners {
                            let request = HTTPRequest(method: "GET", url: servers.url(manner))
                            for _ in 0..<40 {
                                group.addTask {
                                    await #expect(throws: HTTPTransportError.self) {
                                        try await transport.send(request, timeout: .milliseconds(500))
                                    }
                                }
                            }
                        }
                    }
                    #expect(try await transport.send(healthy, timeout: .seconds(20)).status == 200)
                }
                // The rest of the program has taken nearly all.
                var taken: [Int32] = []
                while let last = Optional(dup(0)), last >= 0 { taken.append(last) }
                for descriptor in taken.suffix(8) { close(descriptor) }
                let error = await #expect(throws: HTTPTransportError.self) {
                    try await transport.send(healthy, timeout: .seconds(20))
                }
                #expect(error == .outOfResources)
                for descriptor in taken.dropLast(8) { close(descriptor) }
                #expect(try await transport.send(healthy, timeout: .seconds(20)).status == 200)
            }
        }
    #endif

    /// Leaving is a matter of a moment, though the server would hold the caller for an hour, and closes the connection.
    @Test(.timeLimit(.minutes(2)), arguments: Transports.allCases)
    func leavingEndsTheExchange(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let transport = try kind.transport()
        for manner in [LoopbackServers.Manner.silent, .dripping, .drippingHead, .unresponsive] {
            let request = Self.get(servers.url(manner))
            let task = Task { try await transport.send(request, timeout: .seconds(3600)) }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        while try await Self.openCount(servers, transport) > 0 { try await Task.sleep(for: .milliseconds(100)) }
    }

    /// Before a connection stands nothing can have arrived, and the error says so.
    @Test(arguments: Transports.allCases)
    func aServerThatTakesNoConnectionHasReceivedNothing(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let error = await #expect(throws: HTTPTransportError.self) {
            try await kind.transport().send(Self.get(servers.url(.unresponsive)), timeout: .milliseconds(300))
        }
        // Only the machine's own transport knows that for sure.
        #expect(error == .cannotConnect || kind != .system && error == .timedOut)
    }

    @Test(arguments: Transports.allCases)
    func aCertificateThatNobodyVouchesForIsToldApart(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let error = await #expect(throws: HTTPTransportError.self) {
            try await kind.transport().send(Self.get(servers.url(.untrusted)), timeout: .seconds(10))
        }
        #expect(error == .untrustedServer)
        #expect(error?.requestMayHaveArrived == false)
    }

    /// - Source: RFC 9110, 15.2 and 6.5.
    @Test(arguments: Transports.allCases)
    func interimRepliesAndTrailersAreNotTheReply(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let reply = try await kind.transport().send(Self.get(servers.url(.elaborate)), timeout: .seconds(10))
        #expect(reply.status == 200)
        #expect(reply.body == Data("ok".utf8))
        #expect(reply.headers["X-A"] == nil)
        #expect(reply.headers["X-B"] == "1, 2")
        #expect(reply.headers["X-C"] == nil)
    }

    /// A field in two lines is one field, or no reply at all; it is never two fields.
    ///
    /// - Source: RFC 9112, 5.2.
    @Test(arguments: Transports.allCases)
    func aFieldInTwoLinesIsOneField(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let request = Self.get(servers.url(.folding))
        guard kind == .system else {
            // The parser below AsyncHTTPClient takes none, which a server's caller learns.
            await #expect(throws: HTTPTransportError.malformedReply) {
                try await kind.transport().send(request, timeout: .seconds(10))
            }
            return
        }
        let reply = try await kind.transport().send(request, timeout: .seconds(10))
        #expect(reply.status == 200)
        let parts = try #require(reply.headers["X-B"]).split(separator: " ", omittingEmptySubsequences: true)
        #expect(parts == ["1,", "2"])
    }

    #if !canImport(Darwin)
        /// A request with an effect never goes out on a connection that the server may just have closed.
        @Test func aPostIsSentOnce() async throws {
            let servers = try LoopbackServers()
            let transport = try SystemTransport()
            for number in 1...3 {
                #expect(
                    try await transport.send(Self.get(servers.url(.forgetful)), timeout: .seconds(10)).status == 200)
                let request = HTTPRequest(method: "POST", url: servers.url(.forgetful), body: Data("\(number)".utf8))
                #expect(try await transport.send(request, timeout: .seconds(10)).status == 200)
            }
            let seen = try await transport.send(Self.get(servers.url(.elsewhere, "/seen")), timeout: .seconds(10))
            struct Seen: Decodable {
                let method: String
                let body: String
            }
            let posts = try JSONDecoder().decode([Seen].self, from: seen.body).filter { $0.method == "POST" }
            #expect(posts.map(\.body) == ["1", "2", "3"])
        }

        /// Nothing is sent to an address, or with a field, that two readers could take for different things.
        @Test(arguments: [
            HTTPRequest(method: "GET", url: url("http://192.0.2.1/")),
            HTTPRequest(method: "GET", url: url("http://localhost.example/")),
            HTTPRequest(method: "GET", url: url("ftp://127.0.0.1/")),
            HTTPRequest(method: "GET", url: url("file:///etc/passwd")),
            HTTPRequest(method: "GET", url: url("https://user@api.example/")),
            HTTPRequest(method: "GET", url: url("https://user:word@api.example/")),
            HTTPRequest(method: "GET /x", url: url("https://api.example/")),
            HTTPRequest(method: "", url: url("https://api.example/")),
            HTTPRequest(method: "GET", url: url("https://api.example/"), headers: ["A": "b\r\nC: d"]),
            HTTPRequest(method: "GET", url: url("https://api.example/"), headers: ["A": "b\u{0}"]),
            HTTPRequest(method: "GET", url: url("https://api.example/"), headers: ["A b": "c"]),
            HTTPRequest(
                method: "GET", url: url("https://api.example/"), headers: ["A": String(repeating: "b", count: 70_000)]),
        ])
        func whatMustNotBeSentIsNot(_ request: HTTPRequest) async throws {
            let error = await #expect(throws: HTTPTransportError.self) {
                try await SystemTransport().send(request, timeout: .seconds(5))
            }
            #expect(error == .invalidRequest)
        }

        private static func url(_ text: String) -> URL { URL(string: text) ?? URL(fileURLWithPath: "/") }

        /// The numbers of libcurl's options, by libcurl's own list.
        @Test func theOptionsAreThoseOfLibcurl() throws {
            let header = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .appendingPathComponent("../../Sources/CHTTP/libcurl.h").path
            let script = """
                import ctypes, re, sys
                class Option(ctypes.Structure):
                    _fields_ = [('name', ctypes.c_char_p), ('number', ctypes.c_int)]
                find = ctypes.CDLL('libcurl.so.4').curl_easy_option_by_name
                find.restype = ctypes.POINTER(Option)
                pairs = re.findall(r'\\bX\\((\\w+), (\\d+)\\)', open(sys.argv[1]).read())
                for name, number in pairs:
                    option = find(name.encode())
                    # An older libcurl does not know the newest ones.
                    assert not option or option.contents.number == int(number), name
                print(len(pairs))
                """
            let result = try ProcessRunner.run(.python, ["-c", script, header])
            #expect((Int(result.outputText.dropLast()) ?? 0) > 25, "\(result.errorText)")
        }
    #endif
}
