// The notifications of a sandbox, and how many are remembered.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// The last notifications in the order they were made.
    struct NotificationTable {
        /// Most notifications that are remembered; of more, the oldest go, whether they were taken or not.
        static let limit = 10_000

        private(set) var items: [Notification] = []
        /// The number of the first one that is remembered.
        private var firstNumber = 0

        /// The number of the notification that is made next.
        var nextNumber: Int { firstNumber + items.count }

        mutating func add(_ notification: Notification) {
            if items.count >= Self.limit {
                items.removeFirst(Self.limit / 10)
                firstNumber += Self.limit / 10
            }
            items.append(notification)
        }

        /// Takes the notification that has been due longest; nil when none is due.
        mutating func takeDue(at now: Duration) -> Notification? {
            let due = items.indices.filter {
                items[$0].status == .pending && !items[$0].isInFlight && items[$0].dueAt <= now
            }
            guard let index = due.min(by: { items[$0].dueAt < items[$1].dueAt }) else { return nil }
            items[index].isInFlight = true
            return items[index]
        }

        /// Takes the end of an attempt; one that was forgotten in the meantime stays so.
        mutating func finish(_ number: Int, status: Int?, date: Date, now: Duration) {
            guard items.indices.contains(number - firstNumber) else { return }
            items[number - firstNumber].finish(status: status, date: date, now: now)
        }

        mutating func removeAll() {
            self = NotificationTable()
        }
    }
#endif
