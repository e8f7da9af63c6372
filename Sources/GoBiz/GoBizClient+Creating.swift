// Creating a transaction, once.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension GoBizClient {
        /// Creates a transaction, or brings back the one that was created for the same key.
        ///
        /// The request is in the journal before the first byte is sent. Attempts whose outcome is not known are
        /// repeated with the same key and the same bytes, so there is never a second transaction. Calls with the same
        /// key wait for each other.
        ///
        /// When it throws, the kind says what is left:
        /// - `indeterminate`: there is a transaction, or may be. The entry stays in the journal: call again with the
        ///   same key and request, or `resume()`, until one of them tells.
        /// - `keyInUse`, `keyTooOld`: nothing was sent; the entry of the earlier request stays.
        /// - any other, and nothing of this key before: there is no transaction, and the entry is gone.
        ///
        /// After `CancellationError` the entry stays if anything was sent.
        /// - Parameters:
        ///   - request: what is to be paid.
        ///   - outlet: the outlet that is paid, if not the client's.
        ///   - key: the sale's key; make it once for each sale and keep it until the sale is over.
        /// - Returns: the transaction, with what is not as it should be in its `findings`.
        /// - Throws: `GoBizError`, or `CancellationError`.
        public func createTransaction(
            _ request: TransactionRequest, outlet: String? = nil, key: IdempotencyKey
        ) async throws -> TransactionDetail {
            guard !request.orderID.isEmpty, request.grossAmount > 0 else { throw GoBizError(.invalidRequest) }
            let outlet = outlet ?? self.outlet
            _ = try outlet.pathSegment()
            let entry = PaymentEntry(
                key: key, outlet: outlet, orderID: request.orderID, amount: request.grossAmount, createdAt: time.date,
                body: request.encoded())
            return try await keys.withKey(key) {
                guard let present = try await stored(entry) else {
                    return try await post(entry, request, mayHaveArrived: false)
                }
                guard present.isSameRequest(as: entry) else { throw GoBizError.about(key, .keyInUse) }
                return try await carryOn(present, request)
            }
        }

        /// Says that the shop has booked the outcome of a key, whatever it is; the journal forgets it.
        ///
        /// Also the way to give up on a key that `resume` reports as `keyTooOld`.
        /// - Parameter key: the sale's key.
        /// - Throws: `GoBizError` of kind `journalUnavailable`, or `CancellationError`.
        public func finish(_ key: IdempotencyKey) async throws {
            try await keys.withKey(key) {
                do {
                    try await journal.remove(key)
                } catch {
                    throw GoBizError(.journalUnavailable)
                }
            }
        }

        private func stored(_ entry: PaymentEntry) async throws -> PaymentEntry? {
            do {
                return try await journal.store(entry)
            } catch {
                throw GoBizError(.journalUnavailable)
            }
        }

        /// Finds out what became of an entry: looks its transaction up, or sends its request again.
        ///
        /// - Parameters:
        ///   - entry: the entry.
        ///   - request: what was asked for, if that is known beyond the entry.
        ///   - isSingle: whether to try only once.
        /// - Returns: the transaction.
        /// - Throws: `GoBizError`, or `CancellationError`.
        func carryOn(
            _ entry: PaymentEntry, _ request: TransactionRequest? = nil, isSingle: Bool = false
        ) async throws -> TransactionDetail {
            if let transactionID = entry.transactionID {
                let expected = Expected(outlet: entry.outlet, orderID: entry.orderID, amount: entry.amount)
                do {
                    return try await lookUp(transactionID, expected, isSingle: isSingle)
                } catch let error as GoBizError {
                    // There is a transaction, whatever keeps it from being seen now.
                    throw error.indeterminate(entry.key)
                }
            }
            guard entry.mayBeSentAgain(at: time.date, within: options.replayLimit) else {
                throw GoBizError.about(entry.key, .keyTooOld)
            }
            return try await post(entry, request, mayHaveArrived: true, isSingle: isSingle)
        }

        /// Sends an entry's request until its outcome is known or time is up.
        private func post(
            _ entry: PaymentEntry, _ request: TransactionRequest?, mayHaveArrived: Bool, isSingle: Bool = false
        ) async throws -> TransactionDetail {
            var history = CallHistory(mayHaveArrived: mayHaveArrived)
            let expected = Expected(
                outlet: entry.outlet, orderID: entry.orderID, amount: entry.amount, currency: request?.currency,
                paymentType: request?.paymentType)
            do {
                let call = try call(entry)
                let detail = try await caller.perform(call, &history, isSingle: isSingle) { $0.detail(expected) }
                return await noted(detail, entry.key)
            } catch let failure as AttemptFailure {
                // The server answers a known key with its first reply, so an outright no to the very same bytes is
                // final even after attempts without reply. Other refusals may have changed since: outlet, token,
                // address.
                let isFinal = failure.effect == .refused && failure.error.kind == .badRequest
                guard history.mayHaveArrived, !isFinal else {
                    await forget(entry.key)
                    throw failure.error
                }
                throw failure.error.indeterminate(entry.key)
            } catch {
                if !history.mayHaveArrived { await forget(entry.key) }
                throw error
            }
        }

        private func call(_ entry: PaymentEntry) throws(GoBizError) -> APICall {
            let path = try "integrations/payment/outlets/\(entry.outlet.pathSegment())/v2/transactions"
            return APICall(
                request: HTTPRequest(
                    method: "POST", url: environment.apiURL.adding(path: path),
                    headers: [
                        "Content-Type": "application/json",
                        "Accept": "application/json",
                        "Idempotency-Key": entry.key.text,
                    ],
                    body: entry.body),
                personal: StoredCustomer.values(in: entry.body))
        }

        /// Writes the transaction's ID into the journal; a journal that fails does not hide a transaction.
        private func noted(_ detail: TransactionDetail, _ key: IdempotencyKey) async -> TransactionDetail {
            var detail = detail
            let now = time.now
            recent.add(detail.transaction.id, until: now + options.creationGrace, now: now)
            // A reply about something else must not take the place of the request, which is needed to ask again.
            guard !detail.isAboutAnotherSale else { return detail }
            do {
                try await journal.complete(key, transactionID: detail.transaction.id)
            } catch {
                detail.findings.append(Finding(.notJournalled))
            }
            return detail
        }

        /// Removes an entry whose request has done nothing; if it stays, `resume` finds that out again.
        private func forget(_ key: IdempotencyKey) async {
            try? await journal.remove(key)
        }
    }

    /// The customer in a stored request.
    private struct StoredCustomer: Decodable {
        let details: [String: String]?

        enum CodingKeys: String, CodingKey {
            case details = "customer_details"
        }

        static func values(in body: Data) -> [String] {
            let customer = try? JSONDecoder().decode(StoredCustomer.self, from: body)
            return customer?.details.map { Array($0.values) } ?? []
        }
    }
#endif
