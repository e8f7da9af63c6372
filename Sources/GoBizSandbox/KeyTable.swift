// The idempotency keys that a sandbox remembers.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// The first request of each key, in the order they came.
    struct KeyTable {
        /// What a key is remembered by.
        struct Name: Hashable {
            let owner: String
            let key: String
        }

        /// The first request with a key.
        struct Record {
            let reply: Reply
            let body: Data
            let createdAt: Duration
            /// When its reply goes out.
            let readyAt: Duration
        }

        private var records: [Name: Record] = [:]
        /// Names in the order they came, from `start` on; a name that came again stands twice.
        private var names: [Name] = []
        private var start = 0

        var count: Int { records.count }
        var isFull: Bool { names.count - start >= TransactionTable.limit }

        subscript(name: Name) -> Record? { records[name] }

        /// Remembers a request that is newer than all others.
        mutating func add(_ record: Record, as name: Name) {
            records[name] = record
            names.append(name)
        }

        /// Forgets what came at a moment or before it.
        mutating func forget(createdUntil moment: Duration) {
            while start < names.count {
                if let record = records[names[start]] {
                    guard record.createdAt <= moment else { break }
                    records[names[start]] = nil
                }
                start += 1
            }
            guard start > names.count - start else { return }
            names.removeFirst(start)
            start = 0
        }

        mutating func removeAll() {
            self = KeyTable()
        }
    }
#endif
