// Waits between attempts, and what they may cost.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Testing

@Suite struct RetryTests {
    @Test func waitsAreRandomBelowABoundThatDoublesUpToACap() async throws {
        var options = ClientOptions()
        options.callTimeout = .seconds(100_000)
        let time = VirtualTime()
        let server = TokenServer { _, number in
            if number <= 2000 { throw HTTPTransportError.connectionLost }
            return Fixture.detail()
        }
        _ = try await Fixture.client(server, time: time, options: options).transaction("t")
        let waits = time.sleeps.map { $0 / .seconds(1) }
        #expect(waits.count == 2000)
        for (index, wait) in waits.enumerated() {
            #expect((0...min(8, 0.5 * pow(2, Double(index)))).contains(wait))
        }
        // Full jitter: the later waits are spread over the whole of 0...8.
        let late = waits.dropFirst(10)
        let mean = late.reduce(0, +) / Double(late.count)
        #expect((3.7...4.3).contains(mean))
        #expect((late.min() ?? 8) < 0.1)
        #expect((late.max() ?? 0) > 7.9)
    }

    @Test func theServersWishIsHonoured() async throws {
        for (header, seconds) in [
            ("7", 7.0), ("0", 0), ("Tue, 14 Nov 2023 22:13:40 GMT", 20), ("Mon, 13 Nov 2023 00:00:00 GMT", 0),
            ("soon", 0), ("-5", 0), ("+7", 0), ("٧", 0),
        ] {
            // 2023-11-14T22:13:20Z.
            let time = VirtualTime(date: Date(timeIntervalSince1970: 1_700_000_000))
            let server = TokenServer { _, number in
                number == 1 ? .json(429, "{}", ["Retry-After": header]) : Fixture.detail()
            }
            _ = try await Fixture.client(server, time: time).transaction("t")
            let wait = try #require(time.sleeps.first) / .seconds(1)
            #expect((seconds...max(seconds, 0.5)).contains(wait), "\(header)")
        }
    }

    @Test func aWishBeyondTheDeadlineIsReportedInsteadOfWaitedFor() async throws {
        let time = VirtualTime()
        let server = TokenServer { _, _ in .json(429, "{}", ["Retry-After": "3600"]) }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, time: time).transaction("t")
        }
        #expect(error?.kind == .rateLimited)
        #expect(error?.retryAfter == .seconds(3600))
        #expect(time.now == .zero)
    }

    @Test func attemptsAreGivenWhatIsLeftOfTheTime() async throws {
        let time = VirtualTime()
        let transport = TimeoutRecorder(time: time)
        await #expect(throws: GoBizError.self) { try await Fixture.client(transport, time: time).transaction("t") }
        let timeouts = await transport.timeouts
        #expect(timeouts.allSatisfy { $0 > .zero && $0 <= .seconds(10) })
        #expect(timeouts.last ?? .seconds(10) < .seconds(10))
        #expect(time.now <= .seconds(45))
    }

    @Test func aTransactionJustCreatedMayBeUnknownForAMoment() async throws {
        let time = VirtualTime()
        let server = TokenServer { request, number in
            if request.method == "POST" { return Fixture.detail() }
            return number < 5 ? .problem(404, "Not found", "Transaction not found") : Fixture.detail()
        }
        let client = Fixture.client(server, time: time)
        _ = try await client.createTransaction(Fixture.request, key: .random())
        _ = try await client.transaction(Fixture.transactionID)
        #expect(server.requests.count == 5)
        // Nobody else's, and not for ever.
        let other = TokenServer { _, _ in .problem(404, "Not found", "Transaction not found") }
        await #expect(throws: GoBizError.self) { try await Fixture.client(other).transaction(Fixture.transactionID) }
        #expect(other.requests.count == 1)
    }

    private actor TimeoutRecorder: HTTPTransport {
        private let time: VirtualTime
        private(set) var timeouts: [Duration] = []

        init(time: VirtualTime) {
            self.time = time
        }

        func send(_ request: HTTPRequest, timeout: Duration) throws -> HTTPResponse {
            guard request.method == "GET" else { return .json(200, #"{"access_token":"t","expires_in":3600}"#) }
            timeouts.append(timeout)
            time.advance(by: timeout)
            throw HTTPTransportError.timedOut
        }
    }
}
