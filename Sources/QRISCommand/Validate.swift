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
                Exit status 0: valid, warnings allowed, and as expected. 1: at least one error, or not as \
                expected. The checksum finds damage; it does not prove who made the code. Compare name and NMID.
                A consumer-presented code, in Base64 or hexadecimal, is recognised by itself.

                Examples:
                  qris validate '00020101021126...6304ABCD'
                  qris validate --profile lenient --file foreign.txt
                  qris validate --file code.txt --expect-amount 25000 --expect-mid M123
                  pbpaste | qris validate --json
                """)

        @OptionGroup var input: InputOptions

        @Option(help: "The rules: Indonesia's QRIS, plain EMVCo, or only what makes a payload unreadable.")
        var profile = Chosen(Profile.qris)

        @Option(
            help: ArgumentHelp(
                "Warn about rupiah amounts above this under qris; 0 for never.", valueName: "rupiah"))
        var transactionLimit = ValidationOptions.usualTransactionLimit

        @OptionGroup(title: "What was ordered") var expected: ExpectationOptions

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let bytes = try input.bytes()
            if let code = ConsumerCode(bytes, profile: profile.value) { return try judge(code) }
            let options = ValidationOptions(
                profile: profile.value, transactionLimit: transactionLimit > 0 ? transactionLimit : nil)
            let report = QRISPayload.validate(bytes.span, options: options)
            let payload = expected.isGiven ? try? QRISPayload(readable: bytes, profile: .lenient) : nil
            let comparison = expected.isGiven ? OrderComparison(payload, expected.expectation) : nil
            let scheme = PaymentScheme(of: bytes.span)
            try Output.write(
                json
                    ? document(of: report, scheme, comparison)
                    : Array(text(of: report, bytes, scheme, comparison).utf8))
            guard report.isValid, comparison?.agrees ?? true else { throw Failure(.invalidInput) }
        }

        /// Tells all about a consumer-presented code, which has nothing that could have been ordered.
        private func judge(_ code: ConsumerCode) throws {
            guard !expected.isGiven else {
                throw Failure(
                    .invalidInput,
                    "a consumer-presented code has no amount and no merchant to compare: leave out what was ordered")
            }
            if json {
                var writer = JSONWriter()
                writer.object { $0.members(of: code) }
                writer.endLine()
                try Output.write(writer.bytes)
            } else {
                try Output.write((code.headings + code.lines).joined(separator: "\n") + "\n")
            }
            guard code.isValid else { throw Failure(.invalidInput) }
        }

        private func document(
            of report: ValidationReport, _ scheme: PaymentScheme?, _ comparison: OrderComparison?
        ) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.members(of: report)
                members.member(of: scheme)
                if let comparison { members.members(of: comparison) }
            }
            writer.endLine()
            return writer.bytes
        }

        private func text(
            of report: ValidationReport, _ bytes: [UInt8], _ scheme: PaymentScheme?, _ comparison: OrderComparison?
        ) -> String {
            let lines =
                [report.verdict] + (scheme?.lines(under: profile.value) ?? []) + (comparison?.lines ?? [])
                + IssueText(bytes: bytes).lines(of: report.issues)
            return lines.joined(separator: "\n") + "\n"
        }
    }

    extension PaymentScheme {
        /// A line that names a scheme other than QRIS, and the profile for it.
        func lines(under profile: Profile) -> [String] {
            guard self != .qris else { return [] }
            return ["a \(name) code" + (profile == .lenient ? "" : "; --profile lenient judges such codes")]
        }
    }

    extension JSONWriter {
        /// Appends the name of the scheme, or null.
        mutating func member(of scheme: PaymentScheme?) {
            key("scheme")
            if let scheme { string(scheme.name) } else { null() }
        }
    }
#endif
