// The tree of data objects of a consumer-presented code, for people and for programs.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVConsumerTLV
    import QRIS

    /// The data objects of a consumer-presented code, as far as they can be read.
    struct ConsumerTree {
        private let code: ConsumerCode
        private let nodes: [Node]
        /// Where the first byte stands that no object holds; nil when all were read.
        private let unreadOffset: Int?

        private struct Node {
            let path: [BERTag]
            let object: BERObject
            /// How many bytes of the value are missing.
            let missingCount: Int
            /// The objects inside a template; empty for a value that is none.
            let children: [Node]

            var pathText: String { path.map(\.description).joined(separator: ".") }

            /// The name of the data object.
            var name: String {
                ConsumerRules.rule(for: object.tag, in: path.dropLast().last)?.name ?? "Unknown Data Object"
            }
        }

        /// Templates inside templates that are opened: 61, 63 and one more.
        private static let mostDepth = 3

        init(_ code: ConsumerCode) {
            self.code = code
            let walk = Self.walk(code.bytes, 0..<code.bytes.count, in: [])
            nodes = walk.nodes
            unreadOffset = walk.end < code.bytes.count ? walk.end : nil
        }

        /// Returns the objects in a range, the last one perhaps cut off, and where reading stopped.
        private static func walk(
            _ bytes: [UInt8], _ range: Range<Int>, in parents: [BERTag]
        ) -> (nodes: [Node], end: Int) {
            var nodes: [Node] = []
            var offset = range.lowerBound
            while let cut = try? BERReader(offset..<range.upperBound).nextCut(in: bytes.span) {
                let path = parents + [cut.object.tag]
                var children: [Node] = []
                if cut.object.tag.isTemplate, path.count <= mostDepth {
                    let inner = walk(bytes, cut.object.valueRange, in: path)
                    let isWhole = inner.end == cut.object.valueRange.upperBound
                    if isWhole || cut.missingCount > 0 { children = inner.nodes }
                }
                nodes.append(Node(path: path, object: cut.object, missingCount: cut.missingCount, children: children))
                offset = cut.object.valueRange.upperBound
            }
            return (nodes, offset)
        }

        // MARK: - For people

        /// Lines about each data object: path, offset, length, name, value, meaning; then the issues and the verdict.
        var text: String {
            var lines = ["path          offset  length  name and value"]
            for node in nodes { append(node, to: &lines) }
            if let unreadOffset {
                let rest = code.bytes[unreadOffset...].prefix(30)
                lines.append(
                    Self.padded("", 12) + Self.right(unreadOffset, 8) + Self.right(code.bytes.count - unreadOffset, 8)
                        + "  not readable from here: " + Hexadecimal.digits(of: rest))
            }
            return (lines + code.lines + code.headings).joined(separator: "\n") + "\n"
        }

        private func append(_ node: Node, to lines: inout [String]) {
            var line = Self.padded(node.pathText, 12) + Self.right(node.object.headerOffset, 8)
            line += Self.right(node.object.valueRange.count, 8) + "  "
            line += String(repeating: "  ", count: node.path.count - 1) + node.name
            if node.children.isEmpty { line += ": " + value(of: node) }
            if let meaning = meaning(of: node) { line += "  (\(meaning))" }
            if node.missingCount > 0 { line += "  (bytes missing: \(node.missingCount))" }
            lines.append(line)
            for child in node.children { append(child, to: &lines) }
        }

        private static func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }

        private static func right(_ number: Int, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - String(number).utf8.count)) + String(number)
        }

        /// The value as text where the data object is one, else in hexadecimal.
        private func value(of node: Node) -> String {
            let bytes = code.bytes[node.object.valueRange]
            let isText = Self.texts.contains(node.object.tag) && bytes.allSatisfy { 0x20...0x7E ~= $0 }
            return isText ? String(decoding: bytes, as: UTF8.self) : Hexadecimal.digits(of: bytes)
        }

        /// - Source: EMVCo Book 3 annex A: the data objects of format an and ans.
        private static let texts: Set<BERTag> = [0x85, 0x50, 0x5F20, 0x5F2D, 0x5F50, 0x9F24]

        private func meaning(of node: Node) -> String? {
            let bytes = code.bytes[node.object.valueRange]
            switch node.object.tag {
            case 0x4F where bytes.elementsEqual([0xA0, 0x00, 0x00, 0x06, 0x02, 0x20, 0x20]): return "QRIS"
            case 0x57, 0x5A:
                let digits = bytes.flatMap { [$0 >> 4, $0 & 0xF] }.prefix { $0 < 10 }
                return NationalNumberingSystem.acquirer(ofPAN: digits.map(String.init).joined())?.name
            default: return nil
            }
        }

        // MARK: - For programs

        /// One JSON document with all data objects and issues, and a line feed.
        var document: [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.members(of: code)
                members.key("objects")
                append(nodes, to: &members)
                if let unreadOffset {
                    members.key("unreadOffset")
                    members.number(unreadOffset)
                }
            }
            writer.endLine()
            return writer.bytes
        }

        private func append(_ nodes: [Node], to writer: inout JSONWriter) {
            writer.array { list in
                for node in nodes {
                    list.object { append(node, to: &$0) }
                }
            }
        }

        private func append(_ node: Node, to members: inout JSONWriter) {
            let bytes = code.bytes[node.object.valueRange]
            members.key("path")
            members.string(node.pathText)
            members.key("name")
            members.string(node.name)
            members.key("offset")
            members.number(node.object.headerOffset)
            members.key("length")
            members.number(bytes.count)
            members.key("valueOffset")
            members.number(node.object.valueRange.lowerBound)
            members.key("value")
            members.string(value(of: node))
            members.key("hex")
            members.string(Hexadecimal.digits(of: bytes))
            if let meaning = meaning(of: node) {
                members.key("meaning")
                members.string(meaning)
            }
            if node.missingCount > 0 {
                members.key("missing")
                members.number(node.missingCount)
            }
            guard !node.children.isEmpty else { return }
            members.key("children")
            append(node.children, to: &members)
        }
    }
#endif
