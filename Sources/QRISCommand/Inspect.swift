// `qris inspect`: the tree of data objects.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The command `inspect`.
    struct Inspect: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a payload apart: every data object, where it stands, what it means.",
            discussion: """
                Broken payloads are shown as far as they can be read, with their faults marked; the exit status is
                then 1. Offsets count bytes from 0; the length is the one the data object states, in characters.
                A consumer-presented code, in Base64 or hexadecimal, is recognised by itself; offsets and lengths
                then count the bytes of its payload.

                Examples:
                  qris inspect '00020101021126...6304ABCD'
                  qris inspect --json --file code.txt
                """)

        @OptionGroup var input: InputOptions

        @Option(help: "The rules, which also decide the names of data objects inside merchant accounts.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let bytes = try input.bytes()
            if let code = ConsumerCode(bytes, profile: profile.value) {
                let tree = ConsumerTree(code)
                try Output.write(json ? tree.document : Array(tree.text.utf8))
                guard code.isValid else { throw Failure(.invalidInput) }
                return
            }
            let tree = ObjectTree(bytes, profile: profile.value)
            let report = QRISPayload.validate(bytes, profile: profile.value)
            let scheme = PaymentScheme(of: bytes.span)
            if json {
                try Output.write(TreeDocument(tree: tree, report: report, scheme: scheme).bytes)
            } else {
                let lines = scheme?.lines(under: profile.value).map { $0 + "\n" } ?? []
                try Output.write(TreeText(tree: tree, report: report).text + lines.joined())
            }
            guard report.isValid else { throw Failure(.invalidInput) }
        }
    }
#endif
