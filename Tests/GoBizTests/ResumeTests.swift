// After the process has ended: what became of every payment.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import Testing

@Suite struct ResumeTests {
    private func entry(_ number: Int, age: Double = 60, transactionID: String? = nil) -> PaymentEntry {
        PaymentEntry(
            key: IdempotencyKey("key-\(number)") ?? .random(), outlet: Fixture.outlet, orderID: "order-1234",
            amount: 3000, createdAt: VirtualTime().date.addingTimeInterval(-age),
            body: transactionID == nil ? Data("body \(number)".utf8) : Data(), transactionID: transactionID)
    }

    private func journal(_ entries: [PaymentEntry]) async -> MemoryPaymentJournal {
        let journal = MemoryPaymentJournal()
        for entry in entries { _ = await journal.store(entry) }
        return journal
    }

    @Test func requestsAreReplayedAndTransactionsLookedUp() async throws {
        let journal = await journal([entry(0), entry(1, transactionID: "t-1"), entry(2)])
        let server = TokenServer { request, _ in
            guard request.method == "POST" else { return Fixture.detail(status: "settlement", id: "t-1") }
            return Fixture.detail(id: "new-\(request.headers["Idempotency-Key"] ?? "")")
        }
        let resumed = try await Fixture.client(server, journal: journal).resume()
        #expect(resumed.map(\.entry.key.text) == ["key-0", "key-1", "key-2"])
        #expect(try resumed.map { try $0.result.get().transaction.id } == ["new-key-0", "t-1", "new-key-2"])
        let posts = server.requests.filter { $0.method == "POST" }
        #expect(Set(posts.map { String(decoding: $0.body, as: UTF8.self) }) == ["body 0", "body 2"])
        #expect(posts.allSatisfy { $0.headers["Content-Type"] == "application/json" })
        // All stay until the shop has booked them.
        #expect(await journal.entries().map(\.transactionID) == ["new-key-0", "t-1", "new-key-2"])
    }

    /// GoBiz forgets keys after a month: then the same request would be a second payment.
    @Test(arguments: [28 * 86_400 + 1, 40 * 86_400, 1e9, -86_401, -1e9] as [Double])
    func requestsOfAnUncertainAgeAreNotReplayed(age: Double) async throws {
        let old = entry(0, age: age)
        let journal = await journal([old])
        let server = TokenServer { _, _ in Fixture.detail() }
        let client = Fixture.client(server, journal: journal)
        let resumed = try await client.resume()
        guard case .failure(let error)? = resumed.first?.result else {
            Issue.record("replayed")
            return
        }
        #expect(error.kind == .keyTooOld)
        #expect(error.key == old.key)
        #expect(server.requests.isEmpty)
        #expect(await journal.entries() == [old])
        try await client.finish(old.key)
        #expect(try await client.resume().isEmpty)
    }

    @Test(arguments: [0, 28 * 86_400 - 1, -86_399] as [Double])
    func requestsOfACertainAgeAre(age: Double) async throws {
        let journal = await journal([entry(0, age: age)])
        let resumed = try await Fixture.client(TokenServer { _, _ in Fixture.detail() }, journal: journal).resume()
        #expect(try resumed.first?.result.get().transaction.id == Fixture.transactionID)
    }

    @Test func whatCannotBeFoundOutStays() async throws {
        let journal = await journal([entry(0), entry(1, transactionID: "t-1")])
        let server = TokenServer { _, _ in throw HTTPTransportError.cannotConnect }
        let resumed = try await Fixture.client(server, journal: journal).resume()
        let errors = resumed.map { payment -> GoBizError? in
            guard case .failure(let error) = payment.result else { return nil }
            return error
        }
        // The request may have arrived before the process ended, although now nothing gets through.
        #expect(errors.map { $0?.kind } == [.indeterminate, .indeterminate])
        #expect(errors.map { $0?.cause } == [.unreachable, .unreachable])
        #expect(await journal.entries().count == 2)
    }

