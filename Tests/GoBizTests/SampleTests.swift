// The samples that GoBiz publishes: requests as in them, replies read field for field.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Testing

@Suite struct SampleTests {
    private let request = TransactionRequest(
        orderID: "order-1234", grossAmount: 3000,
        items: [
            Item(
                id: "SKU-000123", price: 3000, quantity: 1, name: "Item sample no.1", brand: "sample brand",
                category: "others")
        ],
        customer: Customer(firstName: "John", lastName: "Doe", email: "[email protected]", phone: "+628111000123"),
        metadata: [:])

    /// The sample's own text without the blanks between its tokens: keys in the same order, `null` included.
    @Test func theSampleRequestIsProducedByteForByte() throws {
        let sample = String(decoding: try Fixture.sample("create-request"), as: UTF8.self)
        let compact = sample.split(separator: "\n").joined()
            .replacing("\": ", with: "\":")
        #expect(String(decoding: request.encoded(), as: UTF8.self) == compact)
        let parsed = try JSONSerialization.jsonObject(with: request.encoded()) as? NSDictionary
        #expect(try parsed == JSONSerialization.jsonObject(with: Fixture.sample("create-request")) as? NSDictionary)
    }

    @Test func creatingSendsTheSamplesHeaders() async throws {
        let server = TokenServer { _, _ in try Fixture.reply("create-reply", status: 201) }
        let key = IdempotencyKey.random()
        let detail = try await Fixture.client(server).createTransaction(request, key: key)
        let sent = try #require(server.requests.first)
        #expect(sent.method == "POST")
        #expect(
            sent.url.absoluteString
                == "https://api.partner-sandbox.gobiz.co.id/integrations/payment/outlets/G000012345/v2/transactions")
        #expect(sent.headers["Content-Type"] == "application/json")
        #expect(sent.headers["Idempotency-Key"] == key.text)
        #expect(sent.headers["Authorization"] == "Bearer \(Fixture.token)-1")
        #expect(sent.body == request.encoded())
        #expect(detail.transaction.createdAt?.date == Date(timeIntervalSince1970: 1_583_753_588))
        // The published QR asks for 122.00 where the transaction is of 3000.
        #expect(detail.findings.map(\.kind) == [.qrisAmount])
    }

    @Test(arguments: ["create-reply", "get-reply"])
    func everyFieldOfAReplyIsRead(name: String) async throws {
        let server = TokenServer { _, _ in try Fixture.reply(name) }
        let detail = try await Fixture.client(server).transaction(Fixture.transactionID)
        let reply = try JSONSerialization.jsonObject(with: Fixture.sample(name)) as? NSDictionary
        let data = try #require(reply?["data"] as? NSDictionary)
        let fields = try #require(data["transaction"] as? NSDictionary)
        let transaction = detail.transaction
        #expect(detail.success == true)
        #expect(data["outlet"] as? [String: String?] == ["id": detail.outlet?.id, "pop_id": detail.outlet?.popID])
        #expect(fields.count == 9)
        #expect(transaction.id == fields["id"] as? String)
        #expect(transaction.paymentType?.rawValue == fields["payment_type"] as? String)
        #expect(transaction.status.rawValue == fields["status"] as? String)
        #expect(transaction.qrisString == fields["qris_string"] as? String)
        #expect(transaction.orderID == fields["order_id"] as? String)
        #expect(transaction.grossAmount?.value == (fields["gross_amount"] as? NSNumber)?.int64Value)
        #expect(transaction.currency == fields["currency"] as? String)
        #expect(transaction.createdAt?.text == fields["created_at"] as? String)
        #expect(fields["settlement_at"] is NSNull)
        #expect(transaction.settlementAt == nil)
        let actions = try #require(data["actions"] as? [[String: String?]])
        #expect(
            actions == detail.actions.map { ["name": $0.name.rawValue, "method": $0.method, "url": $0.url] })
        #expect(detail.findings.map(\.kind) == [.qrisAmount])
        let sent = try #require(server.requests.first)
        #expect(sent.method == "GET")
        #expect(sent.headers["Authorization"] == "Bearer \(Fixture.token)-1")
        #expect(sent.url.path == "/integrations/payment/outlets/G000012345/v1/transactions/\(Fixture.transactionID)")
    }

    @Test func theSampleErrorIsRead() async throws {
        let server = TokenServer { _, _ in try Fixture.reply("not-found-reply", status: 404) }
        let error = await #expect(throws: GoBizError.self) {
            try await Fixture.client(server).transaction(Fixture.transactionID)
        }
        #expect(error?.kind == .transactionNotFound)
        #expect(error?.status == 404)
        #expect(error?.problems.map(\.title) == ["Not found"])
        #expect(error?.problems.map(\.message) == ["Transaction not found"])
    }
}
