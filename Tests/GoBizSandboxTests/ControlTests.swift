// The controls under `/_sandbox/`: paying, expiring, the clock, faults, settings, the journal.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import GoBizSandbox
    import Testing

    @Suite struct ControlTests {
        @Test func payingByIDOrOrder() throws {
            let harness = Harness()
            let token = try harness.token()
            let id = try harness.transactionID(token: token)
            let paid = try harness.control("POST", "pay", #"{"id":"\#(id)"}"#)
            #expect(try paid.status == 200 && paid.object["status"] as? String == "settlement")
            #expect(try paid.object["settlement_at"] as? String == "2020-03-09T11:33:08Z")
            #expect(try harness.control("POST", "pay", #"{"id":"\#(id)"}"#).status == 409)
            let newer = try harness.transactionID(token: token, key: "newer")
            let named = try harness.control("POST", "pay", #"{"order_id":"order-1234"}"#)
            #expect(try named.object["id"] as? String == newer)
            #expect(try harness.control("POST", "pay", #"{"id":"nothing"}"#).status == 404)
            #expect(try harness.control("POST", "pay", #"{"order_id":"nothing"}"#).status == 404)
            #expect(try harness.control("POST", "pay", "{}").status == 400)
            #expect(try harness.control("POST", "pay", "id").status == 400)
        }

        @Test func expiringAndPayingLate() throws {
            let harness = Harness()
            harness.engine.settings.expiredStatus = "kedaluwarsa"
            let id = try harness.transactionID(token: try harness.token())
            let gone = try harness.control("POST", "expire", #"{"id":"\#(id)"}"#)
            #expect(try gone.object["status"] as? String == "kedaluwarsa")
            #expect(try harness.control("POST", "pay", #"{"id":"\#(id)"}"#).status == 409)
            #expect(throws: SandboxError.expired) { try harness.engine.pay(id) }
            let late = try harness.control("POST", "pay", #"{"id":"\#(id)","late":true}"#)
            #expect(try late.object["status"] as? String == "settlement")
            #expect(throws: SandboxError.alreadySettled) { try harness.engine.expire(id) }
        }

        @Test func transactionsExpireByThemselvesWhenAsked() throws {
            let harness = Harness()
            harness.engine.settings.expiresAfter = .seconds(600)
            let id = try harness.transactionID(token: try harness.token())
            harness.clock.turn(by: .seconds(599))
            #expect(harness.engine.transaction(id)?.status == "pending")
            harness.clock.turn(by: .seconds(1))
            #expect(harness.engine.transaction(id)?.status == "expire")
            #expect(throws: SandboxError.expired) { try harness.engine.pay(id) }
        }

        @Test func theClockGoesForward() throws {
            let harness = Harness()
            let state = try harness.control("POST", "clock/advance", #"{"seconds":86400}"#).object
            #expect(state["date"] as? String == "2020-03-10T11:33:08Z" && state["advanced_seconds"] as? Double == 86400)
            #expect(harness.engine.date == harness.clock.date.addingTimeInterval(86400))
            for body in [#"{"seconds":-1}"#, #"{"seconds":1e99}"#, #"{"seconds":"1"}"#, "{}", ""] {
                #expect(try harness.control("POST", "clock/advance", body).status == 400)
            }
        }

        @Test func faultsAreAddedListedAndRemoved() throws {
            let harness = Harness()
            let body = #"{"effect":"status","status":503,"retry_after":2,"when":"after","method":"post","path":"/x"}"#
            let added = try harness.control("POST", "faults", body)
            #expect(added.status == 201)
            #expect(
                added.text == """
                    {"id":1,"method":"POST","path":"/x","nth":null,"probability":1.0,"seed":null,"effect":"status",\
                    "status":503,"retry_after":2,"when":"after","count":1,"hits":0,"seconds_left":600.0}
                    """)
            #expect(try harness.reply("GET", "/x").status == 404)
            let hit = try harness.reply("POST", "/x/y")
            #expect(hit.status == 503 && hit.headers["Retry-After"] == "2")
            #expect(try harness.control("GET", "faults").text == #"{"faults":[]}"#)
            let endless = try harness.control("POST", "faults", #"{"effect":"drop","count":null,"seconds":null}"#)
                .object
            #expect(endless["count"] is NSNull && endless["seconds_left"] is NSNull && endless["id"] as? Int == 2)
            #expect(try harness.control("DELETE", "faults/2").status == 200)
            #expect(try harness.control("DELETE", "faults/2").status == 404)
            _ = try harness.control("POST", "faults", #"{"effect":"html"}"#)
            #expect(try harness.control("DELETE", "faults").status == 200)
            #expect(try harness.reply("GET", "/x").status == 404)
        }

        @Test(arguments: [
            ("latency", #","milliseconds":250,"spread":0.5"#), ("slow_body", #","milliseconds":250"#),
            ("status", #","status":500"#), ("html", ""), ("drop", #","when":"after""#), ("cut_reply", ""),
            ("cut_json", ""), ("revoked_token", ""), ("unknown_fields", ""),
        ])
        func everyEffectHasAName(effect: String, rest: String) throws {
            let harness = Harness()
            let added = try harness.control("POST", "faults", #"{"effect":"\#(effect)"\#(rest)}"#)
            #expect(try added.status == 201 && added.object["effect"] as? String == effect)
        }

        @Test(arguments: [
            "", "[]", "{}", #"{"effect":"fire"}"#, #"{"effect":"status"}"#, #"{"effect":"status","status":200}"#,
            #"{"effect":"latency"}"#, #"{"effect":"latency","milliseconds":-1}"#, #"{"effect":"drop","when":"never"}"#,
            #"{"effect":"drop","probability":2}"#, #"{"effect":"drop","nth":0}"#, #"{"effect":"drop","count":0}"#,
            #"{"effect":"drop","typo":1}"#, #"{"effect":"drop","method":5}"#,
        ])
        func wrongFaultsAreRefused(body: String) throws {
            let harness = Harness()
            let reply = try harness.control("POST", "faults", body)
            #expect(try reply.status == 400 && reply.object["error"] is String)
            #expect(try harness.control("GET", "faults").text == #"{"faults":[]}"#)
        }

        @Test func settingsAreReadAndChanged() throws {
            let harness = Harness()
            let body = """
                {"token_seconds":60,"key_seconds":5,"expires_after_seconds":600,"expired_status":"cancel",\
                "different_body":"conflict","in_progress":"accepted","key_scope":"client","remembers_refusals":true,\
                "notification_mode":"bad_signature"}
                """
            #expect(try harness.control("POST", "settings", body).status == 200)
            let settings = harness.engine.settings
            #expect(settings.tokenLifetime == .seconds(60) && settings.keyLifetime == .seconds(5))
            #expect(settings.expiresAfter == .seconds(600) && settings.expiredStatus == "cancel")
            #expect(settings.differentBody == .conflict && settings.inProgress == .accepted)
            #expect(settings.keyScope == .client && settings.remembersRefusals)
            #expect(settings.notificationMode == .badSignature)
            let object = try harness.control("GET", "settings").object
            #expect(object["token_seconds"] as? Double == 60 && object["in_progress"] as? String == "accepted")
            _ = try harness.control("POST", "settings", #"{"expires_after_seconds":null}"#)
            #expect(harness.engine.settings.expiresAfter == nil && harness.engine.settings.keyScope == .client)
            for wrong in [
                #"{"key_scope":"all"}"#, #"{"token_seconds":-1}"#, #"{"typo":1}"#, #"{"remembers_refusals":1}"#,
            ] {
                #expect(try harness.control("POST", "settings", wrong).status == 400)
            }
            _ = try harness.control("POST", "reset")
            #expect(harness.engine.settings == SandboxSettings())
        }

        @Test func theJournalHoldsNoSecrets() throws {
            let harness = Harness()
            let token = try harness.token()
            _ = try harness.create(token: token, key: "key").reply
            _ = try harness.reply(
                "POST", "/oauth2/token",
                body: "grant_type=client_credentials&client_id=sandbox&client_secret=top-secret&scope=a")
            _ = try harness.reply("POST", "/x", body: "client_secret=top-secret")
            let text = try harness.control("GET", "requests").text
            for secret in [
                token, "c2FuZGJveDpzYW5kYm94", "top-secret", "John", "Doe", "john@example.com", "+628111000123",
            ] {
                #expect(!text.contains(secret), "\(secret)")
            }
            #expect(text.contains("order-1234") && text.contains("24 bytes"))
            #expect(harness.engine.requests.map(\.number) == [1, 2, 3, 4])
            #expect(harness.engine.requests.map(\.outcome) == ["200", "201", "401", "404"])
            #expect(harness.engine.requests[1].idempotencyKey == "key")
            let last = try harness.control("GET", "requests?limit=1").object["requests"] as? [[String: Any]]
            #expect(last?.map { $0["number"] as? Int } == [4])
            _ = try harness.control("DELETE", "requests")
            #expect(harness.engine.requests.isEmpty)
        }

        @Test func theJournalForgetsTheOldest() throws {
            let harness = Harness()
            for _ in 0..<2500 { _ = harness.outcome("GET", "/x") }
            let requests = harness.engine.requests
            #expect(requests.count <= 1000 && requests.last?.number == 2500)
            #expect(zip(requests, requests.dropFirst()).allSatisfy { $0.number + 1 == $1.number })
        }

        @Test func aResetForgetsAllButGivesNoIDTwice() throws {
            let harness = Harness()
            let token = try harness.token()
            let first = try harness.transactionID(token: token, key: "key")
            harness.engine.add(SandboxFault(.status(500), pathPrefix: "/never"))
            #expect(try harness.control("POST", "reset").status == 200)
            let state = try harness.control("GET", "state").object
            for name in ["transactions", "tokens", "idempotency_keys", "faults", "pending", "settled"] {
                #expect(state[name] as? Int == 0, "\(name)")
            }
            #expect(try harness.create(token: token, key: "key").reply.status == 401)
            #expect(try harness.transactionID(token: try harness.token(), key: "key") != first)
        }

        @Test func listsAreNewestFirstAndLimited() throws {
            let harness = Harness()
            let token = try harness.token()
            let ids = try ["a", "b", "c"].map { try harness.transactionID(token: token, key: $0) }
            let all = try harness.control("GET", "transactions").object["transactions"] as? [[String: Any]]
            #expect(all?.map { $0["id"] as? String } == ids.reversed())
            let newest = try harness.control("GET", "transactions?limit=1").object["transactions"] as? [[String: Any]]
            #expect(newest?.map { $0["id"] as? String } == [ids[2]])
            let outlets = try harness.control("GET", "outlets").object["outlets"] as? [[String: String]]
            #expect(outlets?.first?["id"] == "G000012345")
        }

        @Test func revokingTokens() throws {
            let harness = Harness()
            let token = try harness.token()
            #expect(try harness.control("POST", "tokens/revoke").status == 200)
            #expect(try harness.create(token: token, key: "key").reply.status == 401)
        }

        @Test(arguments: [
            ("GET", "nothing"), ("POST", "state"), ("PUT", "faults"), ("DELETE", "faults/x"), ("GET", ""),
        ])
        func otherControlsDoNotExist(method: String, path: String) throws {
            #expect(try Harness().control(method, path).status == 404)
        }
    }
#endif
