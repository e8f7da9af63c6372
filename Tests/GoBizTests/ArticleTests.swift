// The article's code is code that runs.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import QREncoder
import QRIS
import QRStructure
import Synchronization
import Testing

@Suite struct ArticleTests {
    private final class Screen: TillScreen {
        private let shown = Mutex<[String]>([])
        private let symbols = Mutex(0)
        private let booked = Mutex<[String]>([])

        var notes: [String] { shown.withLock { $0 } }
        var symbolCount: Int { symbols.withLock { $0 } }
        var bookings: [String] { booked.withLock { $0 } }

        func show(_ symbol: QRSymbol, note: String) {
            symbols.withLock { $0 += 1 }
            show(note)
        }

        func show(_ note: String) { shown.withLock { $0.append(note) } }

        func book(_ transaction: Transaction, for key: IdempotencyKey) {
            booked.withLock { $0.append("\(key) \(transaction.status.rawValue)") }
        }
    }

    private let sale = Sale(number: "order-1234", amount: 122, key: .random())

    private func reply(status: String) throws -> HTTPResponse {
        let sample = String(decoding: try Fixture.sample("create-reply"), as: UTF8.self)
        return .json(
            200,
            sample.replacing(#""gross_amount": 3000"#, with: #""gross_amount": 122"#)
                .replacing("pending", with: status))
    }

    @Test func itsBlocksAreThoseOfTheTill() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let till = try String(contentsOf: tests.appendingPathComponent("Till.swift"), encoding: .utf8)
        let article = try String(
            contentsOf: tests.appendingPathComponent("../../Sources/GoBiz/GoBiz.docc/TakingAPayment.md"),
            encoding: .utf8)
        let blocks = article.components(separatedBy: "```swift\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```\n").first }
        #expect(blocks.count == 6)
        for block in blocks { #expect(till.contains(block), "\(block)") }
    }

    @Test func aSaleIsPaidBookedAndForgotten() async throws {
        let journal = MemoryPaymentJournal()
        let server = TokenServer { _, number in try reply(status: number < 4 ? "pending" : "settlement") }
        let screen = Screen()
        try await take(sale, Fixture.client(server, journal: journal), screen)
        #expect(screen.symbolCount == 1)
        #expect(screen.bookings == ["\(sale.key) settlement"])
        #expect(await journal.entries().map(\.end?.reason) == [.booked])
    }

    @Test func aSaleWhoseOutcomeIsNotKnownIsFoundAfterARestart() async throws {
        let journal = MemoryPaymentJournal()
        let down = TokenServer { _, _ in throw HTTPTransportError.connectionLost }
        let screen = Screen()
        try await take(sale, Fixture.client(down, journal: journal), screen)
        #expect(screen.notes == ["Not known yet. Press again; nothing is charged twice."])
        let up = TokenServer { _, _ in try reply(status: "settlement") }
        try await start(Fixture.client(up, journal: journal), screen)
        #expect(up.requests.map { $0.headers["Idempotency-Key"] } == [sale.key.text])
        #expect(screen.bookings == ["\(sale.key) settlement"])
        #expect(await journal.entries().map(\.end?.reason) == [.booked])
    }

    @Test func withoutANetworkThePrintedCodeIsShown() async throws {
        let screen = Screen()
        let down = TokenServer { _, _ in throw HTTPTransportError.cannotConnect }
        try await take(sale, Fixture.client(down), screen)
        #expect(screen.notes == ["No network."])
        let known = TokenServer { _, _ in try reply(status: "pending") }
        let detail = try await Fixture.client(known).transaction(Fixture.transactionID)
        let text = try #require(detail.transaction.qrisString)
        let printed = try QRISPayload(validating: text).convertedToStatic().encoded()
        try fallBack(to: String(decoding: printed, as: UTF8.self), 25_000, screen)
        #expect(screen.symbolCount == 1)
    }

    @Test func theClientOpensOnAFile() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("qris-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appendingPathComponent("journal").path
        let server = TokenServer { _, _ in try reply(status: "pending") }
        let client = try openClient(id: "a", secret: "b", transport: server, journalPath: path)
        #expect(client.environment == .sandbox)
        // The journal is the client's: nobody else can open it meanwhile.
        let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
        #expect(error?.code == .inUse)
    }
}
