// A sandbox with a clock that tests turn, and the requests they make.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import GoBizSandbox
    import Synchronization

    /// A clock that stands still unless it is turned; waiting turns it at once.
    final class HandClock: TimeSource {
        private let elapsed = Mutex(Duration.zero)

        var now: Duration { elapsed.withLock { $0 } }
        // 2020-03-09T11:33:08Z, the moment of the published samples.
        var date: Date { Date(timeIntervalSince1970: 1_583_753_588) }

        func turn(by duration: Duration) {
            elapsed.withLock { $0 += duration }
        }

        func sleep(for duration: Duration) async throws {
            try Task.checkCancellation()
            turn(by: duration)
        }
    }

    /// A sandbox and a caller who knows its defaults.
    struct Harness {
        static let origin = "http://127.0.0.1:8080"
        static let payments = "/integrations/payment/outlets/G000012345"
        /// The request body of the documentation's sample.
        static let sampleBody = """
            {"payment_type":"qris","transaction_details":{"order_id":"order-1234","gross_amount":3000,"currency":"IDR"},\
            "item_details":[{"id":"SKU-000123","price":3000,"quantity":1,"name":"Item sample no.1",\
            "brand":"sample brand","category":"others","merchant_name":null}],\
            "customer_details":{"first_name":"John","last_name":"Doe","email":"john@example.com",\
            "phone":"+628111000123"},"metadata":{}}
            """

        let clock = HandClock()
        let engine: SandboxEngine

        init(
            _ configuration: SandboxConfiguration = SandboxConfiguration(),
            renderer: (@Sendable (String) throws -> [UInt8])? = nil
        ) {
            engine = SandboxEngine(configuration, time: clock, renderer: renderer)
        }

        func request(
            _ method: String, _ path: String, headers: HTTPHeaders = [:], body: String = ""
        ) -> HTTPRequest {
            // The paths are constants of the tests.
            let url = URL(string: Self.origin + path) ?? URL(fileURLWithPath: "/")
            return HTTPRequest(method: method, url: url, headers: headers, body: Data(body.utf8))
        }

        func outcome(
            _ method: String, _ path: String, headers: HTTPHeaders = [:], body: String = ""
        ) -> SandboxOutcome {
            engine.handle(request(method, path, headers: headers, body: body))
        }

        /// Makes a request that must get a whole reply.
        func reply(
            _ method: String, _ path: String, headers: HTTPHeaders = [:], body: String = ""
        ) throws -> HTTPResponse {
            try outcome(method, path, headers: headers, body: body).reply
        }

        /// Asks for a token with all scopes, or those given.
        func token(
            scope: String =
                "payment:transaction:write payment:transaction:read partner:outlet:write partner:outlet:read"
        ) throws -> String {
            let reply = try self.reply(
                "POST", "/oauth2/token", headers: ["Authorization": "Basic c2FuZGJveDpzYW5kYm94"],
                body: "grant_type=client_credentials&scope=\(scope.replacingOccurrences(of: " ", with: "+"))")
            return try reply.object["access_token"] as? String ?? ""
        }

        /// The header fields of the documentation's sample.
        func headers(token: String, key: String? = nil) -> HTTPHeaders {
            var headers: HTTPHeaders = ["Content-Type": "application/json"]
            headers["Idempotency-Key"] = key
            headers["Authorization"] = "Bearer \(token)"
            return headers
        }

        func create(token: String, key: String, body: String = Harness.sampleBody) -> SandboxOutcome {
            outcome("POST", Self.payments + "/v2/transactions", headers: headers(token: token, key: key), body: body)
        }

        /// Creates a transaction and returns its ID.
        func transactionID(token: String, key: String = "k") throws -> String {
            let transaction = try create(token: token, key: key).reply.data["transaction"] as? [String: Any]
            return transaction?["id"] as? String ?? ""
        }

        func control(_ method: String, _ path: String, _ body: String = "") throws -> HTTPResponse {
            try reply(method, "/_sandbox/" + path, body: body)
        }
    }

    /// A request ended otherwise than the test expects.
    struct UnexpectedEnding: Error {
        let ending: SandboxOutcome.Ending
    }

    extension SandboxOutcome {
        /// The whole reply.
        var reply: HTTPResponse {
            get throws {
                guard case .reply(let response) = ending else { throw UnexpectedEnding(ending: ending) }
                return response
            }
        }
    }

    extension HTTPResponse {
        var text: String { String(decoding: body, as: UTF8.self) }

        var object: [String: Any] {
            get throws { try JSONSerialization.jsonObject(with: body) as? [String: Any] ?? [:] }
        }

        var data: [String: Any] {
            get throws { try object["data"] as? [String: Any] ?? [:] }
        }

        /// The title and message of the first error.
        var error: [String] {
            get throws {
                let first = (try object["errors"] as? [[String: Any]])?.first ?? [:]
                return [first["message_title"] as? String ?? "", first["message"] as? String ?? ""]
            }
        }
    }
#endif