    /// A till with many open sales must not wait a whole deadline for each of them.
    @Test func withoutANetworkItDoesNotWaitForEachEntry() async throws {
        let entries = (0..<100).map { entry($0, transactionID: $0 % 2 == 0 ? "t-\($0)" : nil) }
        let journal = await journal(entries)
        let isDown = Mutex(true)
        let server = TokenServer { request, _ in
            guard isDown.withLock({ $0 }) else { return Fixture.detail() }
            throw HTTPTransportError.cannotConnect
        }
        let client = Fixture.client(server, journal: journal)
        let resumed = try await client.resume()
        #expect(resumed.count == 100)
        #expect(resumed.allSatisfy { (try? $0.result.get()) == nil })
        // The first ones try for their whole time, some 15 times each; the others once.
        #expect(server.requests.count < 96 + 8 * 40)
        #expect(await journal.entries() == entries)
        isDown.withLock { $0 = false }
        #expect(try await client.resume().allSatisfy { (try? $0.result.get()) != nil })
    }

    /// The refusal is about the request sent now; the one before the crash may have been taken.
    @Test(arguments: [400, 422])
    func aRequestThatIsRefusedWhenSentAgainStays(status: Int) async throws {
        let journal = await journal([entry(0)])
        let server = TokenServer { _, _ in .problem(status, "Bad", "x") }
        let resumed = try await Fixture.client(server, journal: journal).resume()
        guard case .failure(let error)? = resumed.first?.result else {
            Issue.record("no error")
            return
        }
        #expect(error.kind == .indeterminate && error.cause == .badRequest)
        #expect(error.problems.map(\.message) == ["x"])
        #expect(await journal.entries() == [entry(0)])
    }

    @Test func manyAreResumedInTheirOrder() async throws {
        let entries = (0..<50).map { entry($0, transactionID: "t-\($0)") }
        let server = TokenServer { request, number in
            for _ in 0..<number % 5 { await Task.yield() }
            return Fixture.detail(id: request.url.lastPathComponent)
        }
        let resumed = try await Fixture.client(server, journal: await journal(entries)).resume()
        #expect(try resumed.map { try $0.result.get().transaction.id } == entries.map(\.transactionID))
    }

    /// Each entry costs the same, however many there are: counted in what the journal is asked for.
    @Test func theJournalIsReadOnceAndThenEntryByEntry() async throws {
        /// Counts what it is asked for.
        actor Counting: PaymentJournal {
            private let base: MemoryPaymentJournal
            private(set) var listCount = 0
            private(set) var entryCount = 0

            init(_ base: MemoryPaymentJournal) { self.base = base }

            func store(_ entry: PaymentEntry) async -> PaymentEntry? { await base.store(entry) }
            func complete(_ key: IdempotencyKey, transactionID: String) async {
                await base.complete(key, transactionID: transactionID)
            }
            func close(_ key: IdempotencyKey, as end: PaymentEntry.End) async { await base.close(key, as: end) }
            func remove(_ key: IdempotencyKey) async { await base.remove(key) }
            func entry(_ key: IdempotencyKey) async -> PaymentEntry? {
                entryCount += 1
                return await base.entry(key)
            }
            func entries() async -> [PaymentEntry] {
                listCount += 1
                return await base.entries()
            }
        }
        let count = 500
        let journal = Counting(await journal((0..<count).map { entry($0, transactionID: "t-\($0)") }))
        let server = TokenServer { request, _ in Fixture.detail(id: request.url.lastPathComponent) }
        #expect(try await Fixture.client(server, journal: journal).resume().count == count)
        #expect(await journal.listCount == 1)
        #expect(await journal.entryCount == count)
    }

    /// Whatever date an entry has, the question whether it may be sent again has an answer.
    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300])
    func anAbsurdDateForbidsSendingAgain(_ seconds: Double) async throws {
        let good = entry(0)
        let absurd = PaymentEntry(
            key: good.key, outlet: good.outlet, orderID: good.orderID, amount: good.amount,
            createdAt: Date(timeIntervalSince1970: seconds), body: good.body)
        let server = TokenServer { _, _ in Fixture.detail() }
        let resumed = try await Fixture.client(server, journal: await journal([absurd])).resume()
        #expect(throws: GoBizError.self) { try resumed.first?.result.get() }
        #expect(server.requests.isEmpty)
    }
}
