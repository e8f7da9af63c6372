// The way to a sandbox inside the same program, in place of a network.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    public import GoBiz

    /// A transport whose server is a sandbox in the same program: no sockets, all faults.
    public struct SandboxTransport: HTTPTransport {
        /// The sandbox.
        public let engine: SandboxEngine
        private let time: any TimeSource

        /// Makes a transport.
        ///
        /// - Parameters:
        ///   - engine: the sandbox.
        ///   - time: the clock that delays and timeouts go by; the one of the client.
        public init(_ engine: SandboxEngine, time: any TimeSource = SystemTime()) {
            self.engine = engine
            self.time = time
        }

        /// Hands a request to the sandbox and lives through what becomes of it.
        ///
        /// The sandbox acts at once; what is slow is the reply. A request that times out or is cancelled has been acted
        /// upon all the same.
        ///
        /// - Parameters:
        ///   - request: what to send.
        ///   - timeout: after this long without a complete reply the attempt has failed.
        /// - Returns: the reply.
        /// - Throws: `HTTPTransportError.timedOut` or `.connectionLost`, or `CancellationError`.
        public func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            try Task.checkCancellation()
            let outcome = engine.handle(request)
            try await wait(outcome.delay + outcome.bodyTime, timeout: timeout)
            switch outcome.ending {
            case .reply(let response), .slowReply(let response, _): return response
            case .cutReply, .connectionLost: throw HTTPTransportError.connectionLost
            }
        }

        private func wait(_ duration: Duration, timeout: Duration) async throws {
            guard duration > .zero else { return }
            try await time.sleep(for: min(duration, timeout))
            if duration >= timeout { throw HTTPTransportError.timedOut }
        }
    }

    extension SandboxOutcome {
        /// How long the body takes once it has begun.
        fileprivate var bodyTime: Duration {
            if case .slowReply(_, let time) = ending { time } else { .zero }
        }
    }
#endif
