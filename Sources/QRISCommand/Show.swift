// `qris show`: the code on the terminal, and what it says.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QREncoder
    import QRIS

    /// The command `show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a payload's QR code, and whom it pays how much.",
            discussion: """
                A payload with errors is not drawn: its errors are listed, and the exit status is 1.
                Anyone can make a code that passes every check: compare the name and the NMID.

                Examples:
                  qris show '00020101021126...6304ABCD'
                  qris show --file code.txt
                  qris show --profile lenient --file foreign.txt
                """)

        @OptionGroup var input: InputOptions

        @Option(help: "The rules the payload must keep; emv or lenient for codes of other countries.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Draw with blanks, larger: for terminals with gaps between lines, where scanners fail otherwise.")
        var blanks = false

        func run() throws {
            let bytes = try input.utf8()
            let payload = try QRISPayload(checking: bytes, profile: profile.value)
            let symbol = try QRSymbolEncoder().symbol(of: bytes, options: EncodingOptions())
            try CodePicture.show(symbol, usesBlanks: blanks)
            let issues = IssueText(bytes: bytes).lines(of: payload.validate(profile: profile.value).issues)
            let lines = PayloadSummary(payload).lines + (issues.isEmpty ? [] : [""] + issues)
            try Output.write(lines.joined(separator: "\n") + "\n")
        }
    }
#endif
