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

                Examples:
                  qris inspect '00020101021126...6304ABCD'
                  qris inspect --json --file code.txt
                """)

        @OptionGroup var input: InputOptions

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let bytes = try input.utf8()
            let tree = ObjectTree(bytes)
            let report = QRISPayload.validate(bytes)
            if json {
                try Output.write(TreeDocument(tree: tree, report: report).bytes)
            } else {
                try Output.write(TreeText(tree: tree, report: report).text)
            }
            guard report.isValid else { throw Failure(.invalidInput) }
        }
    }
#endif
