// Notifications: what is sent, and when it is sent again.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    /// Who wants to be told of what.
    struct Subscription {
        let id: String
        /// The outlet it was made for; nil for all.
        let outletID: String?
        var event: String
        var url: URL
        var isActive: Bool
        let createdAt: Date
        var updatedAt: Date

        var json: JSON {
            [
                "id": .string(id), "event": .string(event), "url": .string(url.absoluteString),
                "active": .bool(isActive),
                "created_at": .string(SandboxState.text(of: createdAt)),
                "updated_at": .string(SandboxState.text(of: updatedAt)),
            ]
        }
    }

    /// One notification to one address, with every attempt to deliver it.
    struct Notification {
        /// The name of the event of a payment.
        static let settlementEvent = "payment.transaction.settlement"

        /// Where the delivery stands.
        enum Status: String {
            case pending
            case delivered
            /// Every attempt failed.
            case dead
        }

        struct Attempt {
            let date: Date
            /// The receiver's status; nil when there was no reply.
            let status: Int?
        }

        /// Its place among all notifications.
        var number: Int
        /// What receivers tell repeated deliveries by.
        let key: String
        let entityID: String
        let url: URL
        let payload: Data
        let signature: String
        var status = Status.pending
        /// When the next attempt is due, on the sandbox's clock.
        var dueAt: Duration
        /// Whether an attempt is on its way.
        var isInFlight = false
        var attempts: [Attempt] = []

        /// Takes the end of an attempt: done, due again, or dead.
        mutating func finish(status reply: Int?, date: Date, now: Duration) {
            attempts.append(Attempt(date: date, status: reply))
            isInFlight = false
            if let reply, 200...299 ~= reply {
                status = .delivered
            } else if let delay = RetryTable.delay(afterAttempt: attempts.count, status: reply) {
                dueAt = now + delay
            } else {
                status = .dead
            }
        }

        var headers: HTTPHeaders {
            ["Content-Type": "application/json", "X-Go-Signature": signature, "X-Go-Idempotency-Key": key]
        }

        /// The entry in the delivery log.
        var json: JSON {
            [
                "id": .string(key), "entity_id": .string(entityID), "url": .string(url.absoluteString),
                "delivery_status": .string(status.rawValue),
                "headers": .object(headers.fields.map { JSON.Member(name: $0.name, value: .string($0.value)) }),
                "payload": .string(String(decoding: payload, as: UTF8.self)),
                "history": .array(
                    attempts.map { attempt in
                        [
                            "attempted_at": .string(SandboxState.text(of: attempt.date)),
                            "status": attempt.status.map { .number($0) } ?? .null,
                        ]
                    }),
            ]
        }
    }

    /// When a notification that was not taken is sent again.
    ///
    /// - Source: GoBiz, best practices to handle notifications. That a lost connection counts like other statuses, and
    ///   that each wait begins with the end of the attempt before, is an assumption.
    enum RetryTable {
        /// The waits before the first to fifth repetition.
        static let waits: [Duration] = [
            .seconds(120), .seconds(600), .seconds(1800), .seconds(5400), .seconds(12_600),
        ]

        /// How often a notification is repeated after a reply with a status; nil for no reply.
        static func repetitions(after status: Int?) -> Int {
            switch status {
            case .some(200...299), 301, 302, 303: 0
            case 500: 1
            case 503: 4
            case 400, 404: 2
            default: 5
            }
        }

        /// Returns the wait after the first or a later attempt that ended with a status; nil when it was the last.
        static func delay(afterAttempt attempt: Int, status: Int?) -> Duration? {
            attempt <= repetitions(after: status) ? waits[attempt - 1] : nil
        }
    }
#endif
