// A server in memory whose replies a test writes, and a clock that a test turns.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import TestSupport

/// A transport that asks a closure for each reply and remembers each request.
final class ScriptedTransport: HTTPTransport {
    typealias Script = @Sendable (_ request: HTTPRequest, _ number: Int) async throws -> HTTPResponse

    private let script: Script
    private let received = Mutex<[HTTPRequest]>([])

    /// Makes a transport; requests other than those for a token are numbered from 1.
    init(_ script: @escaping Script) {
        self.script = script
    }

    /// All requests but those for a token.
    var requests: [HTTPRequest] { received.withLock { $0 } }

    func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
        let number = received.withLock { received in
            received.append(request)
            return received.count
        }
        return try await script(request, number)
    }
}

/// Answers token requests, passes all others on, and counts both.
final class TokenServer: HTTPTransport {
    let rest: ScriptedTransport
    private let count = Mutex(0)
    private let lifetime: Int

    init(lifetime: Int = 3600, _ script: @escaping ScriptedTransport.Script) {
        rest = ScriptedTransport(script)
        self.lifetime = lifetime
    }

    /// How many tokens were asked for.
    var tokenCount: Int { count.withLock { $0 } }
    var requests: [HTTPRequest] { rest.requests }

    func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
        guard request.url.path == "/oauth2/token" else { return try await rest.send(request, timeout: timeout) }
        let number = count.withLock { count in
            count += 1
            return count
        }
        return .json(200, #"{"access_token":"\#(Fixture.token)-\#(number)","expires_in":\#(lifetime)}"#)
    }
}

extension HTTPResponse {
    static func json(_ status: Int, _ text: String, _ headers: HTTPHeaders = [:]) -> HTTPResponse {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return HTTPResponse(status: status, headers: headers, body: Data(text.utf8))
    }

    static func problem(_ status: Int, _ title: String, _ message: String) -> HTTPResponse {
        .json(status, #"{"success":false,"errors":[{"message_title":"\#(title)","message":"\#(message)"}]}"#)
    }
}

/// A clock that goes on only while somebody sleeps.
final class VirtualTime: TimeSource {
    private let passed = Mutex<Duration>(.zero)
    private let dayZero: Date
    private let slept = Mutex<[Duration]>([])

    init(date: Date = Date(timeIntervalSince1970: 1_700_000_000)) {
        dayZero = date
    }

    var now: Duration { passed.withLock { $0 } }
    var date: Date { dayZero.addingTimeInterval(now / .seconds(1)) }
    /// Every wait so far.
    var sleeps: [Duration] { slept.withLock { $0 } }

    func advance(by duration: Duration) {
        passed.withLock { $0 += duration }
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        slept.withLock { $0.append(duration) }
        advance(by: max(duration, .zero))
        await Task.yield()
    }
}

/// What the tests share.
enum Fixture {
    static let token = "tok-7f3a9c"
    static let clientSecret = "sec-51be20"
    static let outlet = "G000012345"
    static let transactionID = "71839e9c-944b-40ce-bd31-8a76db666f36"

    static let credentials = Credentials(clientID: "till-1", clientSecret: Secret(clientSecret))
    static let customer = Customer(
        firstName: "Qonaah", lastName: "Wijzaya", email: "qonaah@mail.test", phone: "+628777000999")
    static let request = TransactionRequest(orderID: "order-1234", grossAmount: 3000, customer: customer)
    /// Texts that must not come out of the client anywhere.
    static let secrets = [token, clientSecret, "Qonaah", "Wijzaya", "qonaah@mail.test", "628777000999"]

    static func sample(_ name: String) throws -> Data {
        let url = Bundle.module.url(forResource: "Samples/\(name)", withExtension: "json")
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: url)
    }

    static func reply(_ name: String, status: Int = 200) throws -> HTTPResponse {
        HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: try sample(name))
    }

    /// A transaction as GoBiz's sample, in a state.
    static func detail(status: String = "pending", id: String = transactionID) -> HTTPResponse {
        .json(
            200,
            """
            {"success":true,"data":{"outlet":{"id":"\(outlet)","pop_id":"p"},"transaction":{"id":"\(id)",\
            "payment_type":"qris","status":"\(status)","qris_string":"","order_id":"order-1234","gross_amount":3000,\
            "currency":"IDR","created_at":"2020-03-09T11:33:08Z","settlement_at":null},"actions":[]}}
            """)
    }

    static func client(
        _ transport: any HTTPTransport, journal: any PaymentJournal = MemoryPaymentJournal(),
        time: any TimeSource = VirtualTime(), options: ClientOptions = ClientOptions()
    ) -> GoBizClient {
        GoBizClient(
            outlet: outlet, credentials: credentials, environment: .sandbox, journal: journal, transport: transport,
            options: options, time: time, generator: SeededGenerator(seed: 7))
    }
}
