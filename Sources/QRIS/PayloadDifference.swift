// Compares two payloads object by object.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// One data object in which two payloads differ; ranges count bytes from the start of each payload.
public struct PayloadDifference: Hashable, Sendable {
    /// What became of the data object.
    public enum Change: UInt8, Hashable, Sendable {
        /// Only the second payload has it.
        case added
        /// Only the first payload has it.
        case removed
        /// Both have it, with other values.
        case changed

        /// The change in a word, such as "added".
        public var name: String {
            switch self {
            case .added: "added"
            case .removed: "removed"
            case .changed: "changed"
            }
        }
    }

    /// The data object; several differences may have one path when IDs stand twice.
    public let path: DataObjectPath
    /// What became of it.
    public let change: Change
    /// The bytes of its value in the first payload; nil when added.
    public let valueRange: Range<Int>?
    /// The bytes of its value in the second payload; nil when removed.
    public let otherValueRange: Range<Int>?
}

/// One value that holds no data objects, with its place in the order of paths.
private struct Leaf {
    let key: UInt32
    let path: DataObjectPath
    let range: Range<Int>
}

extension QRISPayload {
    /// Returns the data objects whose values differ, in ascending order of path; the order of objects means nothing.
    ///
    /// Templates are compared by the objects in them where both payloads have whole templates; the CRC, which differs
    /// whenever anything does, is reported like the others.
    /// - Complexity: O(n log n) in the number of data objects.
    public func differences(to other: QRISPayload) -> [PayloadDifference] {
        let left = leaves
        let right = other.leaves
        var differences: [PayloadDifference] = []
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            if j == right.count || i < left.count && left[i].key < right[j].key {
                differences.append(.init(left[i].path, .removed, left[i].range, nil))
                i += 1
            } else if i == left.count || right[j].key < left[i].key {
                differences.append(.init(right[j].path, .added, nil, right[j].range))
                j += 1
            } else {
                if !bytes[left[i].range].elementsEqual(other.bytes[right[j].range]) {
                    differences.append(.init(left[i].path, .changed, left[i].range, right[j].range))
                }
                i += 1
                j += 1
            }
        }
        return differences
    }

    /// All values that hold no data objects, sorted by path, those of the same path in the order they stand.
    private var leaves: [Leaf] {
        var leaves: [Leaf] = []
        for object in objects {
            gather(object, DataObjectPath(object.id), UInt32(object.id.rawValue) << 16, &leaves)
        }
        leaves.sort { ($0.key, $0.range.lowerBound) < ($1.key, $1.range.lowerBound) }
        return leaves
    }

    private func gather(_ object: DataObject, _ path: DataObjectPath, _ key: UInt32, _ leaves: inout [Leaf]) {
        guard RuleScope.inside(path, profile: .qris) != nil, let inner = objects(inside: object), !inner.isEmpty else {
            leaves.append(Leaf(key: key, path: path, range: object.valueRange))
            return
        }
        for object in inner {
            guard let longer = path.appending(object.id) else { continue }
            gather(object, longer, key | (UInt32(object.id.rawValue) + 1) << (path.depth == 1 ? 8 : 0), &leaves)
        }
    }
}

extension PayloadDifference {
    fileprivate init(
        _ path: DataObjectPath, _ change: Change, _ valueRange: Range<Int>?, _ otherValueRange: Range<Int>?
    ) {
        self.path = path
        self.change = change
        self.valueRange = valueRange
        self.otherValueRange = otherValueRange
    }
}
