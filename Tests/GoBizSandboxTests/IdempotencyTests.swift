// Idempotency keys: replays, their end after a month, the cases nobody documents; the order of checks.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import GoBizSandbox
    import Testing

    @Suite struct IdempotencyTests {
        @Test func aKeyGivesTheFirstReplyByteForByte() throws {
            let harness = Harness()
            let token = try harness.token()
            let first = try harness.create(token: token, key: "key").reply
            let id = try #require(harness.engine.transactions.first?.id)
            try harness.engine.pay(id)
            harness.engine.advance(by: .seconds(600))
            let again = try harness.create(token: token, key: "key").reply
            #expect(again.status == 201 && again.body == first.body)
            #expect(again.text.contains(#""status":"pending""#))
            #expect(harness.engine.transactions.count == 1)
        }

        @Test func keysAreForgottenAfterThirtyDays() throws {
            let harness = Harness()
            let first = try harness.create(token: try harness.token(), key: "key").reply
            harness.engine.advance(by: .seconds(30 * 86_400 - 1))
            #expect(try harness.create(token: try harness.token(), key: "key").reply.body == first.body)
            harness.engine.advance(by: .seconds(1))
            #expect(try harness.create(token: try harness.token(), key: "key").reply.body != first.body)
            #expect(harness.engine.transactions.count == 2)
        }

        @Test func oneTransactionForManyAtOnce() async throws {
            let harness = Harness()
            let token = try harness.token()
            let bodies = try await withThrowingTaskGroup(of: Data.self) { group in
                for _ in 0..<100 {
                    group.addTask { try harness.create(token: token, key: "key").reply.body }
                }
                return try await group.reduce(into: Set<Data>()) { $0.insert($1) }
            }
            #expect(bodies.count == 1 && harness.engine.transactions.count == 1)
        }

        @Test func refusedRequestsDoNotUseUpTheKey() throws {
            let harness = Harness()
            let token = try harness.token()
            #expect(try harness.create(token: token, key: "key", body: "{}").reply.status == 400)
            #expect(try harness.create(token: token, key: "key").reply.status == 201)
            harness.engine.settings.remembersRefusals = true
            let refused = try harness.create(token: token, key: "other", body: "{}").reply
            let again = try harness.create(token: token, key: "other").reply
            #expect(refused.status == 400 && again.status == 400 && again.body == refused.body)
        }

        @Test(arguments: zip(SandboxSettings.DifferentBody.allCases, [201, 409, 422]))
        func anotherBody(choice: SandboxSettings.DifferentBody, status: Int) throws {
            let harness = Harness()
            harness.engine.settings.differentBody = choice
            let token = try harness.token()
            let first = try harness.create(token: token, key: "key").reply
            let other = Harness.sampleBody.replacingOccurrences(of: "order-1234", with: "order-5678")
            let reply = try harness.create(token: token, key: "key", body: other).reply
            #expect(reply.status == status && (reply.body == first.body) == (choice == .replay))
            #expect(harness.engine.transactions.map(\.orderID) == ["order-1234"])
        }

        @Test(arguments: zip(SandboxSettings.InProgress.allCases, [201, 202, 409]))
        func aKeyInProgress(choice: SandboxSettings.InProgress, status: Int) throws {
            let harness = Harness()
            harness.engine.settings.inProgress = choice
            let token = try harness.token()
            harness.engine.add(SandboxFault(.latency(.seconds(4)), method: "POST", nth: 1))
            let first = harness.create(token: token, key: "key")
            harness.clock.turn(by: .seconds(1))
            let second = harness.create(token: token, key: "key")
            #expect(try first.delay == .seconds(4) && second.reply.status == status)
            #expect(second.delay == (choice == .wait ? .seconds(3) : .zero))
            harness.clock.turn(by: .seconds(3))
            #expect(try harness.create(token: token, key: "key").reply.body == first.reply.body)
            #expect(harness.engine.transactions.count == 1)
        }

        @Test func keysBelongToAnOutletOrAClient() throws {
            let configuration = SandboxConfiguration(outlets: [.init(id: "G000012345"), .init(id: "G2")])
            for (scope, count) in [(SandboxSettings.KeyScope.outlet, 2), (.client, 1)] {
                let harness = Harness(configuration)
                harness.engine.settings.keyScope = scope
                let token = try harness.token()
                _ = try harness.create(token: token, key: "key").reply
                _ = try harness.reply(
                    "POST", "/integrations/payment/outlets/G2/v2/transactions",
                    headers: harness.headers(token: token, key: "key"), body: Harness.sampleBody)
                #expect(harness.engine.transactions.count == count)
            }
        }

        /// Each row breaks everything from its check on; the first check decides.
        @Test func checksHaveTheirOrder() throws {
            let harness = Harness()
            let token = try harness.token()
            let bad: HTTPHeaders = ["Accept": "application/vnd.eim.v0+json", "Content-Type": "text/plain"]
            func status(_ outlet: String, _ headers: HTTPHeaders, _ body: String) throws -> (Int, [String]) {
                let reply = try harness.reply(
                    "POST", "/integrations/payment/outlets/\(outlet)/v2/transactions", headers: headers, body: body)
                return (reply.status, try reply.error)
            }
            #expect(try status("nowhere", bad, "{}").0 == 401)
            var headers = bad
            headers["Authorization"] = "Bearer \(token)"
            #expect(
                try status("nowhere", headers, "{}") == (
                    404,
                    [
                        "Requested resource not found",
                        "The outlet is not yet registered for integration. Please contact the support team.",
                    ]
                ))
            #expect(
                try status("G000012345", headers, "{}") == (
                    406, ["UnsupportedAcceptType", "Invalid Accept header: application/vnd.eim.v0+json"]
                ))
            headers["Accept"] = "text/html, application/*;q=0.5"
            #expect(try status("G000012345", headers, "{}").0 == 415)
            headers["Content-Type"] = "application/json; charset=utf-8"
            #expect(try status("G000012345", headers, "{}") == (400, ["Bad request", "Idempotency-Key is required"]))
            headers["Idempotency-Key"] = UUID().uuidString
            #expect(
                try status("G000012345", headers, "{}") == (
                    400, ["Bad request", "Idempotency-Key is longer than 32 characters"]
                ))
            headers["Idempotency-Key"] = String(repeating: "k", count: 32)
            #expect(try status("G000012345", headers, "{}") == (400, ["Bad request", "payment_type is required"]))
            #expect(try status("G000012345", headers, Harness.sampleBody).0 == 201)
        }

        @Test(arguments: [
            ("", "The body is not a JSON object"), ("[]", "The body is not a JSON object"),
            (#"{"payment_type":"qris"#, "The body is not a JSON object"),
            (#"{"payment_type":"gopay"}"#, "payment_type must be qris"),
            (#"{"payment_type":"qris"}"#, "transaction_details is required"),
            (#"{"payment_type":"qris","transaction_details":{}}"#, "transaction_details.order_id is required"),
            (
                #"{"payment_type":"qris","transaction_details":{"order_id":"a","gross_amount":0}}"#,
                "transaction_details.gross_amount must be a whole number of rupiah above 0"
            ),
            (
                #"{"payment_type":"qris","transaction_details":{"order_id":"a","gross_amount":1.5}}"#,
                "transaction_details.gross_amount must be a whole number of rupiah above 0"
            ),
            (
                #"{"payment_type":"qris","transaction_details":{"order_id":"a","gross_amount":"3000"}}"#,
                "transaction_details.gross_amount must be a whole number of rupiah above 0"
            ),
            (
                #"{"payment_type":"qris","transaction_details":{"order_id":"a","gross_amount":3000,"currency":"USD"}}"#,
                "transaction_details.currency must be IDR"
            ),
        ])
        func bodiesAreChecked(body: String, message: String) throws {
            let harness = Harness()
            let reply = try harness.create(token: try harness.token(), key: "key", body: body).reply
            #expect(try reply.status == 400 && reply.error == ["Bad request", message])
            #expect(harness.engine.transactions.isEmpty)
        }

        @Test(arguments: [
            ("GET", "/"), ("DELETE", "/oauth2/token"), ("GET", "/integrations"), ("PUT", Harness.payments),
            ("GET", Harness.payments + "/v2/transactions"), ("POST", Harness.payments + "/v1/transactions"),
            ("GET", Harness.payments + "/v1/transactions/a/b"), ("GET", "//"),
        ])
        func otherAddressesAreInvalid(method: String, path: String) throws {
            let reply = try Harness().reply(method, path)
            #expect(try reply.status == 404 && reply.error == ["Not found", "Invalid URL"])
        }
    }
#endif
