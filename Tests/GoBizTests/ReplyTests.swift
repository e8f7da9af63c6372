// What a reply must say to count: malformed, contradictory and absurd ones.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import TestSupport
import Testing

@Suite struct ReplyTests {
    private let key = IdempotencyKey.random()

    private func create(
        _ reply: HTTPResponse, journal: MemoryPaymentJournal = MemoryPaymentJournal()
    ) async -> (result: Result<TransactionDetail, any Error>, requestCount: Int) {
        let server = TokenServer { _, _ in reply }
        do {
            let detail = try await Fixture.client(server, journal: journal).createTransaction(Fixture.request, key: key)
            return (.success(detail), server.requests.count)
        } catch {
            return (.failure(error), server.requests.count)
        }
    }

    private static let transaction = #""transaction":{"id":"t","status":"pending"}"#

    /// Two readers could take it for two things.
    @Test(arguments: [
        #"{"success":true,"data":{\#(transaction)},"data":{\#(transaction)}}"#,
        #"{"success":true,"success":true,"data":{\#(transaction)}}"#,
        #"{"success":true,"data":{"transaction":{"id":"t","status":"pending","status":"settlement"}}}"#,
        #"{"success":true,"data":{"transaction":{"id":"t","st\u0061tus":"pending","status":"settlement"}}}"#,
        #"{"success":true,"data":{\#(transaction),"actions":[{"a":1,"b":{},"a":2}]}}"#,
        #"{"success":true,"data":{\#(transaction)},"é":1,"\u00e9":2}"#,
        #"{"success":true,"data":{\#(transaction)},"x" :1, "x" : 2}"#,
    ])
    func aNameThatStandsTwiceIsMalformed(text: String) async {
        let journal = MemoryPaymentJournal()
        let (result, requestCount) = await create(.json(201, text), journal: journal)
        let error = #expect(throws: GoBizError.self) { try result.get() }
        #expect(error?.kind == .indeterminate && error?.cause == .malformedReply)
        #expect(requestCount == 1)
        #expect(await journal.entries().count == 1)
    }

    /// Names that look alike, stand in other objects or are values are no repetition.
    @Test(arguments: [
        #"{"success":true,"data":{\#(transaction),"a":[{"id":1},{"id":2}],"id":"id","Id":"success:"}}"#,
        #"{"success":true,"data":{\#(transaction),"\"":"\\","\\":"\"","s":"\"s\":"}}"#,
        #"{"success":true,"data":{\#(transaction)},"é":1,"e\u0301":2}"#,
    ])
    func otherNamesAreNone(text: String) async throws {
        #expect(try await create(.json(201, text)).result.get().transaction.id == "t")
    }

