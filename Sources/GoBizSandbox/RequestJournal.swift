// What came in and what became of it, without credentials and personal data.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation
    import GoBiz

    /// One request the sandbox has seen; nothing in it is secret.
    public struct SandboxRequest: Sendable, Hashable {
        /// Which request it was, from 1.
        public let number: Int
        /// When it came, by the sandbox's clock.
        public let date: Date
        /// The method.
        public let method: String
        /// The path as it was written.
        public let path: String
        /// The request's `Idempotency-Key`.
        public let idempotencyKey: String?
        /// The request's ID: the caller's `X-Request-ID`, or the one the sandbox gave it.
        public let requestID: String
        /// The body: its JSON with customer data blotted out, or how many bytes of something else it has.
        public let body: String
        /// What became of it, such as `201` or `connection lost, processed`.
        public let outcome: String
        /// The rules that hit it.
        public let faults: [Int]
    }

    /// The last requests.
    struct RequestJournal {
        /// Most requests that are remembered.
        static let capacity = 1000

        private(set) var requests: [SandboxRequest] = []
        private var count = 0

        mutating func add(_ incoming: Incoming, date: Date, requestID: String, outcome: String, faults: [Int]) {
            count += 1
            if requests.count >= Self.capacity { requests.removeFirst(Self.capacity / 10) }
            requests.append(
                SandboxRequest(
                    number: count, date: date, method: incoming.method, path: incoming.path,
                    idempotencyKey: incoming.headers["Idempotency-Key"], requestID: requestID,
                    body: Self.redacted(incoming), outcome: outcome, faults: faults))
        }

        mutating func removeAll() {
            requests.removeAll()
        }

        /// The body without what nobody else may read.
        private static func redacted(_ incoming: Incoming) -> String {
            guard !incoming.body.isEmpty else { return "" }
            if incoming.isTokenRequest {
                let scope = incoming.form["scope"] ?? ""
                return "grant_type=\(incoming.form["grant_type"] ?? "") scope=\(scope)"
            }
            guard case .object(let members) = incoming.object else { return "\(incoming.body.count) bytes" }
            let visible = members.map { member in
                ["customer_details", "metadata"].contains(member.name) && member.value.isObject
                    ? JSON.Member(name: member.name, value: "redacted") : member
            }
            return String(decoding: JSON.object(visible).data, as: UTF8.self)
        }
    }

    extension Incoming {
        /// Whether the request asks for a token.
        var isTokenRequest: Bool { segments == ["oauth2", "token"] }
    }
#endif
