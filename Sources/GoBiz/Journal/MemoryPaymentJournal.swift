// A journal that is gone when the process ends.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// A journal in memory, for tests and for programs that may forget.
    ///
    /// Never for a till: what it holds is lost in a crash, and with it the way back to a payment.
    public actor MemoryPaymentJournal: PaymentJournal {
        private var table = EntryTable()

        /// Makes an empty journal.
        public init() {}

        /// Stores an entry, unless there is one of the same key.
        ///
        /// - Parameter entry: the entry.
        /// - Returns: the entry that was there before, or nil.
        public func store(_ entry: PaymentEntry) -> PaymentEntry? { table.store(entry) }

        /// Notes the transaction that GoBiz created for a key.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - transactionID: GoBiz's ID of the transaction.
        public func complete(_ key: IdempotencyKey, transactionID: String) {
            table.complete(key, transactionID: transactionID)
        }

        /// Closes an entry, which stays as a record for a month.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - end: how the sale ended.
        public func close(_ key: IdempotencyKey, as end: PaymentEntry.End) {
            table.close(key, as: end)
            table.dropOldRecords(at: end.date)
        }

        /// Removes an entry.
        ///
        /// - Parameter key: the entry's key.
        public func remove(_ key: IdempotencyKey) { table.remove(key) }

        /// Returns the entry of a key.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, open or closed, or nil when there is none.
        public func entry(_ key: IdempotencyKey) async -> PaymentEntry? { table.entry(key) }

        /// Returns all entries, open and closed, in the order they were stored.
        ///
        /// - Returns: the entries.
        public func entries() -> [PaymentEntry] { table.entries }
    }

    /// Entries by key, in the order they came.
    struct EntryTable {
        private var byKey: [IdempotencyKey: (number: Int, entry: PaymentEntry)] = [:]
        private var lastNumber = 0
        /// How many entries there may be before those closed long ago are looked for.
        private var recordLimit = 1024

        var count: Int { byKey.count }
        var entries: [PaymentEntry] { byKey.values.sorted { $0.number < $1.number }.map(\.entry) }

        func entry(_ key: IdempotencyKey) -> PaymentEntry? { byKey[key]?.entry }

        mutating func store(_ entry: PaymentEntry) -> PaymentEntry? {
            if let present = byKey[entry.key] { return present.entry }
            lastNumber += 1
            byKey[entry.key] = (lastNumber, entry)
            return nil
        }

        mutating func complete(_ key: IdempotencyKey, transactionID: String) {
            guard let present = byKey[key] else { return }
            byKey[key] = (present.number, present.entry.completed(transactionID: transactionID))
        }

        mutating func close(_ key: IdempotencyKey, as end: PaymentEntry.End) {
            guard let present = byKey[key] else { return }
            byKey[key] = (present.number, present.entry.closed(as: end))
        }

        mutating func remove(_ key: IdempotencyKey) {
            byKey[key] = nil
        }

        /// Drops the entries that were closed more than a month ago, once there are many.
        mutating func dropOldRecords(at date: Date) {
            guard byKey.count > recordLimit else { return }
            byKey = byKey.filter { pair in
                guard let end = pair.value.entry.end else { return true }
                return date.timeIntervalSince(end.date) < PaymentEntry.closedLifetime
            }
            recordLimit = max(1024, 2 * byKey.count)
        }
    }
#endif
