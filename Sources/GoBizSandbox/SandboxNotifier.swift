// Sends notifications of settled payments, signed, again and again where they are not taken.
// SPDX-License-Identifier: Apache-2.0

#if Webhooks && !Embedded
    import Crypto
    import Foundation
    public import GoBiz

    /// The signature of a notification.
    enum NotificationSignature {
        /// Returns what `X-Go-Signature` must hold.
        ///
        /// - Source: GoBiz, receiving notifications: lowercase hexadecimal HMAC-SHA256 (RFC 2104, FIPS 180-4) of the
        ///   body as it is sent.
        static func text(of body: Data, secret: String) -> String {
            let key = SymmetricKey(data: Data(secret.utf8))
            return HMAC<SHA256>.authenticationCode(for: body, using: key).map { byte in
                (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
            }.joined()
        }
    }

    /// Carries a sandbox's notifications to their receivers on this machine.
    public struct SandboxNotifier: Sendable {
        /// How long a receiver has to answer.
        ///
        /// - Source: GoBiz, best practices to handle notifications.
        public static let timeout = Duration.seconds(15)
        /// Most redirects that one attempt follows.
        ///
        /// - Source: GoBiz, best practices to handle notifications.
        public static let redirectLimit = 5

        private let engine: SandboxEngine
        private let transport: any HTTPTransport

        /// Makes a notifier.
        ///
        /// - Parameters:
        ///   - engine: the sandbox whose notifications are sent.
        ///   - transport: the way to the receivers.
        public init(_ engine: SandboxEngine, transport: any HTTPTransport) {
            self.engine = engine
            self.transport = transport
        }

        /// Sends everything that is due by the sandbox's clock, one after the other.
        ///
        /// - Returns: how many attempts were made.
        /// - Throws: `CancellationError` when the task is cancelled; the attempt then counts as failed.
        @discardableResult
        public func deliverDue() async throws -> Int {
            var count = 0
            while let notification = engine.takeDueNotification() {
                count += 1
                do {
                    engine.finish(notification.number, status: try await deliver(notification))
                } catch let error as CancellationError {
                    engine.finish(notification.number, status: nil)
                    throw error
                }
            }
            return count
        }

        /// Makes one attempt; returns the receiver's status, nil when there was no reply.
        private func deliver(_ notification: Notification) async throws -> Int? {
            var url = notification.url
            for _ in 0...Self.redirectLimit {
                let request = HTTPRequest(
                    method: "POST", url: url, headers: notification.headers, body: notification.payload)
                let response: HTTPResponse
                do {
                    response = try await transport.send(request, timeout: Self.timeout)
                } catch is HTTPTransportError {
                    return nil
                }
                guard [307, 308].contains(response.status) else { return response.status }
                guard let target = response.headers["Location"].flatMap({ URL(string: $0, relativeTo: url) }),
                    target.isLoopbackHTTP
                else { return response.status }
                url = target.absoluteURL
            }
            return nil
        }
    }

    extension SandboxEngine {
        fileprivate func takeDueNotification() -> Notification? {
            withNotifications { notifications, now, _ in notifications.takeDue(at: now) }
        }

        fileprivate func finish(_ number: Int, status: Int?) {
            withNotifications { notifications, now, date in
                notifications.finish(number, status: status, date: date, now: now)
            }
        }
    }
#endif
