// The tree of data objects for programs.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVTLV
    import QRIS

    /// One JSON document with all data objects and issues of a payload.
    struct TreeDocument {
        private let tree: ObjectTree
        private let meaning: Meaning
        private var writer = JSONWriter()

        /// Writes the document.
        init(tree: ObjectTree, report: ValidationReport, scheme: PaymentScheme?) {
            self.tree = tree
            meaning = Meaning(of: tree)
            var writer = JSONWriter()
            writer.object { members in
                members.members(of: report)
                members.member(of: scheme)
                members.key("objects")
                append(tree.nodes, to: &members)
                if let offset = tree.unreadOffset {
                    members.key("unreadOffset")
                    members.number(offset)
                }
            }
            writer.endLine()
            self.writer = writer
        }

        /// The document and a line feed.
        var bytes: [UInt8] { writer.bytes }

        private func append(_ nodes: [ObjectNode], to writer: inout JSONWriter) {
            writer.array { list in
                for node in nodes {
                    list.object { append(node, to: &$0) }
                }
            }
        }

        private func append(_ node: ObjectNode, to members: inout JSONWriter) {
            members.key("path")
            members.string(node.path.description)
            members.key("name")
            members.string(DataObjectNames.name(of: node.path, profile: tree.profile))
            members.key("offset")
            members.number(node.object.headerOffset)
            members.key("length")
            members.number(node.object.characterCount)
            members.key("valueOffset")
            members.number(node.object.valueRange.lowerBound)
            members.key("valueLengthInBytes")
            members.number(node.object.valueRange.count)
            members.key("value")
            members.string(String(decoding: tree.bytes[node.object.valueRange], as: UTF8.self))
            if let meaning = meaning.text(of: node) {
                members.key("meaning")
                members.string(meaning)
            }
            guard !node.children.isEmpty else { return }
            members.key("children")
            append(node.children, to: &members)
            if let offset = node.unreadOffset {
                members.key("unreadOffset")
                members.number(offset)
            }
        }
    }
#endif
