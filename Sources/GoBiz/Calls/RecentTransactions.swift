// Transactions that have just been created.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Synchronization

    /// Remembers until when a transaction may still be unknown to the server that looks it up.
    final class RecentTransactions: Sendable {
        /// Most transactions that are remembered.
        private static let capacity = 1024

        private let endings = Mutex<[String: Duration]>([:])

        func add(_ transactionID: String, until end: Duration, now: Duration) {
            endings.withLock { endings in
                if endings.count >= Self.capacity { endings = endings.filter { $0.value > now } }
                if endings.count < Self.capacity { endings[transactionID] = end }
            }
        }

        /// Until when the transaction may be unknown; zero when it is not a recent one.
        func end(of transactionID: String) -> Duration {
            endings.withLock { $0[transactionID] ?? .zero }
        }
    }
#endif
