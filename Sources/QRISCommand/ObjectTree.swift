// The tree of data objects, as far as a payload can be walked.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVTLV
    import QRIS

    /// One data object with what lies inside it.
    struct ObjectNode {
        let path: DataObjectPath
        let object: DataObject
        /// The objects inside a template; empty for a value that is none.
        let children: [ObjectNode]
        /// Where the first byte of a template stands that no object inside it holds; nil when all were read.
        let unreadOffset: Int?
    }

    /// The data objects of a payload, sound or not.
    struct ObjectTree {
        let bytes: [UInt8]
        /// The rules that say what is inside templates.
        let profile: Profile
        /// The objects under the root.
        let nodes: [ObjectNode]
        /// Where the first byte stands that no object holds; nil when all were read.
        let unreadOffset: Int?

        /// Walks a payload up to its end or to the first fault that cannot be stepped over.
        ///
        /// - Parameters:
        ///   - bytes: any bytes.
        ///   - profile: the rules that name the data objects.
        init(_ bytes: [UInt8], profile: Profile) {
            self.bytes = bytes
            self.profile = profile
            let walk = Self.walk(bytes, 0..<bytes.count, in: DataObjectPath())
            nodes = walk.nodes
            unreadOffset = walk.end < bytes.count ? walk.end : nil
        }

        /// Returns the objects in a range, and where reading stopped.
        private static func walk(
            _ bytes: [UInt8], _ range: Range<Int>, in parent: DataObjectPath
        ) -> (nodes: [ObjectNode], end: Int) {
            var reader = DataObjectReader(range)
            var nodes: [ObjectNode] = []
            while let object = next(&reader, bytes) {
                guard let path = parent.appending(object.id) else { break }
                nodes.append(node(of: object, at: path, bytes))
            }
            return (nodes, reader.offset)
        }

        /// Returns the next object, an empty one included; nil at the end and at any other fault.
        private static func next(_ reader: inout DataObjectReader, _ bytes: [UInt8]) -> DataObject? {
            do throws(PayloadError) {
                return try reader.next(in: bytes.span)
            } catch {
                guard error.code == .zeroLength, let id = error.id else { return nil }
                let end = error.headerOffset + DataObject.headerLengthInBytes
                reader.offset = end
                return DataObject(id: id, headerOffset: error.headerOffset, valueRange: end..<end, characterCount: 0)
            }
        }

        private static func node(of object: DataObject, at path: DataObjectPath, _ bytes: [UInt8]) -> ObjectNode {
            let leaf = ObjectNode(path: path, object: object, children: [], unreadOffset: nil)
            guard DataObjectNames.isTemplate(path) else { return leaf }
            let walk = walk(bytes, object.valueRange, in: path)
            let isWhole = walk.end == object.valueRange.upperBound
            // Acquirers put bare values where 62.50 to 62.99 should be templates.
            guard isWhole || path.depth == 1 && !walk.nodes.isEmpty else { return leaf }
            return ObjectNode(
                path: path, object: object, children: walk.nodes, unreadOffset: isWhole ? nil : walk.end)
        }
    }
#endif
