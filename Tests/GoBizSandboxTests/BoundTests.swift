// A sandbox that runs for ever: what it forgets, how many it takes, and that its work does not grow.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import Testing

    @testable import GoBizSandbox

    @Suite struct BoundTests {
        private static func transaction(_ number: Int, at moment: Duration) -> SandboxTransaction {
            SandboxTransaction(
                id: "t\(number)", outletID: "G", orderID: "o", grossAmount: 1, idempotencyKey: "k", qrisString: "",
                createdAt: Date(timeIntervalSince1970: 0), status: SandboxTransaction.pending, settledAt: nil,
                createdNow: moment, paymentType: "qris")
        }

        /// The table is a list: whatever happens to it, it has what a plain list would have.
        @Test(arguments: UInt64(0)..<20)
        func theTableIsAList(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            var table = TransactionTable()
            var list: [SandboxTransaction] = []
            var now = Duration.zero
            for number in 0..<400 {
                now += .seconds(Int.random(in: 0...3, using: &random))
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<4:
                    let new = Self.transaction(number, at: now)
                    table.add(new)
                    list.append(new)
                case 4, 5:
                    guard let index = list.indices.randomElement(using: &random) else { continue }
                    let status = Bool.random(using: &random) ? "settlement" : "pending"
                    let changed = table.change(list[index].id) { $0.status = status }
                    list[index].status = status
                    #expect(changed == list[index])
                case 6:
                    let moment = now - .seconds(40)
                    table.expire(createdUntil: moment, as: "expire")
                    for index in list.indices where list[index].isPending && list[index].createdNow <= moment {
                        list[index].status = "expire"
                    }
                default:
                    let moment = now - .seconds(60)
                    table.forget(createdUntil: moment)
                    list.removeAll { $0.createdNow <= moment }
                }
                #expect(Array(table.all) == list && table.count == list.count)
                #expect(table.pendingCount == list.count { $0.isPending })
                #expect(table.settledCount == list.count { $0.isSettled })
                #expect(table["t\(number / 2)"] == list.first { $0.id == "t\(number / 2)" })
            }
        }

        /// Asking costs the same with few transactions and with very many.
        @Test func theWorkOfARequestDoesNotGrow() {
            var table = TransactionTable()
            for number in 0..<36_000 { table.add(Self.transaction(number, at: .seconds(number))) }
            for second in 36_000..<37_000 {
                table.expire(createdUntil: .seconds(second - 36_900), as: "expire")
                table.forget(createdUntil: .seconds(second - 36_950))
            }
            // Each transaction that ended was looked at once for each way to end.
            #expect(table.visitCount == 100 + 50)
        }

        @Test func transactionsAndKeysLeaveAfterAMonth() throws {
            let harness = Harness()
            let first = try harness.transactionID(token: try harness.token(), key: "key")
            harness.engine.advance(by: .seconds(20 * 86_400))
            let second = try harness.transactionID(token: try harness.token(), key: "key-2")
            harness.engine.advance(by: .seconds(11 * 86_400 - 1))
            #expect(harness.engine.transaction(first) != nil)
            harness.engine.advance(by: .seconds(1))
            #expect(harness.engine.transactions.map(\.id) == [second])
            let state = try harness.control("GET", "state").object
            #expect(state["transactions"] as? Int == 1 && state["idempotency_keys"] as? Int == 1)
            #expect(try harness.transactionID(token: try harness.token(), key: "key") != first)
        }

        @Test func theNumberOfTransactionsHasALimitThatIsTold() throws {
            let harness = Harness()
            var state = SandboxState(SandboxConfiguration(), startDate: harness.clock.date, hasRenderer: false)
            for number in 1..<TransactionTable.limit { state.transactions.add(Self.transaction(number, at: .zero)) }
            state.tokens["token"] = SandboxState.Token(
                client: "sandbox", scopes: ["payment:transaction:write"], endsAt: .seconds(1 << 40))
            func create(_ key: String) -> Reply? {
                let headers = harness.headers(token: "token", key: key)
                return state.answer(
                    harness.request(
                        "POST", Harness.payments + "/v2/transactions", headers: headers, body: Harness.sampleBody)
                ).reply
            }
            #expect(create("last")?.status == 201)
            let refusal = try #require(create("one too many")?.response(addingUnknownFields: false) { _ in nil })
            #expect(refusal.status == 503 && refusal.text.contains("holds 100000 transactions"))
            // A key that is known already still gets its reply.
            #expect(create("last")?.status == 201)
            let told = state.answer(harness.request("GET", "/_sandbox/state")).reply
            #expect(
                told?.response(addingUnknownFields: false) { _ in nil }.text.contains(#""most_transactions":100000"#)
                    == true)
            state.now = .seconds(31 * 86_400)
            #expect(create("one too many")?.status == 201 && state.transactions.count == 1)
        }

        @Test func tokensAndSubscriptionsHaveALimit() throws {
            let harness = Harness()
            let token = try harness.token()
            let body = #"{"event":"payment.transaction.settlement","url":"http://127.0.0.1:1/"}"#
            let statuses = try (0...1_000).map { _ in
                try harness.reply(
                    "POST", "/integrations/partner/v1/notification-subscriptions",
                    headers: harness.headers(token: token), body: body
                ).status
            }
            #expect(statuses.count { $0 == 201 } == 1_000 && statuses.last == 503)
            for _ in 0..<999 { _ = try harness.token() }
            #expect(try harness.token() == "")
            harness.clock.turn(by: .seconds(3600))
            #expect(try harness.token() != "")
        }

        @Test func onlyTheLastNotificationsAreRemembered() {
            var table = NotificationTable()
            for _ in 0..<NotificationTable.limit + 1 {
                table.add(
                    Notification(
                        number: table.nextNumber, key: "k", entityID: "t", url: URL(fileURLWithPath: "/"),
                        payload: Data(), signature: "", dueAt: .zero))
            }
            #expect(table.items.count == NotificationTable.limit * 9 / 10 + 1)
            #expect(table.items.first?.number == NotificationTable.limit / 10)
            table.finish(0, status: 200, date: Date(timeIntervalSince1970: 0), now: .zero)
            table.finish(NotificationTable.limit, status: 200, date: Date(timeIntervalSince1970: 0), now: .zero)
            #expect(table.items.count { $0.status == .delivered } == 1 && table.items.last?.status == .delivered)
        }
    }
#endif
