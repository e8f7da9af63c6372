// What a notification says.
// SPDX-License-Identifier: Apache-2.0

#if Webhooks && !Embedded
    public import Foundation

    /// A notification of GoBiz; every field that is missing or of another form is nil, and all are when
    /// a name stands twice.
    ///
    /// Where the transaction stands in a payment's notification is not documented; it is looked for at
    /// `body.transaction`, `data.transaction` and `transaction`.
    public struct WebhookEvent: Sendable, Hashable {
        /// `header.event_name` of a payment's settlement.
        public static let settlement = "payment.transaction.settlement"

        /// `header.event_name`.
        public let name: String?
        /// `header.event_id`.
        public let id: String?
        /// `header.timestamp`.
        public let timestamp: APIDate?
        /// The outlet.
        public let outlet: Outlet?
        /// The transaction.
        public let transaction: Transaction?

        /// Reads a notification.
        ///
        /// - Parameter body: the request's body.
        public init(_ body: Data) {
            let content = try? JSONDecoder().decodeUnambiguous(Content.self, from: body)
            let places = [content?.body, content?.data, content?.whole]
            name = content?.header?.name
            id = content?.header?.id
            timestamp = content?.header?.timestamp.map(APIDate.init)
            outlet = places.lazy.compactMap { $0?.outlet }.first
            transaction = places.lazy.compactMap { $0?.transaction }.first
        }

        private struct Content: Decodable {
            let header: Header?
            let body: Place?
            let data: Place?
            let whole: Place?

            enum CodingKeys: String, CodingKey {
                case header
                case body
                case data
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                header = fields.lenient(.header)
                body = fields.lenient(.body)
                data = fields.lenient(.data)
                whole = try? Place(from: decoder)
            }
        }

        private struct Header: Decodable {
            let name: String?
            let id: String?
            let timestamp: String?

            enum CodingKeys: String, CodingKey {
                case name = "event_name"
                case id = "event_id"
                case timestamp
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                name = fields.lenient(.name)
                id = fields.lenient(.id)
                timestamp = fields.lenient(.timestamp)
            }
        }

        private struct Place: Decodable {
            let outlet: Outlet?
            let transaction: Transaction?

            enum CodingKeys: String, CodingKey {
                case outlet
                case transaction
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                outlet = fields.lenient(.outlet)
                transaction = fields.lenient(.transaction)
            }
        }
    }
#endif
