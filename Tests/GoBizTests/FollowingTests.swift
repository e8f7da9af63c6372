// Following a transaction until it is paid.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Testing

@Suite struct FollowingTests {
    private func words(_ updates: TransactionUpdates) async -> [String] {
        var words: [String] = []
        for await update in updates {
            switch update {
            case .changed(let detail): words.append(detail.transaction.status.rawValue)
            case .unreachable(let error, _): words.append("\(error.kind)")
            case .ended(let reason): words.append("\(reason)")
            }
        }
        return words
    }

    private func follow(
        _ seconds: Int = 600, time: VirtualTime = VirtualTime(), _ script: @escaping ScriptedTransport.Script
    ) async -> [String] {
        let client = Fixture.client(TokenServer(script), time: time)
        return await words(client.updates(of: Fixture.transactionID, until: .after(.seconds(seconds))))
    }

    @Test func onlyChangesAreTold() async {
        let told = await follow { _, number in
            var reply = Fixture.detail(status: number < 7 ? "pending" : "settlement")
            reply.headers["X-Request-ID"] = "\(number)"
            return reply
        }
        #expect(told == ["pending", "settlement", "settled"])
    }

    @Test(arguments: ["expire", "cancel", "deny", "failure", "refund"])
    func otherEndingsEndIt(status: String) async {
        #expect(
            await follow { _, number in Fixture.detail(status: number < 3 ? "pending" : status) }
                == ["pending", status, "final"])
    }

    @Test func aWordThatNobodyKnowsIsToldAndFollowed() async {
        let told = await follow { _, number in
            Fixture.detail(status: number < 3 ? "pending" : number < 6 ? "capturing" : "settlement")
        }
        #expect(told == ["pending", "capturing", "settlement", "settled"])
    }

    @Test func errorsAreToldOnceAndSurvived() async {
        let told = await follow { _, number in
            switch number {
            case 1, 5: return Fixture.detail()
            case 2, 3: throw HTTPTransportError.cannotConnect
            case 4: return HTTPResponse(status: 503)
            case 6: return .problem(401, "Session Expired", "x")
            case 7: return .problem(401, "Session Expired", "x")
            case 8: return .problem(404, "Not found", "Transaction not found")
            default: return Fixture.detail(status: "settlement")
            }
        }
        #expect(
            told == [
                "pending", "unreachable", "serverError", "pending", "unauthorized", "transactionNotFound",
                "settlement", "settled",
            ])
    }

    @Test func theOutagesLengthIsTold() async {
        let client = Fixture.client(
            TokenServer { _, number in
                if number < 20 { throw HTTPTransportError.cannotConnect }
                throw HTTPTransportError.timedOut
            })
        var lengths: [Duration] = []
        for await update in client.updates(of: "t", until: .after(.seconds(300))) {
            if case .unreachable(_, let since) = update { lengths.append(since) }
        }
        #expect(lengths.count == 2)
        #expect(lengths.first == .zero)
        #expect((.seconds(30)...(.seconds(100))).contains(lengths.last ?? .zero))
    }

    @Test func itSlowsDownAndLooksOnceMoreAtTheEnd() async {
        let time = VirtualTime()
        let told = await follow(300, time: time) { _, _ in
            // Paid in the very last moment.
            Fixture.detail(status: time.now >= .seconds(300) ? "settlement" : "pending")
        }
        #expect(told == ["pending", "settlement", "settled"])
        #expect(time.now == .seconds(300))
        var passed: Duration = .zero
        for wait in time.sleeps.dropLast() {
            let pace: Duration =
                passed < .seconds(30) ? .seconds(2) : passed < .seconds(120) ? .seconds(5) : .seconds(10)
            #expect((pace * 0.8...pace * 1.2).contains(wait))
            passed += wait
        }
        #expect(Set(time.sleeps).count > 30)
    }

    @Test func afterTheDeadlineALateSettlementCanBeAskedFor() async throws {
        let time = VirtualTime()
        let server = TokenServer { _, _ in
            Fixture.detail(status: time.now > .seconds(100) ? "settlement" : "pending")
        }
        let client = Fixture.client(server, time: time)
        #expect(
            await words(client.updates(of: Fixture.transactionID, until: .after(.seconds(60)))) == [
                "pending", "deadline",
            ])
        time.advance(by: .seconds(60))
        #expect(
            await words(client.updates(of: Fixture.transactionID, until: .after(.zero))) == ["settlement", "settled"])
        #expect(try await client.transaction(Fixture.transactionID).transaction.status.isSettled)
    }

    /// A reply about somebody else's payment is not a payment.
    @Test func anotherTransactionsSettlementSettlesNothing() async {
        let told = await follow(20) { _, _ in Fixture.detail(status: "settlement", id: "other") }
        #expect(told == ["settlement", "deadline"])
    }

    @Test func theServersWishIsHonoured() async {
        let time = VirtualTime()
        _ = await follow(100, time: time) { _, number in
            number == 2 ? .json(429, "{}", ["Retry-After": "40"]) : Fixture.detail()
        }
        #expect(time.sleeps.dropFirst().first == .seconds(40))
    }

    @Test(.timeLimit(.minutes(5))) func cancellingEndsItAtOnceWithoutAWord() async {
        /// Waits for good, unless it is cancelled.
        struct StandingTime: TimeSource {
            var now: Duration { .zero }
            var date: Date { Date(timeIntervalSince1970: 1_700_000_000) }
            func sleep(for duration: Duration) async throws { try await Task.sleep(for: .seconds(86_400)) }
        }
        let client = Fixture.client(TokenServer { _, _ in Fixture.detail() }, time: StandingTime())
        let (news, teller) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            var count = 0
            for await _ in client.updates(of: Fixture.transactionID, until: .after(.seconds(600))) {
                count += 1
                teller.yield()
            }
            return count
        }
        var iterator = news.makeAsyncIterator()
        await iterator.next()
        task.cancel()
        #expect(await task.value == 1)
    }
}
