// The header fields of a request or reply.
// SPDX-License-Identifier: Apache-2.0

/// Header fields in order; names differ only by letters, not by their case.
///
/// - Source: RFC 9110, 5.1 and 5.3.
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One header field.
    public struct Field: Sendable, Hashable {
        /// The name as it was written.
        public let name: String
        /// The value without blanks around it.
        public let value: String
    }

    /// All fields in the order they were added.
    public private(set) var fields: [Field] = []

    /// Makes an empty list.
    public init() {}

    /// Makes a list of the fields of a literal.
    ///
    /// - Parameter elements: names and values.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// The first value of a name, or `nil`.
    ///
    /// Setting replaces all values of the name; `nil` removes them.
    ///
    /// - Parameter name: the name, in any case.
    public subscript(name: String) -> String? {
        get { fields.first { HTTPHeaders.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { HTTPHeaders.isSame($0.name, name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Adds a field behind those that are there.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - value: the value.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Compares names byte by byte, ASCII letters without regard to case.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8) { lowercase($0) == lowercase($1) }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
