// What a transaction is created from.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// The body of Create Payment Transaction.
    public struct TransactionRequest: Sendable, Hashable {
        /// `payment_type`.
        public var paymentType: PaymentType
        /// `transaction_details.order_id`: the shop's own number of the sale.
        public var orderID: String
        /// `transaction_details.gross_amount`.
        public var grossAmount: Rupiah
        /// `transaction_details.currency`.
        public var currency: String
        /// `item_details`; left out when nil.
        public var items: [Item]?
        /// `customer_details`; left out when nil.
        public var customer: Customer?
        /// `metadata`; left out when nil.
        public var metadata: [String: JSONValue]?

        /// Makes a request.
        ///
        /// - Parameters:
        ///   - orderID: the shop's own number of the sale.
        ///   - grossAmount: what is to be paid.
        ///   - items: what is bought.
        ///   - customer: who buys.
        ///   - metadata: anything else.
        ///   - paymentType: how it is paid.
        ///   - currency: ISO 4217 letters.
        public init(
            orderID: String, grossAmount: Rupiah, items: [Item]? = nil, customer: Customer? = nil,
            metadata: [String: JSONValue]? = nil, paymentType: PaymentType = .qris, currency: String = "IDR"
        ) {
            self.paymentType = paymentType
            self.orderID = orderID
            self.grossAmount = grossAmount
            self.currency = currency
            self.items = items
            self.customer = customer
            self.metadata = metadata
        }

        /// Returns the request as JSON, keys in the order of GoBiz's sample; equal requests give equal bytes.
        ///
        /// - Returns: UTF-8 text without blanks.
        public func encoded() -> Data {
            var members: [JSONText.Member] = [
                ("payment_type", { $0.write(.string(paymentType.rawValue)) }),
                ("transaction_details", writeDetails),
            ]
            if let items { members.append(("item_details", { $0.writeArray(items) { $1.write(to: &$0) } })) }
            if let customer { members.append(("customer_details", customer.write)) }
            if let metadata { members.append(("metadata", { $0.write(.object(metadata)) })) }
            var text = JSONText()
            text.writeObject(members)
            return Data(text.bytes)
        }

        private func writeDetails(to text: inout JSONText) {
            text.writeObject([
                ("order_id", { $0.write(.string(orderID)) }),
                ("gross_amount", { $0.write(.integer(grossAmount.value)) }),
                ("currency", { $0.write(.string(currency)) }),
            ])
        }
    }

    /// One of `item_details`.
    public struct Item: Sendable, Hashable {
        /// `id`.
        public var id: String
        /// `price` of one piece.
        public var price: Rupiah
        /// `quantity`.
        public var quantity: Int
        /// `name`.
        public var name: String
        /// `brand`; left out when nil.
        public var brand: String?
        /// `category`; left out when nil.
        public var category: String?
        /// `merchant_name`; `null` when nil, as in GoBiz's sample.
        public var merchantName: String?

        /// Makes an item.
        ///
        /// - Parameters:
        ///   - id: the article's number.
        ///   - price: what one piece costs.
        ///   - quantity: how many pieces.
        ///   - name: what it is called.
        ///   - brand: its brand.
        ///   - category: its kind.
        ///   - merchantName: who sells it.
        public init(
            id: String, price: Rupiah, quantity: Int, name: String, brand: String? = nil, category: String? = nil,
            merchantName: String? = nil
        ) {
            self.id = id
            self.price = price
            self.quantity = quantity
            self.name = name
            self.brand = brand
            self.category = category
            self.merchantName = merchantName
        }

        fileprivate func write(to text: inout JSONText) {
            var members: [JSONText.Member] = [
                ("id", { $0.write(.string(id)) }),
                ("price", { $0.write(.integer(price.value)) }),
                ("quantity", { $0.write(.integer(Int64(quantity))) }),
                ("name", { $0.write(.string(name)) }),
            ]
            if let brand { members.append(("brand", { $0.write(.string(brand)) })) }
            if let category { members.append(("category", { $0.write(.string(category)) })) }
            members.append(("merchant_name", { $0.write(merchantName.map { .string($0) } ?? .null) }))
            text.writeObject(members)
        }
    }
#endif
