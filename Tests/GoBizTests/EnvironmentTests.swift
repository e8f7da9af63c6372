// Who may receive the access token.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Testing

@Suite struct EnvironmentTests {
    private func url(_ text: String) throws -> URL { try #require(URL(string: text)) }

    @Test(arguments: [
        ("https://api.gobiz.co.id", true), ("https://api.gobiz.co.id:8443/base", true), ("HTTPS://x.test", true),
        ("http://127.0.0.1:8080", true), ("http://127.1.2.3", true), ("http://localhost:1", true),
        ("http://[::1]:8080", true), ("http://api.gobiz.co.id", false), ("http://127.0.0.1.evil.test", false),
        ("http://127.0.0.01", false), ("http://127.0.0.256", false), ("http://127.0.1", false),
        ("http://localhost.evil.test", false), ("http://0.0.0.0", false), ("http://10.0.0.1", false),
        ("https://user@x.test", false), ("https://user:pw@x.test", false), ("https://x.test?a", false),
        ("https://x.test#a", false), ("ftp://x.test", false), ("file:///etc/passwd", false), ("https:///a", false),
        ("x.test", false),
    ])
    func onlyHTTPSOrThisMachine(text: String, isAllowed: Bool) throws {
        let good = try url("https://x.test")
        for (api, oauth) in [(try url(text), good), (good, try url(text))] {
            let environment = try? GoBizEnvironment(apiURL: api, oauthURL: oauth)
            #expect((environment != nil) == isAllowed, "\(text)")
        }
    }

    /// The addresses of GoBiz's own table.
    @Test func presetsAreThoseOfTheDocumentation() {
        #expect(GoBizEnvironment.production.apiURL.absoluteString == "https://api.gobiz.co.id")
        #expect(GoBizEnvironment.production.oauthURL.absoluteString == "https://accounts.go-jek.com")
        #expect(GoBizEnvironment.sandbox.apiURL.absoluteString == "https://api.partner-sandbox.gobiz.co.id")
        #expect(GoBizEnvironment.sandbox.oauthURL.absoluteString == "https://integration-goauth.gojekapi.com")
    }

    private func detail(action: String, method: String = "GET", name: String = "generate-qr-code") async throws
        -> TransactionDetail
    {
        let reply = HTTPResponse.json(
            200,
            """
            {"success":true,"data":{"transaction":{"id":"t","status":"pending"},\
            "actions":[7,{"name":"other","url":"https://x.test"},
            {"name":"\(name)","method":"\(method)","url":"\(action)"}]}}
            """)
        return try await Fixture.client(TokenServer { _, _ in reply }).transaction("t")
    }

    @Test(arguments: [
        ("https://api.partner-sandbox.gobiz.co.id/transactions/t/qr-code", true),
        ("https://api.sandbox.gobiz.co.id/transactions/t/qr-code", true),
        ("https://API.SANDBOX.GOBIZ.CO.ID:443/t", true),
        ("https://api.sandbox.gobiz.co.id:444/t", false), ("http://api.sandbox.gobiz.co.id/t", false),
        ("https://api.gobiz.co.id/t", false), ("https://evil.test/t", false),
        ("https://api.sandbox.gobiz.co.id.evil.test/t", false), ("https://api.sandbox.gobiz.co.id@evil.test/t", false),
        ("https://user@api.sandbox.gobiz.co.id/t", false), ("https://api.sandbox.gobiz.co.id/t#x", false),
        ("https://evil.test/?api.sandbox.gobiz.co.id", false), ("http://127.0.0.1/t", false),
        ("https://127.0.0.1/t", false), ("/transactions/t/qr-code", false), ("", false),
        ("https://integration-goauth.gojekapi.com/t", false),
    ])
    func actionsAreFollowedOnlyToAllowedServers(action: String, isAllowed: Bool) async throws {
        let detail = try await detail(action: action)
        let server = TokenServer { _, _ in
            HTTPResponse(status: 200, headers: ["Content-Type": "image/png"], body: Data([0x89, 0x50]))
        }
        let client = Fixture.client(server)
        if isAllowed {
            let image = try await client.qrCodeImage(of: detail)
            #expect(image.data == Data([0x89, 0x50]))
            #expect(image.mediaType == "image/png")
            #expect(server.requests.map(\.url.absoluteString) == [action])
            #expect(server.requests.first?.headers["Authorization"] == "Bearer \(Fixture.token)-1")
        } else {
            let error = await #expect(throws: GoBizError.self) { try await client.qrCodeImage(of: detail) }
            #expect(error?.kind == .actionNotAllowed)
            #expect(server.requests.isEmpty)
            #expect(server.tokenCount == 0)
        }
    }

    @Test func onlyTheActionAskedForIsFollowed() async throws {
        let good = "https://api.sandbox.gobiz.co.id/t"
        let client = Fixture.client(TokenServer { _, _ in HTTPResponse(status: 200, body: Data([1])) })
        for detail in [
            try await detail(action: good, method: "POST"), try await detail(action: good, name: "cancel"),
        ] {
            let error = await #expect(throws: GoBizError.self) { try await client.qrCodeImage(of: detail) }
            #expect(error?.kind == .actionNotAllowed)
        }
    }
}
