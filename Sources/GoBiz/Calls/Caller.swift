// Carries out a call: token, attempts, waits, deadline.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// A request that still lacks its token.
    struct APICall: Sendable {
        var request: HTTPRequest
        /// Customer data in the request, which no error may repeat.
        var personal: [String] = []
        /// Until then the server may not have heard of the transaction yet.
        var unknownUntil: Duration = .zero
    }

    /// What the attempts of a call, and those before it, may have done.
    struct CallHistory: Sendable {
        var mayHaveArrived: Bool
    }

    /// Carries out calls.
    struct Caller: Sendable {
        let transport: any HTTPTransport
        let tokens: TokenCache
        let clientSecret: Secret
        let options: ClientOptions
        let time: any TimeSource
        let jitter: Jitter
        let report: @Sendable (FailedAttempt) -> Void

        /// Makes attempts until one succeeds, one fails for good, or time is up.
        ///
        /// - Parameters:
        ///   - call: what to send.
        ///   - history: what earlier attempts may have done; what these may have done is added.
        ///   - isSingle: whether to make one attempt only, with at most one more for a new token.
        ///   - read: takes what is wanted from a reply of success; nil when it is not there.
        /// - Returns: what `read` took.
        /// - Throws: `AttemptFailure` with the last attempt's error, or `CancellationError`.
        func perform<Reply>(
            _ call: APICall, _ history: inout CallHistory, isSingle: Bool = false, read: (HTTPResponse) -> Reply?
        ) async throws -> Reply {
            let deadline = time.now + options.callTimeout
            var attemptCount = 0
            var rejected: Secret?
            while true {
                try Task.checkCancellation()
                attemptCount += 1
                let failure: AttemptFailure
                do {
                    return try await attempt(call, until: deadline, insteadOf: &rejected, read: read)
                } catch let cancelled as AttemptCancelled {
                    if cancelled.effect == .unknown { history.mayHaveArrived = true }
                    throw CancellationError()
                } catch let caught as AttemptFailure {
                    failure = caught
                }
                if failure.effect == .unknown { history.mayHaveArrived = true }
                guard !isSingle, failure.isRepeatable, failure.error.isTransient || isNotYetKnown(failure.error, call)
                else { throw failure }
                let wait = max(jitter.backoff(afterAttempts: attemptCount, options), failure.error.retryAfter ?? .zero)
                guard time.now + wait < deadline else { throw failure }
                report(FailedAttempt(error: failure.error, wait: wait))
                try await time.sleep(for: wait)
            }
        }

        private func isNotYetKnown(_ error: GoBizError, _ call: APICall) -> Bool {
            (error.kind == .transactionNotFound || error.kind == .notFound) && time.now < call.unknownUntil
        }

        /// Makes one attempt, and a second with a new token when the server refuses the first one's, once per call.
        private func attempt<Reply>(
            _ call: APICall, until deadline: Duration, insteadOf rejected: inout Secret?, read: (HTTPResponse) -> Reply?
        ) async throws -> Reply {
            while true {
                let token = try await token(insteadOf: rejected, until: deadline)
                let response = try await send(call, token, until: deadline)
                if response.status == 401, rejected == nil {
                    rejected = token
                    continue
                }
                let secrets = call.personal + [token.reveal(), clientSecret.reveal()]
                guard (200...299).contains(response.status) else {
                    throw ReplyReader.failure(response, hiding: secrets, now: time.date).of(call.request)
                }
                if let reply = read(response) { return reply }
                guard response.status != 202 else {
                    throw AttemptFailure(ReplyReader.error(.inProgress, response, hiding: secrets), .unknown)
                        .of(call.request)
                }
                throw ReplyReader.malformed(response, hiding: secrets, .unknown).of(call.request)
            }
        }

        /// Waits for a token no longer than the call may take; the request for it goes on for other callers.
        private func token(insteadOf rejected: Secret?, until deadline: Duration) async throws -> Secret {
            let remaining = deadline - time.now
            do {
                return try await withThrowingTaskGroup(of: Secret?.self) { group in
                    group.addTask { try await tokens.current(insteadOf: rejected).secret }
                    group.addTask {
                        // As with the timeout of a transport, by the machine's time.
                        try await Task.sleep(for: remaining, clock: .continuous)
                        return nil
                    }
                    defer { group.cancelAll() }
                    guard let first = try await group.next(), let secret = first else {
                        throw AttemptFailure(GoBizError(.timedOut), .nothingSent)
                    }
                    return secret
                }
            } catch is CancellationError {
                throw AttemptCancelled(effect: .nothingSent)
            }
        }

        private func send(_ call: APICall, _ token: Secret, until deadline: Duration) async throws -> HTTPResponse {
            let remaining = deadline - time.now
            guard remaining > .zero else { throw AttemptFailure(GoBizError(.timedOut), .nothingSent) }
            var request = call.request
            request.headers["Authorization"] = "Bearer \(token.reveal())"
            return try await transport.sendOnce(
                request, timeout: min(options.attemptTimeout, remaining), ifUnclear: .unknown)
        }
    }
#endif
