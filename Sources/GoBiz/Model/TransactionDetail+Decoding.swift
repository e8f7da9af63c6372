// Reading a transaction from a reply, field by field, without insisting on more than it takes to know a payment.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension TransactionDetail {
        /// Reads a reply; nil when it is not JSON, has a name twice or names no transaction with a status.
        static func decoded(from body: Data) -> TransactionDetail? {
            try? JSONDecoder().decodeUnambiguous(Envelope.self, from: body).detail
        }

        private struct Envelope: Decodable {
            let detail: TransactionDetail

            private struct Content: Decodable {
                let outlet: Outlet?
                let transaction: Transaction
                let actions: [Action]

                enum CodingKeys: String, CodingKey {
                    case outlet
                    case transaction
                    case actions
                }

                init(from decoder: any Decoder) throws {
                    let fields = try decoder.container(keyedBy: CodingKeys.self)
                    outlet = fields.lenient(.outlet)
                    transaction = try fields.decode(Transaction.self, forKey: .transaction)
                    actions = fields.lenient(.actions, as: [Lenient<Action>].self)?.compactMap(\.value) ?? []
                }
            }

            private enum CodingKeys: String, CodingKey {
                case success
                case data
            }

            init(from decoder: any Decoder) throws {
                let fields = try decoder.container(keyedBy: CodingKeys.self)
                let content = try fields.decode(Content.self, forKey: .data)
                // What is there and is not `true` is a no, in whatever form.
                let success = fields.lenient(.success, as: Bool.self)
                detail = TransactionDetail(
                    success: fields.contains(.success) ? success ?? false : nil, outlet: content.outlet,
                    transaction: content.transaction,
                    actions: content.actions)
            }
        }
    }

    extension Outlet: Decodable {
        private enum CodingKeys: String, CodingKey {
            case id
            case popID = "pop_id"
        }

        /// Reads an outlet.
        ///
        /// - Parameter decoder: where from.
        /// - Throws: when it is not an object.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = fields.lenient(.id)
            popID = fields.lenient(.popID)
        }
    }

    extension Transaction: Decodable {
        private enum CodingKeys: String, CodingKey {
            case id
            case status
            case paymentType = "payment_type"
            case qrisString = "qris_string"
            case orderID = "order_id"
            case grossAmount = "gross_amount"
            case currency
            case createdAt = "created_at"
            case settlementAt = "settlement_at"
        }

        /// Reads a transaction.
        ///
        /// - Parameter decoder: where from.
        /// - Throws: when it is not an object with `id` and `status`.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            id = try fields.decode(String.self, forKey: .id)
            guard !id.isEmpty else {
                throw DecodingError.dataCorruptedError(forKey: .id, in: fields, debugDescription: "empty")
            }
            status = TransactionStatus(rawValue: try fields.decode(String.self, forKey: .status))
            paymentType = fields.lenient(.paymentType).map(PaymentType.init(rawValue:))
            qrisString = fields.lenient(.qrisString)
            orderID = fields.lenient(.orderID)
            grossAmount = fields.rupiah(.grossAmount)
            currency = fields.lenient(.currency)
            createdAt = fields.lenient(.createdAt).map(APIDate.init)
            settlementAt = fields.lenient(.settlementAt).map(APIDate.init)
        }
    }

    extension Action: Decodable {
        private enum CodingKeys: String, CodingKey {
            case name
            case method
            case url
        }

        /// Reads an action.
        ///
        /// - Parameter decoder: where from.
        /// - Throws: when it is not an object with a `name`.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            name = ActionName(rawValue: try fields.decode(String.self, forKey: .name))
            method = fields.lenient(.method)
            url = fields.lenient(.url)
        }
    }

    /// A value that may be of another form without spoiling the list it stands in.
    struct Lenient<Value: Decodable>: Decodable {
        let value: Value?

        init(from decoder: any Decoder) throws {
            value = try? Value(from: decoder)
        }
    }

    extension KeyedDecodingContainer {
        /// A field's value; nil when it is missing, `null` or of another form.
        func lenient<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) -> Value? {
            try? decodeIfPresent(type, forKey: key)
        }

        /// A whole number of rupiah written as `3000`, `3000.0`, `"3000"` or `"3000.00"`; nil for anything else.
        func rupiah(_ key: Key) -> Rupiah? {
            if let whole = lenient(key, as: Int64.self) { return Rupiah(whole) }
            if let number = lenient(key, as: Double.self) {
                // Beyond 2^53 a Double no longer holds every whole number.
                guard number.magnitude <= 0x1p53, number.rounded() == number else { return nil }
                return Rupiah(Int64(number))
            }
            return lenient(key, as: String.self).flatMap { Rupiah(text: $0) }
        }
    }
#endif
