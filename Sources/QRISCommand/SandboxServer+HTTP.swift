// Takes requests from the HTTP server to the sandbox, and carries out what is to become of them.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz
    import GoBizSandbox
    import SandboxHTTP

    extension SandboxServer {
        private static let pieceCount = 10

        /// Answers one request over HTTP, late, little by little, in part or not at all, as a fault wants it.
        func serve(_ exchange: HTTPExchange) throws(SocketError) -> HTTPExchange.Sequel {
            let outcome = HTTPRequest(exchange.request).map(answer) ?? SandboxOutcome(ending: .reply(Self.notAnAddress))
            exchange.wait(outcome.delay)
            switch outcome.ending {
            case .connectionLost:
                return .end
            case .reply(let response):
                let keepsConnection = exchange.keepsConnection
                let body = response.body(for: exchange)
                try exchange.write(response.head(keepsConnection: keepsConnection) + body)
                return keepsConnection ? .next : .end
            case .cutReply(let response, let count):
                let body = response.body(for: exchange).prefix(count)
                try exchange.write(response.head(keepsConnection: false) + body)
                return .end
            case .slowReply(let response, let time):
                let keepsConnection = exchange.keepsConnection
                try exchange.write(response.head(keepsConnection: keepsConnection))
                let body = response.body(for: exchange)
                let length = max(1, (body.count + Self.pieceCount - 1) / Self.pieceCount)
                for start in stride(from: 0, to: body.count, by: length) {
                    exchange.wait(time / Self.pieceCount)
                    try exchange.write(Array(body.dropFirst(start).prefix(length)))
                }
                return keepsConnection ? .next : .end
            }
        }

        private static var notAnAddress: HTTPResponse {
            HTTPResponse(
                status: 400, headers: ["Content-Type": "text/plain"],
                body: Data("Host and target are not an address (RFC 3986, 3).\n".utf8))
        }
    }

    extension HTTPRequest {
        /// Makes a request of one that stood on the wire; nil when its host and target are not an address.
        fileprivate init?(_ message: RequestMessage) {
            guard let url = URL(string: "http://\(message.authority ?? "127.0.0.1")\(message.path)"), url.host != nil
            else { return nil }
            self.init(method: message.method, url: url, body: Data(message.body))
            for field in message.fields { headers.add(field.name, field.value) }
        }
    }

    extension HTTPResponse {
        fileprivate func head(keepsConnection: Bool) -> [UInt8] {
            ReplyHead.bytes(
                status: status, fields: headers.fields.map { ($0.name, $0.value) }, bodyCount: body.count,
                keepsConnection: keepsConnection)
        }

        /// The body as it goes out: none after `HEAD` (RFC 9110, 9.3.2).
        fileprivate func body(for exchange: HTTPExchange) -> [UInt8] {
            exchange.request.method == "HEAD" ? [] : Array(body)
        }
    }
#endif
