// What the API says about an error.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// One of a reply's `errors`.
    ///
    /// Texts are the server's, with the access token, the client's secret and the customer's data replaced by `***`.
    public struct APIProblem: Sendable, Hashable {
        /// `message_title`.
        public let title: String?
        /// `message`.
        public let message: String?
        /// `code`, such as `HTTP_401`.
        public let code: String?
        /// `message_severity`.
        public let severity: String?

        /// Most problems that are kept of one reply.
        private static let largestCount = 16

        /// Reads `errors` of a reply; empty when there are none.
        static func all(in body: Data, hiding secrets: [String]) -> [APIProblem] {
            guard let envelope = try? JSONDecoder().decodeUnambiguous(Envelope.self, from: body) else { return [] }
            return (envelope.errors ?? []).prefix(largestCount).map { APIProblem($0, hiding: secrets) }
        }

        private init(_ error: Envelope.Problem, hiding secrets: [String]) {
            title = error.title?.hiding(secrets)
            message = error.message?.hiding(secrets)
            code = error.code?.hiding(secrets)
            severity = error.severity?.hiding(secrets)
        }

        /// Whether title or message contains a phrase, whatever the case of its letters.
        func mentions(_ phrase: String) -> Bool {
            [title, message].contains { $0?.range(of: phrase, options: .caseInsensitive) != nil }
        }

        /// The part of an error reply that is read; anything else in it is passed over.
        private struct Envelope: Decodable {
            struct Problem: Decodable {
                var title: String?
                var message: String?
                var code: String?
                var severity: String?

                enum CodingKeys: String, CodingKey {
                    case title = "message_title"
                    case message
                    case code
                    case severity = "message_severity"
                }

                init(from decoder: any Decoder) throws {
                    let fields = try decoder.container(keyedBy: CodingKeys.self)
                    title = try? fields.decode(String.self, forKey: .title)
                    message = try? fields.decode(String.self, forKey: .message)
                    code = try? fields.decode(String.self, forKey: .code)
                    severity = try? fields.decode(String.self, forKey: .severity)
                }
            }

            var errors: [Problem]?
        }
    }

    extension String {
        /// The text, cut to 500 characters, with each of the given texts of two or more characters made `***`.
        func hiding(_ secrets: [String]) -> String {
            var text = self
            for secret in secrets where secret.count > 1 {
                text = text.replacingOccurrences(of: secret, with: "***", options: .caseInsensitive)
            }
            return String(text.prefix(500))
        }
    }
#endif
