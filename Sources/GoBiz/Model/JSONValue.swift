// Any JSON value, and JSON text in a fixed order.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// A JSON value, for the fields whose content is up to the caller.
    public enum JSONValue: Sendable, Hashable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A whole number.
        case integer(Int64)
        /// A text.
        case string(String)
        /// A list.
        case array([JSONValue])
        /// An object; it is written with its keys in the order of their bytes.
        case object([String: JSONValue])
    }

    extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
        ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
    {
        /// A text.
        public init(stringLiteral value: String) { self = .string(value) }
        /// A whole number.
        public init(integerLiteral value: Int64) { self = .integer(value) }
        /// `true` or `false`.
        public init(booleanLiteral value: Bool) { self = .bool(value) }
        /// `null`.
        public init(nilLiteral: ()) { self = .null }
        /// A list.
        public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
        /// An object; of a repeated key the last value stays.
        public init(dictionaryLiteral elements: (String, JSONValue)...) {
            self = .object(Dictionary(elements) { $1 })
        }
    }

    /// Writes JSON whose keys stand in the order they are given, so that equal requests are equal bytes.
    ///
    /// - Source: RFC 8259.
    struct JSONText {
        private(set) var bytes: [UInt8] = []

        /// A member of an object.
        typealias Member = (name: String, write: (inout JSONText) -> Void)

        mutating func write(_ value: JSONValue) {
            switch value {
            case .null: bytes += "null".utf8
            case .bool(let flag): bytes += (flag ? "true" : "false").utf8
            case .integer(let number): bytes += String(number).utf8
            case .string(let text): write(text)
            case .array(let values):
                writeArray(values) { $0.write($1) }
            case .object(let members):
                let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                writeObject(sorted.map { member in (member.key, { $0.write(member.value) }) })
            }
        }

        mutating func writeObject(_ members: [Member]) {
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(member.name)
                bytes.append(UInt8(ascii: ":"))
                member.write(&self)
            }
            bytes.append(UInt8(ascii: "}"))
        }

        mutating func writeArray<Element>(_ elements: [Element], _ write: (inout JSONText, Element) -> Void) {
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(&self, element)
            }
            bytes.append(UInt8(ascii: "]"))
        }

        private mutating func write(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    bytes += [UInt8(ascii: "\\"), byte]
                case ..<0x20:
                    let digits = String(byte, radix: 16)
                    bytes += "\\u00\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
                default:
                    bytes.append(byte)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }
#endif
