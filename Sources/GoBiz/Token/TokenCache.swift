// One token for all callers.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Keeps the access token and replaces it in time, with one request however many callers wait.
    ///
    /// A refresh that fails fails those who wait for it and nobody else. A caller who is cancelled leaves; the refresh
    /// goes on for the others.
    actor TokenCache {
        /// After a refresh ahead of time has failed, the next one is tried no sooner than this.
        private static let pause: Duration = .seconds(5)

        private let fetch: @Sendable () async throws -> AccessToken
        private let time: any TimeSource
        private var token: AccessToken?
        private var isRefreshing = false
        private var nextEarlyRefresh: Duration = .zero
        private var waiters: [Int: CheckedContinuation<AccessToken, any Error>] = [:]
        private var waiterCount = 0

        init(time: any TimeSource, fetch: @escaping @Sendable () async throws -> AccessToken) {
            self.time = time
            self.fetch = fetch
        }

        /// Returns a token that is good now.
        ///
        /// - Parameter rejected: a token that the server has just refused; never returned again.
        /// - Returns: the token.
        /// - Throws: what the refresh throws, or `CancellationError`.
        func current(insteadOf rejected: Secret? = nil) async throws -> AccessToken {
            if let rejected, token?.secret == rejected { token = nil }
            let now = time.now
            guard let token, now < token.expiryTime else { return try await refreshed() }
            if now >= token.refreshTime, now >= nextEarlyRefresh { startRefresh() }
            return token
        }

        private func refreshed() async throws -> AccessToken {
            try Task.checkCancellation()
            startRefresh()
            waiterCount += 1
            let number = waiterCount
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    waiters[number] = continuation
                }
            } onCancel: {
                // Runs on the actor, so after the waiter has been added.
                Task { await self.dropWaiter(number) }
            }
        }

        private func dropWaiter(_ number: Int) {
            waiters.removeValue(forKey: number)?.resume(throwing: CancellationError())
        }

        /// Starts a refresh unless one is under way; it belongs to no caller, so that nobody's cancellation ends it.
        private func startRefresh() {
            guard !isRefreshing else { return }
            isRefreshing = true
            Task {
                do {
                    finishRefresh(.success(try await fetch()))
                } catch {
                    finishRefresh(.failure(error))
                }
            }
        }

        private func finishRefresh(_ result: Result<AccessToken, any Error>) {
            isRefreshing = false
            switch result {
            case .success(let fresh): token = fresh
            case .failure: nextEarlyRefresh = time.now + Self.pause
            }
            let served = waiters.values
            waiters = [:]
            for waiter in served { waiter.resume(with: result) }
        }
    }
#endif
