// Sends requests with Foundation's URL loading.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded && canImport(Darwin)
    import Dispatch
    import Foundation
    import Synchronization

    /// A transport over URLSession, on Apple's systems.
    ///
    /// Make one for the whole program and keep it.
    ///
    /// It follows no redirects, keeps no cookies and no cache, and takes replies up to a size.
    ///
    /// On Linux a URLSession task cannot be cancelled safely (swift-corelibs-foundation #5412, #5469, #4791), and one that
    /// is not cancelled may go on for ever; `SystemTransport` is something else there.
    public final class URLSessionTransport: HTTPTransport {
        /// Connections to one server.
        private static let connectionLimit = 256

        private let session: URLSession
        private let exchanges: Exchanges

        /// Makes a transport.
        ///
        /// - Parameter replyLimit: the largest body taken, in bytes.
        public init(replyLimit: Int = 5 << 20) {
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpCookieStorage = nil
            configuration.httpShouldSetCookies = false
            configuration.httpCookieAcceptPolicy = .never
            configuration.urlCache = nil
            configuration.urlCredentialStorage = nil
            configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
            configuration.httpMaximumConnectionsPerHost = Self.connectionLimit
            exchanges = Exchanges(replyLimit: replyLimit)
            session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
        }

        deinit {
            session.finishTasksAndInvalidate()
        }

        /// Sends a request once.
        ///
        /// - Parameters:
        ///   - request: what to send.
        ///   - timeout: how long the complete reply may take.
        /// - Returns: the reply, whatever its status.
        /// - Throws: `HTTPTransportError` or `CancellationError`.
        public func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            try Task.checkCancellation()
            let exchange = Exchange()
            let task = session.dataTask(with: urlRequest(request, timeout))
            exchanges.add(exchange, task.taskIdentifier)
            // The session's own timer starts anew with each packet, and only this one is sure to fire when tasks are
            // many.
            DispatchQueue.global().asyncAfter(deadline: .now() + timeout / .seconds(1)) { [weak exchange, weak task] in
                exchange?.finish(.failure(HTTPTransportError.timedOut))
                task?.cancel()
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    exchange.wait(continuation)
                    task.resume()
                }
            } onCancel: {
                exchange.finish(.failure(CancellationError()))
                task.cancel()
            }
        }

        private func urlRequest(_ request: HTTPRequest, _ timeout: Duration) -> URLRequest {
            var result = URLRequest(
                url: request.url, cachePolicy: .reloadIgnoringLocalCacheData,
                timeoutInterval: max(timeout / .seconds(1), 0.001))
            result.httpMethod = request.method
            result.httpShouldHandleCookies = false
            for field in request.headers.fields { result.addValue(field.value, forHTTPHeaderField: field.name) }
            if !request.body.isEmpty { result.httpBody = request.body }
            return result
        }
    }

    /// One request and whoever waits for its reply; the first result counts.
    private final class Exchange: Sendable {
        private struct State {
            var continuation: CheckedContinuation<HTTPResponse, any Error>?
            var result: Result<HTTPResponse, any Error>?
            var response: HTTPResponse?
        }

        private let state = Mutex(State())

        func wait(_ continuation: CheckedContinuation<HTTPResponse, any Error>) {
            let result = state.withLock { state in
                if state.result == nil { state.continuation = continuation }
                return state.result
            }
            if let result { continuation.resume(with: result) }
        }

        func finish(_ result: Result<HTTPResponse, any Error>) {
            let continuation = state.withLock { state -> CheckedContinuation<HTTPResponse, any Error>? in
                guard state.result == nil else { return nil }
                state.result = result
                state.response = nil
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(with: result)
        }

        /// Takes status and headers.
        func begin(_ response: HTTPResponse) {
            state.withLock { $0.response = response }
        }

        /// Takes a part of the body, unless it would be too much or nobody waits any more; returns whether it is too much.
        func add(_ data: Data, limit: Int) -> Bool {
            let isTooLarge = state.withLock { state in
                guard state.result == nil, let count = state.response?.body.count else { return false }
                guard count + data.count <= limit else { return true }
                state.response?.body.append(data)
                return false
            }
            if isTooLarge { finish(.failure(HTTPTransportError.replyTooLarge)) }
            return isTooLarge
        }

        /// Ends the exchange as the session says.
        func complete(_ error: (any Error)?) {
            if let error {
                finish(.failure(HTTPTransportError(error)))
            } else if let response = state.withLock({ $0.response }) {
                finish(.success(response))
            } else {
                finish(.failure(HTTPTransportError.malformedReply))
            }
        }
    }

    /// The session's delegate: passes on what belongs to each exchange.
    private final class Exchanges: NSObject, URLSessionDataDelegate {
        private let replyLimit: Int
        private let byTask = Mutex<[Int: Exchange]>([:])

        init(replyLimit: Int) {
            self.replyLimit = replyLimit
        }

        func add(_ exchange: Exchange, _ task: Int) {
            byTask.withLock { $0[task] = exchange }
        }

        private func exchange(_ task: URLSessionTask) -> Exchange? {
            byTask.withLock { $0[task.taskIdentifier] }
        }

        private func end(_ task: URLSessionTask, _ error: (any Error)?) {
            byTask.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.complete(error)
        }

        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }

        func urlSession(
            _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
            completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
        ) {
            if let response = response as? HTTPURLResponse { exchange(dataTask)?.begin(HTTPResponse(response)) }
            completionHandler(.allow)
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
            if exchange(dataTask)?.add(data, limit: replyLimit) == true { dataTask.cancel() }
        }

        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
            end(task, error)
        }
    }

    extension HTTPResponse {
        fileprivate init(_ response: HTTPURLResponse) {
            var headers = HTTPHeaders()
            for (name, value) in response.allHeaderFields {
                if let name = name as? String, let value = value as? String { headers.add(name, value) }
            }
            self.init(status: response.statusCode, headers: headers)
        }
    }

    extension HTTPTransportError {
        /// What an error of URL loading means; anything not known to come before sending may have come after it.
        fileprivate init(_ error: any Error) {
            switch (error as? URLError)?.code {
            case .cannotConnectToHost?, .cannotFindHost?, .dnsLookupFailed?, .notConnectedToInternet?:
                self = .cannotConnect
            case .timedOut?:
                self = .timedOut
            case .cannotParseResponse?, .httpTooManyRedirects?:
                self = .malformedReply
            case .secureConnectionFailed?, .serverCertificateUntrusted?, .serverCertificateHasBadDate?,
                .serverCertificateHasUnknownRoot?, .serverCertificateNotYetValid?:
                self = .untrustedServer
            default:
                self = .connectionLost
            }
        }
    }
#endif
