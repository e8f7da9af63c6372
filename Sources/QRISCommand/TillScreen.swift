// What a till's session shows: to people and to programs.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    package import GoBiz

    /// Shows what a session does; it decides nothing.
    package protocol TillScreen: Sendable {
        /// Where it writes.
        var output: TillOutput { get }
        /// A transaction is open; its code may be paid if it is pending.
        func open(_ detail: TransactionDetail, _ key: IdempotencyKey) throws
        /// The status has changed.
        func changed(_ detail: TransactionDetail, _ key: IdempotencyKey) throws
        /// The sale is paid; a resumed one may have been for some time.
        func paid(_ detail: TransactionDetail, _ key: IdempotencyKey, isResumed: Bool) throws
        /// Following has ended without the money.
        func ended(_ detail: TransactionDetail) throws
        /// One of several sales is not paid.
        func refused(_ refusal: SaleRefusal) throws
    }

    /// Where a screen writes.
    package struct TillOutput: Sendable {
        /// Writes a result.
        let write: @Sendable ([UInt8]) throws -> Void
        /// Writes a message.
        let message: @Sendable (String) -> Void

        /// Standard output and standard error.
        static let standard = TillOutput(write: { try Output.write($0) }, message: { Output.message($0) })

        /// Makes an output.
        ///
        /// - Parameters:
        ///   - write: takes results.
        ///   - message: takes messages, one line each.
        package init(
            write: @escaping @Sendable ([UInt8]) throws -> Void, message: @escaping @Sendable (String) -> Void
        ) {
            self.write = write
            self.message = message
        }

        fileprivate func lines(_ lines: [String]) throws {
            try write(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    extension TillScreen {
        /// Nothing was learnt; following goes on.
        func noNews(_ error: GoBizError) {
            output.message("qris: no news: \(VisibleText.string(of: error.words.utf8)) Still trying.")
        }
    }

    /// Pictures and words.
    package struct PlainScreen: TillScreen {
        package let output: TillOutput

        /// Makes a screen.
        package init(_ output: TillOutput) {
            self.output = output
        }

        package func open(_ detail: TransactionDetail, _ key: IdempotencyKey) throws {
            if detail.transaction.status == .pending, let text = detail.transaction.qrisString {
                try output.write(CodePicture.picture(of: text))
            }
            try output.lines(TransactionReport(detail).lines)
        }

        package func changed(_ detail: TransactionDetail, _ key: IdempotencyKey) throws {
            // Known ones are told at the end, which they bring.
            guard !detail.transaction.status.isKnown else { return }
            try ended(detail)
        }

        package func ended(_ detail: TransactionDetail) throws {
            try output.lines(["Status: " + VisibleText.string(of: detail.transaction.status.words.utf8)])
        }

        package func paid(_ detail: TransactionDetail, _ key: IdempotencyKey, isResumed: Bool) throws {
            let transaction = detail.transaction
            let moment = transaction.settlementAt.map { " at \($0.text)" } ?? ""
            var sale = ""
            if isResumed {
                sale = ": order \(transaction.orderID ?? ""), \(transaction.grossAmount ?? 0) rupiah, "
                sale += "transaction \(transaction.id)"
            }
            try output.lines(
                [VisibleText.string(of: "Paid\(moment)\(sale)".utf8)]
                    + detail.findings.map { "warning: \($0.message)" })
        }

        package func refused(_ refusal: SaleRefusal) {
            for message in refusal.failure.messages { output.message(message) }
        }
    }

    /// A line of JSON at the start, at each change and at each end.
    package struct JSONScreen: TillScreen {
        package let output: TillOutput

        /// Makes a screen.
        package init(_ output: TillOutput) {
            self.output = output
        }

        package func open(_ detail: TransactionDetail, _ key: IdempotencyKey) throws {
            let showsCode = detail.transaction.status == .pending
            try output.write(TransactionReport(detail, key: key, showsCode: showsCode).document)
        }

        package func changed(_ detail: TransactionDetail, _ key: IdempotencyKey) throws {
            try output.write(TransactionReport(detail, key: key, showsCode: false).document)
        }

        package func paid(_ detail: TransactionDetail, _ key: IdempotencyKey, isResumed: Bool) throws {
            // A change to this status has been told.
            if isResumed { try changed(detail, key) }
        }

        /// The last line has told it.
        package func ended(_ detail: TransactionDetail) {}

        package func refused(_ refusal: SaleRefusal) throws {
            if let document = refusal.document { try output.write(document) }
            PlainScreen(output).refused(refusal)
        }
    }
#endif
