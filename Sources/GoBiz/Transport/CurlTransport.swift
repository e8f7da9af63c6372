// Sends requests with libcurl: every pointer of it is here.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded && !canImport(Darwin)
    import CHTTP
    import Foundation
    import Synchronization

    /// A transport over libcurl.
    struct CurlTransport: HTTPTransport {
        private let replyLimit: Int

        /// Loads libcurl.
        init(replyLimit: Int) throws(TransportUnavailable) {
            // SAFETY: the text is a constant.
            if let problem = unsafe chttp_prepare() {
                throw TransportUnavailable(description: unsafe String(cString: problem))
            }
            self.replyLimit = replyLimit
        }

        func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            try Task.checkCancellation()
            guard let message = CurlMessage(request) else { throw HTTPTransportError.invalidRequest }
            let exchange = CurlExchange()
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    exchange.start(message, timeout, replyLimit, continuation)
                }
            } onCancel: {
                exchange.cancel()
            }
        }
    }

    /// One request and whoever waits for its reply; the first result counts.
    private final class CurlExchange: Sendable {
        private struct State {
            var continuation: CheckedContinuation<HTTPResponse, any Error>?
            var number: UInt64 = 0
            var isCancelled = false
        }

        private let state = Mutex(State())

        func start(
            _ message: CurlMessage, _ timeout: Duration, _ replyLimit: Int,
            _ continuation: CheckedContinuation<HTTPResponse, any Error>
        ) {
            let isCancelled = state.withLock { state in
                if !state.isCancelled { state.continuation = continuation }
                return state.isCancelled
            }
            guard !isCancelled else { return continuation.resume(throwing: CancellationError()) }
            let number = begin(message, timeout, replyLimit)
            guard number != 0 else { return finish(.failure(HTTPTransportError.outOfResources)) }
            let isCancelledMeanwhile = state.withLock { state in
                state.number = number
                return state.isCancelled
            }
            if isCancelledMeanwhile { chttp_cancel(number) }
        }

        /// Hands the request over; 0 when there is no room for it.
        private func begin(_ message: CurlMessage, _ timeout: Duration, _ replyLimit: Int) -> UInt64 {
            let milliseconds = Int64(min(max((timeout / .milliseconds(1)).rounded(.up), 0), 1e12))
            // SAFETY: libcurl's side copies the request before it returns; the exchange is kept until its handler is
            // called, which happens once unless the number is 0.
            let context = unsafe Unmanaged.passRetained(self)
            let number = unsafe message.method.withCString { method in
                unsafe message.url.withCString { url in
                    unsafe message.fields.withUnsafeBytes { fields in
                        unsafe message.body.withUnsafeBytes { body in
                            var request = unsafe chttp_request(
                                method: method, url: url,
                                fields: fields.baseAddress?.assumingMemoryBound(to: CChar.self),
                                field_count: message.fieldCount,
                                body: body.baseAddress?.assumingMemoryBound(to: UInt8.self), body_length: body.count,
                                body_limit: max(replyLimit, 0), timeout: milliseconds)
                            return unsafe chttp_start(&request, Self.handler, context.toOpaque())
                        }
                    }
                }
            }
            if number == 0 { unsafe context.release() }
            return number
        }

        /// Is called once, on the thread of all exchanges.
        private static let handler: chttp_handler = { context, reply in
            guard let context = unsafe context, let reply = unsafe reply else { return }
            // SAFETY: the context is the exchange that `begin` kept; the reply is valid during the call.
            let exchange = unsafe Unmanaged<CurlExchange>.fromOpaque(context).takeRetainedValue()
            exchange.finish(unsafe result(of: reply.pointee))
        }

        private static func result(of reply: chttp_reply) -> Result<HTTPResponse, any Error> {
            if let error = unsafe HTTPTransportError(reply.outcome) { return .failure(error) }
            // SAFETY: both are as long as they say and are copied.
            let head = unsafe UnsafeBufferPointer(start: reply.head, count: reply.head_length)
            let body = unsafe UnsafeBufferPointer(start: reply.body, count: reply.body_length)
            return .success(
                HTTPResponse(
                    status: unsafe reply.status, headers: HTTPHeaders(lines: unsafe Array(head)),
                    body: unsafe Data(body)))
        }

        func cancel() {
            let number = state.withLock { state in
                state.isCancelled = true
                return state.number
            }
            finish(.failure(CancellationError()))
            if number != 0 { chttp_cancel(number) }
        }

        private func finish(_ result: Result<HTTPResponse, any Error>) {
            let continuation = state.withLock { state in
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(with: result)
        }
    }

    extension HTTPTransportError {
        /// What an exchange ended with; nil when it is complete.
        fileprivate init?(_ outcome: chttp_outcome) {
            switch outcome {
            case chttp_complete: return nil
            case chttp_cannot_connect: self = .cannotConnect
            case chttp_untrusted: self = .untrustedServer
            case chttp_no_resources: self = .outOfResources
            case chttp_timed_out: self = .timedOut
            case chttp_too_large: self = .replyTooLarge
            case chttp_malformed: self = .malformedReply
            default: self = .connectionLost
            }
        }
    }
#endif
