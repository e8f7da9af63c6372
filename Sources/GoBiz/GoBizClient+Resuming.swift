// Going on after the process has ended.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// What became of an entry of the journal.
    public struct ResumedPayment: Sendable {
        /// The entry.
        public let entry: PaymentEntry
        /// The transaction as it is now, or why that is not known.
        public let result: Result<TransactionDetail, GoBizError>

        /// Whether nothing was learnt for want of a connection.
        fileprivate var isOffline: Bool {
            guard case .failure(let error) = result else { return false }
            return error.cause == .unreachable || error.cause == .timedOut || error.cause == .connectionLost
        }
    }

    extension GoBizClient {
        /// How many entries are resumed at once.
        private static let width = 4

        /// Finds out what became of every open transaction in the journal; call it when the program starts.
        ///
        /// An entry whose transaction is known is looked up. For any other the request is sent again, with the same key
        /// and the same bytes: if it had arrived, GoBiz tells the transaction it made then; if not, it makes it now.
        /// That is not done with a request older than `ClientOptions.replayLimit`, or made at a time that cannot be
        /// right: its result is `keyTooOld`, and a human must look.
        ///
        /// Once an entry has failed for want of a connection, the others are tried once each, until one gets through.
        /// Entries stay in the journal until `finish`, but for those whose request was refused without effect.
        /// - Returns: the open entries, in the order they were stored.
        /// - Throws: `GoBizError` of kind `journalUnavailable`, or `CancellationError`.
        public func resume() async throws -> [ResumedPayment] {
            let entries: [PaymentEntry]
            do {
                entries = try await journal.entries().filter { $0.end == nil }
            } catch {
                throw GoBizError(.journalUnavailable)
            }
            return try await withThrowingTaskGroup(of: (Int, ResumedPayment?).self) { group in
                var resumed: [ResumedPayment?] = Array(repeating: nil, count: entries.count)
                var isOffline = false
                for (index, entry) in entries.enumerated() {
                    if index >= Self.width, let (ended, payment) = try await group.next() {
                        resumed[ended] = payment
                        isOffline = payment?.isOffline ?? isOffline
                    }
                    group.addTask { [isOffline] in (index, try await resume(entry.key, isSingle: isOffline)) }
                }
                while let (ended, payment) = try await group.next() { resumed[ended] = payment }
                return resumed.compactMap { $0 }
            }
        }

        /// Finds out what became of one transaction in the journal, as `resume()` does for all.
        ///
        /// - Parameter key: the sale's key.
        /// - Returns: what became of it; nil when the journal has no open entry of the key.
        /// - Throws: `GoBizError` of kind `journalUnavailable`, or `CancellationError`.
        public func resume(_ key: IdempotencyKey) async throws -> ResumedPayment? {
            try await resume(key, isSingle: false)
        }

        private func resume(_ key: IdempotencyKey, isSingle: Bool) async throws -> ResumedPayment? {
            try await keys.withKey(key) {
                // Read again: a call that was at work on the key may have changed or closed it.
                guard let entry = try await journalled(key), entry.end == nil else { return nil }
                do {
                    return ResumedPayment(entry: entry, result: .success(try await carryOn(entry, isSingle: isSingle)))
                } catch let error as GoBizError {
                    return ResumedPayment(entry: entry, result: .failure(error))
                }
            }
        }

        private func journalled(_ key: IdempotencyKey) async throws -> PaymentEntry? {
            do {
                return try await journal.entry(key)
            } catch {
                throw GoBizError(.journalUnavailable)
            }
        }
    }
#endif
