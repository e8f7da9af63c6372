// The transactions of a sandbox, and how many there may be.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The transactions in the order they were created; none is kept for ever.
    ///
    /// What the controls ask for at each request, such as how many are pending, costs the same however many there are.
    struct TransactionTable {
        /// Most transactions at a time.
        static let limit = 100_000
        /// How long one is kept, by the sandbox's clock: longer than an idempotency key.
        static let lifetime = Duration.seconds(31 * 24 * 3600)

        /// All that are kept begin at `start`; those before it wait for the array to be made anew.
        private var items: [SandboxTransaction] = []
        private var start = 0
        /// Places in `items`.
        private var places: [String: Int] = [:]
        /// No transaction before this place is pending.
        private var firstPending = 0
        private(set) var pendingCount = 0
        private(set) var settledCount = 0
        /// How many transactions were looked at to find those that end; a measure of work.
        private(set) var visitCount = 0

        var count: Int { items.count - start }
        var isFull: Bool { count >= Self.limit }
        var all: ArraySlice<SandboxTransaction> { items[start...] }

        subscript(id: String) -> SandboxTransaction? { places[id].map { items[$0] } }

        /// Adds a transaction that is newer than all others.
        mutating func add(_ transaction: SandboxTransaction) {
            places[transaction.id] = items.count
            items.append(transaction)
            count(transaction, by: 1)
        }

        /// Changes a transaction's status.
        ///
        /// - Returns: the transaction as it is now; nil when there is none with the ID.
        mutating func change(_ id: String, _ body: (inout SandboxTransaction) -> Void) -> SandboxTransaction? {
            guard let place = places[id] else { return nil }
            count(items[place], by: -1)
            body(&items[place])
            count(items[place], by: 1)
            if items[place].isPending { firstPending = min(firstPending, place) }
            return items[place]
        }

        /// Gives a status to what has been pending since a moment or longer.
        mutating func expire(createdUntil moment: Duration, as status: String) {
            var place = firstPending
            while place < items.count, items[place].createdNow <= moment {
                visitCount += 1
                if items[place].isPending {
                    count(items[place], by: -1)
                    items[place].status = status
                    count(items[place], by: 1)
                }
                place += 1
            }
            firstPending = place
        }

        /// Forgets what was created at a moment or before it.
        mutating func forget(createdUntil moment: Duration) {
            while start < items.count, items[start].createdNow <= moment {
                visitCount += 1
                count(items[start], by: -1)
                places[items[start].id] = nil
                start += 1
            }
            firstPending = max(firstPending, start)
            if start > count { makeAnew() }
        }

        mutating func removeAll() {
            self = TransactionTable()
        }

        private mutating func makeAnew() {
            items.removeFirst(start)
            firstPending -= start
            start = 0
            for (place, transaction) in items.enumerated() { places[transaction.id] = place }
        }

        private mutating func count(_ transaction: SandboxTransaction, by step: Int) {
            if transaction.isPending { pendingCount += step }
            if transaction.isSettled { settledCount += step }
        }
    }
#endif
