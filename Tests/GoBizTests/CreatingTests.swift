// Creating a transaction once: keys, journal, outcomes.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import Testing

@Suite struct CreatingTests {
    private let key = IdempotencyKey.random()

    @Test func theEntryIsStoredBeforeTheFirstByteIsSent() async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, _ in
            let entries = await journal.entries()
            #expect(entries.map(\.body) == [Fixture.request.encoded()])
            #expect(entries.map(\.transactionID) == [nil])
            return try Fixture.reply("create-reply", status: 201)
        }
        _ = try await Fixture.client(server, journal: journal).createTransaction(Fixture.request, key: key)
        let entry = try #require(await journal.entries().first)
        #expect(entry.transactionID == Fixture.transactionID)
        #expect(entry.body.isEmpty)
    }

    @Test func nothingIsSentWhenTheJournalFails() async throws {
        struct Full: PaymentJournal {
            struct Failure: Error {}
            func store(_ entry: PaymentEntry) throws -> PaymentEntry? { throw Failure() }
            func complete(_ key: IdempotencyKey, transactionID: String) throws { throw Failure() }
            func close(_ key: IdempotencyKey, as end: PaymentEntry.End) throws { throw Failure() }
            func remove(_ key: IdempotencyKey) throws { throw Failure() }
            func entry(_ key: IdempotencyKey) throws -> PaymentEntry? { throw Failure() }
            func entries() throws -> [PaymentEntry] { throw Failure() }
        }
        let server = TokenServer { _, _ in Fixture.detail() }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, journal: Full()).createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .journalUnavailable)
        #expect(server.requests.isEmpty)
        #expect(server.tokenCount == 0)
    }

    @Test func aJournalThatCannotNoteTheTransactionDoesNotHideIt() async throws {
        actor Forgetful: PaymentJournal {
            struct Failure: Error {}
            func store(_ entry: PaymentEntry) -> PaymentEntry? { nil }
            func complete(_ key: IdempotencyKey, transactionID: String) throws { throw Failure() }
            func close(_ key: IdempotencyKey, as end: PaymentEntry.End) {}
            func remove(_ key: IdempotencyKey) {}
            func entry(_ key: IdempotencyKey) -> PaymentEntry? { nil }
            func entries() -> [PaymentEntry] { [] }
        }
        let server = TokenServer { _, _ in try Fixture.reply("create-reply") }
        let detail = try await Fixture.client(server, journal: Forgetful())
            .createTransaction(Fixture.request, key: key)
        #expect(detail.transaction.id == Fixture.transactionID)
        #expect(detail.findings.map(\.kind) == [.qrisAmount, .notJournalled])
    }

    /// Everything that may have happened at the server is repeated with one key and one body.
    @Test func unclearAttemptsAreRepeatedWithTheSameKeyAndBytes() async throws {
        let server = TokenServer { _, number in
            switch number {
            case 1: throw HTTPTransportError.connectionLost
            case 2: throw HTTPTransportError.timedOut
            case 3: return HTTPResponse(status: 502, body: Data("<html>".utf8))
            case 4: return .json(200, #"{"success":true,"data":{"trans"#)
            case 5: return .problem(409, "Conflict", "In progress")
            case 6: return .json(202, "{}")
            case 7: return .json(429, "{}")
            default: return Fixture.detail()
            }
        }
        let detail = try await Fixture.client(server).createTransaction(Fixture.request, key: key)
        #expect(detail.transaction.id == Fixture.transactionID)
        #expect(server.requests.count == 8)
        #expect(Set(server.requests.map { $0.headers["Idempotency-Key"] }) == [key.text])
        #expect(Set(server.requests.map(\.body)) == [Fixture.request.encoded()])
    }

    @Test func afterTheDeadlineTheOutcomeIsIndeterminateAndTheEntryStays() async throws {
        let journal = MemoryPaymentJournal()
        let time = VirtualTime()
        let server = TokenServer { _, _ in
            time.advance(by: .seconds(10))
            throw HTTPTransportError.timedOut
        }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, journal: journal, time: time)
                .createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .indeterminate)
        #expect(error?.cause == .timedOut)
        #expect(error?.key == key)
        #expect(time.now <= .seconds(55))
        #expect(await journal.entries().map(\.key) == [key])
        // The next call tells what became of it, with the same bytes.
        let later = TokenServer { _, _ in Fixture.detail() }
        let client = Fixture.client(later, journal: journal, time: time)
        #expect(try await client.createTransaction(Fixture.request, key: key).transaction.status == .pending)
        #expect(later.requests.map(\.body) == [Fixture.request.encoded()])
    }

    /// When nothing has left the machine there is no payment to look for.
    @Test func withoutAnyConnectionThereIsNoTransaction() async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, _ in throw HTTPTransportError.cannotConnect }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, journal: journal).createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .unreachable)
        #expect(server.requests.count > 3)
        #expect(await journal.entries().isEmpty)
    }

    @Test(arguments: [
        (400, "Bad", "Wrong", GoBizError.Kind.badRequest), (406, "UnsupportedAcceptType", "x", .notAcceptable),
        (
            404, "Requested resource not found", "The outlet is not yet registered for integration.",
            .outletNotRegistered
        ),
        (404, "Not found", "Invalid URL", .invalidURL), (404, "Not found", "Gone", .notFound),
        (415, "UnsupportedMediaType", "x", .unsupportedMediaType), (422, "Bad", "x", .badRequest),
        (401, "Session Expired", "Your session is expired. Please login again.", .unauthorized),
    ])
    func refusalsAreFinalWhenNothingElseWasSent(
        status: Int, title: String, message: String, kind: GoBizError.Kind
    ) async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, _ in
            var reply = HTTPResponse.problem(status, title, message)
            reply.headers["X-Request-ID"] = "req-9"
            return reply
        }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, journal: journal).createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == kind)
        #expect(error?.status == status)
        #expect(error?.requestID == "req-9")
        #expect(error?.problems.first?.title == title)
        #expect(server.requests.count == (status == 401 ? 2 : 1))
        #expect(await journal.entries().isEmpty)
    }

    /// An attempt without reply may have made the transaction: what refuses the next one says nothing about it.
    @Test(arguments: [
        (401, "Session Expired"), (404, "The outlet is not yet registered"), (404, "Invalid URL"), (406, "x"),
        (403, "x"), (302, "x"), (400, "x"), (422, "x"),
    ])
    func refusalsAfterAnUnclearAttemptAreIndeterminate(status: Int, message: String) async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, number in
            if number == 1 { throw HTTPTransportError.connectionLost }
            return .problem(status, "Title", message)
        }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, journal: journal).createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .indeterminate)
        #expect(await journal.entries().count == 1)
    }

    /// A page of a proxy is not GoBiz's refusal.
    @Test(arguments: [400, 403, 404, 302])
    func refusalsInForeignWordsAreIndeterminate(status: Int) async throws {
        let server = TokenServer { _, _ in HTTPResponse(status: status, body: Data("<html>".utf8)) }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server).createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .indeterminate)
    }

    /// A sale that is over stays over: its key brings neither the old transaction nor a new one.
    @Test func aFinishedKeyIsRefused() async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, _ in Fixture.detail() }
        let client = Fixture.client(server, journal: journal)
        _ = try await client.createTransaction(Fixture.request, key: key)
        try await client.finish(key)
        let error = await #expect(throws: GoBizError.self) {
            try await client.createTransaction(Fixture.request, key: key)
        }
        #expect(error?.kind == .keyFinished && error?.key == key)
        #expect(try await client.resume().isEmpty)
        #expect(try await client.resume(key) == nil)
        #expect(server.requests.count == 1)
        let record = try #require(await journal.entry(key))
        #expect(record.end == PaymentEntry.End(.booked, at: VirtualTime().date))
        #expect(record.transactionID == Fixture.transactionID && record.body.isEmpty)
    }

    /// Nobody has seen the code of a request that is answered for the first time: whoever paid, paid for another sale.
    @Test(arguments: ["settlement", "expire", "cancel", "deny", "failure", "refund"])
    func aNewRequestCannotHaveEnded(status: String) async throws {
        let server = TokenServer { _, number in
            if number == 1 { throw HTTPTransportError.connectionLost }
            return Fixture.detail(status: status)
        }
        let detail = try await Fixture.client(server).createTransaction(Fixture.request, key: key)
        #expect(detail.findings.map(\.kind).contains(.madeEarlier) && detail.isAboutAnotherSale)
    }

    /// The server's clock is compared with itself: the till's may be years off.
    @Test(arguments: [
        ("Mon, 09 Mar 2020 11:33:08 GMT", false), ("Mon, 09 Mar 2020 11:34:08 GMT", false),
        ("Mon, 09 Mar 2020 11:34:09 GMT", true), ("Tue, 10 Mar 2020 11:33:08 GMT", true),
        ("Mon, 09 Mar 2020 11:30:00 GMT", false), ("yesterday", false),
    ])
    func aTransactionOfBeforeTheSaleIsAboutAnotherSale(date: String, isOlder: Bool) async throws {
        let server = TokenServer { _, _ in
            var reply = Fixture.detail()
            reply.headers["Date"] = date
            return reply
        }
        for years in [-30.0, 0, 30] {
            let time = VirtualTime(date: Date(timeIntervalSince1970: 1_583_753_588 + years * 31_556_952))
            let detail = try await Fixture.client(server, time: time).createTransaction(Fixture.request, key: .random())
            #expect(detail.isAboutAnotherSale == isOlder)
        }
    }

    /// A sale that began an hour ago may have a transaction as old as that.
    @Test func aReplayedRequestMayBeAsOldAsItsSale() async throws {
        let journal = MemoryPaymentJournal()
        let time = VirtualTime()
        let server = TokenServer { _, number in
            if number == 1 { throw HTTPTransportError.untrustedServer }
            var reply = Fixture.detail()
            reply.headers["Date"] = "Mon, 09 Mar 2020 12:33:08 GMT"
            return reply
        }
        _ = await journal.store(
            PaymentEntry(
                key: key, outlet: Fixture.outlet, orderID: "order-1234", amount: 3000, createdAt: time.date - 3550,
                body: Data()))
        let client = Fixture.client(server, journal: journal, time: time)
        _ = try await client.resume(key)
        let payment = try #require(try await client.resume(key))
        #expect(try !payment.result.get().isAboutAnotherSale)
        #expect(payment.entry.key == key)
    }

    @Test func anEntryOfAnotherServerIsLeftAlone() async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, _ in Fixture.detail() }
        let entry = PaymentEntry(
            key: key, server: "http://127.0.0.1:7747", outlet: Fixture.outlet, orderID: "order-1234", amount: 3000,
            createdAt: VirtualTime().date, body: Fixture.request.encoded())
        _ = await journal.store(entry)
        let client = Fixture.client(server, journal: journal)
        guard case .failure(let error)? = try await client.resume().first?.result else {
            Issue.record("resumed")
            return
        }
        #expect(error.kind == .otherServer && error.key == key)
        let refused = await #expect(throws: GoBizError.self) {
            try await client.createTransaction(Fixture.request, key: key)
        }
        #expect(refused?.kind == .keyInUse)
        #expect(server.requests.isEmpty)
        #expect(await journal.entries() == [entry])
    }

    @Test func aKeyStandsForOneRequest() async throws {
        let server = TokenServer { _, _ in Fixture.detail() }
        let client = Fixture.client(server)
        _ = try await client.createTransaction(Fixture.request, key: key)
        for other in [
            TransactionRequest(orderID: "order-1235", grossAmount: 3000),
            TransactionRequest(orderID: "order-1234", grossAmount: 3001),
        ] {
            let error = await #expect(throws: GoBizError.self) { try await client.createTransaction(other, key: key) }
            #expect(error?.kind == .keyInUse)
            #expect(error?.key == key)
        }
        let error = await #expect(throws: GoBizError.self) {
            try await client.createTransaction(Fixture.request, outlet: "G2", key: key)
        }
        #expect(error?.kind == .keyInUse)
        #expect(server.requests.count == 1)
    }

    /// A double tap: the second call waits for the first, then asks what became of the transaction.
    @Test func aDoubleTapMakesOneTransaction() async throws {
        let server = TokenServer { request, _ in
            await Task.yield()
            return Fixture.detail(status: request.method == "POST" ? "pending" : "settlement")
        }
        let client = Fixture.client(server)
        let key = key
        let statuses = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await client.createTransaction(Fixture.request, key: key).transaction.status.rawValue
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(server.requests.filter { $0.method == "POST" }.count == 1)
        #expect(statuses.sorted() == ["pending"] + Array(repeating: "settlement", count: 19))
    }

    /// "Nothing was sent" would be taken for "there is no transaction", but there is one.
    @Test(arguments: [HTTPTransportError.cannotConnect, .timedOut])
    func aKnownTransactionThatCannotBeSeenIsNotDenied(error: HTTPTransportError) async throws {
        let server = TokenServer { request, _ in
            guard request.method == "POST" else { throw error }
            return Fixture.detail()
        }
        let client = Fixture.client(server)
        _ = try await client.createTransaction(Fixture.request, key: key)
        let thrown = await #expect(throws: GoBizError.self) {
            try await client.createTransaction(Fixture.request, key: key)
        }
        #expect(thrown?.kind == .indeterminate)
        #expect(thrown?.key == key)
    }

    @Test func requestsThatCannotBeRightAreNotSent() async throws {
        let server = TokenServer { _, _ in Fixture.detail() }
        let client = Fixture.client(server)
        for request in [
            TransactionRequest(orderID: "", grossAmount: 1), TransactionRequest(orderID: "a", grossAmount: 0),
            TransactionRequest(orderID: "a", grossAmount: -1),
        ] {
            let error = await #expect(throws: GoBizError.self) { try await client.createTransaction(request, key: key) }
            #expect(error?.kind == .invalidRequest)
            #expect(error?.description.contains(request.orderID.isEmpty ? "order_id" : "gross_amount") == true)
        }
        for outlet in ["", ".", ".."] {
            let error = await #expect(throws: GoBizError.self) {
                try await client.createTransaction(Fixture.request, outlet: outlet, key: key)
            }
            #expect(error?.kind == .invalidRequest)
            await #expect(throws: GoBizError.self) { try await client.transaction(outlet) }
        }
        #expect(server.requests.isEmpty)
    }

    @Test func namesStayOneSegmentOfThePath() async throws {
        let server = TokenServer { _, _ in Fixture.detail(id: "../x?y#z") }
        let client = Fixture.client(server)
        _ = try await client.transaction("../x?y#z", outlet: "G/1 é%")
        #expect(
            server.requests.map(\.url.absoluteString) == [
                "https://api.partner-sandbox.gobiz.co.id/integrations/payment/outlets/G%2F1%20%C3%A9%25"
                    + "/v1/transactions/..%2Fx%3Fy%23z"
            ])
    }

    @Test func cancellingKeepsWhatWasSentAndForgetsWhatWasNot() async throws {
        for isSent in [true, false] {
            let journal = MemoryPaymentJournal()
            let server = TokenServer { _, _ in
                if isSent { throw CancellationError() }
                throw HTTPTransportError.cannotConnect
            }
            let client = Fixture.client(server, journal: journal, time: CancellingTime())
            await #expect(throws: CancellationError.self) {
                try await client.createTransaction(Fixture.request, key: key)
            }
            #expect(await journal.entries().count == (isSent ? 1 : 0))
        }
    }
}

/// A clock on which every wait is cancelled.
private struct CancellingTime: TimeSource {
    var now: Duration { .zero }
    var date: Date { Date(timeIntervalSince1970: 0) }
    func sleep(for duration: Duration) async throws { throw CancellationError() }
}
