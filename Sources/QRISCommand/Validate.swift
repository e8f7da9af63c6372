// `qris validate`: the verdict and every issue.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The command `validate`.
    struct Validate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check a payload; say every error and warning.",
            discussion: """
                Exit status 0: valid, warnings allowed. 1: at least one error.
                The checksum finds damage; it does not prove who made the code. Compare name and NMID.

                Examples:
                  qris validate '00020101021126...6304ABCD'
                  qris validate --profile lenient --file foreign.txt
                  pbpaste | qris validate --json
                """)

        @OptionGroup var input: InputOptions

        @Option(help: "The rules: Indonesia's QRIS, plain EMVCo, or only what makes a payload unreadable.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let bytes = try input.utf8()
            let report = QRISPayload.validate(bytes, profile: profile.value)
            try Output.write(json ? document(of: report) : Array(text(of: report, bytes).utf8))
            guard report.isValid else { throw Failure(.invalidInput) }
        }

        private func document(of report: ValidationReport) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { $0.members(of: report) }
            writer.endLine()
            return writer.bytes
        }

        private func text(of report: ValidationReport, _ bytes: [UInt8]) -> String {
            let lines = [report.verdict] + IssueText(bytes: bytes).lines(of: report.issues)
            return lines.joined(separator: "\n") + "\n"
        }
    }
#endif
