// Sends HTTP/1.1 requests to receivers on this machine.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool && Webhooks
    import Foundation
    import GoBiz
    import GoBizSandbox
    import SandboxHTTP

    /// A transport that reaches only this machine, one connection per request, and reads only the head of the reply.
    struct LoopbackTransport: HTTPTransport {
        /// Most bytes of a reply's head.
        private static let headLimit = 1 << 16

        /// Sends a request once.
        ///
        /// - Parameters:
        ///   - request: what to send; to `http` on this machine.
        ///   - timeout: after this long without the head of a reply the attempt has failed.
        /// - Returns: the reply without its body.
        /// - Throws: `HTTPTransportError`. A cancelled caller waits for the end of the attempt.
        func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            try await withCheckedThrowingContinuation { continuation in
                // The exchange waits in system calls, which Swift's own threads must not.
                Thread.detachNewThread {
                    continuation.resume(with: Result { try Self.exchange(request, until: .now + timeout) })
                }
            }
        }

        private static func exchange(
            _ request: HTTPRequest, until deadline: ContinuousClock.Instant
        ) throws(HTTPTransportError) -> HTTPResponse {
            let connection = try connect(to: request.url, until: deadline)
            defer { connection.close() }
            var isAtEnd = false
            do throws(SocketError) {
                try connection.write(head(of: request) + request.body)
                var bytes: [UInt8] = []
                while bytes.count < headLimit, !isAtEnd {
                    let more = try connection.read(until: deadline)
                    isAtEnd = more.isEmpty
                    bytes += more
                    if let response = response(bytes) { return response }
                }
            } catch {
                throw .now < deadline ? .connectionLost : .timedOut
            }
            throw isAtEnd ? .connectionLost : .malformedReply
        }

        private static func connect(
            to url: URL, until deadline: ContinuousClock.Instant
        ) throws(HTTPTransportError) -> HTTPConnection {
            guard url.isLoopbackHTTP, let host = url.host?.lowercased() else { throw .cannotConnect }
            let digits = host == "localhost" ? "127.0.0.1" : host.trimmingCharacters(in: ["[", "]"])
            do throws(SocketError) {
                let port = UInt16(clamping: url.port ?? 80)
                return try HTTPConnection(host: digits, port: port, atMost: deadline - .now)
            } catch {
                throw .cannotConnect
            }
        }

        private static func head(of request: HTTPRequest) -> [UInt8] {
            let query = request.url.query.map { "?" + $0 } ?? ""
            let path = request.url.path.isEmpty ? "/" : request.url.path(percentEncoded: true)
            let port = request.url.port.map { ":\($0)" } ?? ""
            var text = "\(request.method) \(path)\(query) HTTP/1.1\r\nHost: \(request.url.host ?? "")\(port)\r\n"
            for field in request.headers.fields { text += "\(field.name): \(field.value)\r\n" }
            text += "Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n"
            return Array(text.utf8)
        }

        /// Reads the head of a reply; nil while it is not complete, or no HTTP.
        private static func response(_ bytes: [UInt8]) -> HTTPResponse? {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n") else { return nil }
            let lines = text[..<end.lowerBound].split(separator: "\r\n")
            guard let start = lines.first?.split(separator: " "), start.count > 1, start[0].hasPrefix("HTTP/1."),
                let status = Int(start[1]), 100...599 ~= status
            else { return nil }
            var headers = HTTPHeaders()
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                headers.add(String(line[..<colon]), value)
            }
            return HTTPResponse(status: status, headers: headers)
        }
    }
#endif
