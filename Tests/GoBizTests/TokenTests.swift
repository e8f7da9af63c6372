// One token for all.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import Testing

@Suite struct TokenTests {
    private func callAll(_ client: GoBizClient, _ count: Int) async -> [Result<String, any Error>] {
        await withTaskGroup(of: Result<String, any Error>.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        return .success(try await client.transaction("t-\(number)").transaction.id)
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func theRequestIsThatOfOAuth() async throws {
        let token = Mutex<HTTPRequest?>(nil)
        let transport = ScriptedTransport { request, _ in
            guard request.url.path == "/oauth2/token" else { return Fixture.detail() }
            token.withLock { $0 = request }
            return .json(200, #"{"access_token":"t","expires_in":"3600","token_type":"Bearer"}"#)
        }
        let client = GoBizClient(
            outlet: "G1", credentials: Credentials(clientID: "a:b", clientSecret: "c d%"), environment: .sandbox,
            journal: MemoryPaymentJournal(), transport: transport, time: VirtualTime())
        _ = try await client.transaction(Fixture.transactionID)
        let sent = try #require(token.withLock { $0 })
        #expect(sent.url.absoluteString == "https://integration-goauth.gojekapi.com/oauth2/token")
        #expect(sent.method == "POST")
        #expect(sent.headers["Content-Type"] == "application/x-www-form-urlencoded")
        // printf 'a%%3Ab:c+d%%25' | base64
        #expect(sent.headers["Authorization"] == "Basic YSUzQWI6YytkJTI1")
        #expect(
            String(decoding: sent.body, as: UTF8.self)
                == "grant_type=client_credentials&scope=payment%3Atransaction%3Awrite+payment%3Atransaction%3Aread")
    }

    @Test func aHundredCallersAskForOneToken() async {
        let server = TokenServer { _, _ in Fixture.detail() }
        let results = await callAll(Fixture.client(server), 100)
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        #expect(server.tokenCount == 1)
    }

    /// All hundred are refused with the same old token, whenever each of them hears of it.
    @Test func aHundredRefusalsAskForOneNewToken() async throws {
        let server = TokenServer { request, number in
            for _ in 0..<number % 7 { await Task.yield() }
            return request.headers["Authorization"] == "Bearer \(Fixture.token)-1"
                ? .problem(401, "Session Expired", "Your session is expired.") : Fixture.detail()
        }
        let results = await callAll(Fixture.client(server), 100)
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        #expect(server.tokenCount == 2)
    }

    @Test func aSecondRefusalIsFinal() async throws {
        let server = TokenServer { _, _ in .problem(401, "Session Expired", "Your session is expired.") }
        let error = await #expect(throws: GoBizError.self) { try await Fixture.client(server).transaction("t") }
        #expect(error?.kind == .unauthorized)
        #expect(server.tokenCount == 2)
        #expect(server.requests.count == 2)
    }

    @Test func aTokenIsReplacedInTimeAndUsedMeanwhile() async throws {
        let time = VirtualTime()
        let server = TokenServer(lifetime: 3600) { _, _ in Fixture.detail() }
        let client = Fixture.client(server, time: time)
        _ = try await client.transaction("t")
        time.advance(by: .seconds(3500))
        _ = try await client.transaction("t")
        #expect(server.tokenCount == 1)
        time.advance(by: .seconds(50))
        _ = try await client.transaction("t")
        while server.tokenCount < 2 { await Task.yield() }
        #expect(server.requests.last?.headers["Authorization"] == "Bearer \(Fixture.token)-1")
        time.advance(by: .seconds(60))
        _ = try await client.transaction("t")
        #expect(server.requests.last?.headers["Authorization"] == "Bearer \(Fixture.token)-2")
        #expect(server.tokenCount == 2)
    }

    /// A server that says its tokens live for no time is still not asked before each call.
    @Test(arguments: [0, -5, 1])
    func tinyLifetimesAreClamped(lifetime: Int) async throws {
        let time = VirtualTime()
        let server = TokenServer(lifetime: lifetime) { _, _ in Fixture.detail() }
        let client = Fixture.client(server, time: time)
        for _ in 0..<10 { _ = try await client.transaction("t") }
        #expect(server.tokenCount == 1)
        time.advance(by: .seconds(1))
        _ = try await client.transaction("t")
        #expect(server.tokenCount == 2)
    }

    @Test func aFailureIsNotSticky() async throws {
        let isDown = Mutex(true)
        let transport = ScriptedTransport { request, _ in
            guard request.url.path == "/oauth2/token" else { return Fixture.detail() }
            return isDown.withLock { $0 }
                ? .json(401, #"{"error":"invalid_client","error_description":"till-1 sec-51be20"}"#)
                : .json(200, #"{"access_token":"t"}"#)
        }
        let client = Fixture.client(transport)
        let error = await #expect(throws: GoBizError.self) { try await client.transaction("t") }
        #expect(error?.kind == .oauthRefused)
        #expect(error?.oauthCode == "invalid_client")
        isDown.withLock { $0 = false }
        _ = try await client.transaction("t")
    }

    @Test func aTokenServerThatFailsForAMomentIsAskedAgain() async throws {
        let count = Mutex(0)
        let transport = ScriptedTransport { request, _ in
            guard request.url.path == "/oauth2/token" else { return Fixture.detail() }
            let number = count.withLock { count in
                count += 1
                return count
            }
            switch number {
            case 1: throw HTTPTransportError.timedOut
            case 2: return HTTPResponse(status: 503)
            case 3: return .json(200, #"{"token":"#)
            default: return .json(200, #"{"access_token":"t"}"#)
            }
        }
        _ = try await Fixture.client(transport).createTransaction(Fixture.request, key: .random())
        #expect(count.withLock { $0 } == 4)
    }

    /// The one who leaves gets its error at once; the refresh it started serves the others.
    @Test func oneWaitersCancellationIsNobodyElses() async throws {
        let gate = Gate()
        let server = TokenServer { _, _ in Fixture.detail() }
        let slow = ScriptedTransport { request, _ in
            if request.url.path == "/oauth2/token" { await gate.wait() }
            return try await server.send(request, timeout: .seconds(1))
        }
        let client = Fixture.client(slow)
        let first = Task { try await client.transaction("t") }
        while slow.requests.isEmpty { await Task.yield() }
        let others = Task { await callAll(client, 20) }
        for _ in 0..<50 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        await gate.open()
        let results = await others.value
        #expect(results.count == 20)
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        #expect(server.tokenCount == 1)
    }
}

/// Holds tasks back until it is opened.
actor Gate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
