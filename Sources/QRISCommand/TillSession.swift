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

        /// Goes on with every transaction of the journal.
        func resume() async throws {
            var areAllOver = true
            for payment in try await client.resume() {
                switch payment.result {
                case .success(let detail):
                    let isPaid = try await collect(detail, payment.entry.key)
                    areAllOver = areAllOver && isPaid
                case .failure(let error):
                    areAllOver = false
                    let order = VisibleText.string(of: payment.entry.orderID.utf8)
                    Output.message("qris: order \(order): \(VisibleText.string(of: "\(error)".utf8))")
                }
            }
            guard areAllOver else { throw Failure(.operationFailed) }
        }

        /// Shows a transaction's code and follows it until it is paid, has ended or patience is over.
        ///
        /// - Returns: whether it is paid.
        func collect(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws -> Bool {
            var last = detail
            if !detail.transaction.status.isFinal {
                if !isForPrograms { try show(detail) }
                last = try await follow(detail)
            }
            try report(last, key)
            guard last.transaction.status.isFinal else {
                Output.message("qris: not paid yet, but it may still be. Go on with: qris pay --resume")
                return false
            }
            try await client.finish(key)
            return last.transaction.status.isSettled
        }

        /// Draws the code unless something about it is not as it should be.
        private func show(_ detail: TransactionDetail) throws(Failure) {
            guard let text = detail.transaction.qrisString, detail.findings.isEmpty else {
                throw Failure(
                    .invalidInput,
                    lines: ["error: the code must not be shown:"] + detail.findings.map { "error: " + $0.message })
            }
            try CodePicture.show(text)
            try Output.write(TransactionReport(detail).lines.joined(separator: "\n") + "\n")
        }

        private func follow(_ detail: TransactionDetail) async throws -> TransactionDetail {
            var last = detail
            for await update in client.updates(of: detail, until: .after(patience)) {
                switch update {
                case .changed(let news): last = news
                case .unreachable(let error, _):
                    Output.message("qris: no news: \(VisibleText.string(of: "\(error)".utf8)) Still trying.")
                case .ended: break
                }
            }
            return last
        }

        private func report(_ detail: TransactionDetail, _ key: IdempotencyKey) throws(Failure) {
            let report = TransactionReport(detail, key: key)
            guard !isForPrograms else { return try Output.write(report.document) }
            let settled = detail.transaction.settlementAt.map { " at " + VisibleText.string(of: $0.text.utf8) } ?? ""
            let status = VisibleText.string(of: detail.transaction.status.rawValue.utf8)
            try Output.write("\(detail.transaction.status.isSettled ? "Paid" : "Status: \(status)")\(settled)\n")
        }
    }
#endif
