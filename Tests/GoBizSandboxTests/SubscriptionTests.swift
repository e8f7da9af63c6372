// Notification subscriptions, and with the trait `Webhooks` what is sent to them.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import Synchronization
    import Testing

    @testable import GoBizSandbox

    @Suite struct SubscriptionTests {
        private static let wish =
            #"{"event":"payment.transaction.settlement","url":"http://127.0.0.1:9/hook","active":true}"#

        @Test(arguments: ["/integrations/partner/v1", "/integrations/partner/outlets/G000012345/v1"])
        func lifeOfASubscription(base: String) throws {
            let harness = Harness()
            let headers = harness.headers(token: try harness.token())
            let path = base + "/notification-subscriptions"
            let created = try harness.reply("POST", path, headers: headers, body: Self.wish)
            let subscription = try #require(try created.data["subscription"] as? [String: Any])
            #expect(created.status == 201 && subscription["active"] as? Bool == true)
            #expect(subscription["created_at"] as? String == "2020-03-09T11:33:08Z")
            let id = try #require(subscription["id"] as? String)
            let list = try harness.reply("GET", path, headers: headers)
            #expect(try (list.data["subscriptions"] as? [[String: Any]])?.map { $0["id"] as? String } == [id])
            harness.engine.advance(by: .seconds(60))
            let body = Self.wish.replacingOccurrences(of: "true", with: "false")
            let changed = try harness.reply("PUT", "\(path)/\(id)", headers: headers, body: body)
            #expect(changed.status == 200 && changed.text.contains(#""active":false"#))
            #expect(changed.text.contains(#""updated_at":"2020-03-09T11:34:08Z""#))
            #expect(try harness.reply("GET", "\(path)/\(id)", headers: headers).body == changed.body)
            #expect(try harness.reply("DELETE", "\(path)/\(id)", headers: headers).status == 200)
            #expect(try harness.reply("GET", "\(path)/\(id)", headers: headers).status == 404)
            #expect(try harness.reply("GET", path, headers: headers).text.contains(#""subscriptions":[]"#))
        }

        @Test(arguments: [
            "https:///hook", "http://192.168.1.2/hook", "http://127.0.0.1.example.com/", "ftp://127.0.0.1/",
            "http://127.1/", "hook", "",
        ])
        func onlyThisMachineIsNotified(url: String) throws {
            let harness = Harness()
            let reply = try harness.reply(
                "POST", "/integrations/partner/v1/notification-subscriptions",
                headers: harness.headers(token: try harness.token()),
                body: #"{"event":"payment.transaction.settlement","url":"\#(url)"}"#)
            #expect(reply.status == 400)
        }

        /// Addresses that GoBiz takes are taken; that nothing goes there is said.
        @Test func whatCannotBeSentIsStoredAndTold() throws {
            let harness = Harness()
            func created(_ url: String) throws -> HTTPResponse {
                try harness.reply(
                    "POST", "/integrations/partner/v1/notification-subscriptions",
                    headers: harness.headers(token: try harness.token()),
                    body: #"{"event":"payment.transaction.settlement","url":"\#(url)"}"#)
            }
            let far = try created("https://shop.example/hook")
            #expect(far.status == 201)
            #expect(try far.data["sandbox_note"] is String)
            let near = try created("http://127.0.0.1:9/hook")
            #expect(try near.data["sandbox_note"] is String == !SandboxEngine.sendsNotifications)
            let token = try harness.token()
            _ = try harness.engine.pay(harness.transactionID(token: token))
            let sent = try harness.control("GET", "state").object["notifications"] as? Int
            #expect(sent == (SandboxEngine.sendsNotifications ? 1 : 0))
        }

        @Test func subscriptionsHaveTheirOwnScopes() throws {
            let harness = Harness()
            let path = "/integrations/partner/v1/notification-subscriptions"
            let reading = harness.headers(token: try harness.token(scope: "partner:outlet:read"))
            #expect(try harness.reply("GET", path, headers: reading).status == 200)
            #expect(try harness.reply("POST", path, headers: reading, body: Self.wish).status == 401)
            let elsewhere = "/integrations/partner/outlets/nowhere/v1/notification-subscriptions"
            #expect(try harness.reply("GET", elsewhere, headers: reading).status == 404)
            #expect(try harness.reply("PATCH", path, headers: harness.headers(token: harness.token())).status == 404)
        }

        /// GoBiz, best practices to handle notifications: statuses, repetitions, and the waits between them in minutes.
        @Test(
            arguments: [
                (200, []), (204, []), (301, []), (302, []), (303, []), (500, [2]), (400, [2, 10]), (404, [2, 10]),
                (503, [2, 10, 30, 90]), (401, [2, 10, 30, 90, 210]), (429, [2, 10, 30, 90, 210]),
                (502, [2, 10, 30, 90, 210]),
                (nil, [2, 10, 30, 90, 210]),
            ] as [(Int?, [Int])])
        func repetitions(status: Int?, minutes: [Int]) {
            let waits = (1...7).map { RetryTable.delay(afterAttempt: $0, status: status) }
            let wanted = minutes.map { Duration.seconds($0 * 60) } + Array(repeating: nil, count: 7 - minutes.count)
            #expect(waits == wanted)
        }
    }

    #if Webhooks
        /// A receiver that answers with the next of the statuses, the last again and again; none for a lost connection.
        private final class Receiver: HTTPTransport {
            private let answers: Mutex<[Int?]>
            private let received = Mutex<[HTTPRequest]>([])
            private let location: String?

            init(_ answers: [Int?], location: String? = nil) {
                self.answers = Mutex(answers)
                self.location = location
            }

            var requests: [HTTPRequest] { received.withLock { $0 } }

            func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
                received.withLock { $0.append(request) }
                let status = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
                guard let status else { throw HTTPTransportError.connectionLost }
                var headers = HTTPHeaders()
                headers["Location"] = location
                return HTTPResponse(status: status, headers: headers)
            }
        }

        @Suite struct NotificationTests {
            private static let secret = "sandbox-notification-secret"

            /// Subscribes, creates a transaction and pays it.
            private func paid(
                _ mode: SandboxSettings.NotificationMode = .normal, path: String = "/integrations/partner/v1"
            ) throws -> (Harness, String) {
                let harness = Harness()
                harness.engine.settings.notificationMode = mode
                let headers = harness.headers(token: try harness.token())
                _ = try harness.reply(
                    "POST", path + "/notification-subscriptions", headers: headers,
                    body: #"{"event":"payment.transaction.settlement","url":"http://127.0.0.1:9/hook"}"#)
                let id = try harness.transactionID(token: try harness.token())
                try harness.engine.pay(id)
                return (harness, id)
            }

            private func log(_ harness: Harness, _ id: String) throws -> [[String: Any]] {
                let reply = try harness.reply(
                    "GET", "/integrations/partner/notifications?entity_id=\(id)",
                    headers: harness.headers(token: try harness.token()))
                return try reply.data["notifications"] as? [[String: Any]] ?? []
            }

            /// RFC 4231, test cases 1 and 2: those whose keys are text.
            @Test(arguments: [
                (
                    String(repeating: "\u{0B}", count: 20), "Hi There",
                    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
                ),
                (
                    "Jefe", "what do ya want for nothing?",
                    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
                ),
            ])
            func signatures(key: String, text: String, code: String) {
                #expect(NotificationSignature.text(of: Data(text.utf8), secret: key) == code)
            }

            @Test(arguments: ["/integrations/partner/v1", "/integrations/partner/outlets/G000012345/v1"])
            func aSettlementIsToldSigned(path: String) async throws {
                let (harness, id) = try paid(path: path)
                let receiver = Receiver([200])
                #expect(try await SandboxNotifier(harness.engine, transport: receiver).deliverDue() == 1)
                let request = try #require(receiver.requests.first)
                #expect(request.method == "POST" && request.url.absoluteString == "http://127.0.0.1:9/hook")
                let wanted = NotificationSignature.text(of: request.body, secret: Self.secret)
                #expect(request.headers["X-Go-Signature"] == wanted)
                let event = try JSONSerialization.jsonObject(with: request.body) as? [String: [String: Any]]
                #expect(event?["header"]?["event_name"] as? String == "payment.transaction.settlement")
                let transaction = try #require(event?["body"]?["transaction"] as? [String: Any])
                #expect(transaction["id"] as? String == id && transaction["status"] as? String == "settlement")
                let entry = try #require(try log(harness, id).first)
                #expect(entry["delivery_status"] as? String == "delivered")
                #expect((entry["history"] as? [[String: Any]])?.map { $0["status"] as? Int } == [200])
                #expect(try await SandboxNotifier(harness.engine, transport: receiver).deliverDue() == 0)
            }

            @Test func untakenOnesComeAgainThenDie() async throws {
                let (harness, id) = try paid()
                let receiver = Receiver([nil, 503])
                let notifier = SandboxNotifier(harness.engine, transport: receiver)
                #expect(try await notifier.deliverDue() == 1)
                for minutes in [2, 10, 30, 90] {
                    harness.engine.advance(by: .seconds(minutes * 60 - 1))
                    #expect(try await notifier.deliverDue() == 0)
                    harness.clock.turn(by: .seconds(1))
                    #expect(try await notifier.deliverDue() == 1)
                }
                harness.engine.advance(by: .seconds(86_400))
                #expect(try await notifier.deliverDue() == 0)
                let entry = try #require(try log(harness, id).first)
                #expect(entry["delivery_status"] as? String == "dead")
                #expect((entry["history"] as? [[String: Any]])?.count == 5)
                #expect(Set(receiver.requests.map { $0.headers["X-Go-Idempotency-Key"] }).count == 1)
                #expect(Set(receiver.requests.map(\.body)).count == 1)
            }

            @Test func redirectsAreFollowedOnThisMachineOnly() async throws {
                let (near, _) = try paid()
                let receiver = Receiver([307, 308, 200], location: "/next")
                try await SandboxNotifier(near.engine, transport: receiver).deliverDue()
                #expect(receiver.requests.map(\.url.path) == ["/hook", "/next", "/next"])
                let (endless, _) = try paid()
                let loop = Receiver([307], location: "/hook")
                try await SandboxNotifier(endless.engine, transport: loop).deliverDue()
                #expect(loop.requests.count == 6)
                let (far, _) = try paid()
                let elsewhere = Receiver([307], location: "http://192.168.1.2/")
                try await SandboxNotifier(far.engine, transport: elsewhere).deliverDue()
                #expect(elsewhere.requests.count == 1)
            }

            @Test func misbehaviour() async throws {
                let twice = Receiver([200])
                try await SandboxNotifier(paid(.duplicate).0.engine, transport: twice).deliverDue()
                #expect(twice.requests.count == 2 && Set(twice.requests).count == 1)
                let forged = Receiver([200])
                try await SandboxNotifier(paid(.badSignature).0.engine, transport: forged).deliverDue()
                let request = try #require(forged.requests.first)
                let right = NotificationSignature.text(of: request.body, secret: Self.secret)
                #expect(request.headers["X-Go-Signature"] != right)
                let (harness, _) = try paid(.late)
                let late = Receiver([200])
                let notifier = SandboxNotifier(harness.engine, transport: late)
                #expect(try await notifier.deliverDue() == 0)
                harness.engine.advance(by: .seconds(60))
                #expect(try await notifier.deliverDue() == 1)
            }
        }
    #endif
#endif
