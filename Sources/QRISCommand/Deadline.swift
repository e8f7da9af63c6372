// Ends a command that was told to stop, or that takes too long.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Ends the process from outside of what it does: a sale is in the journal at every moment, so that nothing is lost.
    enum Deadline {
        /// Ends the process with status 2 at SIGINT, at SIGTERM and when time is up.
        ///
        /// - Parameters:
        ///   - limit: how long from now.
        ///   - tell: says why, and how to go on.
        /// - Throws: a failure when signals cannot be watched.
        static func watch(_ limit: Duration, tell: @escaping @Sendable (String) -> Void) throws(Failure) {
            let signals: AsyncStream<Void>
            do throws(SystemError) {
                signals = try SystemCalls.terminationSignals()
            } catch {
                throw Failure(.operationFailed, "cannot watch for signals: \(error.message)")
            }
            Task.detached {
                for await _ in signals { end("Stopped.", tell) }
            }
            Task.detached {
                try await Task.sleep(for: limit, clock: .continuous)
                end("No end within \(limit.components.seconds) seconds.", tell)
            }
        }

        private static func end(_ reason: String, _ tell: (String) -> Void) -> Never {
            tell(reason)
            Terminal.exit(.operationFailed)
        }
    }
#endif
