// No token, secret or customer data in anything that the client shows, throws or keeps at hand.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization
import Testing

@Suite struct PrivacyTests {
    /// Everything that a program might write into a log about a value.
    private func words(about value: Any) -> String {
        var text = "\(value)\n" + String(reflecting: value) + "\n"
        dump(value, to: &text)
        if let error = value as? any Error { text += "\n" + error.localizedDescription }
        return text
    }

    private func expectNothingSecret(in text: String, _ comment: String) {
        for secret in Fixture.secrets {
            #expect(text.range(of: secret, options: .caseInsensitive) == nil, "\(secret) in \(comment)")
        }
        let basic = Data("till-1:\(Fixture.clientSecret)".utf8).base64EncodedString()
        #expect(!text.contains(basic), "\(comment)")
    }

    /// A server that repeats everything it has received, in all places where a reply has texts.
    @Test(arguments: [400, 401, 404, 406, 409, 415, 422, 429, 500, 502, 302])
    func aServerThatRepeatsEverythingRevealsNothing(status: Int) async throws {
        let server = TokenServer { request, _ in
            let heard = (request.headers.fields.map(\.value) + [String(decoding: request.body, as: UTF8.self)])
                .joined(separator: " ").replacing("\"", with: "'")
            var reply = HTTPResponse.json(
                status,
                """
                {"success":false,"errors":[{"message_title":"\(heard)","message":"\(heard.uppercased())",\
                "code":"\(heard)","message_severity":"\(heard)"}]}
                """)
            reply.headers["X-Request-ID"] = request.headers["Authorization"]?.split(separator: " ").last.map(
                String.init)
            reply.headers["Location"] = "https://elsewhere.test/?\(Fixture.token)"
            return reply
        }
        let journal = MemoryPaymentJournal()
        let client = Fixture.client(server, journal: journal)
        let error = await #expect(throws: GoBizError.self) {
            try await client.createTransaction(Fixture.request, key: .random())
        }
        let thrown = try #require(error)
        #expect(thrown.status == status)
        #expect(!thrown.problems.isEmpty)
        expectNothingSecret(in: words(about: thrown), "the error of \(status)")
        expectNothingSecret(in: words(about: client), "the client")
        for payment in try await client.resume() { expectNothingSecret(in: words(about: payment), "what is resumed") }
    }

    @Test func aTokenServerThatRepeatsEverythingRevealsNothing() async throws {
        for status in [200, 400, 401, 403, 500] {
            let transport = ScriptedTransport { request, _ in
                let heard = request.headers["Authorization"] ?? ""
                return .json(
                    status,
                    """
                    {"error":"\(heard)","error_description":"\(heard) \(Fixture.clientSecret)",
                    "errors":[{"message":"\(heard) \(Fixture.clientSecret)"}]}
                    """)
            }
            let error = await #expect(throws: GoBizError.self) { try await Fixture.client(transport).transaction("t") }
            expectNothingSecret(in: words(about: try #require(error)), "the token error of \(status)")
        }
    }

    /// A secret that reads like a code of OAuth is a secret all the same.
    @Test(arguments: ["{secret}", "x_{secret}", "{SECRET}", "{secret}.{secret}"])
    func aTokenServersErrorIsHiddenLikeAllElse(code: String) async throws {
        let text = code.replacing("{secret}", with: Fixture.clientSecret)
            .replacing("{SECRET}", with: Fixture.clientSecret.uppercased())
        let transport = ScriptedTransport { _, _ in .json(401, #"{"error":"\#(text)"}"#) }
        let error = await #expect(throws: GoBizError.self) { try await Fixture.client(transport).transaction("t") }
        #expect(error?.kind == .oauthRefused && error?.oauthCode == nil)
        expectNothingSecret(in: words(about: try #require(error)), code)
    }

    @Test func valuesHideWhatTheyHold() async throws {
        let journal = MemoryPaymentJournal()
        let entry = PaymentEntry(
            key: .random(), outlet: "G1", orderID: "o", amount: 1, createdAt: Date(), body: Fixture.request.encoded())
        _ = await journal.store(entry)
        let sent = Mutex<[HTTPRequest]>([])
        let server = TokenServer { request, _ in
            sent.withLock { $0.append(request) }
            return Fixture.detail()
        }
        let client = Fixture.client(server, journal: journal)
        _ = try await client.createTransaction(Fixture.request, key: .random())
        _ = try await client.resume()
        let request = try #require(sent.withLock { $0.first })
        #expect(request.headers["Authorization"]?.contains(Fixture.token) == true)
        let response = HTTPResponse.json(200, #"{"access_token":"\#(Fixture.token)"}"#, ["Set-Cookie": Fixture.token])
        let values: [Any] = [
            Secret(Fixture.clientSecret), Fixture.credentials, Fixture.customer, Fixture.request, entry, journal,
            client, request, request.headers, response, response.headers, [request], Optional(response) as Any,
        ]
        for value in values { expectNothingSecret(in: words(about: value), "\(type(of: value))") }
        #expect("\(Secret("x"))" == "***")
        #expect(Fixture.credentials.clientSecret.reveal() == Fixture.clientSecret)
    }
}
