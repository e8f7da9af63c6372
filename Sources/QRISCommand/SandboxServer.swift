// What `qris sandbox` serves: the sandbox, its web page, and pictures for the page.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz
    import GoBizSandbox
    import QREncoder
    import QRRendering
    import QRStructure

    /// The sandbox behind HTTP, with its web page.
    struct SandboxServer {
        /// A finder pattern.
        private static let icon = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/>\
            <path d="M1 1h7v7H1zM2 2v5h5V2zM3 3h3v3H3z" fill="#00628b" fill-rule="evenodd"/></svg>
            """

        /// The sandbox.
        let engine: SandboxEngine

        /// Makes a sandbox that draws QR codes as this tool does.
        ///
        /// - Parameter seed: decides IDs and tokens.
        init(seed: UInt64) {
            engine = SandboxEngine(SandboxConfiguration(seed: seed)) { payload in
                try Self.picture(of: payload, .png)
            }
        }

        /// Answers one request.
        ///
        /// A request that names another host, or that a page of another site makes to the controls, is refused: a
        /// browser on this machine must not be led to the sandbox from elsewhere.
        ///
        /// - Parameter request: the request.
        /// - Returns: what becomes of it.
        func answer(_ request: HTTPRequest) -> SandboxOutcome {
            let path = request.url.path
            guard request.url.isLoopbackHTTP, !isForeign(request) else {
                return reply(403, "text/plain", Data("This sandbox answers only to this machine.\n".utf8))
            }
            guard request.method == "GET" || request.method == "HEAD" else { return engine.handle(request) }
            if path == "/" || path.isEmpty { return page() }
            // Browsers ask for it by themselves; that is no request of a till.
            if path == "/favicon.ico" { return reply(200, "image/svg+xml", Data(Self.icon.utf8)) }
            let parts = path.split(separator: "/")
            guard parts.count == 4, parts.starts(with: ["_sandbox", "transactions"]), parts[3] == "qr.svg" else {
                return engine.handle(request)
            }
            guard let transaction = engine.transaction(String(parts[2])),
                let picture = try? Self.picture(of: transaction.qrisString, .svg)
            else { return reply(404, "text/plain", Data("There is no such transaction.\n".utf8)) }
            return reply(200, "image/svg+xml", Data(picture))
        }

        private func isForeign(_ request: HTTPRequest) -> Bool {
            guard request.method != "GET", let origin = request.headers["Origin"] else { return false }
            return URL(string: origin)?.isLoopbackHTTP != true
        }

        /// The page; its style and script carry a number used once, and nothing else may run or load.
        ///
        /// - Source: W3C Content Security Policy Level 3.
        private func page() -> SandboxOutcome {
            var random = SystemRandomNumberGenerator()
            let nonce = String(random.next(), radix: 36) + String(random.next(), radix: 36)
            let text = String(decoding: PackageResources.sandbox_html, as: UTF8.self)
                .replacingOccurrences(of: "NONCE", with: nonce)
            let policy =
                "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; img-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            return reply(200, "text/html; charset=utf-8", Data(text.utf8), ["Content-Security-Policy": policy])
        }

        private func reply(
            _ status: Int, _ type: String, _ body: Data, _ headers: HTTPHeaders = [:]
        ) -> SandboxOutcome {
            var headers = headers
            headers["Content-Type"] = type
            headers["Cache-Control"] = "no-store"
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            return SandboxOutcome(ending: .reply(HTTPResponse(status: status, headers: headers, body: body)))
        }

        private static func picture(of payload: String, _ format: PictureFormat) throws(Failure) -> [UInt8] {
            let symbol = try QRSymbolEncoder().symbol(of: Array(payload.utf8), options: EncodingOptions())
            return try format.draw(symbol, options: RenderOptions())
        }
    }
#endif
