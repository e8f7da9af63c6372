// Going on after the process has ended.
// SPDX-License-Identifier: Apache-2.0

/// What became of an entry of the journal.
public struct ResumedPayment: Sendable {
    /// The entry.
    public let entry: PaymentEntry
    /// The transaction as it is now, or why that is not known.
    public let result: Result<TransactionDetail, GoBizError>
}

extension GoBizClient {
    /// How many entries are resumed at once.
    private static let width = 4

    /// Finds out what became of every transaction in the journal; call it when the program starts.
    ///
    /// An entry whose transaction is known is looked up. For any other the request is sent again, with the same key
    /// and the same bytes: if it had arrived, GoBiz tells the transaction it made then; if not, it makes it now. That
    /// is not done with a request older than `ClientOptions.replayLimit`, or made at a time that cannot be right: its
    /// result is `keyTooOld`, and a human must look.
    ///
    /// Entries stay in the journal until `finish`, but for those whose request was refused without effect.
    /// - Returns: all entries, in the order they were stored.
    /// - Throws: `GoBizError` of kind `journalUnavailable`, or `CancellationError`.
    public func resume() async throws -> [ResumedPayment] {
        let entries: [PaymentEntry]
        do {
            entries = try await journal.entries()
        } catch {
            throw GoBizError(.journalUnavailable)
        }
        return try await withThrowingTaskGroup(of: (Int, ResumedPayment?).self) { group in
            var resumed: [ResumedPayment?] = Array(repeating: nil, count: entries.count)
            var started = 0
            while started < min(entries.count, Self.width) {
                start(started, entries, in: &group)
                started += 1
            }
            while let (index, payment) = try await group.next() {
                resumed[index] = payment
                guard started < entries.count else { continue }
                start(started, entries, in: &group)
                started += 1
            }
            return resumed.compactMap { $0 }
        }
    }

    private func start(
        _ index: Int, _ entries: [PaymentEntry], in group: inout ThrowingTaskGroup<(Int, ResumedPayment?), any Error>
    ) {
        let key = entries[index].key
        group.addTask { (index, try await resume(key)) }
    }

    /// Resumes one entry; nil when another task has finished it meanwhile.
    private func resume(_ key: IdempotencyKey) async throws -> ResumedPayment? {
        try await keys.withKey(key) {
            // Read again: a call that was at work on the key may have changed it.
            guard let entry = try await journalled(key) else { return nil }
            do {
                return ResumedPayment(entry: entry, result: .success(try await carryOn(entry)))
            } catch let error as GoBizError {
                return ResumedPayment(entry: entry, result: .failure(error))
            }
        }
    }

    private func journalled(_ key: IdempotencyKey) async throws -> PaymentEntry? {
        do {
            return try await journal.entries().first { $0.key == key }
        } catch {
            throw GoBizError(.journalUnavailable)
        }
    }
}
