// Transports against real servers, good and bad, on this machine.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import TestSupport
import Testing

/// Every transport that is built.
enum Transports: String, CaseIterable, Codable {
    case system
    #if AsyncHTTPClient
        case asyncHTTPClient
    #endif

    /// A transport that takes replies up to a size.
    func transport(replyLimit: Int = 5 << 20) throws -> any HTTPTransport {
        switch self {
        case .system: try SystemTransport(replyLimit: replyLimit)
        #if AsyncHTTPClient
            case .asyncHTTPClient: AsyncHTTPClientTransport(replyLimit: replyLimit)
        #endif
        }
    }
}

@Suite(.serialized) struct TransportTests {
    private struct Received: Decodable {
        let method: String
        let path: String
        let headers: [String: String]
        let body: String
    }

    @Test(arguments: Transports.allCases)
    func requestAndReplyPassUnchanged(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let request = HTTPRequest(
            method: "POST", url: servers.url(.echo, "/a%2Fb"),
            headers: ["Idempotency-Key": "k-1", "Authorization": "Bearer t", "Content-Type": "application/json"],
            body: Data(#"{"a":null}"#.utf8))
        for _ in 0..<2 {
            let reply = try await kind.transport().send(request, timeout: .seconds(5))
            #expect(reply.status == 200)
            #expect(reply.headers["x-request-id"] == "r-1")
            let received = try JSONDecoder().decode(Received.self, from: reply.body)
            #expect(received.method == "POST")
            #expect(received.body == #"{"a":null}"#)
            #expect(received.headers["idempotency-key"] == "k-1")
            #expect(received.headers["authorization"] == "Bearer t")
            #expect(received.headers["content-type"] == "application/json")
            // The first reply sets one.
            #expect(received.headers["cookie"] == nil)
        }
    }

    @Test(arguments: Transports.allCases)
    func badServersGiveTypedErrors(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let expected: [LoopbackServers.Manner: [HTTPTransportError]] = [
            .refusing: [.cannotConnect], .closing: [.connectionLost], .truncated: [.connectionLost],
            .large: [.replyTooLarge], .foreign: [.malformedReply, .connectionLost],
        ]
        for (manner, errors) in expected {
            let error = await #expect(throws: HTTPTransportError.self, "\(manner)") {
                try await kind.transport().send(
                    HTTPRequest(method: "GET", url: servers.url(manner)), timeout: .seconds(10))
            }
            #expect(errors.contains { $0 == error }, "\(manner): \(String(describing: error))")
        }
    }

    @Test(arguments: Transports.allCases)
    func aReplyThatIsTooSlowTimesOut(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let error = await #expect(throws: HTTPTransportError.self) {
            try await kind.transport().send(
                HTTPRequest(method: "GET", url: servers.url(.slow)), timeout: .milliseconds(100))
        }
        #expect(error == .timedOut)
    }

    /// Nobody is asked for a password and nothing is sent again: the refusal is a reply like any other, with its body.
    @Test(arguments: Transports.allCases, ["Basic", "Digest", "Bearer"])
    func aChallengeIsAReply(_ kind: Transports, scheme: String) async throws {
        let servers = try LoopbackServers()
        for method in ["GET", "POST"] {
            let reply = try await kind.transport().send(
                HTTPRequest(
                    method: method, url: servers.url(.challenging, "/\(scheme)"),
                    headers: ["Authorization": "Basic YTpi"], body: method == "POST" ? Data("a=b".utf8) : Data()),
                timeout: .seconds(5))
            #expect(reply.status == 401)
            #expect(reply.headers["WWW-Authenticate"] == "\(scheme) realm=\"x\"")
            #expect(reply.headers["X-Request-ID"] == "r-1")
            let received = try JSONDecoder().decode(Received.self, from: reply.body)
            #expect(received.method == method)
            #expect(received.headers["authorization"] == "Basic YTpi")
        }
    }

