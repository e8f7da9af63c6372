// `qris anonymise`: a payload with invented names and numbers, for bug reports.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The command `anonymise`.
    struct Anonymise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace names and numbers of a payload by invented ones, for bug reports.",
            discussion: """
                Lengths, order, kinds of characters and faults stay: what was right is right again (check digits, \
                CRC), and a wrong CRC is as wrong as before. Kept are the acquirer, the amount, currency and \
                country, and identifiers of systems. Read the result before you send it. The payload must be \
                readable to its end.

                Example:
                  qris anonymise --file code.txt
                """)

        @OptionGroup var input: InputOptions

        @Option(help: ArgumentHelp("The same number gives the same result.", valueName: "number"))
        var seed: UInt64 = 1

        @Flag(help: "Write one JSON document: the text and its issues.")
        var json = false

        func run() throws {
            let bytes = try input.utf8()
            let payload: QRISPayload
            do throws(Refusal) {
                payload = try QRISPayload(readable: bytes, profile: .lenient)
            } catch {
                throw try error.failure(asJSON: json)
            }
            let made = MadePayload(payload: payload.anonymised(seed: seed), profile: .qris)
            try made.write(asJSON: json, options: OptionNames([]))
        }
    }
#endif
