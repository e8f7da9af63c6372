// The README's example of the client: the lines inside the function, word for word.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import QREncoder
import QRRendering
import QRStructure
import Testing

func takeAPayment(id: String, secret: String) async throws {
    let client = GoBizClient(
        outlet: "G000012345",
        credentials: Credentials(clientID: id, clientSecret: Secret(secret)),
        environment: .production,
        journal: try FilePaymentJournal(path: "payments.journal"),
        transport: try SystemTransport())

    let key = IdempotencyKey.random()  // one for each sale, kept with it
    let request = TransactionRequest(orderID: "order-1234", grossAmount: 12_500)
    let sale = try await client.createTransaction(request, key: key)
    guard sale.findings.isEmpty, let text = sale.transaction.qrisString else { return }  // such as another amount
    print(String(decoding: try QRSymbol(encoding: text).ansi(), as: UTF8.self))
    for await update in client.updates(of: sale, until: .after(.seconds(300))) {
        print(update)  // changed, unreachable, ended
        if case .ended(.settled) = update { try await client.finish(key) }  // once it is booked
    }
    // Not settled yet, or the till was restarted? client.resume() tells what became of every sale.
}

@Suite struct ReadmeExampleTests {
    @Test func theReadmeShowsThisFunction() throws {
        let file = URL(fileURLWithPath: #filePath)
        let readme = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("README.md")
        let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let body = try #require(lines.firstIndex { $0.hasPrefix("func takeAPayment") }) + 1
        let example = lines[body...].prefix { $0 != "}" }.map { String($0.dropFirst(4)) }.joined(separator: "\n")
        #expect(try String(contentsOf: readme, encoding: .utf8).contains("```Swift\n\(example)\n```\n"))
    }
}
