// `qris pay`: a transaction from its creation to its settlement.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import GoBiz

    /// The command `pay`.
    struct Pay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a GoBiz transaction, show its QR code and follow it until it is paid.",
            discussion: """
                A command pays for one sale: it ends with 0 only if it has seen the transaction open and then paid. The
                same command again, after a crash or without an answer, goes on with the same transaction. When the
                order was paid before, is over or was given up, the command says so and ends with 1; --again makes a new
                transaction then. The journal knows this for a month after the end of a sale; until then an order number
                is not to be used for another sale without --again. Give --again once: repeat the command without it.
                Tills with journals of their own make transactions of their own, whatever the order number.
                Exit status: 0 paid now; 1 refused, and repeating changes nothing; 2 not paid or not known yet.

                Examples:
                  qris pay --sandbox --outlet G000012345 --order order-1 --amount 12500
                  qris pay --outlet G123 --order order-1 --amount 12500 --credentials gobiz.conf
                  qris pay --outlet G123 --resume
                """)

        @OptionGroup(title: "Server") var server: GoBizOptions

        @Option(help: ArgumentHelp("The shop's number of the sale.", valueName: "id"))
        var order: String?

        @Option(help: ArgumentHelp("What is to be paid, in whole rupiah.", valueName: "rupiah"))
        var amount: Int64?

        @Option(
            help: ArgumentHelp(
                "Where sales are remembered until they are paid, one file for each server; otherwise "
                    + "payments-SERVER.journal in ~/.local/state/qris (macOS: ~/Library/Application Support/qris).",
                valueName: "file"), completion: .file())
        var journal: String?

        @Option(
            help: ArgumentHelp(
                "How long the command may take; 0 to ask only once. At least 10 seconds are left for GoBiz to answer.",
                valueName: "seconds"))
        var wait = 300

        @Flag(help: "Make a new transaction for the order if its earlier one is paid, over or given up.")
        var again = false

        @Flag(help: "Go on with all open sales of the journal instead of making one.")
        var resume = false

        @Option(
            help: ArgumentHelp(
                "Give a sale up: no command goes on with it. Its code, if it was shown, may still be paid.",
                valueName: "order"))
        var forget: String?

        @Flag(help: "Print a line of JSON at the start and at each change, and no picture.")
        var json = false

        func validate() throws {
            let isSale = order != nil && amount != nil
            let isOther = order == nil && amount == nil && resume != (forget != nil)
            guard isSale && !resume && forget == nil || isOther else {
                throw ValidationError("Give --order and --amount, or --resume, or --forget.")
            }
            guard wait >= 0 else { throw ValidationError("--wait takes 0 or more seconds.") }
            guard !again || isSale else { throw ValidationError("--again goes with --order and --amount.") }
        }

        func run() async throws {
            do {
                if let amount, amount < 1 { throw SaleRefusal(amount: amount) }
                try await act()
            } catch let error as GoBizError {
                throw try failure(SaleRefusal(error, order: order ?? forget))
            } catch let refusal as SaleRefusal {
                throw try failure(refusal)
            }
        }

        private func act() async throws {
            let journal = try openJournal()
            let limit = Duration.seconds(max(wait, 10))
            let client = try server.client(journal: journal, callTimeout: limit)
            if let forget { return try await give(up: forget, in: journal, client) }
            try Deadline.watch(limit + .seconds(5)) { reason in
                try? failure(SaleRefusal(stopped: reason, order: order)).report()
            }
            let screen: any TillScreen = json ? JSONScreen(.standard) : PlainScreen(.standard)
            let till = TillSession(client: client, journal: journal, screen: screen, patience: .seconds(wait))
            guard let order, let amount else { return try await till.resume() }
            try await till.sell(TransactionRequest(orderID: order, grossAmount: Rupiah(amount)), isAgain: again)
        }

        private func failure(_ refusal: SaleRefusal) throws(Failure) -> Failure {
            if json, let document = refusal.document { try Output.write(document) }
            return refusal.failure
        }

        private func give(up order: String, in journal: FilePaymentJournal, _ client: GoBizClient) async throws {
            let entries = await journal.entries().filter { client.holds($0, order: order) }
            let open = entries.filter { $0.end == nil }
            guard !open.isEmpty else { throw SaleRefusal(unknownOrder: order, record: entries.last) }
            for entry in open {
                try await client.finish(entry.key, as: .forgotten)
                guard let transaction = entry.transactionID.map({ VisibleText.string(of: $0.utf8) }) else { continue }
                Output.message(
                    "qris: given up; transaction \(transaction) may still be paid: `qris status` looks it up.")
            }
        }

        private func journalPath() throws(Failure) -> String {
            if let journal { return journal }
            let location = try JournalLocation(serverName: server.serverName)
            location.tellOfEarlierJournal()
            try location.makeFolder()
            return location.path
        }

        private func openJournal() throws -> FilePaymentJournal {
            let path = try journalPath()
            let name = VisibleText.string(of: path.utf8)
            let opened: FilePaymentJournal
            do throws(JournalError) {
                opened = try FilePaymentJournal(path: path)
            } catch {
                guard error.code != .inUse else {
                    throw Failure(
                        .operationFailed,
                        "another command has the journal \(name) open, and a sale is one command's at a time. "
                            + "Nothing was sent. Wait until it ends, or give each till a --journal of its own.")
                }
                throw Failure(.operationFailed, "cannot use the journal \(name): \(error)")
            }
            if let damaged = opened.damagedLinesPath {
                let place = VisibleText.string(of: damaged.utf8)
                throw Failure(
                    .operationFailed,
                    "the journal \(name) was damaged, so a sale may be missing; the damaged lines are in \(place). "
                        + "Look into the disk, then give the command again.")
            }
            return opened
        }
    }
#endif
