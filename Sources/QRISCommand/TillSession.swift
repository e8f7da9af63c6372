// What `pay` does: sells one order, or goes on with all that the journal holds.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    package import GoBiz

    /// Makes one transaction per sale, shows its code, follows it and closes it.
    ///
    /// A command counts a payment only if it has seen the transaction open itself; what was paid before is told as that.
    /// For people and for programs the same is refused.
    package struct TillSession: Sendable {
        let client: GoBizClient
        let journal: any PaymentJournal
        let screen: any TillScreen
        let time: any TimeSource
        /// How long the whole session may take.
        let patience: Duration
        private let start: Duration

        /// Makes a session; its time begins to run.
        ///
        /// - Parameters:
        ///   - client: the client.
        ///   - journal: the client's journal.
        ///   - screen: where the session shows what it does.
        ///   - patience: how long the session may take.
        ///   - time: the client's time.
        package init(
            client: GoBizClient, journal: any PaymentJournal, screen: any TillScreen, patience: Duration,
            time: any TimeSource = SystemTime()
        ) {
            self.client = client
            self.journal = journal
            self.screen = screen
            self.patience = patience
            self.time = time
            start = time.now
        }

        /// Sells an order: goes on with its open transaction, or makes one.
        ///
        /// - Parameters:
        ///   - request: what is to be paid.
        ///   - isAgain: whether a new transaction is wanted when the order's earlier one is over.
        /// - Throws: `SaleRefusal` or `GoBizError` unless the sale is paid now; `Failure` when nothing can be written.
        package func sell(_ request: TransactionRequest, isAgain: Bool) async throws {
            let entries = try await entries()
            guard let earlier = entries.last(where: { client.holds($0, order: request.orderID) }) else {
                return try await begin(request, knowing: entries)
            }
            if let end = earlier.end {
                guard isAgain else { throw SaleRefusal(closed: earlier, end) }
                return try await begin(request, knowing: entries)
            }
            guard isAgain || earlier.amount == request.grossAmount else {
                throw SaleRefusal(otherAmount: request.grossAmount, than: earlier)
            }
            guard let payment = try await client.resume(earlier.key) else { throw SaleRefusal.journalUnavailable }
            let detail = try checked(try payment.result.get(), earlier.key, knowing: entries)
            // The earlier one stays open: its code may be paid late, which `resume` would tell.
            if isAgain, detail.isOverUnpaid { return try await begin(request, knowing: entries) }
            guard earlier.amount == request.grossAmount || detail.transaction.status.isSettled else {
                throw SaleRefusal(otherAmount: request.grossAmount, than: earlier)
            }
            try await goOn(with: detail, earlier)
        }

        /// Makes the transaction of a sale that begins now, under a key of its own.
        private func begin(_ request: TransactionRequest, knowing entries: [PaymentEntry]) async throws {
            let key = IdempotencyKey.random()
            let detail = try await client.createTransaction(request, key: key)
            try await collect(checked(detail, key, knowing: entries), key)
        }

        /// Goes on with a transaction that an earlier command made.
        private func goOn(with detail: TransactionDetail, _ entry: PaymentEntry) async throws {
            guard !detail.transaction.status.isSettled else {
                await close(entry.key)
                throw SaleRefusal(paidBefore: detail.transaction, entry)
            }
            try await collect(detail, entry.key)
        }

        /// Goes on with every open sale of the journal: tells first what is over, then follows the others.
        ///
        /// - Throws: `Failure` when not all of them are paid.
        package func resume() async throws {
            let entries = try await entries()
            let payments = try await client.resume()
            var areAllPaid = true
            for isOver in [true, false] {
                for payment in payments where payment.isOver == isOver {
                    let isPaid = try await goOn(with: payment, knowing: entries)
                    areAllPaid = areAllPaid && isPaid
                }
            }
            guard areAllPaid else { throw Failure(.operationFailed) }
        }

        /// One sale's trouble must not hide what became of the others.
        private func goOn(with payment: ResumedPayment, knowing entries: [PaymentEntry]) async throws -> Bool {
            let entry = payment.entry
            do {
                let detail = try checked(try payment.result.get(), entry.key, knowing: entries)
                guard !detail.transaction.status.isSettled else {
                    try screen.paid(detail, entry.key, isResumed: true)
                    await close(entry.key)
                    return true
                }
                try await collect(detail, entry.key)
                return true
            } catch let error as GoBizError {
                try screen.refused(SaleRefusal(error, order: entry.orderID))
            } catch let refusal as SaleRefusal {
                try screen.refused(refusal)
            }
            return false
        }

        /// Shows an open transaction's code and follows it until it is paid.
        ///
        /// - Parameters:
        ///   - detail: the transaction as it is now.
        ///   - key: the sale's key.
        /// - Throws: `SaleRefusal` unless it is paid; `Failure` when nothing can be written.
        func collect(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws {
            let status = detail.transaction.status
            guard !status.isFinal else { throw SaleRefusal(over: detail.transaction) }
            guard status != .pending || detail.findings.isEmpty else { throw SaleRefusal(codeOf: detail) }
            try screen.open(detail, key)
            let last = try await follow(detail, key)
            guard !last.isAboutAnotherSale else { throw SaleRefusal(aboutAnotherSale: last) }
            guard last.transaction.status.isSettled else {
                try screen.ended(last)
                throw last.transaction.status.isFinal
                    ? SaleRefusal(over: last.transaction) : SaleRefusal(notPaidYet: last.transaction)
            }
            try screen.paid(last, key, isResumed: false)
            await close(key)
        }

        /// Closes a paid sale, which is told by then.
        private func close(_ key: IdempotencyKey) async {
            do {
                try await client.finish(key, as: PaymentEntry.End.Reason(.settlement))
            } catch {
                screen.output.message("qris: warning: the journal could not note the payment, so it will be told again")
            }
        }

        private func follow(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws -> TransactionDetail {
            var last = detail
            let remaining = max(.zero, patience - (time.now - start))
            for await update in client.updates(of: detail, until: .after(remaining)) {
                switch update {
                case .changed(let news):
                    if news.transaction.status != last.transaction.status, !news.isAboutAnotherSale {
                        try screen.changed(news, key)
                    }
                    last = news
                case .unreachable(let error, _): screen.noNews(error)
                case .ended: break
                }
            }
            return last
        }

        /// Returns a transaction unless it is, or may be, another sale's: by the entries of before, as one transaction
        /// never pays for two sales.
        private func checked(
            _ detail: TransactionDetail, _ key: IdempotencyKey, knowing entries: [PaymentEntry]
        ) throws(SaleRefusal) -> TransactionDetail {
            let isTaken = entries.contains { entry in
                entry.key != key
                    && entry.transactionID.map { $0.utf8.elementsEqual(detail.transaction.id.utf8) } ?? false
            }
            guard !isTaken, !detail.isAboutAnotherSale else {
                throw SaleRefusal(aboutAnotherSale: detail, isTaken: isTaken)
            }
            return detail
        }

        private func entries() async throws -> [PaymentEntry] {
            do {
                return try await journal.entries()
            } catch {
                throw SaleRefusal.journalUnavailable
            }
        }
    }

    extension GoBizClient {
        /// Whether an entry is of an order at this client's server and outlet.
        func holds(_ entry: PaymentEntry, order: String) -> Bool {
            entry.orderID.utf8.elementsEqual(order.utf8) && entry.outlet.utf8.elementsEqual(outlet.utf8)
                && entry.server.map { $0.utf8.elementsEqual(environment.apiURL.absoluteString.utf8) } ?? true
        }
    }

    extension TransactionDetail {
        /// Whether the transaction has ended without the money.
        fileprivate var isOverUnpaid: Bool { transaction.status.isFinal && !transaction.status.isSettled }
    }

    extension ResumedPayment {
        /// Whether nothing is left to follow.
        fileprivate var isOver: Bool {
            if case .success(let detail) = result { detail.transaction.status.isFinal } else { false }
        }
    }
#endif
