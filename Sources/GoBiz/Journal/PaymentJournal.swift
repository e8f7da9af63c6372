// The memory that makes a payment survive a crash.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// Remembers every transaction from before its request is sent until the shop has booked the outcome, and that it
    /// was booked for a month more.
    ///
    /// `FilePaymentJournal` keeps it in a file. A shop with a database of its own may keep it there: each call must be
    /// durable when it returns, and calls may come from several tasks at once. Make the transaction's ID unique in such
    /// a database: one transaction pays for one sale.
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

        /// Closes an entry, which stays as a record of how its sale ended; nothing happens when there is no such entry,
        /// or when it is closed already.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - end: how the sale ended.
        /// - Throws: when the end is not known to be stored.
        func close(_ key: IdempotencyKey, as end: PaymentEntry.End) async throws

        /// Removes an entry; nothing happens when there is none.
        ///
        /// - Parameter key: the entry's key.
        /// - Throws: when the entry may still be there.
        func remove(_ key: IdempotencyKey) async throws

        /// Returns the entry of a key; a journal that need not go through all of them should have its own.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, open or closed, or nil when there is none.
        /// - Throws: when it cannot be read.
        func entry(_ key: IdempotencyKey) async throws -> PaymentEntry?

        /// Returns all entries, open and closed, in the order they were stored.
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
        /// How long a closed entry stays at least: longer than GoBiz remembers a key.
        static let closedLifetime: TimeInterval = 35 * 86_400

        /// The key; no two entries have the same.
        public let key: IdempotencyKey
        /// The address of the API that the request goes to; nil in entries of before this was noted.
        public let server: String?
        /// The outlet.
        public let outlet: String
        /// The shop's number of the sale.
        public let orderID: String
        /// What is to be paid.
        public let amount: Rupiah
        /// When the entry was made, by the machine's clock.
        public let createdAt: Date
        /// The exact body of the request, with the customer's data in it; empty once `transactionID` or `end` is known.
        public private(set) var body: Data
        /// GoBiz's ID of the transaction; nil as long as it is not known whether there is one.
        public private(set) var transactionID: String?
        /// How the sale ended; nil while it is open.
        public private(set) var end: End?

        /// Makes an entry.
        ///
        /// - Parameters:
        ///   - key: the key.
        ///   - server: the address of the API that the request goes to.
        ///   - outlet: the outlet.
        ///   - orderID: the shop's number of the sale.
        ///   - amount: what is to be paid.
        ///   - createdAt: when the entry is made.
        ///   - body: the exact body of the request.
        ///   - transactionID: GoBiz's ID of the transaction.
        ///   - end: how the sale ended.
        public init(
            key: IdempotencyKey, server: String? = nil, outlet: String, orderID: String, amount: Rupiah,
            createdAt: Date, body: Data, transactionID: String? = nil, end: End? = nil
        ) {
            self.key = key
            self.server = server
            self.outlet = outlet
            self.orderID = orderID
            self.amount = amount
            self.createdAt = createdAt
            self.body = body
            self.transactionID = transactionID
            self.end = end
        }

        /// How a sale ended, and when.
        public struct End: Sendable, Hashable {
            /// Why the entry was closed; any word may come.
            public struct Reason: RawRepresentable, Sendable, Hashable {
                /// The word.
                public let rawValue: String

                /// Takes any word.
                ///
                /// - Parameter rawValue: the word.
                public init(rawValue: String) {
                    self.rawValue = rawValue
                }

                /// Takes a status, such as `settlement` or `expire`.
                ///
                /// - Parameter status: the transaction's last status.
                public init(_ status: TransactionStatus) {
                    rawValue = status.rawValue
                }

                /// The shop has booked the outcome.
                public static let booked = Reason(rawValue: "booked")
                /// The shop has given the sale up without knowing its outcome.
                public static let forgotten = Reason(rawValue: "forgotten")
            }

            /// Why.
            public let reason: Reason
            /// When the journal was told, by the machine's clock.
            public let date: Date

            /// Makes an end.
            ///
            /// - Parameters:
            ///   - reason: why.
            ///   - date: when.
            public init(_ reason: Reason, at date: Date) {
                self.reason = reason
                self.date = date
            }
        }

        /// Returns the entry with its transaction, and without the body, which is no longer needed.
        ///
        /// - Parameter transactionID: GoBiz's ID of the transaction.
        /// - Returns: the entry to keep.
        public func completed(transactionID: String) -> PaymentEntry {
            var entry = self
            entry.body = Data()
            entry.transactionID = transactionID
            return entry
        }

        /// Returns the entry with its end, and without the body; one that is closed already stays as it is.
        ///
        /// - Parameter end: how the sale ended.
        /// - Returns: the entry to keep.
        public func closed(as end: End) -> PaymentEntry {
            guard self.end == nil else { return self }
            var entry = self
            entry.body = Data()
            entry.end = end
            return entry
        }

        /// Whether a new request under the same key is the one of this entry.
        func isSameRequest(as other: PaymentEntry) -> Bool {
            guard isForServer(other.server), outlet.utf8.elementsEqual(other.outlet.utf8),
                orderID.utf8.elementsEqual(other.orderID.utf8), amount == other.amount
            else { return false }
            return transactionID != nil || body == other.body
        }

        /// Whether the request goes to a server, as far as that is known.
        func isForServer(_ name: String?) -> Bool {
            guard let server, let name else { return true }
            return server.utf8.elementsEqual(name.utf8)
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