    /// The other server sees nothing: no token, no key, no body, not even a request.
    @Test(arguments: Transports.allCases, [301, 302, 303, 307, 308])
    func redirectsAreNotFollowed(_ kind: Transports, status: Int) async throws {
        let servers = try LoopbackServers()
        for method in ["GET", "POST"] {
            let reply = try await kind.transport().send(
                HTTPRequest(
                    method: method, url: servers.url(.redirecting, "/\(status)"),
                    headers: ["Authorization": "Bearer secret", "Idempotency-Key": "k"],
                    body: method == "POST" ? Data("personal".utf8) : Data()),
                timeout: .seconds(5))
            #expect(reply.status == status)
        }
        let seen = try await kind.transport().send(
            HTTPRequest(method: "GET", url: servers.url(.elsewhere, "/seen")), timeout: .seconds(5))
        #expect(String(decoding: seen.body, as: UTF8.self) == "[]")
    }

    /// The whole client against a server that sends it elsewhere.
    @Test(arguments: Transports.allCases)
    func aRedirectedClientTellsNobodyAnything(_ kind: Transports) async throws {
        let servers = try LoopbackServers()
        let environment = try GoBizEnvironment(
            apiURL: servers.url(.redirecting, "/307"), oauthURL: servers.url(.redirecting, "/307"))
        let client = GoBizClient(
            outlet: "G1", credentials: Fixture.credentials, environment: environment,
            journal: MemoryPaymentJournal(), transport: try kind.transport())
        await #expect(throws: GoBizError.self) { try await client.createTransaction(Fixture.request, key: .random()) }
        let seen = try await kind.transport().send(
            HTTPRequest(method: "GET", url: servers.url(.elsewhere, "/seen")), timeout: .seconds(5))
        #expect(String(decoding: seen.body, as: UTF8.self) == "[]")
    }

    /// Callers who leave at any moment get their error without waiting for the server; nothing hangs and nothing stops the
    /// process.
    @Test(
        .timeLimit(.minutes(5)), arguments: Transports.allCases,
        [LoopbackServers.Manner.echo, .slow, .refusing, .closing])
    func cancellingIsSafeAtAnyMoment(_ kind: Transports, _ manner: LoopbackServers.Manner) async throws {
        let servers = try LoopbackServers()
        let request = HTTPRequest(method: "GET", url: servers.url(manner))
        let transport = try kind.transport()
        var random = SeededGenerator(seed: 42)
        let count = 3000
        let width = 50
        var cancelled = 0
        for _ in 0..<count / width {
            let delays = (0..<width).map { _ in Int.random(in: 0...3000, using: &random) }
            cancelled += await withTaskGroup(of: Bool.self) { group in
                for delay in delays {
                    group.addTask {
                        let task = Task { try await transport.send(request, timeout: .seconds(5)) }
                        try? await Task.sleep(for: .microseconds(delay))
                        task.cancel()
                        let result = await task.result
                        guard case .failure(let error) = result else { return false }
                        #expect(error is CancellationError || error is HTTPTransportError)
                        return error is CancellationError
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
        }
        // Cancelling was the loser's part at times, but not always.
        #expect(cancelled > 0)
        if manner == .slow { #expect(cancelled == count) }
        // It still works.
        let reply = try await transport.send(
            HTTPRequest(method: "GET", url: servers.url(.echo)), timeout: .seconds(10))
        #expect(reply.status == 200)
    }

    /// A transport that is slow with a token holds no call up beyond its time; the token serves the next call.
    @Test(.timeLimit(.minutes(1))) func aSlowTokenRequestDoesNotOutlastTheCall() async throws {
        let gate = Gate()
        let server = TokenServer { _, _ in Fixture.detail() }
        let slow = ScriptedTransport { request, _ in
            if request.url.path == "/oauth2/token" { await gate.wait() }
            return try await server.send(request, timeout: .seconds(1))
        }
        var options = ClientOptions()
        options.callTimeout = .seconds(1)
        let client = Fixture.client(slow, options: options)
        let error = await #expect(throws: GoBizError.self) { try await client.transaction("t") }
        #expect(error?.kind == .timedOut)
        await gate.open()
        _ = try await client.transaction("t")
        #expect(server.tokenCount == 1)
    }
}
