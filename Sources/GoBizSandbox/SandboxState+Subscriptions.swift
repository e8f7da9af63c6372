// Notification subscriptions, the delivery log, and what a settlement sets in motion.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    /// Where subscriptions lie: all of a client's, or an outlet's; one of them or the list.
    struct SubscriptionPlace {
        let outletID: String?
        let id: String?

        /// Reads the path; nil for any other path.
        init?(_ segments: [String]) {
            guard segments.count >= 4, segments[0] == "integrations", segments[1] == "partner" else { return nil }
            var rest = segments.dropFirst(2)
            if rest.first == "outlets" {
                outletID = rest.dropFirst().first
                rest = rest.dropFirst(2)
            } else {
                outletID = nil
            }
            guard rest.starts(with: ["v1", "notification-subscriptions"]), rest.count <= 3 else { return nil }
            id = rest.dropFirst(2).first
        }
    }

    extension SandboxState {
        /// Makes, lists, reads, changes and removes subscriptions.
        mutating func subscription(_ place: SubscriptionPlace, _ incoming: Incoming) throws(Reply) -> Reply {
            _ = try authorize(incoming, incoming.method == "GET" ? "partner:outlet:read" : "partner:outlet:write")
            if let outletID = place.outletID { _ = try outlet(outletID) }
            try checkAccept(incoming)
            switch (incoming.method, place.id) {
            case ("GET", nil):
                let found = subscriptions.filter { $0.outletID == place.outletID }
                return .data(200, ["subscriptions": .array(found.map(\.json))])
            case ("POST", nil):
                guard subscriptions.count < Self.subscriptionLimit else { throw Reply.tooManySubscriptions }
                let (event, url, isActive) = try wish(incoming)
                let subscription = Subscription(
                    id: random.uuid(), outletID: place.outletID, event: event, url: url, isActive: isActive,
                    createdAt: date, updatedAt: date)
                subscriptions.append(subscription)
                return .data(201, reply(about: subscription))
            case ("GET", let id?), ("PUT", let id?), ("DELETE", let id?):
                return try existing(id, place, incoming)
            default:
                throw Reply.invalidURL
            }
        }

        private mutating func existing(
            _ id: String, _ place: SubscriptionPlace, _ incoming: Incoming
        ) throws(Reply) -> Reply {
            guard let index = subscriptions.firstIndex(where: { $0.id == id && $0.outletID == place.outletID }) else {
                throw Reply.subscriptionNotFound
            }
            switch incoming.method {
            case "DELETE":
                subscriptions.remove(at: index)
                return .data(200, [:])
            case "PUT":
                let (event, url, isActive) = try wish(incoming)
                subscriptions[index].event = event
                subscriptions[index].url = url
                subscriptions[index].isActive = isActive
                subscriptions[index].updatedAt = date
            default:
                break
            }
            return .data(200, reply(about: subscriptions[index]))
        }

        /// Most subscriptions at a time.
        private static let subscriptionLimit = 1_000

        /// The subscription, and why nothing will come of it where that is so.
        private func reply(about subscription: Subscription) -> JSON {
            guard let note = Self.obstacle(to: subscription.url) else { return ["subscription": subscription.json] }
            return ["subscription": subscription.json, "sandbox_note": .string(note)]
        }

        /// Why no notification reaches an address; nil where one does.
        private static func obstacle(to url: URL) -> String? {
            guard SandboxEngine.sendsNotifications else {
                return "Stored, but this build sends no notifications; build with the trait Webhooks."
            }
            guard !url.isLoopbackHTTP else { return nil }
            return "Stored, but the sandbox sends nothing to other machines and nothing over https."
        }

        /// Reads what a subscription should be.
        private func wish(_ incoming: Incoming) throws(Reply) -> (event: String, url: URL, isActive: Bool) {
            let body = try object(incoming)
            guard let event = body["event"]?.text, !event.isEmpty else { throw Reply.badRequest("event is required") }
            guard let url = body["url"]?.text.flatMap(URL.init(string:)), url.isLoopbackHTTP || url.isHTTPS else {
                throw Reply.badRequest("url must be https, or http on this machine")
            }
            return (event, url, body["active"]?.boolean ?? true)
        }

        /// `GET /integrations/partner/notifications?entity_id=`.
        func deliveryLog(_ incoming: Incoming) throws(Reply) -> Reply {
            _ = try authorize(incoming, "partner:outlet:read")
            try checkAccept(incoming)
            guard let id = incoming.query["entity_id"] else { throw Reply.badRequest("entity_id is required") }
            return .data(
                200, ["notifications": .array(notifications.items.filter { $0.entityID == id }.map(\.json))])
        }

        /// Queues the notifications of a settlement.
        mutating func notify(of transaction: SandboxTransaction) {
            #if Webhooks
                for subscription in subscriptions
                where subscription.isActive && subscription.url.isLoopbackHTTP
                    && subscription.event == Notification.settlementEvent
                    && (subscription.outletID ?? transaction.outletID) == transaction.outletID
                {
                    queue(transaction, for: subscription)
                }
            #endif
        }

        #if Webhooks
            private mutating func queue(_ transaction: SandboxTransaction, for subscription: Subscription) {
                let payload = payload(of: transaction, eventID: random.uuid())
                let isForged = settings.notificationMode == .badSignature
                let secret = configuration.notificationSecret + (isForged ? " of someone else" : "")
                var notification = Notification(
                    number: notifications.nextNumber, key: random.uuid(), entityID: transaction.id,
                    url: subscription.url,
                    payload: payload, signature: NotificationSignature.text(of: payload, secret: secret),
                    dueAt: now + (settings.notificationMode == .late ? .seconds(60) : .zero))
                notifications.add(notification)
                guard settings.notificationMode == .duplicate else { return }
                notification.number = notifications.nextNumber
                notifications.add(notification)
            }

            private func payload(of transaction: SandboxTransaction, eventID: String) -> Data {
                let event: JSON = [
                    "header": [
                        "event_name": .string(Notification.settlementEvent), "event_id": .string(eventID),
                        "timestamp": .string(Self.text(of: date)),
                    ],
                    "body": [
                        "outlet": ["id": .string(transaction.outletID)],
                        "transaction": [
                            "id": .string(transaction.id), "order_id": .string(transaction.orderID),
                            "gross_amount": .number(transaction.grossAmount), "currency": "IDR",
                            "payment_type": .string(transaction.paymentType), "status": .string(transaction.status),
                            "created_at": .string(Self.text(of: transaction.createdAt)),
                            "settlement_at": .optional(transaction.settledAt.map(Self.text)),
                        ],
                    ],
                ]
                return event.data
            }
        #endif
    }
#endif
