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
                Every transaction is in the journal before it is asked for. After a crash or without an answer, the same
                command or --resume goes on with the same transaction: nothing is charged twice.
                Exit status: 0 paid, 2 not paid or not known yet, 1 refused.

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
            help: ArgumentHelp("Where transactions are remembered until they are over.", valueName: "file"),
            completion: .file())
        var journal = "payments.journal"

        @Option(help: ArgumentHelp("How long to follow; 0 to look only once.", valueName: "seconds"))
        var wait = 300

        @Flag(help: "Go on with all transactions of the journal instead of making one.")
        var resume = false

        @Flag(help: "Print a line of JSON a transaction, and no picture.")
        var json = false

        func validate() throws {
            guard resume == (order == nil), resume == (amount == nil) else {
                throw ValidationError("Give --order and --amount, or --resume.")
            }
            guard wait >= 0 else { throw ValidationError("--wait takes 0 or more seconds.") }
        }

        func run() async throws {
            let journal = try openJournal()
            let client = try server.client(journal: journal)
            let till = TillSession(client: client, patience: .seconds(wait), isForPrograms: json)
            do {
                guard let order, let amount else { return try await till.resume() }
                let request = TransactionRequest(orderID: order, grossAmount: Rupiah(amount))
                // A sale that was begun keeps its key, or it would be charged twice.
                let begun = await journal.entries().first { $0.orderID == order && $0.outlet == server.outlet }
                let key = begun?.key ?? .random()
                let detail = try await client.createTransaction(request, key: key)
                guard try await till.collect(detail, key) else { throw Failure(.operationFailed) }
            } catch let error as GoBizError {
                throw Failure(error)
            }
        }

        private func openJournal() throws(Failure) -> FilePaymentJournal {
            do throws(JournalError) {
                return try FilePaymentJournal(path: journal)
            } catch {
                let name = VisibleText.string(of: journal.utf8)
                throw Failure(.operationFailed, "cannot use the journal \(name): \(error)")
            }
        }
    }
#endif