    @Test func aTokenReplyWithANameTwiceIsMalformed() async {
        let transport = ScriptedTransport { _, _ in .json(200, #"{"access_token":"a","access_token":"b"}"#) }
        let error = await #expect(throws: GoBizError.self) { try await Fixture.client(transport).transaction("t") }
        #expect(error?.kind == .malformedReply)
        #expect(transport.requests.count == 1)
    }

    /// A refusal that says two things is not taken for GoBiz's own words: the request may have been taken.
    @Test func aRefusalWithANameTwiceIsNoRefusal() async {
        let (result, _) = await create(.json(400, #"{"errors":[{"message":"a","message":"b"}]}"#))
        let error = #expect(throws: GoBizError.self) { try result.get() }
        #expect(error?.kind == .indeterminate && error?.problems.isEmpty == true)
    }

    @Test(arguments: ["false", "null", "0", "1", #""true""#, "{}"])
    func aReplyThatIsNotSuccessfulIsNeverPaid(success: String) async throws {
        let text = """
            {"success":\(success),"errors":[{"message":"no"}],"data":{"transaction":{"id":"t","status":"settlement",\
            "order_id":"order-1234","gross_amount":3000,"currency":"IDR"},"outlet":{"id":"\(Fixture.outlet)"}}}
            """
        let (result, requestCount) = await create(.json(200, text))
        #expect(throws: GoBizError.self) { try result.get() }
        #expect(requestCount == 1)
        let server = TokenServer { _, number in number < 4 ? .json(200, text) : Fixture.detail(id: "t") }
        var told: [TransactionUpdate] = []
        for await update in Fixture.client(server).updates(of: "t", until: .after(.seconds(30))) { told.append(update) }
        guard case .unreachable(let error, _)? = told.first else {
            Issue.record("\(told)")
            return
        }
        #expect(error.kind == .unsuccessful || error.kind == .malformedReply)
        #expect(error.problems.map(\.message) == ["no"])
        #expect(told.last == .ended(.deadline))
    }

    /// A whole reply says what it says: asking 40 seconds long changes nothing.
    @Test(arguments: [
        "{}", #"{"success":true}"#, #"{"success":true,"data":null}"#, #"{"success":true,"data":{"transaction":{}}}"#,
        "[]", "7", #"{"success":true,"data":{"transaction":{"id":"","status":"pending"}}}"#,
    ])
    func aReplyWithoutATransactionIsAskedForOnce(text: String) async {
        let time = VirtualTime()
        let server = TokenServer { _, _ in .json(200, text) }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server, time: time).transaction("t")
        }
        #expect(error?.kind == .malformedReply)
        #expect(server.requests.count == 1 && time.sleeps.isEmpty)
        let (result, requestCount) = await create(.json(200, text))
        let thrown = #expect(throws: GoBizError.self) { try result.get() }
        #expect(thrown?.cause == .malformedReply)
        #expect(requestCount == 1)
    }

    /// The QR asks for 122.00; no other amount passes, however large or small.
    @Test(arguments: [
        -9_223_372_036_854_775_808, -122, -1, 0, 1, 121, 123, 12_200, 9_999_999_999_999, 10_000_000_000_000,
        10_000_000_000_122, 9_223_372_036_854_775_807,
    ])
    func anotherAmountIsFoundWhateverItIs(amount: Int64) async throws {
        let sample = String(decoding: try Fixture.sample("get-reply"), as: UTF8.self)
            .replacing(#""gross_amount": 3000"#, with: #""gross_amount": \#(amount)"#)
        let qris = String(decoding: try Fixture.sample("create-reply"), as: UTF8.self)
        #expect(qris.contains("5406122.00"))
        for text in [sample, qris.replacing(#""gross_amount": 3000"#, with: #""gross_amount": \#(amount)"#)] {
            let server = TokenServer { _, _ in .json(200, text) }
            let detail = try await Fixture.client(server).transaction(Fixture.transactionID)
            #expect(detail.transaction.grossAmount == Rupiah(amount))
            #expect(detail.findings.map(\.kind).contains(.qrisAmount), "\(amount)")
        }
    }

    /// A lifetime written as text counts as the number does.
    @Test(arguments: [#""100""#, "100", "100.0"])
    func aTokensLifetimeMayBeText(lifetime: String) async throws {
        let time = VirtualTime()
        let count = Mutex(0)
        let transport = ScriptedTransport { request, _ in
            guard request.url.path == "/oauth2/token" else { return Fixture.detail() }
            count.withLock { $0 += 1 }
            return .json(200, #"{"access_token":"t","expires_in":\#(lifetime)}"#)
        }
        let client = Fixture.client(transport, time: time)
        _ = try await client.transaction("t")
        time.advance(by: .seconds(60))
        _ = try await client.transaction("t")
        #expect(count.withLock { $0 } == 1)
        time.advance(by: .seconds(41))
        _ = try await client.transaction("t")
        #expect(count.withLock { $0 } == 2)
    }

    /// Whoever waits is told, with the place and how long it takes.
    @Test func failedAttemptsAreReportedBeforeTheWait() async throws {
        let reports = Mutex<[FailedAttempt]>([])
        let server = TokenServer { _, number in
            switch number {
            case 1: throw HTTPTransportError.cannotConnect
            case 2: return .problem(503, "Busy", "later")
            default: return Fixture.detail()
            }
        }
        let client = GoBizClient(
            outlet: Fixture.outlet, credentials: Fixture.credentials, environment: .sandbox,
            journal: MemoryPaymentJournal(), transport: server, time: VirtualTime(),
            generator: SeededGenerator(seed: 7), report: { report in reports.withLock { $0.append(report) } })
        _ = try await client.createTransaction(Fixture.request, key: key)
        let told = reports.withLock { $0 }
        #expect(told.map(\.error.kind) == [.unreachable, .serverError])
        #expect(told.map(\.error.server) == Array(repeating: "https://api.partner-sandbox.gobiz.co.id", count: 2))
        #expect(told.map(\.error.problems.count) == [0, 1])
        #expect(told.allSatisfy { $0.wait >= .zero && $0.wait <= .seconds(1) })
        let down = ScriptedTransport { _, _ in throw HTTPTransportError.cannotConnect }
        let error = await #expect(throws: GoBizError.self) { try await Fixture.client(down).transaction("t") }
        #expect(error?.description.contains("https://integration-goauth.gojekapi.com") == true)
    }
}
