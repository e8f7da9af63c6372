// One task at a time for each key.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Lets one task at a time work on a key, so that a double tap or a `resume` cannot undo what another task relies
    /// on.
    actor KeyQueue {
        private struct Waiter {
            let number: Int
            let continuation: CheckedContinuation<Void, any Error>
        }

        private var waiters: [IdempotencyKey: [Waiter]] = [:]
        private var waiterCount = 0

        /// Runs a task when no other is at work on the key.
        ///
        /// - Parameters:
        ///   - key: the key.
        ///   - body: what to do.
        /// - Returns: what the task returns.
        /// - Throws: what the task throws, or `CancellationError` when it is cancelled while it waits.
        nonisolated func withKey<Value: Sendable>(
            _ key: IdempotencyKey, _ body: () async throws -> Value
        ) async throws -> Value {
            try await enter(key)
            do {
                let value = try await body()
                await leave(key)
                return value
            } catch {
                await leave(key)
                throw error
            }
        }

        private func enter(_ key: IdempotencyKey) async throws {
            try Task.checkCancellation()
            guard waiters[key] != nil else {
                waiters[key] = []
                return
            }
            waiterCount += 1
            let number = waiterCount
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    waiters[key]?.append(Waiter(number: number, continuation: continuation))
                }
            } onCancel: {
                Task { await self.drop(number, key) }
            }
        }

        private func drop(_ number: Int, _ key: IdempotencyKey) {
            guard let index = waiters[key]?.firstIndex(where: { $0.number == number }) else { return }
            waiters[key]?.remove(at: index).continuation.resume(throwing: CancellationError())
        }

        private func leave(_ key: IdempotencyKey) {
            guard var queue = waiters[key], !queue.isEmpty else {
                waiters[key] = nil
                return
            }
            let next = queue.removeFirst()
            waiters[key] = queue
            next.continuation.resume()
        }
    }
#endif
