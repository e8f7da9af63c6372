// Sends HTTP/1.1 requests to receivers on this machine.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool && Webhooks
    import FlyingSocks
    import Foundation
    import GoBiz
    import GoBizSandbox

    /// A transport that reaches only this machine, one connection a request, and reads only the head of the reply.
    struct LoopbackTransport: HTTPTransport {
        /// Sends a request once.
        ///
        /// - Parameters:
        ///   - request: what to send; to `http` on this machine.
        ///   - timeout: after this long without the head of a reply the attempt has failed.
        /// - Returns: the reply without its body.
        /// - Throws: `HTTPTransportError` or `CancellationError`.
        func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            guard request.url.isLoopbackHTTP else { throw HTTPTransportError.cannotConnect }
            return try await withThrowingTaskGroup { group in
                group.addTask { try await Self.exchange(request) }
                group.addTask {
                    try await Task.sleep(for: timeout)
                    throw HTTPTransportError.timedOut
                }
                defer { group.cancelAll() }
                guard let response = try await group.next() else { throw HTTPTransportError.timedOut }
                return response
            }
        }

        private static func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
            let socket = try await connect(to: request.url)
            defer { try? socket.close() }
            do {
                try await socket.write(head(of: request) + request.body)
                var bytes: [UInt8] = []
                while bytes.count < HTTPRequestReader.headLimit {
                    bytes += try await socket.read(atMost: 4096)
                    if let response = response(bytes) { return response }
                }
            } catch is SocketError {
                throw HTTPTransportError.connectionLost
            }
            throw HTTPTransportError.malformedReply
        }

        private static func connect(to url: URL) async throws -> AsyncSocket {
            let port = UInt16(clamping: url.port ?? 80)
            do {
                guard let host = url.host, !host.contains(":") else {
                    return try await AsyncSocket.connected(to: .inet6(ip6: "::1", port: port))
                }
                let address = host.lowercased() == "localhost" ? "127.0.0.1" : host
                return try await AsyncSocket.connected(to: .inet(ip4: address, port: port))
            } catch let error as CancellationError {
                throw error
            } catch {
                throw HTTPTransportError.cannotConnect
            }
        }

        private static func head(of request: HTTPRequest) -> Data {
            let query = request.url.query.map { "?" + $0 } ?? ""
            let path = request.url.path.isEmpty ? "/" : request.url.path(percentEncoded: true)
            let port = request.url.port.map { ":\($0)" } ?? ""
            var text = "\(request.method) \(path)\(query) HTTP/1.1\r\nHost: \(request.url.host ?? "")\(port)\r\n"
            for field in request.headers.fields { text += "\(field.name): \(field.value)\r\n" }
            text += "Content-Length: \(request.body.count)\r\nConnection: close\r\n\r\n"
            return Data(text.utf8)
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
