// Takes notifications from GoBiz.
// SPDX-License-Identifier: Apache-2.0

#if Webhooks && !Embedded
    import Crypto
    public import Foundation

    /// Takes notifications: checks who sent them, hands each on once, and knows what to reply (trait `Webhooks`).
    ///
    /// Serve it by HTTPS, pass it each request's header fields and its body exactly as it came, and reply with the
    /// status it returns, within five seconds if possible; GoBiz waits fifteen.
    ///
    /// GoBiz notifies of a payment, never of an expiry; notifications may come twice, late, out of order or not at all.
    /// So follow the transaction too, and let both ways end in one function that may be called again.
    public actor WebhookReceiver {
        private let key: SymmetricKey
        private var handled: RecentNames
        private var inProgress: Set<String> = []

        /// Makes a receiver.
        ///
        /// - Parameters:
        ///   - secret: the subscription's `notification_secret_key`.
        ///   - capacity: how many notifications are remembered, to recognise repeated ones.
        public init(secret: Secret, capacity: Int = 10_000) {
            key = SymmetricKey(data: Data(secret.reveal().utf8))
            handled = RecentNames(capacity: capacity)
        }

        /// Takes one request.
        ///
        /// - Parameters:
        ///   - headers: the header fields.
        ///   - body: the body, byte for byte.
        ///   - apply: what to do with the notification. The signature has no time in it, so before anything is
        ///     delivered the transaction should be looked up. When it throws, GoBiz is asked to try again.
        /// - Returns: what to reply.
        public func receive(
            headers: HTTPHeaders, body: Data, apply: @Sendable (WebhookEvent) async throws -> Void
        ) async -> WebhookReply {
            guard let signature = headers["X-Go-Signature"], isValid(signature, of: body) else { return .refused }
            let event = WebhookEvent(body)
            let name = name(of: event, headers, body)
            if handled.contains(name) { return .accepted }
            // The same notification again while the first is being applied: its outcome is not known yet.
            guard inProgress.insert(name).inserted else { return .tryAgain }
            defer { inProgress.remove(name) }
            do {
                try await apply(event)
            } catch {
                return .tryAgain
            }
            handled.add(name)
            return .accepted
        }

        /// Whether a signature is that of a body, in a time that does not depend on where they differ.
        ///
        /// - Parameters:
        ///   - signature: `X-Go-Signature`.
        ///   - body: the body, byte for byte.
        /// - Returns: whether the secret's owner signed it.
        /// - Source: GoBiz, Receiving notifications: HMAC-SHA256 of the body in hexadecimal digits.
        public nonisolated func isValid(_ signature: String, of body: Data) -> Bool {
            guard let code = Self.bytes(hexadecimal: signature) else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
        }

        /// What a notification is recognised by.
        ///
        /// The ID inside is signed. `X-Go-Idempotency-Key` is not: alone, a forged one could hide another notification,
        /// so it counts together with the body.
        private func name(of event: WebhookEvent, _ headers: HTTPHeaders, _ body: Data) -> String {
            if let id = event.id { return "event \(id)" }
            let digest = SHA256.hash(data: body).map { String($0, radix: 16) }.joined(separator: ".")
            return "key \(headers["X-Go-Idempotency-Key"] ?? "") \(digest)"
        }

        private static func bytes(hexadecimal text: String) -> [UInt8]? {
            let digits = text.utf8.map { digit -> UInt8? in
                switch digit {
                case 0x30...0x39: digit - 0x30
                case 0x61...0x66: digit - 0x61 + 10
                case 0x41...0x46: digit - 0x41 + 10
                default: nil
                }
            }
            guard digits.count == 2 * SHA256.byteCount else { return nil }
            var bytes: [UInt8] = []
            for index in stride(from: 0, to: digits.count, by: 2) {
                guard let high = digits[index], let low = digits[index + 1] else { return nil }
                bytes.append(high << 4 | low)
            }
            return bytes
        }
    }

    /// What to reply to a notification.
    ///
    /// - Source: GoBiz, Best practices to handle notifications: what is tried again after which status.
    public struct WebhookReply: Sendable, Hashable {
        /// The HTTP status.
        public let status: Int

        /// 200: it is done, or was before.
        public static let accepted = WebhookReply(status: 200)
        /// 503: not now.
        ///
        /// GoBiz tries four more times; after 500 it would try only once.
        public static let tryAgain = WebhookReply(status: 503)
        /// 400: not signed with the secret.
        public static let refused = WebhookReply(status: 400)
    }

    /// The last names that were added, up to a number.
    struct RecentNames {
        private let capacity: Int
        private var names: Set<String> = []
        private var order: [String] = []
        private var oldest = 0

        init(capacity: Int) {
            self.capacity = max(1, capacity)
        }

        func contains(_ name: String) -> Bool { names.contains(name) }

        mutating func add(_ name: String) {
            guard names.insert(name).inserted else { return }
            guard order.count == capacity else {
                order.append(name)
                return
            }
            names.remove(order[oldest])
            order[oldest] = name
            oldest = (oldest + 1) % capacity
        }
    }
#endif
