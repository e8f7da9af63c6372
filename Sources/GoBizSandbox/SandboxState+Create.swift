// `POST /integrations/payment/outlets/{outlet}/v2/transactions`: a payment, once for each idempotency key.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    extension SandboxState {
        /// Creates a transaction, or gives the reply a known key had.
        ///
        /// Checks in this order: token (401), outlet (404), `Accept` (406), `Content-Type` (415), idempotency key (400),
        /// key known (the first reply), body (400). GoBiz documents the refusals, not their order.
        ///
        /// - Returns: the reply, and how long it must wait for a first request in progress.
        mutating func create(_ incoming: Incoming, outletID: String) throws(Reply) -> (Reply, Duration) {
            let client = try authorize(incoming, "payment:transaction:write")
            let outlet = try self.outlet(outletID)
            try checkAccept(incoming)
            guard incoming.isJSON else { throw Reply.unsupportedContent(incoming.headers["Content-Type"] ?? "") }
            let key = try self.key(incoming)
            let name = KeyTable.Name(owner: settings.keyScope == .outlet ? outlet.id : client, key: key)
            if let record = keys[name], now - record.createdAt < settings.keyLifetime {
                return try replay(record, incoming)
            }
            guard !transactions.isFull, !keys.isFull else { throw Reply.full }
            do throws(Reply) {
                let reply = try firstReply(incoming, outlet, key: key)
                remember(reply, as: name, incoming)
                return (reply, .zero)
            } catch {
                if settings.remembersRefusals { remember(error, as: name, incoming) }
                throw error
            }
        }

        /// - Source: GoBiz, create payment transaction: required, at most 32 characters.
        private func key(_ incoming: Incoming) throws(Reply) -> String {
            guard let key = incoming.headers["Idempotency-Key"], !key.isEmpty else {
                throw Reply.badRequest("Idempotency-Key is required")
            }
            guard key.count <= 32 else { throw Reply.badRequest("Idempotency-Key is longer than 32 characters") }
            return key
        }

        private mutating func remember(_ reply: Reply, as name: KeyTable.Name, _ incoming: Incoming) {
            keys.add(
                KeyTable.Record(reply: reply, body: incoming.body, createdAt: now, readyAt: now + incoming.delay),
                as: name)
        }

        private func replay(_ record: KeyTable.Record, _ incoming: Incoming) throws(Reply) -> (Reply, Duration) {
            if record.body != incoming.body {
                let message = "Idempotency-Key was used with another request"
                switch settings.differentBody {
                case .replay: break
                case .conflict: throw Reply.error(409, "Conflict", message)
                case .unprocessable: throw Reply.error(422, "Unprocessable request", message)
                }
            }
            guard record.readyAt > now else { return (record.reply, .zero) }
            switch settings.inProgress {
            case .wait: return (record.reply, record.readyAt - now)
            case .accepted: return (.data(202, [:]), .zero)
            case .conflict:
                throw Reply.error(409, "Conflict", "A request with this Idempotency-Key is in progress")
            }
        }

        private mutating func firstReply(
            _ incoming: Incoming, _ outlet: SandboxOutlet, key: String
        ) throws(Reply) -> Reply {
            let order = try Order(object(incoming))
            let id = random.uuid()
            let reference = String(id.filter { $0 != "-" }.prefix(25))
            guard
                let payload = try? SandboxPayload.text(outlet: outlet, amount: order.grossAmount, reference: reference)
            else { throw Reply.error(500, "Internal error", "The outlet's terminal label does not fit a QR code") }
            let transaction = SandboxTransaction(
                id: id, outletID: outlet.id, orderID: order.id, grossAmount: order.grossAmount, idempotencyKey: key,
                qrisString: payload, createdAt: date, status: SandboxTransaction.pending, settledAt: nil,
                createdNow: now, paymentType: order.paymentType)
            transactions.add(transaction)
            return .data(201, details(of: transaction, outlet, incoming, typeFirst: true))
        }
    }

    /// The parts of a request for a payment that the sandbox looks at.
    private struct Order {
        let paymentType: String
        let id: String
        let grossAmount: Int

        /// Reads and checks a request's body.
        ///
        /// - Source: GoBiz, create payment transaction, request parameters; the limits are the sandbox's own.
        init(_ body: JSON) throws(Reply) {
            guard let paymentType = body["payment_type"]?.text else { throw .badRequest("payment_type is required") }
            guard paymentType == "qris" else { throw .badRequest("payment_type must be qris") }
            guard let details = body["transaction_details"], details.isObject else {
                throw .badRequest("transaction_details is required")
            }
            guard let id = details["order_id"]?.text, !id.isEmpty else {
                throw .badRequest("transaction_details.order_id is required")
            }
            guard let amount = details["gross_amount"]?.integer, 1...9_999_999_999_999 ~= amount else {
                throw .badRequest("transaction_details.gross_amount must be a whole number of rupiah above 0")
            }
            guard details["currency"] == "IDR" else { throw .badRequest("transaction_details.currency must be IDR") }
            if let items = body["item_details"], !items.isNull, items.elements == nil {
                throw .badRequest("item_details must be an array")
            }
            if let customer = body["customer_details"], !customer.isNull, !customer.isObject {
                throw .badRequest("customer_details must be an object")
            }
            self.paymentType = paymentType
            self.id = id
            grossAmount = amount
        }
    }
#endif
