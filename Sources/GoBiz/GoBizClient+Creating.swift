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
        /// - `keyInUse`, `keyFinished`, `keyTooOld`: nothing was sent; the entry of the earlier request stays.
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
            guard !request.orderID.isEmpty else { throw GoBizError.invalidRequest("order_id is empty.") }
            guard request.grossAmount > 0 else { throw GoBizError.invalidRequest("gross_amount must be 1 or more.") }
            let outlet = outlet ?? self.outlet
            _ = try outlet.pathSegment()
            let entry = PaymentEntry(
                key: key, server: environment.apiURL.absoluteString, outlet: outlet, orderID: request.orderID,
                amount: request.grossAmount, createdAt: time.date, body: request.encoded())
            return try await keys.withKey(key) {
                guard let present = try await stored(entry) else {
                    return try await post(entry, request, mayHaveArrived: false)
                }
                guard present.end == nil else { throw GoBizError.about(key, .keyFinished) }
                guard present.isSameRequest(as: entry) else { throw GoBizError.about(key, .keyInUse) }
                return try await carryOn(present, request)
            }
        }

        /// Says that the shop has booked the outcome of a key, whatever it is: `resume` no longer comes back to it.
        ///
        /// The journal keeps a record of it for a month, and a `createTransaction` with the key is refused with
        /// `keyFinished`: an old payment never counts for a new sale. Also the way to give up on a key that `resume`
        /// reports as `keyTooOld`.
        /// - Parameters:
        ///   - key: the sale's key.
        ///   - reason: what the record says.
        /// - Throws: `GoBizError` of kind `journalUnavailable`, or `CancellationError`.
        public func finish(_ key: IdempotencyKey, as reason: PaymentEntry.End.Reason = .booked) async throws {
            try await keys.withKey(key) {
                do {
                    try await journal.close(key, as: PaymentEntry.End(reason, at: time.date))
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
            guard entry.isForServer(environment.apiURL.absoluteString) else {
                throw GoBizError.about(entry.key, .otherServer)
            }
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
                let detail = try await caller.perform(call, &history, isSingle: isSingle) { response in
                    var detail = response.detail(expected)
                    if detail?.isOlder(than: entry, response, isNew: !mayHaveArrived, now: time.date) ?? false {
                        detail?.findings.append(Finding(.madeEarlier))
                    }
                    return detail
                }
                return await noted(detail, entry.key)
            } catch let failure as AttemptFailure {
                // What refuses a repeated request says nothing about the attempts before it.
                guard history.mayHaveArrived else {
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

    extension TransactionDetail {
        /// How far apart the clocks of GoBiz's servers may be.
        private static let clockTolerance: TimeInterval = 60

        /// Whether the reply to a create request tells of a transaction that was there before the sale began.
        ///
        /// Nobody has seen the code of a request that is answered for the first time, so it cannot have ended. The
        /// till's clock is not compared with the server's: the reply's `Date` is the server's now, and the till's clock
        /// only tells how long ago the sale began.
        /// - Source: RFC 9110, 6.6.1.
        fileprivate func isOlder(
            than entry: PaymentEntry, _ response: HTTPResponse, isNew: Bool, now: Date
        ) -> Bool {
            if isNew, transaction.status.isFinal { return true }
            guard let created = transaction.createdAt?.date,
                let replied = response.headers["Date"].flatMap({ RetryAfter.date($0) })
            else { return false }
            let age = max(0, now.timeIntervalSince(entry.createdAt))
            return replied.timeIntervalSince(created) > age + Self.clockTolerance
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
