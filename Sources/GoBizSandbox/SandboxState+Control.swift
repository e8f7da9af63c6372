// The sandbox's own controls under `/_sandbox/`.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension SandboxState {
        /// Answers a request to the controls.
        mutating func control(_ incoming: Incoming) -> Reply {
            let path = incoming.segments.dropFirst().joined(separator: "/")
            do throws(Reply) {
                switch (incoming.method, path) {
                case ("GET", "state"): return Reply(200, stateJSON)
                case ("GET", "outlets"): return Reply(200, ["outlets": .array(configuration.outlets.map(\.json))])
                case ("GET", "transactions"):
                    let newest = transactions.all.reversed().prefix(limit(incoming))
                    return Reply(200, ["transactions": .array(newest.map(\.json))])
                case ("GET", "requests"):
                    let last = journal.requests.suffix(limit(incoming))
                    return Reply(200, ["requests": .array(last.map(\.json))])
                case ("DELETE", "requests"):
                    journal.removeAll()
                    return .done
                case ("POST", "pay"), ("POST", "expire"): return try change(incoming, to: path)
                case ("POST", "clock/advance"): return try advance(incoming)
                case ("POST", "tokens/revoke"):
                    tokens.removeAll()
                    return .done
                case ("POST", "reset"):
                    reset()
                    return .done
                case ("GET", "settings"): return Reply(200, settings.json)
                case ("POST", "settings"):
                    settings = try settings.changed(by: body(incoming))
                    return Reply(200, settings.json)
                default: return try faultControl(incoming)
                }
            } catch {
                return error
            }
        }

        /// The most elements a caller wants of a list; all unless `limit` says otherwise.
        private func limit(_ incoming: Incoming) -> Int {
            incoming.query["limit"].flatMap { Int($0) }.map { max(0, $0) } ?? Int.max
        }

        /// Reads a control's body; these need no media type, so that plain `curl -d` works.
        private func body(_ incoming: Incoming) throws(Reply) -> JSON {
            guard let object = incoming.object else { throw .refusal(400, "the body must be a JSON object") }
            return object
        }

        private mutating func change(_ incoming: Incoming, to action: String) throws(Reply) -> Reply {
            let body = try body(incoming)
            let orderID = body["order_id"]?.text
            guard
                let id = body["id"]?.text
                    ?? orderID.flatMap({ name in transactions.all.last { $0.orderID == name }?.id })
            else { throw .refusal(orderID == nil ? 400 : 404, "id or order_id must name a transaction") }
            do throws(SandboxError) {
                let late = body["late"]?.boolean ?? false
                return Reply(200, try (action == "pay" ? pay(id, late: late) : expire(id)).json)
            } catch {
                throw .refusal(error)
            }
        }

        private mutating func advance(_ incoming: Incoming) throws(Reply) -> Reply {
            guard let seconds = try body(incoming)["seconds"]?.double, 0...315_576_000 ~= seconds else {
                throw .refusal(400, "seconds must be a number from 0 to 315576000 (ten years)")
            }
            advance(by: .seconds(seconds))
            return Reply(200, stateJSON)
        }

        /// Moves the clock.
        mutating func advance(by duration: Duration) {
            advanced += duration
            now += duration
            tidy()
            faults.tidy(at: now)
        }

        private mutating func faultControl(_ incoming: Incoming) throws(Reply) -> Reply {
            guard incoming.segments.dropFirst().first == "faults", incoming.segments.count <= 3 else {
                throw .refusal(404, "there is no such control")
            }
            faults.tidy(at: now)
            switch (incoming.method, incoming.segments.dropFirst(2).first) {
            case ("GET", nil):
                return Reply(200, ["faults": .array(faults.entries.map { $0.json(at: now) })])
            case ("POST", nil):
                let id = faults.add(try SandboxFault(body(incoming)), at: now, seed: configuration.seed)
                return Reply(201, faults.entries.last { $0.id == id }?.json(at: now) ?? .null)
            case ("DELETE", nil):
                faults.removeAll()
                return .done
            case ("DELETE", let text?):
                guard let id = Int(text), faults.remove(id) else { throw .refusal(404, "there is no such fault") }
                return .done
            default:
                throw .refusal(404, "there is no such control")
            }
        }

        private var stateJSON: JSON {
            [
                "date": .string(Self.text(of: date)), "advanced_seconds": .decimal(advanced.inSeconds),
                "outlets": .number(configuration.outlets.count), "transactions": .number(transactions.count),
                "most_transactions": .number(TransactionTable.limit), "pending": .number(transactions.pendingCount),
                "settled": .number(transactions.settledCount), "tokens": .number(tokens.count),
                "idempotency_keys": .number(keys.count), "subscriptions": .number(subscriptions.count),
                "notifications": .number(notifications.items.count), "faults": .number(faults.entries.count),
                "sends_notifications": .bool(SandboxEngine.sendsNotifications),
            ]
        }
    }

    extension Reply {
        static let done = Reply(200, ["ok": true])

        /// A refusal of the controls.
        static func refusal(_ status: Int, _ message: String) -> Reply {
            Reply(status, ["ok": false, "error": .string(message)])
        }

        fileprivate static func refusal(_ error: SandboxError) -> Reply {
            switch error {
            case .unknownTransaction: refusal(404, "there is no transaction with this id")
            case .alreadySettled: refusal(409, "the transaction is paid already")
            case .expired: refusal(409, "the transaction has expired; \"late\": true pays it all the same")
            }
        }
    }

    // MARK: - What the controls show

    extension SandboxOutlet {
        fileprivate var json: JSON {
            ["id": .string(id), "pop_id": .string(popID), "terminal_label": .string(terminalLabel)]
        }
    }

    extension SandboxTransaction {
        fileprivate var json: JSON {
            [
                "id": .string(id), "outlet_id": .string(outletID), "order_id": .string(orderID),
                "gross_amount": .number(grossAmount), "status": .string(status), "qris_string": .string(qrisString),
                "created_at": .string(SandboxState.text(of: createdAt)),
                "settlement_at": .optional(settledAt.map(SandboxState.text)),
                "idempotency_key": .string(idempotencyKey),
            ]
        }
    }

    extension SandboxRequest {
        fileprivate var json: JSON {
            [
                "number": .number(number), "date": .string(SandboxState.text(of: date)), "method": .string(method),
                "path": .string(path), "idempotency_key": .optional(idempotencyKey), "request_id": .string(requestID),
                "body": .string(body), "outcome": .string(outcome), "faults": .array(faults.map { .number($0) }),
            ]
        }
    }
#endif
