// `qris status`: a transaction as GoBiz knows it now.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import GoBiz

    /// The command `status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look a GoBiz transaction up.",
            discussion: """
                Exit status: 0 found, whatever its status; 1 there is none; 2 GoBiz did not tell.

                Examples:
                  qris status --sandbox --outlet G000012345 71839e9c-944b-40ce-bd31-8a76db666f36
                  qris status --outlet G123 --credentials gobiz.conf --json ID
                """)

        @OptionGroup(title: "Server") var server: GoBizOptions

        @Argument(help: ArgumentHelp("GoBiz's ID of the transaction.", valueName: "id"))
        var transaction: String

        @Flag(help: "Print one JSON document.")
        var json = false

        func run() async throws {
            let client = try server.client(journal: MemoryPaymentJournal())
            let report: TransactionReport
            do {
                report = TransactionReport(try await client.transaction(transaction))
            } catch let error as GoBizError {
                let refusal = SaleRefusal(error)
                if json, let document = refusal.document { try Output.write(document) }
                throw refusal.failure
            }
            try Output.write(json ? report.document : Array((report.lines.joined(separator: "\n") + "\n").utf8))
        }
    }
#endif
