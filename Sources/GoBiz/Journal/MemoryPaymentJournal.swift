// A journal that is gone when the process ends.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
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

        /// Removes an entry.
        ///
        /// - Parameter key: the entry's key.
        public func remove(_ key: IdempotencyKey) { table.remove(key) }

        /// Returns the entry of a key.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, or nil when there is none.
        public func entry(_ key: IdempotencyKey) async -> PaymentEntry? { table.entry(key) }

        /// Returns all entries, in the order they were stored.
        ///
        /// - Returns: the entries.
        public func entries() -> [PaymentEntry] { table.entries }
    }

    /// Entries by key, in the order they came.
    struct EntryTable {
        private var byKey: [IdempotencyKey: (number: Int, entry: PaymentEntry)] = [:]
        private var lastNumber = 0

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

        mutating func remove(_ key: IdempotencyKey) {
            byKey[key] = nil
        }
    }
#endif
