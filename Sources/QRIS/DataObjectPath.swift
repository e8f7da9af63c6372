// The way to a data object through its templates, such as 62.50.00.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// Up to three IDs that lead from the root to a data object; empty for the payload as a whole.
public struct DataObjectPath: Hashable, Sendable {
    private static var none: UInt8 { 0xFF }
    private var first = none
    private var second = none
    private var third = none

    /// Creates the empty path, which means the payload as a whole.
    public init() {}

    /// Creates the path of an object under the root.
    public init(_ root: DataObjectID) {
        first = root.rawValue
    }

    /// Creates the path of an object inside a template.
    public init(_ root: DataObjectID, _ inner: DataObjectID) {
        first = root.rawValue
        second = inner.rawValue
    }

    /// Creates the path of an object inside a template that lies in a template.
    public init(_ root: DataObjectID, _ inner: DataObjectID, _ innermost: DataObjectID) {
        first = root.rawValue
        second = inner.rawValue
        third = innermost.rawValue
    }

    /// Reads a path such as "62.50"; nil unless it is one to three times two digits joined by full stops.
    public init?(_ text: String) {
        self.init(ascii: text.utf8.span)
    }

    /// Reads a path from bytes, without allocating.
    package init?(ascii bytes: Span<UInt8>) {
        guard bytes.count == 2 || bytes.count == 5 || bytes.count == 8 else { return nil }
        var path = DataObjectPath()
        var index = 0
        while index < bytes.count {
            guard index == 0 || bytes[index - 1] == ASCII.fullStop,
                let id = DataObjectID(tens: bytes[index], units: bytes[index + 1]),
                let longer = path.appending(id)
            else { return nil }
            path = longer
            index += 3
        }
        self = path
    }

    /// How many IDs the path has, 0...3.
    public var depth: Int {
        if first == Self.none { return 0 }
        if second == Self.none { return 1 }
        return third == Self.none ? 2 : 3
    }

    /// Returns the ID at a depth, 0 for the root; nil beyond the end.
    public func id(at depth: Int) -> DataObjectID? {
        switch depth {
        case 0: DataObjectID(rawValue: first)
        case 1: DataObjectID(rawValue: second)
        case 2: DataObjectID(rawValue: third)
        default: nil
        }
    }

    /// The path one step up; nil for the empty path.
    public var parent: DataObjectPath? {
        var shorter = self
        switch depth {
        case 1: shorter.first = Self.none
        case 2: shorter.second = Self.none
        case 3: shorter.third = Self.none
        default: return nil
        }
        return shorter
    }

    /// The innermost ID; nil for the empty path.
    public var last: DataObjectID? { depth > 0 ? id(at: depth - 1) : nil }

    /// Returns the first `count` IDs of the path.
    func prefix(_ count: Int) -> DataObjectPath {
        var path = self
        while path.depth > count, let shorter = path.parent { path = shorter }
        return path
    }

    /// Returns the path one step deeper; nil when it has three IDs already.
    public func appending(_ id: DataObjectID) -> DataObjectPath? {
        var longer = self
        switch depth {
        case 0: longer.first = id.rawValue
        case 1: longer.second = id.rawValue
        case 2: longer.third = id.rawValue
        default: return nil
        }
        return longer
    }
}

extension DataObjectPath: CustomStringConvertible {
    /// The IDs joined by full stops, such as "62.50"; empty for the empty path.
    public var description: String {
        var text = ""
        for depth in 0..<3 {
            guard let id = id(at: depth) else { break }
            text += depth == 0 ? id.description : "." + id.description
        }
        return text
    }
}
