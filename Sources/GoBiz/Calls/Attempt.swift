// One attempt of a call, and what is known when it fails.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// What a failed attempt may have done at the server.
    enum Effect: Sendable {
        /// The request did not leave.
        case nothingSent
        /// The server says, in GoBiz's own form, that it did not act.
        case refused
        /// It may have acted.
        case unknown
    }

    /// Why an attempt failed.
    struct AttemptFailure: Error {
        var error: GoBizError
        let effect: Effect
        /// Whether the same request may get another reply.
        var isRepeatable = true

        init(_ error: GoBizError, _ effect: Effect) {
            self.error = error
            self.effect = effect
        }

        /// The failure with the server that the request went to.
        func of(_ request: HTTPRequest) -> AttemptFailure {
            var failure = self
            failure.error.server = request.url.serverName
            return failure
        }
    }

    /// An attempt that failed and is repeated.
    public struct FailedAttempt: Sendable, Hashable {
        /// Why it failed.
        public let error: GoBizError
        /// How long until the next one.
        public let wait: Duration
    }

    /// An attempt that ended because its task was cancelled.
    struct AttemptCancelled: Error {
        let effect: Effect
    }

    extension HTTPTransport {
        /// Sends a request and turns what the transport throws into what is known.
        ///
        /// - Parameters:
        ///   - request: what to send.
        ///   - timeout: how long to wait.
        ///   - effect: what to assume when the request may have arrived.
        /// - Returns: the reply.
        /// - Throws: `AttemptFailure` or `AttemptCancelled`.
        func sendOnce(_ request: HTTPRequest, timeout: Duration, ifUnclear effect: Effect) async throws -> HTTPResponse
        {
            do {
                return try await send(request, timeout: timeout)
            } catch is CancellationError {
                throw AttemptCancelled(effect: effect)
            } catch let error as HTTPTransportError {
                let effect = error.requestMayHaveArrived ? effect : .nothingSent
                throw AttemptFailure(GoBizError(error.kind), effect).of(request)
            } catch {
                throw AttemptFailure(GoBizError(.connectionLost), effect).of(request)
            }
        }
    }

    extension HTTPTransportError {
        var kind: GoBizError.Kind {
            switch self {
            case .cannotConnect: .unreachable
            case .invalidRequest: .invalidRequest
            case .outOfResources: .outOfResources
            case .timedOut: .timedOut
            case .connectionLost: .connectionLost
            case .replyTooLarge: .replyTooLarge
            case .malformedReply: .malformedReply
            case .untrustedServer: .untrustedServer
            }
        }
    }
#endif
