// What `pay` and `demo` do with a transaction once there is one.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import GoBiz
    import QREncoder
    import QRIS

    /// Shows transactions, follows them and closes them.
    struct TillSession {
        let client: GoBizClient
        /// How long a transaction is followed.
        let patience: Duration
        /// Whether to print a line of JSON instead of a picture and words.
        let isForPrograms: Bool

        /// Goes on with every sale of the journal: tells first what is over, then follows the others.
        func resume() async throws {
            let payments = try await client.resume()
            var areAllPaid = true
            for isOver in [true, false] {
                for payment in payments where payment.isOver == isOver {
                    let isPaid = try await goOn(with: payment)
                    areAllPaid = areAllPaid && isPaid
                }
            }
            guard areAllPaid else { throw Failure(.operationFailed) }
        }

        /// One sale's trouble must not hide what became of the others.
        private func goOn(with payment: ResumedPayment) async throws -> Bool {
            do {
                return try await collect(try payment.result.get(), payment.entry.key)
            } catch let error as GoBizError {
                if isForPrograms { try Output.write(TransactionReport.document(of: error)) }
                let order = VisibleText.string(of: payment.entry.orderID.utf8)
                Output.message("qris: order \(order): \(VisibleText.string(of: "\(error)".utf8))")
            } catch let failure as Failure {
                failure.report()
            }
            return false
        }

        /// Shows a transaction's code and follows it until it is paid, has ended or patience is over.
        ///
        /// - Returns: whether it is paid.
        func collect(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws -> Bool {
            try refuse(detail)
            var last = detail
            if isForPrograms { try Output.write(TransactionReport(detail, key: key).document) }
            if !detail.transaction.status.isFinal {
                if !isForPrograms { try show(detail) }
                last = try await follow(detail, key)
                try refuse(last)
            }
            if !isForPrograms { try tell(last) }
            guard last.transaction.status.isSettled else {
                Output.message("qris: not paid yet, but it may still be. The same command goes on with it.")
                return false
            }
            try await client.finish(key)
            return true
        }

        /// A reply about another sale tells nothing of this one, even if it is paid.
        private func refuse(_ detail: TransactionDetail) throws(Failure) {
            guard detail.isAboutAnotherSale else { return }
            throw Failure(.operationFailed, lines: lines(of: detail, "GoBiz's reply is not about this sale:"))
        }

        private func lines(of detail: TransactionDetail, _ title: String) -> [String] {
            ["error: " + title] + detail.findings.map { "error: " + $0.message }
        }

        /// Draws the code unless something about it is not as it should be.
        private func show(_ detail: TransactionDetail) throws(Failure) {
            guard let text = detail.transaction.qrisString, detail.findings.isEmpty else {
                throw Failure(.operationFailed, lines: lines(of: detail, "the code must not be shown:"))
            }
            try CodePicture.show(text)
            try Output.write(TransactionReport(detail).lines.joined(separator: "\n") + "\n")
        }

        private func follow(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws -> TransactionDetail {
            var last = detail
            for await update in client.updates(of: detail, until: .after(patience)) {
                switch update {
                case .changed(let news):
                    if isForPrograms, news.transaction.status != last.transaction.status {
                        try Output.write(TransactionReport(news, key: key).document)
                    }
                    last = news
                case .unreachable(let error, _):
                    Output.message("qris: no news: \(VisibleText.string(of: "\(error)".utf8)) Still trying.")
                case .ended: break
                }
            }
            return last
        }

        private func tell(_ detail: TransactionDetail) throws(Failure) {
            let settled = detail.transaction.settlementAt.map { " at " + VisibleText.string(of: $0.text.utf8) } ?? ""
            let status = VisibleText.string(of: detail.transaction.status.rawValue.utf8)
            let warnings = detail.findings.map { "warning: \($0.message)\n" }.joined()
            try Output.write(
                "\(detail.transaction.status.isSettled ? "Paid" : "Status: \(status)")\(settled)\n" + warnings)
        }
    }

    extension ResumedPayment {
        /// Whether nothing is left to follow.
        fileprivate var isOver: Bool {
            if case .success(let detail) = result { detail.transaction.status.isFinal } else { false }
        }
    }
#endif
