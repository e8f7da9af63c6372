// Sends requests with AsyncHTTPClient.
// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient && !Embedded
    import AsyncHTTPClient
    import Foundation
    import NIOCore
    import NIOHTTP1
    import NIOPosix
    import NIOSSL

    /// A transport over AsyncHTTPClient, for servers (trait `AsyncHTTPClient`).
    ///
    /// It pools connections, speaks HTTP/2 where the server does, and a cancelled caller ends the exchange. All values
    /// share one pool, which lives as long as the process. It follows no redirects and takes replies up to a size.
    public struct AsyncHTTPClientTransport: HTTPTransport {
        /// Never shut down: it has no state that must be written anywhere.
        private static let client: HTTPClient = {
            var configuration = HTTPClient.Configuration(
                redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
            // An attempt is one attempt; what to do next is the caller's to decide.
            configuration.connectionPool.retryConnectionEstablishment = false
            return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        }()

        /// The largest body taken, in bytes.
        private let replyLimit: Int

        /// Makes a transport.
        ///
        /// - Parameter replyLimit: the largest body taken, in bytes.
        public init(replyLimit: Int = 5 << 20) {
            self.replyLimit = replyLimit
        }

        /// Sends a request once.
        ///
        /// - Parameters:
        ///   - request: what to send.
        ///   - timeout: how long the complete reply may take.
        /// - Returns: the reply, whatever its status.
        /// - Throws: `HTTPTransportError` or `CancellationError`.
        public func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            do {
                return try await withThrowingTaskGroup(of: HTTPResponse?.self) { group in
                    group.addTask { try await exchange(request, timeout) }
                    group.addTask {
                        try await Task.sleep(for: timeout, clock: .continuous)
                        return nil
                    }
                    defer { group.cancelAll() }
                    guard let first = try await group.next(), let response = first else {
                        throw HTTPTransportError.timedOut
                    }
                    return response
                }
            } catch let error as HTTPTransportError {
                throw error
            } catch {
                if Task.isCancelled { throw CancellationError() }
                throw HTTPTransportError(error)
            }
        }

        private func exchange(_ request: HTTPRequest, _ timeout: Duration) async throws -> HTTPResponse {
            var message = HTTPClientRequest(url: request.url.absoluteString)
            message.method = .init(rawValue: request.method)
            for field in request.headers.fields { message.headers.add(name: field.name, value: field.value) }
            if !request.body.isEmpty { message.body = .bytes(ByteBuffer(bytes: request.body)) }
            let reply = try await Self.client.execute(message, deadline: .now() + TimeAmount(timeout))
            let body = try await reply.body.collect(upTo: replyLimit)
            var headers = HTTPHeaders()
            for field in reply.headers { headers.add(field.name, field.value) }
            return HTTPResponse(status: Int(reply.status.code), headers: headers, body: Data(body.readableBytesView))
        }
    }

    extension HTTPTransportError {
        /// What an error of AsyncHTTPClient means; anything not known to come before sending may have come after it.
        fileprivate init(_ error: any Error) {
            switch error {
            case let error as HTTPClientError: self = .init(error)
            case is NIOConnectionError, is ChannelError: self = .cannotConnect
            case NIOSSLError.handshakeFailed(let reason):
                // A handshake also fails when the connection breaks; only the words tell.
                self = "\(reason)".contains("CERTIFICATE_VERIFY_FAILED") ? .untrustedServer : .cannotConnect
            case is NIOSSLExtraError: self = .untrustedServer
            case is NIOTooManyBytesError: self = .replyTooLarge
            case HTTPParserError.invalidEOFState: self = .connectionLost
            case is HTTPParserError: self = .malformedReply
            // No other error number comes only before a connection stands.
            case let error as IOError where error.errnoCode == POSIXErrorCode.ECONNREFUSED.rawValue:
                self = .cannotConnect
            default: self = .connectionLost
            }
        }

        private init(_ error: HTTPClientError) {
            switch error {
            case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout: self = .cannotConnect
            case .deadlineExceeded, .readTimeout: self = .timedOut
            default: self = .connectionLost
            }
        }
    }
#endif
