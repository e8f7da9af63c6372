// Notifications: signatures by the standard's vectors, each handled once, and the reply that brings what is wanted.
// SPDX-License-Identifier: Apache-2.0

#if Webhooks
    import Foundation
    import GoBiz
    import Synchronization
    import Testing

    @Suite struct WebhookTests {
        /// Key, data and HMAC-SHA256.
        ///
        /// - Source: RFC 4231, 4.2 and 4.3; the other cases' keys are no UTF-8 text or say nothing more.
        private static let vectors = [
            (
                String(repeating: "\u{b}", count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                "Jefe", "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
        ]

        @Test(arguments: vectors)
        func signaturesAreThoseOfTheStandard(key: String, data: String, code: String) {
            let receiver = WebhookReceiver(secret: Secret(key))
            #expect(receiver.isValid(code, of: Data(data.utf8)))
            #expect(receiver.isValid(code.uppercased(), of: Data(data.utf8)))
            #expect(!receiver.isValid(code, of: Data((data + " ").utf8)))
            #expect(!WebhookReceiver(secret: Secret(key + "x")).isValid(code, of: Data(data.utf8)))
            for index in code.indices {
                var wrong = code
                wrong.replaceSubrange(index...index, with: code[index] == "0" ? "1" : "0")
                #expect(!receiver.isValid(wrong, of: Data(data.utf8)))
            }
            for wrong in ["", String(code.dropLast()), code + "0", code.dropLast() + "g", "+" + code.dropFirst()] {
                #expect(!receiver.isValid(wrong, of: Data(data.utf8)))
            }
        }

        /// A body and its signature by Python: `hmac.new(b"Jefe", body, "sha256").hexdigest()`.
        private static let signed = [
            (
                #"{"header":{"event_name":"payment.transaction.settlement","event_id":"e-1"},"body":{"transaction":"#
                    + #"{"id":"t-1","status":"settlement"}}}"#,
                "4e43088116ff7db51fd0d4e7b6d152c07301e1ddf726c3f843844a5542d3dee0"
            ),
            (
                #"{"data":{"transaction":{"id":"t-1","status":"settlement"},"outlet":{"id":"G1"}}}"#,
                "bfc3c8cdc2d70672a081e5138c8ddb559f4371a9a1c6ccbd84e18dd1da665826"
            ),
            (
                #"{"transaction":{"id":"t-1","status":"settlement","new":[1]},"header":7}"#,
                "1ba46e68a14dfaaf55e57194a5be8576ca863ecebaa97b00ccd59653662fd963"
            ),
        ]

        @Test(arguments: signed)
        func theTransactionIsFoundWhereverItStands(body: String, signature: String) async {
            let seen = Mutex<[WebhookEvent]>([])
            let reply = await WebhookReceiver(secret: "Jefe").receive(
                headers: ["x-go-signature": signature], body: Data(body.utf8)
            ) { event in seen.withLock { $0.append(event) } }
            #expect(reply.status == 200)
            #expect(seen.withLock { $0.map(\.transaction?.id) } == ["t-1"])
            #expect(seen.withLock { $0.map(\.transaction?.status) } == [.settlement])
        }

        @Test func whatIsNotSignedIsNotApplied() async {
            let receiver = WebhookReceiver(secret: "Jefe")
            let (body, signature) = Self.signed[0]
            let damaged = Data(body.replacing("t-1", with: "t-2").utf8)
            for (headers, body) in [
                (["X-Go-Signature": signature] as HTTPHeaders, damaged), ([:], Data(body.utf8)),
            ] {
                let reply = await receiver.receive(headers: headers, body: body) { _ in Issue.record("applied") }
                #expect(reply.status == 400)
            }
        }

        @Test(arguments: signed)
        func eachIsAppliedOnceAndAgainOnlyAfterAFailure(body: String, signature: String) async {
            let receiver = WebhookReceiver(secret: "Jefe")
            let headers: HTTPHeaders = ["X-Go-Signature": signature, "X-Go-Idempotency-Key": "k"]
            let count = Mutex(0)
            var replies: [Int] = []
            for fails in [true, false, false] {
                replies.append(
                    await receiver.receive(headers: headers, body: Data(body.utf8)) { _ in
                        count.withLock { $0 += 1 }
                        if fails { throw CocoaError(.fileWriteOutOfSpace) }
                    }.status)
            }
            #expect(replies == [503, 200, 200])
            #expect(count.withLock { $0 } == 2)
        }

        /// The key stands in a header that is not signed: a forged one must not hide another notification.
        @Test func aForgedKeyHidesNothing() async {
            let receiver = WebhookReceiver(secret: "Jefe")
            let count = Mutex(0)
            for (body, signature) in Self.signed {
                let headers: HTTPHeaders = ["X-Go-Signature": signature, "X-Go-Idempotency-Key": "same"]
                _ = await receiver.receive(headers: headers, body: Data(body.utf8)) { _ in count.withLock { $0 += 1 } }
            }
            #expect(count.withLock { $0 } == 3)
        }

        @Test func theSameNotificationWhileItIsBeingAppliedIsPutOff() async {
            let receiver = WebhookReceiver(secret: "Jefe")
            let (body, signature) = Self.signed[0]
            let inner = Mutex<Int?>(nil)
            let outer = await receiver.receive(headers: ["X-Go-Signature": signature], body: Data(body.utf8)) { _ in
                let reply = await receiver.receive(
                    headers: ["X-Go-Signature": signature], body: Data(body.utf8)
                ) { _ in Issue.record("applied twice at once") }
                inner.withLock { $0 = reply.status }
            }
            #expect(inner.withLock { $0 } == 503)
            #expect(outer.status == 200)
        }

        @Test func memoryIsBounded() async {
            let receiver = WebhookReceiver(secret: "Jefe", capacity: 2)
            let count = Mutex(0)
            for index in [0, 1, 0, 2, 0] {
                let (body, signature) = Self.signed[index]
                _ = await receiver.receive(headers: ["X-Go-Signature": signature], body: Data(body.utf8)) { _ in
                    count.withLock { $0 += 1 }
                }
            }
            // The third comes back while it is remembered; by the fifth it has made room.
            #expect(count.withLock { $0 } == 4)
        }
    }
#endif
