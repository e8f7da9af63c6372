// Why a sale does not end with a payment, for people and for programs.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz

    /// An end of a sale without a payment.
    ///
    /// The exit status is 1 when repeating the command changes nothing, and 2 when it may.
    package struct SaleRefusal: Error, Sendable {
        package let status: ExitStatus
        /// Stable: programs compare it.
        package let code: String
        /// What is so and what to do; may hold texts of others, so it is not printed raw.
        var message: String
        var orderID: String?
        package private(set) var transactionID: String?
        var key: IdempotencyKey?
        /// The transaction's amount, status and settlement as far as they are known.
        private var amount: Rupiah?
        private var lastStatus: TransactionStatus?
        private var settledAt: String?
        /// What was not as it should be in the reply.
        var findings: [Finding] = []
        /// What GoBiz says itself.
        var problems: [APIProblem] = []

        private init(_ status: ExitStatus, code: String, _ message: String) {
            self.status = status
            self.code = code
            self.message = message
        }

        private init(_ status: ExitStatus, code: String, _ entry: PaymentEntry, _ message: String) {
            self.init(status, code: code, "order \(entry.orderID) " + message)
            orderID = entry.orderID
            transactionID = entry.transactionID
            amount = entry.amount
            key = entry.key
        }

        private init(_ status: ExitStatus, code: String, _ transaction: Transaction, _ message: String) {
            self.init(status, code: code, message)
            take(transaction)
        }

        private mutating func take(_ transaction: Transaction) {
            orderID = transaction.orderID
            transactionID = transaction.id
            amount = transaction.grossAmount
            lastStatus = transaction.status
            settledAt = transaction.settlementAt?.text
        }
    }

    // MARK: - Refused for good

    extension SaleRefusal {
        /// The order's transaction was paid before this command began.
        init(paidBefore transaction: Transaction, _ entry: PaymentEntry) {
            let moment = transaction.settlementAt.map { " at \($0.text)" } ?? ""
            self.init(
                .invalidInput, code: "alreadyPaid", entry,
                "was paid already\(moment): \(entry.amount) rupiah, transaction \(transaction.id). "
                    + Self.paidAdvice)
            take(transaction)
        }

        /// The journal has a record that the order's sale is over.
        init(closed entry: PaymentEntry, _ end: PaymentEntry.End) {
            let transaction = entry.transactionID.map { ", transaction \($0)" } ?? ""
            let record = "\(entry.amount) rupiah\(transaction)\(Self.moment(end.date)). "
            switch end.reason {
            case PaymentEntry.End.Reason(.settlement), .booked:
                self.init(
                    .invalidInput, code: "alreadyPaid", entry,
                    "was paid already: \(record)" + Self.paidAdvice)
                lastStatus = .settlement
            case .forgotten:
                self.init(
                    .invalidInput, code: "forgotten", entry,
                    "was given up with --forget: \(record)Nothing was sent. " + Self.againAdvice)
            default:
                self.init(
                    .invalidInput, code: "over", entry,
                    "is over with the status \(end.reason.rawValue): \(record)Nothing was sent. " + Self.againAdvice)
            }
        }

        /// When an end was noted; nothing for a date that no clock shows.
        private static func moment(_ date: Date) -> String {
            (0..<253_402_300_800).contains(date.timeIntervalSince1970) ? ", noted \(date.formatted(.iso8601))" : ""
        }

        /// The transaction has ended without the money.
        init(over transaction: Transaction) {
            self.init(
                .invalidInput, code: "over", transaction,
                "order \(transaction.orderID ?? "") is over: transaction \(transaction.id) has the status "
                    + "\(transaction.status.rawValue), so its code is no longer shown. "
                    + "--again makes a new transaction for the order.")
        }

        /// The order was begun with another amount and is still open.
        init(otherAmount amount: Rupiah, than entry: PaymentEntry) {
            self.init(
                .invalidInput, code: "otherAmount", entry,
                "was begun with --amount \(entry.amount) and is still open, so --amount \(amount) was not sent. "
                    + "Give the first amount or another order number, or give the sale up with "
                    + "--forget \(entry.orderID).")
        }

        /// The amount cannot be asked for.
        init(amount: Int64) {
            self.init(
                .invalidInput, code: "invalidRequest",
                "gross_amount must be 1 or more: --amount is \(amount). Nothing was sent.")
        }

        /// There is no open sale to give up.
        init(unknownOrder order: String, record: PaymentEntry?) {
            self.init(
                .invalidInput, code: record == nil ? "unknownOrder" : "notOpen",
                record == nil
                    ? "the journal has no such order at this server and outlet"
                    : "order \(order) is not open: it is over already")
            orderID = order
            transactionID = record?.transactionID
        }

        private static let paidAdvice =
            "This command took no payment. If that was for this sale, the sale is paid. " + againAdvice
        private static let againAdvice =
            "For another sale take another order number, or give --again for a new transaction."
    }

    // MARK: - Not paid, or not known

    extension SaleRefusal {
        /// Nothing is known of the journal.
        static let journalUnavailable = SaleRefusal(
            .operationFailed, code: "journalUnavailable", "The journal cannot be read.")

        private static let notPaidYetCode = "notPaidYet"

        /// Time is up and the transaction is open.
        init(notPaidYet transaction: Transaction) {
            self.init(
                .operationFailed, code: Self.notPaidYetCode, transaction,
                "order \(transaction.orderID ?? "") is not paid yet, but it may still be: transaction "
                    + "\(transaction.id), status \(transaction.status.words). " + Self.goOnAdvice)
        }

        /// The reply is about a transaction that is not this sale's, or that another sale of the journal has.
        init(aboutAnotherSale detail: TransactionDetail, isTaken: Bool = false) {
            let reason = isTaken ? " The journal has the transaction for another sale." : ""
            self.init(
                .operationFailed, code: "otherSale",
                "GoBiz's reply is not about this sale, so its code and its status do not count.\(reason)")
            transactionID = detail.transaction.id
            findings = detail.findings
        }

        /// Something about an open transaction's code is not as it should be.
        init(codeOf detail: TransactionDetail) {
            self.init(
                .operationFailed, code: "codeRefused", detail.transaction,
                "the code must not be shown, and nobody should pay it.")
            findings = detail.findings
        }

        /// A call that failed; the error holds neither secrets nor customer data.
        init(_ error: GoBizError, order: String? = nil) {
            let isInput = [.invalidRequest, .badRequest, .transactionNotFound].contains(error.kind)
            let place = order.map { "order \($0): " } ?? ""
            var advice = ""
            switch (error.kind, error.cause) {
            case (.indeterminate, .transactionNotFound?), (.keyTooOld, _):
                advice = " Look for the order in GoBiz's portal; --forget gives it up."
            case (.indeterminate, .badRequest?):
                advice =
                    " An earlier attempt may have been taken: look for the order in GoBiz's portal; --forget gives it up."
            case (.indeterminate, _): advice = " " + Self.goOnAdvice
            default: break
            }
            self.init(
                isInput ? .invalidInput : .operationFailed, code: "\(error.kind)", place + error.words + advice)
            orderID = order
            key = error.key
            problems = error.problems
        }

        /// The command was told to stop, or has taken too long.
        init(stopped reason: String, order: String?) {
            let advice = order.map {
                " Order \($0) is not lost: the same command goes on with it, --forget gives it up."
            }
            self.init(
                .operationFailed, code: "stopped", reason + (advice ?? " No sale is lost: the same command goes on."))
            orderID = order
        }

        /// Given with --again the command would go on all the same, and make a new transaction once this one is paid.
        private static let goOnAdvice = "The same command, without --again, goes on with it."
    }

    // MARK: - Telling

    extension SaleRefusal {
        /// The refusal as lines for standard error.
        var failure: Failure {
            let details =
                findings.map { "    \($0.message)" }
                + problems.map { problem in
                    let texts = [problem.title, problem.message, problem.code.map { "(\($0))" }].compactMap { $0 }
                    return "    GoBiz says: " + VisibleText.string(of: texts.joined(separator: " ").utf8)
                }
            return Failure(status, lines: ["error: " + VisibleText.string(of: message.utf8)] + details)
        }

        /// The refusal as one JSON document; nil where the line before it has told the status.
        var document: [UInt8]? {
            guard code != Self.notPaidYetCode else { return nil }
            var writer = JSONWriter()
            writer.object { members in
                members.key("error")
                members.object(write)
                if lastStatus != nil { writeTransaction(to: &members) }
            }
            writer.endLine()
            return writer.bytes
        }

        private func writeTransaction(to members: inout JSONWriter) {
            members.key("transaction")
            members.object { object in
                object.member("id", transactionID)
                object.member("status", lastStatus?.rawValue)
                object.member("order_id", orderID)
                object.key("gross_amount")
                if let amount { object.number(Int(amount.value)) } else { object.null() }
                object.member("settlement_at", settledAt)
            }
        }

        private func write(_ object: inout JSONWriter) {
            object.member("code", code)
            object.member("message", message)
            object.member("order_id", orderID)
            object.member("transaction_id", transactionID)
            object.member("idempotency_key", key?.text)
            object.key("findings")
            object.array { list in
                for finding in findings { list.string(finding.message) }
            }
            object.key("errors")
            object.array { list in
                for problem in problems {
                    list.object { members in
                        members.member("message_title", problem.title)
                        members.member("message", problem.message)
                        members.member("code", problem.code)
                    }
                }
            }
        }
    }

    extension GoBizError {
        /// The error in a plain sentence, and what may mend it.
        var words: String {
            // Plain HTTP goes to this machine only.
            let isLocal = server?.hasPrefix("http://") ?? false
            return "\(self)" + ((cause ?? kind) == .unreachable && isLocal ? " Is `qris sandbox` running?" : "")
        }
    }

    extension TransactionStatus {
        /// The status as it came, marked when its meaning is not known.
        var words: String { isKnown ? rawValue : "\(rawValue) (not known to this version of qris)" }
    }
#endif
