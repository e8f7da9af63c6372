// Transactions: looking them up, their QR code, their life from pending to settlement or expiry.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    extension SandboxState {
        /// `GET /integrations/payment/outlets/{outlet}/v1/transactions/{id}`.
        func look(up id: String, _ incoming: Incoming, outletID: String) throws(Reply) -> Reply {
            _ = try authorize(incoming, "payment:transaction:read")
            let outlet = try self.outlet(outletID)
            try checkAccept(incoming)
            guard let transaction = transactions[id], transaction.outletID == outlet.id else {
                throw Reply.transactionNotFound
            }
            return .data(200, details(of: transaction, outlet, incoming, typeFirst: false))
        }

        /// `GET /transactions/{id}/qr-code`.
        func picture(of id: String, _ incoming: Incoming) throws(Reply) -> Reply {
            _ = try authorize(incoming, "payment:transaction:read")
            guard incoming.accepts("image", "png") else {
                throw Reply.unsupportedAccept(incoming.headers["Accept"] ?? "")
            }
            guard let transaction = transactions[id] else { throw Reply.transactionNotFound }
            return Reply(pictureOf: transaction.qrisString)
        }

        /// Returns the `data` of a reply about a transaction.
        ///
        /// The sample of creating has type and status before the payload, that of looking up behind it: `typeFirst`.
        func details(
            of transaction: SandboxTransaction, _ outlet: SandboxOutlet, _ incoming: Incoming, typeFirst: Bool
        ) -> JSON {
            let kind = [
                JSON.Member(name: "payment_type", value: .string(transaction.paymentType)),
                JSON.Member(name: "status", value: .string(transaction.status)),
            ]
            let payload = [JSON.Member(name: "qris_string", value: .string(transaction.qrisString))]
            let members =
                [JSON.Member(name: "id", value: .string(transaction.id))]
                + (typeFirst ? kind + payload : payload + kind)
                + [
                    JSON.Member(name: "order_id", value: .string(transaction.orderID)),
                    JSON.Member(name: "gross_amount", value: .number(transaction.grossAmount)),
                    JSON.Member(name: "currency", value: "IDR"),
                    JSON.Member(name: "created_at", value: .string(Self.text(of: transaction.createdAt))),
                    JSON.Member(name: "settlement_at", value: .optional(transaction.settledAt.map(Self.text))),
                ]
            let address = "\(incoming.origin)/transactions/\(transaction.id)/qr-code"
            return [
                "outlet": ["id": .string(outlet.id), "pop_id": .string(outlet.popID)],
                "transaction": .object(members),
                "actions": [["name": "generate-qr-code", "method": "GET", "url": .string(address)]],
            ]
        }

        /// Marks a transaction as paid.
        mutating func pay(_ id: String, late: Bool) throws(SandboxError) -> SandboxTransaction {
            guard let transaction = transactions[id] else { throw .unknownTransaction }
            guard !transaction.isSettled else { throw .alreadySettled }
            guard transaction.isPending || late else { throw .expired }
            let date = date
            let paid = transactions.change(id) { transaction in
                transaction.status = SandboxTransaction.settlement
                transaction.settledAt = date
            }
            guard let paid else { throw .unknownTransaction }
            notify(of: paid)
            return paid
        }

        /// Marks a transaction as expired; nothing happens when it is already.
        mutating func expire(_ id: String) throws(SandboxError) -> SandboxTransaction {
            guard let transaction = transactions[id] else { throw .unknownTransaction }
            guard !transaction.isSettled else { throw .alreadySettled }
            let status = settings.expiredStatus
            guard let expired = transactions.change(id, { $0.status = status }) else { throw .unknownTransaction }
            return expired
        }

        /// Expires what has been pending for too long, where the settings say so, and forgets what is old.
        mutating func tidy() {
            if let limit = settings.expiresAfter {
                transactions.expire(createdUntil: now - limit, as: settings.expiredStatus)
            }
            transactions.forget(createdUntil: now - TransactionTable.lifetime)
            keys.forget(createdUntil: now - settings.keyLifetime)
        }

        /// Forgets everything but the clock, and goes on with the numbers that follow.
        mutating func reset() {
            settings = configuration.settings
            tokens.removeAll()
            transactions.removeAll()
            keys.removeAll()
            subscriptions.removeAll()
            notifications.removeAll()
            faults.removeAll()
            journal.removeAll()
        }
    }
#endif
