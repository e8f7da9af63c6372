// Tokens, creating and looking up payments, as GoBiz documents them.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import GoBizSandbox
    import QRIS
    import Testing

    @Suite struct PaymentTests {
        /// The names of the documentation's sample replies in their order, nested ones behind a dot.
        private static let createdNames = [
            "success", "data", "outlet", "id", "pop_id", "transaction", "id", "payment_type", "status", "qris_string",
            "order_id", "gross_amount", "currency", "created_at", "settlement_at", "actions", "name", "method", "url",
        ]
        private static let foundNames = [
            "success", "data", "outlet", "id", "pop_id", "transaction", "id", "qris_string", "payment_type", "status",
            "order_id", "gross_amount", "currency", "created_at", "settlement_at", "actions", "name", "method", "url",
        ]

        /// The member names of a JSON text, as they follow each other.
        private func names(_ text: String) -> [String] {
            text.matches(of: /"([a-z_]+)":/).map { String($0.output.1) }
        }

        @Test func createsLikeTheSample() throws {
            let harness = Harness()
            let reply = try harness.create(token: try harness.token(), key: "key-1").reply
            #expect(reply.status == 201 && reply.headers["content-type"] == "application/json")
            #expect(names(reply.text) == Self.createdNames)
            let transaction = try #require(try reply.data["transaction"] as? [String: Any])
            #expect(transaction["status"] as? String == "pending" && transaction["payment_type"] as? String == "qris")
            #expect(transaction["order_id"] as? String == "order-1234" && transaction["gross_amount"] as? Int == 3000)
            #expect(transaction["created_at"] as? String == "2020-03-09T11:33:08Z")
            #expect(transaction["settlement_at"] is NSNull)
            let id = try #require(transaction["id"] as? String)
            #expect(UUID(uuidString: id) != nil && id == id.lowercased())
            let actions = try #require(try reply.data["actions"] as? [[String: String]])
            #expect(
                actions == [
                    [
                        "name": "generate-qr-code", "method": "GET",
                        "url": "http://127.0.0.1:8080/transactions/\(id)/qr-code",
                    ]
                ])
        }

        @Test func looksUpLikeTheSample() throws {
            let harness = Harness()
            let token = try harness.token()
            let id = try harness.transactionID(token: token)
            let path = "\(Harness.payments)/v1/transactions/\(id)"
            let reply = try harness.reply("GET", path, headers: ["Authorization": "Bearer \(token)"])
            #expect(reply.status == 200 && names(reply.text) == Self.foundNames)
            try harness.engine.pay(id)
            harness.engine.advance(by: .seconds(5))
            let paid = try harness.reply("GET", path, headers: ["Authorization": "Bearer \(token)"])
            #expect(paid.text.contains(#""status":"settlement""#))
            #expect(paid.text.contains(#""settlement_at":"2020-03-09T11:33:08Z""#))
        }

        @Test func unknownTransactionsGetTheSamplesReply() throws {
            let harness = Harness()
            let reply = try harness.reply(
                "GET", "\(Harness.payments)/v1/transactions/71839e9c-944b-40ce-bd31-8a76db666f36",
                headers: ["Authorization": "Bearer \(try harness.token())"])
            #expect(reply.status == 404)
            // The documentation's sample without its white space.
            #expect(
                reply.text
                    == #"{"success":false,"errors":[{"message_title":"Not found","message":"Transaction not found"}]}"#)
        }

        @Test func aTransactionBelongsToItsOutlet() throws {
            let harness = Harness(SandboxConfiguration(outlets: [.init(id: "G000012345"), .init(id: "G2")]))
            let token = try harness.token()
            let id = try harness.transactionID(token: token)
            let reply = try harness.reply(
                "GET", "/integrations/payment/outlets/G2/v1/transactions/\(id)",
                headers: ["Authorization": "Bearer \(token)"])
            #expect(reply.status == 404)
        }

        @Test(arguments: [1, 3000, 10_000_000, 9_999_999_999_999])
        func payloadsAreValidAndVisiblyNobodys(amount: Int) throws {
            let harness = Harness(SandboxConfiguration(outlets: [.init(id: "G000012345"), .init(id: "G2")]))
            let token = try harness.token()
            let body = Harness.sampleBody.replacingOccurrences(of: ":3000,\"currency", with: ":\(amount),\"currency")
            _ = try harness.create(token: token, key: "a", body: body).reply
            let other = "/integrations/payment/outlets/G2/v2/transactions"
            _ = try harness.reply("POST", other, headers: harness.headers(token: token, key: "b"), body: body)
            let transactions = harness.engine.transactions
            try #require(transactions.count == 2)
            var identifiers: Set<String?> = []
            for transaction in transactions {
                let payload = try QRISPayload(validating: transaction.qrisString)
                #expect(payload.merchantName == "SANDBOX - JANGAN DIBAYAR" && payload.amount?.rupiah == Int64(amount))
                #expect(transaction.qrisString.hasPrefix("000201010212"))
                let account = try #require(payload.merchantAccounts.first)
                #expect(account.acquirer == nil && account.globallyUniqueIdentifier == "COM.EXAMPLE.SANDBOX")
                #expect(payload.additionalData?.terminalLabel == "A01")
                let id = transaction.id.replacingOccurrences(of: "-", with: "")
                #expect(payload.additionalData?.referenceLabel == String(id.prefix(25)))
                let names = payload.validate().issues.map(\.code.name)
                #expect(!names.contains("qris.nmid_luhn") && !names.contains { $0.hasPrefix("62") })
                identifiers.insert(payload.nationalMerchantID)
            }
            #expect(identifiers.count == 2)
        }

        @Test func picturesComeFromTheRenderer() throws {
            let harness = Harness(renderer: { Array(("PNG of " + $0).utf8) })
            let token = try harness.token()
            let id = try harness.transactionID(token: token)
            let headers: HTTPHeaders = ["Authorization": "Bearer \(token)", "Accept": "image/png"]
            let reply = try harness.reply("GET", "/transactions/\(id)/qr-code", headers: headers)
            #expect(reply.status == 200 && reply.headers["Content-Type"] == "image/png")
            #expect(reply.text == "PNG of " + (harness.engine.transaction(id)?.qrisString ?? ""))
            #expect(try harness.reply("GET", "/transactions/x/qr-code", headers: headers).status == 404)
            #expect(try harness.reply("GET", "/transactions/\(id)/qr-code").status == 401)
            let plain = Harness()
            let missing = try plain.reply("GET", "/transactions/\(id)/qr-code", headers: headers)
            #expect(try missing.error == ["Not found", "Invalid URL"])
        }

        @Test func requestsHaveAnID() throws {
            let harness = Harness()
            #expect(
                try harness.reply("GET", "/x", headers: ["X-Request-ID": "till-7"]).headers["X-Request-ID"] == "till-7")
            let made = try #require(try harness.reply("GET", "/x").headers["X-Request-ID"])
            #expect(UUID(uuidString: made) != nil)
            let tooLong = String(repeating: "x", count: 129)
            #expect(
                try harness.reply("GET", "/x", headers: ["X-Request-ID": tooLong]).headers["X-Request-ID"] != tooLong)
        }
    }

    @Suite struct TokenTests {
        private func ask(_ harness: Harness, _ body: String, basic: String? = nil) throws -> HTTPResponse {
            var headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
            headers["Authorization"] = basic.map { "Basic " + Data($0.utf8).base64EncodedString() }
            return try harness.reply("POST", "/oauth2/token", headers: headers, body: body)
        }

        @Test func credentialsComeByBasicOrInTheBody() throws {
            let harness = Harness()
            let grant = "grant_type=client_credentials&scope=payment%3Atransaction%3Aread"
            let basic = try ask(harness, grant, basic: "sandbox:sandbox")
            let form = try ask(harness, grant + "&client_id=sandbox&client_secret=sandbox")
            for reply in [basic, form] {
                #expect(reply.status == 200 && reply.headers["Cache-Control"] == "no-store")
                let object = try reply.object
                #expect(object["expires_in"] as? Int == 3600 && object["token_type"] as? String == "Bearer")
                #expect(object["scope"] as? String == "payment:transaction:read")
            }
            #expect(try basic.object["access_token"] as? String != form.object["access_token"] as? String)
        }

        @Test(arguments: [
            ("grant_type=client_credentials", "sandbox:wrong", 401, "invalid_client"),
            ("grant_type=client_credentials", "sandbox", 401, "invalid_client"),
            ("grant_type=client_credentials&client_id=sandbox", nil, 401, "invalid_client"),
            ("grant_type=password", "sandbox:sandbox", 400, "unsupported_grant_type"),
            ("", "sandbox:sandbox", 400, "invalid_request"),
            ("grant_type=client_credentials&scope=gofood:order:read", "sandbox:sandbox", 400, "invalid_scope"),
        ])
        func refusalsFollowOAuth(body: String, basic: String?, status: Int, error: String) throws {
            let reply = try ask(Harness(), body, basic: basic)
            #expect(try reply.status == status && reply.object["error"] as? String == error)
            #expect((reply.headers["WWW-Authenticate"] != nil) == (status == 401))
        }

        @Test func tokensEnd() throws {
            let harness = Harness()
            harness.engine.settings.tokenLifetime = .seconds(90)
            let token = try harness.token()
            #expect(try harness.create(token: token, key: "1").reply.status == 201)
            harness.engine.advance(by: .seconds(89))
            #expect(try harness.create(token: token, key: "2").reply.status == 201)
            harness.clock.turn(by: .seconds(1))
            #expect(try harness.create(token: token, key: "3").reply.status == 401)
            let next = try harness.token()
            harness.engine.revokeTokens()
            #expect(try harness.create(token: next, key: "4").reply.status == 401)
        }

        @Test func aTokenOpensOnlyItsScopes() throws {
            let harness = Harness()
            let reading = try harness.token(scope: "payment:transaction:read")
            #expect(try harness.create(token: reading, key: "1").reply.status == 401)
            let nothing = try ask(harness, "grant_type=client_credentials", basic: "sandbox:sandbox")
            let token = try #require(try nothing.object["access_token"] as? String)
            let reply = try harness.create(token: token, key: "1").reply
            #expect(
                reply.text == """
                    {"success":false,"errors":[{"message_title":"Session Expired",\
                    "message":"Your session is expired. Please login again.","code":"HTTP_401"}]}
                    """)
        }
    }
#endif
