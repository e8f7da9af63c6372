// JSON values whose members keep their order, so that the same values are always the same bytes.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// A JSON value.
    ///
    /// - Source: RFC 8259.
    enum JSON: Hashable, Sendable {
        case null
        case bool(Bool)
        case number(Int)
        case decimal(Double)
        case string(String)
        case array([JSON])
        case object([Member])

        /// A member of an object.
        struct Member: Hashable, Sendable {
            let name: String
            var value: JSON
        }

        /// The value of the first member with a name; nil when this is no object or has none.
        subscript(name: String) -> JSON? {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.name == name }?.value
        }

        var text: String? {
            if case .string(let text) = self { text } else { nil }
        }

        var integer: Int? {
            if case .number(let number) = self { number } else { nil }
        }

        /// The number, whole or not.
        var double: Double? {
            switch self {
            case .number(let number): Double(number)
            case .decimal(let number): number
            default: nil
            }
        }

        var boolean: Bool? {
            if case .bool(let bool) = self { bool } else { nil }
        }

        var elements: [JSON]? {
            if case .array(let elements) = self { elements } else { nil }
        }

        var isNull: Bool { self == .null }

        var isObject: Bool {
            if case .object = self { true } else { false }
        }

        /// Makes a string, or null.
        static func optional(_ text: String?) -> JSON {
            text.map { .string($0) } ?? .null
        }
    }

    // MARK: - Literals

    extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
        ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
        ExpressibleByDictionaryLiteral
    {
        init(booleanLiteral value: Bool) { self = .bool(value) }
        init(integerLiteral value: Int) { self = .number(value) }
        init(stringLiteral value: String) { self = .string(value) }
        init(arrayLiteral elements: JSON...) { self = .array(elements) }
        init(dictionaryLiteral elements: (String, JSON)...) {
            self = .object(elements.map { Member(name: $0.0, value: $0.1) })
        }
    }

    // MARK: - Writing

    extension JSON {
        /// The value in UTF-8 without white space, members in their order.
        var data: Data {
            var bytes: [UInt8] = []
            write(to: &bytes)
            return Data(bytes)
        }

        private func write(to bytes: inout [UInt8]) {
            switch self {
            case .null: bytes += "null".utf8
            case .bool(let value): bytes += (value ? "true" : "false").utf8
            case .number(let value): bytes += String(value).utf8
            case .decimal(let value): bytes += (value.isFinite ? String(value) : "null").utf8
            case .string(let text): Self.write(text, to: &bytes)
            case .array(let elements):
                Self.write(elements, between: "[", "]", to: &bytes) { $0.write(to: &$1) }
            case .object(let members):
                Self.write(members, between: "{", "}", to: &bytes) { member, bytes in
                    Self.write(member.name, to: &bytes)
                    bytes.append(UInt8(ascii: ":"))
                    member.value.write(to: &bytes)
                }
            }
        }

        private static func write<Item>(
            _ items: [Item], between open: Unicode.Scalar, _ close: Unicode.Scalar, to bytes: inout [UInt8],
            _ write: (Item, inout [UInt8]) -> Void
        ) {
            bytes.append(UInt8(ascii: open))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(item, &bytes)
            }
            bytes.append(UInt8(ascii: close))
        }

        private static func write(_ text: String, to bytes: inout [UInt8]) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
                case 0x0A: bytes += "\\n".utf8
                case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
                default: bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    // MARK: - Reading

    extension JSON: Decodable {
        /// Reads a value from UTF-8; members are sorted by name.
        ///
        /// - Returns: nil when it is not JSON.
        static func value(of data: Data) -> JSON? {
            try? JSONDecoder().decode(JSON.self, from: data)
        }

        private struct Name: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            if let container = try? decoder.container(keyedBy: Name.self) {
                let names = container.allKeys.sorted { $0.stringValue < $1.stringValue }
                self = .object(
                    try names.map { Member(name: $0.stringValue, value: try container.decode(JSON.self, forKey: $0)) })
                return
            }
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let text = try? container.decode(String.self) {
                self = .string(text)
            } else if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else if let number = try? container.decode(Double.self) {
                self = .decimal(number)
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else {
                self = .array(try container.decode([JSON].self))
            }
        }
    }
#endif
