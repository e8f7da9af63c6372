// Keys, amounts, dates and replies that are not as documented.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Testing

@Suite struct ValueTests {
    @Test func keysAreOneToThirtyTwoVisibleCharacters() {
        for good in ["a", "!", "~", String(repeating: "x", count: 32)] { #expect(IdempotencyKey(good)?.text == good) }
        for bad in ["", String(repeating: "x", count: 33), "a b", "a\n", "a\r\nX: y", "é", "\u{7F}", UUID().uuidString]
        {
            #expect(IdempotencyKey(bad) == nil)
        }
    }

    @Test func randomKeysAreThirtyTwoHexadecimalDigits() {
        let keys = (0..<1000).map { _ in IdempotencyKey.random().text }
        #expect(Set(keys).count == 1000)
        #expect(keys.allSatisfy { $0.count == 32 && $0.allSatisfy { "0123456789abcdef".contains($0) } })
        struct Zeros: RandomNumberGenerator { mutating func next() -> UInt64 { 0 } }
        var zeros = Zeros()
        #expect(IdempotencyKey.random(using: &zeros).text == String(repeating: "0", count: 32))
    }

    /// The seconds are those of `date --utc --date=TEXT +%s.%N`.
    @Test(
        arguments: [
            ("2020-03-09T11:33:08Z", 1_583_753_588), ("2023-05-03T16:11:50.446+00:00", 1_683_130_310.446),
            ("2023-05-03T23:11:50.446+07:00", 1_683_130_310.446), ("2023-05-03t16:11:50z", 1_683_130_310),
            ("2023-05-03 16:11:50-0130", 1_683_135_710), ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59Z", -1), ("2024-12-31T23:59:60Z", 1_735_689_600),
            ("", nil), ("2020-03-09", nil), ("2020-03-09T11:33:08", nil), ("2020-03-09T11:33:08.Z", nil),
            ("2020-03-09T25:33:08Z", nil), ("2021-02-29T00:00:00Z", nil), ("2020-13-09T11:33:08Z", nil),
            ("2020-03-09T11:33:08Zx", nil), ("+020-03-09T11:33:08Z", nil), ("٢٠٢٠-03-09T11:33:08Z", nil),
        ] as [(String, Double?)])
    func datesAreReadLeniently(text: String, seconds: Double?) throws {
        let date = APIDate(text)
        #expect(date.text == text)
        guard let seconds else {
            #expect(date.date == nil)
            return
        }
        let found = try #require(date.date?.timeIntervalSince1970)
        #expect(abs(found - seconds) < 1e-6)
    }

    private func transaction(_ field: String) async throws -> TransactionDetail {
        let server = TokenServer { _, _ in
            .json(200, #"{"success":true,"x":1,"data":{"new":[],"transaction":{"id":"t","status":"s",\#(field)}}}"#)
        }
        return try await Fixture.client(server).transaction("t")
    }

    @Test(
        arguments: [
            ("3000", 3000), ("3000.0", 3000), ("3e3", 3000), (#""3000""#, 3000), (#""3000.00""#, 3000), ("0", 0),
            ("9007199254740993", 9_007_199_254_740_993), ("3000.5", nil), (#""3000.50""#, nil), (#""3,000""#, nil),
            (#""+3000""#, nil), (#""Rp3000""#, nil), ("null", nil), ("true", nil), ("[]", nil), ("1e300", nil),
        ] as [(String, Int64?)])
    func amountsAreReadLeniently(text: String, rupiah: Int64?) async throws {
        let detail = try await transaction(#""gross_amount":\#(text)"#)
        #expect(detail.transaction.grossAmount?.value == rupiah)
        #expect(detail.findings.map(\.kind).contains(.amount) == (rupiah == nil))
    }

    /// Whatever else is odd, a payment that is known by ID and status is known.
    @Test(arguments: [
        #""payment_type":7"#, #""payment_type":"newpay""#, #""created_at":"yesterday""#, #""settlement_at":5"#,
        #""currency":{}"#, #""order_id":1"#, #""qris_string":null"#, #""unknown":{"a":[1,2,{}]}"#,
    ])
    func oddFieldsDoNotHideATransaction(field: String) async throws {
        let detail = try await transaction(field)
        #expect(detail.transaction.id == "t")
        #expect(detail.transaction.status.rawValue == "s")
        #expect(!detail.transaction.status.isFinal)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", #"{"data":{}}"#, #"{"data":{"transaction":{"id":"t"}}}"#,
        #"{"data":{"transaction":{"id":"","status":"s"}}}"#, #"{"data":{"transaction":{"id":7,"status":"s"}}}"#,
        "<html>", String(repeating: "[", count: 100_000),
    ])
    func repliesWithoutATransactionAreMalformed(text: String) async {
        let server = TokenServer { _, _ in .json(200, text) }
        let error = await #expect(throws: GoBizError.self) { try await Fixture.client(server).transaction("t") }
        #expect(error?.kind == .malformedReply)
    }

    @Test func everyDifferenceIsFound() async throws {
        let request = TransactionRequest(orderID: "order-2", grossAmount: 122, paymentType: .init(rawValue: "other"))
        let server = TokenServer { _, _ in
            .json(
                200,
                """
                {"data":{"outlet":{"id":"G2"},"transaction":{"id":"t","status":"pending",\
                "payment_type":"qris","order_id":"order-1","gross_amount":123,"currency":"USD","qris_string":"0002"}}}
                """)
        }
        let detail = try await Fixture.client(server).createTransaction(request, key: .random())
        #expect(
            detail.findings.map(\.kind) == [
                .notSuccessful, .outlet, .order, .amount, .currency, .paymentType, .qrisInvalid,
            ])
        #expect(detail.findings.last?.report?.isValid == false)
        #expect(detail.findings.allSatisfy { !$0.message.isEmpty })
    }

    /// The published QR asks for 122.00: with that amount there is nothing to find.
    @Test func aReplyThatAgreesHasNoFindings() async throws {
        let sample = String(decoding: try Fixture.sample("create-reply"), as: UTF8.self)
        let reply = sample.replacing(#""gross_amount": 3000"#, with: #""gross_amount": 122"#)
        let server = TokenServer { _, _ in .json(201, reply) }
        let request = TransactionRequest(orderID: "order-1234", grossAmount: 122)
        let detail = try await Fixture.client(server).createTransaction(request, key: .random())
        #expect(detail.findings.isEmpty)
        #expect(detail.success == true)
    }

    @Test func textsAreEscapedAsJSONWants() throws {
        let odd = "a\"b\\c\u{0}\u{1F}\n\u{7F}é😀\u{2028}/"
        let request = TransactionRequest(
            orderID: odd, grossAmount: 1,
            metadata: ["z": [1, "x", nil, true], "a": ["k\n": -5], "é": .object([:]), "e": .array([])])
        let parsed = try JSONSerialization.jsonObject(with: request.encoded()) as? [String: Any]
        #expect((parsed?["transaction_details"] as? [String: Any])?["order_id"] as? String == odd)
        let metadata: NSDictionary = [
            "z": [1, "x", NSNull(), true] as NSArray, "a": ["k\n": -5] as NSDictionary, "é": NSDictionary(),
            "e": NSArray(),
        ]
        #expect(parsed?["metadata"] as? NSDictionary == metadata)
        #expect(parsed?["item_details"] == nil)
        #expect(parsed?["customer_details"] == nil)
        #expect(request.encoded() == request.encoded())
    }
}
