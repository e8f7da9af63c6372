// Following a transaction until it is paid.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    extension GoBizClient {
        /// Follows a transaction: tells what it is now, then each change, until it is paid or has ended, or time is up.
        ///
        /// It is looked up every 2 seconds at first, every 5 after half a minute, every 10 after two minutes, each
        /// somewhat at random; and once more when time is up. Errors do not end it: they are told, and it is tried
        /// again.
        /// - Parameters:
        ///   - transactionID: GoBiz's ID of the transaction.
        ///   - outlet: the outlet it was created for, if not the client's.
        ///   - deadline: when to stop; counted from when the sequence is first iterated.
        /// - Returns: the news; it throws nothing and ends early, without `ended`, when the task is cancelled.
        public func updates(
            of transactionID: String, outlet: String? = nil, until deadline: FollowDeadline
        ) -> TransactionUpdates {
            TransactionUpdates(
                client: self, transactionID: transactionID, expected: Expected(outlet: outlet ?? self.outlet),
                deadline: deadline)
        }

        /// Follows a transaction that was just created; see `updates(of:outlet:until:)`.
        ///
        /// - Parameters:
        ///   - detail: the transaction; changes of its order or amount are among the findings.
        ///   - deadline: when to stop.
        /// - Returns: the news.
        public func updates(of detail: TransactionDetail, until deadline: FollowDeadline) -> TransactionUpdates {
            let transaction = detail.transaction
            return TransactionUpdates(
                client: self, transactionID: transaction.id,
                expected: Expected(
                    outlet: detail.outlet?.id ?? outlet, orderID: transaction.orderID, amount: transaction.grossAmount),
                deadline: deadline)
        }
    }

    /// The news about a transaction, as long as it is followed.
    public struct TransactionUpdates: AsyncSequence, Sendable {
        let client: GoBizClient
        let transactionID: String
        let expected: Expected
        let deadline: FollowDeadline

        /// Begins to follow.
        ///
        /// - Returns: the news, one by one.
        public func makeAsyncIterator() -> Iterator {
            Iterator(self)
        }

        /// The news about a transaction, one by one.
        public struct Iterator: AsyncIteratorProtocol {
            private let updates: TransactionUpdates
            private let start: Duration
            private var pace = PollingPace()
            private var last: TransactionDetail?
            private var outage: (kind: GoBizError.Kind, start: Duration)?
            private var waiting: [TransactionUpdate] = []
            private var wait: Duration?
            private var hasEnded = false

            fileprivate init(_ updates: TransactionUpdates) {
                self.updates = updates
                start = updates.client.time.now
            }

            private var time: any TimeSource { updates.client.time }
            private var end: Duration { start + updates.deadline.duration }

            /// Returns the next news; nil after the last, or when the task is cancelled.
            ///
            /// - Parameter actor: where the caller runs.
            /// - Returns: the news.
            public mutating func next(isolation actor: isolated (any Actor)?) async -> TransactionUpdate? {
                while waiting.isEmpty {
                    guard !hasEnded, !Task.isCancelled else { return nil }
                    do {
                        try await look()
                    } catch {
                        hasEnded = true
                        return nil
                    }
                }
                return waiting.removeFirst()
            }

            /// Returns the next news; nil after the last, or when the task is cancelled.
            ///
            /// - Returns: the news.
            public mutating func next() async -> TransactionUpdate? {
                await next(isolation: nil)
            }

            /// Waits, looks the transaction up once and notes what is new.
            nonisolated(nonsending) private mutating func look() async throws {
                if let wait { try await time.sleep(for: Swift.min(wait, end - time.now)) }
                // After this look there is no other.
                let isLast = time.now >= end
                var asked: Duration = .zero
                do {
                    note(try await updates.client.lookUp(updates.transactionID, updates.expected, isSingle: true))
                } catch let error as GoBizError {
                    note(error)
                    asked = error.retryAfter ?? .zero
                }
                if isLast, !hasEnded { finish(.deadline) }
                let pause = pace.pause(after: time.now - start, jitter: updates.client.jitter)
                wait = Swift.max(pause, asked)
            }

            private mutating func note(_ detail: TransactionDetail) {
                var known = last
                // The request's number is new each time.
                known?.requestID = detail.requestID
                if outage != nil || known != detail { waiting.append(.changed(detail)) }
                outage = nil
                last = detail
                // A reply about another transaction says nothing about this one.
                guard detail.transaction.id == updates.transactionID, detail.transaction.status.isFinal else { return }
                finish(detail.transaction.status.isSettled ? .settled : .final)
            }

            private mutating func note(_ error: GoBizError) {
                let start = outage?.start ?? time.now
                if outage?.kind != error.kind { waiting.append(.unreachable(error, since: time.now - start)) }
                outage = (error.kind, start)
            }

            private mutating func finish(_ reason: TransactionUpdate.EndReason) {
                waiting.append(.ended(reason))
                hasEnded = true
            }
        }
    }

    /// How often a transaction is looked up.
    struct PollingPace {
        /// Pauses by how long it has been followed.
        private static let steps: [(until: Duration, pause: Duration)] = [
            (.seconds(30), .seconds(2)), (.seconds(120), .seconds(5)),
        ]
        private static let longestPause: Duration = .seconds(10)

        /// The next pause, up to a fifth shorter or longer.
        func pause(after followed: Duration, jitter: Jitter) -> Duration {
            let pause = Self.steps.first { followed < $0.until }?.pause ?? Self.longestPause
            return pause * jitter.number(in: 0.8...1.2)
        }
    }
#endif
