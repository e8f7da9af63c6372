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
                An order is one transaction: the same command again, after a crash, without an answer or when it is paid
                already, goes on with the same one. Sales not yet paid are in the journal; --resume goes on with all of
                them, --forget gives one up.
                Exit status: 0 paid, 1 refused without effect, 2 not paid or not known yet.

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

        @Option(help: ArgumentHelp("How long to follow; 0 to look only once.", valueName: "seconds"))
        var wait = 300

        @Flag(help: "Go on with all sales of the journal instead of making one.")
        var resume = false

        @Option(help: ArgumentHelp("Give a sale up: the journal forgets it.", valueName: "order"))
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
        }

        func run() async throws {
            let journal = try openJournal()
            let client = try server.client(journal: journal)
            let till = TillSession(client: client, patience: .seconds(wait), isForPrograms: json)
            do {
                if let forget { return try await give(up: forget, in: journal, client) }
                guard let order, let amount else { return try await till.resume() }
                let request = TransactionRequest(orderID: order, grossAmount: Rupiah(amount))
                let key = try server.key(ofOrder: order)
                let detail = try await client.createTransaction(request, key: key)
                guard try await till.collect(detail, key) else { throw Failure(.operationFailed) }
            } catch let error as GoBizError {
                if json { try Output.write(TransactionReport.document(of: error)) }
                throw Failure(error)
            }
        }

        private func give(up order: String, in journal: FilePaymentJournal, _ client: GoBizClient) async throws {
            let entries = await journal.entries().filter { $0.orderID.utf8.elementsEqual(order.utf8) }
            guard !entries.isEmpty else { throw Failure(.invalidInput, "the journal has no such order") }
            for entry in entries { try await client.finish(entry.key) }
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
