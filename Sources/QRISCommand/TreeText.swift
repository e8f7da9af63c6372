// The tree of data objects for people.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVTLV
    import QRIS

    /// Lines about each data object: path, offset, length, name, value, meaning; issues stand below theirs.
    struct TreeText {
        private let tree: ObjectTree
        private let report: ValidationReport
        private let meaning: Meaning
        private let issueText: IssueText
        private var lines: [String] = []
        /// Paths whose issues are already told.
        private var told: Set<DataObjectPath> = []

        /// Prepares the lines.
        init(tree: ObjectTree, report: ValidationReport) {
            self.tree = tree
            self.report = report
            meaning = Meaning(of: tree)
            issueText = IssueText(bytes: tree.bytes)
            append(tree.nodes)
            appendUnread(from: tree.unreadOffset, to: tree.bytes.count, indent: "")
            lines += issueText.lines(of: report.issues.filter { !told.contains($0.path) })
        }

        /// All lines.
        var text: String {
            (["path      offset  length  name and value"] + lines + [report.verdict]).joined(separator: "\n") + "\n"
        }

        private mutating func append(_ nodes: [ObjectNode]) {
            for node in nodes {
                let indent = String(repeating: "  ", count: node.path.depth - 1)
                lines.append(columns(of: node, indent: indent) + words(about: node))
                append(node.children)
                appendUnread(from: node.unreadOffset, to: node.object.valueRange.upperBound, indent: indent + "  ")
                guard told.insert(node.path).inserted else { continue }
                let issues = report.issues.filter { $0.path == node.path }
                lines += issueText.lines(of: issues).map { "    " + $0 }
            }
        }

        private func columns(of node: ObjectNode, indent: String) -> String {
            let path = node.path.description
            return path + padding(path, to: 10)
                + right(node.object.headerOffset, width: 6) + right(node.object.characterCount, width: 8) + "  "
                + indent
        }

        private func words(about node: ObjectNode) -> String {
            var words = DataObjectNames.name(of: node.path, profile: tree.profile)
            if node.children.isEmpty {
                words += ": " + VisibleText.string(of: tree.bytes[node.object.valueRange])
            }
            if let meaning = meaning.text(of: node) {
                words += "  (\(meaning))"
            }
            return words
        }

        private mutating func appendUnread(from offset: Int?, to end: Int, indent: String) {
            guard let offset else { return }
            // Whole texts of the wrong kind would fill the screen.
            let shown = VisibleText.string(of: tree.bytes[offset..<min(end, offset + 60)])
            let more = end > offset + 60 ? "…" : ""
            lines.append(
                padding("", to: 10) + right(offset, width: 6) + right(end - offset, width: 8) + "  " + indent
                    + "not readable from here: " + shown + more)
        }

        private func right(_ number: Int, width: Int) -> String {
            padding(String(number), to: width) + String(number)
        }

        private func padding(_ text: String, to width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.utf8.count))
        }
    }
#endif
