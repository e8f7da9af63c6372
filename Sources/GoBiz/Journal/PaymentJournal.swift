// The memory that makes a payment survive a crash.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// Remembers every transaction from before its request is sent until the shop has booked the outcome.
    ///
    /// `FilePaymentJournal` keeps it in a file. A shop with a database of its own may keep it there: each call must be
    /// durable when it returns, and calls may come from several tasks at once.
    public protocol PaymentJournal: Sendable {
        /// Stores an entry, unless there is one of the same key, which stays as it is.
        ///
        /// - Parameter entry: the entry.
        /// - Returns: the entry that was there before, or nil.
        /// - Throws: when the entry is not known to be stored; nothing is sent then.
        func store(_ entry: PaymentEntry) async throws -> PaymentEntry?

        /// Notes the transaction that GoBiz created for a key; nothing happens when there is no such entry.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - transactionID: GoBiz's ID of the transaction.
        /// - Throws: when the note is not known to be stored.
        func complete(_ key: IdempotencyKey, transactionID: String) async throws

        /// Removes an entry; nothing happens when there is none.
        ///
        /// - Parameter key: the entry's key.
        /// - Throws: when the entry may still be there.
        func remove(_ key: IdempotencyKey) async throws

        /// Returns the entry of a key; a journal that need not go through all of them should have its own.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, or nil when there is none.
        /// - Throws: when it cannot be read.
        func entry(_ key: IdempotencyKey) async throws -> PaymentEntry?

        /// Returns all entries, in the order they were stored.
        ///
        /// - Returns: the entries.
        /// - Throws: when they cannot be read.
        func entries() async throws -> [PaymentEntry]
    }

    extension PaymentJournal {
        /// Looks through all entries.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, or nil when there is none.
        /// - Throws: when the entries cannot be read.
        public func entry(_ key: IdempotencyKey) async throws -> PaymentEntry? {
            try await entries().first { $0.key == key }
        }
    }

    /// A transaction in a journal.
    public struct PaymentEntry: Sendable, Hashable {
        /// The key; no two entries have the same.
        public let key: IdempotencyKey
        /// The outlet.
        public let outlet: String
        /// The shop's number of the sale.
        public let orderID: String
        /// What is to be paid.
        public let amount: Rupiah
        /// When the entry was made, by the machine's clock.
        public let createdAt: Date
        /// The exact body of the request, with the customer's data in it; empty once `transactionID` is known.
        public let body: Data
        /// GoBiz's ID of the transaction; nil as long as it is not known whether there is one.
        public let transactionID: String?

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - key: the key.
        ///   - outlet: the outlet.
        ///   - orderID: the shop's number of the sale.
        ///   - amount: what is to be paid.
        ///   - createdAt: when the entry is made.
        ///   - body: the exact body of the request.
        ///   - transactionID: GoBiz's ID of the transaction.
        public init(
            key: IdempotencyKey, outlet: String, orderID: String, amount: Rupiah, createdAt: Date, body: Data,
            transactionID: String? = nil
        ) {
            self.key = key
            self.outlet = outlet
            self.orderID = orderID
            self.amount = amount
            self.createdAt = createdAt
            self.body = body
            self.transactionID = transactionID
        }

        /// Returns the entry with its transaction, and without the body, which is no longer needed.
        ///
        /// - Parameter transactionID: GoBiz's ID of the transaction.
        /// - Returns: the entry to keep.
        public func completed(transactionID: String) -> PaymentEntry {
            PaymentEntry(
                key: key, outlet: outlet, orderID: orderID, amount: amount, createdAt: createdAt, body: Data(),
                transactionID: transactionID)
        }

        /// Whether a new request under the same key is the one of this entry.
        func isSameRequest(as other: PaymentEntry) -> Bool {
            guard outlet == other.outlet, orderID == other.orderID, amount == other.amount else { return false }
            return transactionID != nil || body == other.body
        }

        /// Whether the request may be sent again; a clock that was wrong when it was made or is now forbids it.
        func mayBeSentAgain(at date: Date, within limit: Duration) -> Bool {
            // In seconds, because a `Duration` cannot be made of every date.
            let age = date.timeIntervalSince(createdAt)
            return age <= limit / .seconds(1) && age >= -86_400
        }
    }

    extension PaymentEntry: CustomStringConvertible, CustomReflectable {
        /// Key and transaction, without the body.
        public var description: String { "\(key): \(transactionID ?? "not known")" }
        /// All but the body.
        public var customMirror: Mirror {
            Mirror(self, children: ["key": key, "outlet": outlet, "transactionID": transactionID as Any])
        }
    }
#endif
