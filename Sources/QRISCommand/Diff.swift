// `qris diff`: in which data objects two payloads differ.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The command `diff`.
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in which data objects two payloads differ.",
            discussion: """
                The order of data objects means nothing and is not compared. Neither payload needs to be valid, \
                only readable. The exit status is 0 also when they differ, but 1 with --exit-code.

                Examples:
                  qris diff '00020101021126...6304ABCD' '00020101021226...6304DCBA'
                  qris diff --file ordered.txt --file shown.txt --exit-code
                """)

        @Argument(help: "One or two texts; `-` reads standard input.")
        var texts: [String] = []

        @Option(
            help: ArgumentHelp("Read a text from a file; files follow the texts given.", valueName: "file"),
            completion: .file())
        var file: [String] = []

        @Flag(help: "End with status 1 when they differ.")
        var exitCode = false

        @Flag(help: "Write one JSON document.")
        var json = false

        func validate() throws {
            guard texts.count + file.count == 2 else {
                throw ValidationError(
                    "Give two payloads: texts, --file, or one of each; in quotes, as they may hold blanks.")
            }
            guard texts.count(where: { $0 == "-" }) < 2 else {
                throw ValidationError("Standard input holds one text: give the other as an argument or with --file.")
            }
        }

        func run() throws {
            let sources = texts.map { InputOptions(text: $0) } + file.map { InputOptions(file: $0) }
            let payloads = try zip(["first", "second"], sources).map { try payload($0, $1) }
            let comparison = PayloadComparison(payloads[0], payloads[1])
            try Output.write(json ? comparison.document : Array(comparison.text.utf8))
            if exitCode, !comparison.differences.isEmpty { throw Failure(.invalidInput) }
        }

        private func payload(_ number: String, _ source: InputOptions) throws(Failure) -> QRISPayload {
            let bytes = try source.utf8()
            do throws(Refusal) {
                return try QRISPayload(readable: bytes, profile: .lenient)
            } catch {
                var refusal = error
                refusal.lines.insert("the \(number) payload cannot be read:", at: 0)
                throw try refusal.failure(asJSON: json)
            }
        }
    }

    /// Two payloads side by side.
    struct PayloadComparison {
        private let first: QRISPayload
        private let second: QRISPayload
        let differences: [PayloadDifference]

        init(_ first: QRISPayload, _ second: QRISPayload) {
            self.first = first
            self.second = second
            differences = first.differences(to: second)
        }

        /// One line a difference, and how many there are.
        var text: String {
            (differences.map(line) + [verdict]).joined(separator: "\n") + "\n"
        }

        private var verdict: String {
            guard differences.isEmpty else {
                return "\(differences.count) difference\(differences.count == 1 ? "" : "s")"
            }
            let isOtherOrder = first.bytes != second.bytes
            return "no differences" + (isOtherOrder ? "; only the order of data objects is another" : "")
        }

        private func line(_ difference: PayloadDifference) -> String {
            let path = difference.path.description
            let values = [shown(difference.valueRange, in: first), shown(difference.otherValueRange, in: second)]
            return padded(difference.change.name, to: 9) + padded(path, to: 10)
                + DataObjectNames.name(of: difference.path) + ": " + values.compactMap(\.self).joined(separator: " -> ")
        }

        private func shown(_ range: Range<Int>?, in payload: QRISPayload) -> String? {
            range.map { $0.isEmpty ? "(empty)" : VisibleText.string(of: payload.bytes[$0]) }
        }

        private func padded(_ text: String, to width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }

        /// One JSON document and a line feed.
        var document: [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("same")
                members.bool(differences.isEmpty)
                members.key("identical")
                members.bool(first.bytes == second.bytes)
                members.key("differences")
                members.array { list in
                    for difference in differences {
                        list.object { append(difference, to: &$0) }
                    }
                }
            }
            writer.endLine()
            return writer.bytes
        }

        private func append(_ difference: PayloadDifference, to members: inout JSONWriter) {
            members.key("path")
            members.string(difference.path.description)
            members.key("name")
            members.string(DataObjectNames.name(of: difference.path))
            members.key("change")
            members.string(difference.change.name)
            if let range = difference.valueRange {
                members.key("from")
                members.string(String(decoding: first.bytes[range], as: UTF8.self))
            }
            if let range = difference.otherValueRange {
                members.key("to")
                members.string(String(decoding: second.bytes[range], as: UTF8.self))
            }
        }
    }
#endif
