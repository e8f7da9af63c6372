// Reads JSON strictly, from bytes.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Why a text is not JSON, and where.
    struct JSONError: Error, Hashable {
        /// What is wrong, in a few words.
        let reason: StaticString
        /// Where, in bytes from the start of the text.
        let byteOffset: Int

        static func == (left: JSONError, right: JSONError) -> Bool {
            left.byteOffset == right.byteOffset
                && left.reason.description.utf8.elementsEqual(right.reason.description.utf8)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(byteOffset)
        }
    }

    /// A JSON value.
    enum JSONValue {
        case null
        case bool(Bool)
        /// The number as it was written.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([JSONMember])
    }

    /// A member of a JSON object.
    struct JSONMember {
        let name: String
        let value: JSONValue
        /// Where the value stands, in bytes from the start of the text.
        let range: Range<Int>
    }

    /// A cursor over one JSON text.
    ///
    /// Strict by RFC 8259: UTF-8 only, no byte order mark, no lone surrogates, no name twice in one object, nesting and
    /// members limited.
    struct JSONReader {
        /// Most arrays and objects inside each other.
        static let depthLimit = 64
        /// Most members of one object.
        static let memberLimit = 1_024

        private let bytes: [UInt8]
        /// Values in more arrays and objects than this are checked but not kept.
        private let keptDepth: Int
        private var offset = 0

        /// Reads a whole text as one value.
        ///
        /// - Parameters:
        ///   - text: the text in UTF-8.
        ///   - keptDepth: values in more arrays and objects than this are left out of the result.
        /// - Returns: the value.
        /// - Throws: `JSONError` at the first fault.
        static func value(of text: [UInt8], keptDepth: Int = depthLimit) throws(JSONError) -> JSONValue {
            if let offset = InputOptions.malformedOffset(in: text) {
                throw JSONError(reason: "not UTF-8", byteOffset: offset)
            }
            var reader = JSONReader(bytes: text, keptDepth: keptDepth)
            let value = try reader.value(depth: 0)
            reader.skipSpace()
            guard reader.offset == text.count else { throw reader.error("text after the end of the value") }
            return value
        }

        private init(bytes: [UInt8], keptDepth: Int) {
            self.bytes = bytes
            self.keptDepth = keptDepth
        }

        private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        private func error(_ reason: StaticString) -> JSONError {
            JSONError(reason: reason, byteOffset: offset)
        }

        private mutating func skipSpace() {
            while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
                offset += 1
            }
        }

        /// Steps over one byte if it is the one wanted.
        private mutating func take(_ byte: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: byte) else { return false }
            offset += 1
            return true
        }

        private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
            skipSpace()
            guard depth <= Self.depthLimit else { throw error("nested too deeply") }
            guard let byte = next else { throw error("a value is missing at the end") }
            switch byte {
            case UInt8(ascii: "{"): return .object(try members(depth: depth))
            case UInt8(ascii: "["): return .array(try elements(depth: depth))
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: "t"): return .bool(try word("true", true))
            case UInt8(ascii: "f"): return .bool(try word("false", false))
            case UInt8(ascii: "n"): return try word("null", .null)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
            default: throw error("no value begins like this")
            }
        }

        private mutating func word<Value>(_ word: String, _ value: Value) throws(JSONError) -> Value {
            guard bytes[offset...].starts(with: word.utf8) else { throw error("no value begins like this") }
            offset += word.utf8.count
            return value
        }

        private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
            var elements: [JSONValue] = []
            offset += 1
            skipSpace()
            guard !take("]") else { return elements }
            while true {
                let element = try value(depth: depth + 1)
                if depth < keptDepth { elements.append(element) }
                skipSpace()
                if take("]") { return elements }
                guard take(",") else { throw error("a comma or ] is missing") }
            }
        }

        private mutating func members(depth: Int) throws(JSONError) -> [JSONMember] {
            var members: [JSONMember] = []
            // Names are compared as what they stand for, byte by byte, however they are escaped.
            var names: Set<[UInt8]> = []
            offset += 1
            skipSpace()
            guard !take("}") else { return members }
            while true {
                skipSpace()
                guard next == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
                guard names.count < Self.memberLimit else { throw error("an object has more than 1024 members") }
                let nameOffset = offset
                let name = try string()
                guard names.insert(Array(name.utf8)).inserted else {
                    throw JSONError(reason: "a name stands twice in one object", byteOffset: nameOffset)
                }
                skipSpace()
                guard take(":") else { throw error("a colon is missing") }
                skipSpace()
                let start = offset
                let value = try value(depth: depth + 1)
                if depth < keptDepth { members.append(JSONMember(name: name, value: value, range: start..<offset)) }
                skipSpace()
                if take("}") { return members }
                guard take(",") else { throw error("a comma or } is missing") }
            }
        }

        // MARK: - Numbers

        private mutating func number() throws(JSONError) -> String {
            let start = offset
            _ = take("-")
            if !take("0") { try digits() }
            if take(".") { try digits() }
            if take("e") || take("E") {
                if !take("+") { _ = take("-") }
                try digits()
            }
            return String(decoding: bytes[start..<offset], as: UTF8.self)
        }

        private mutating func digits() throws(JSONError) {
            let start = offset
            while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                offset += 1
            }
            guard offset > start else { throw error("a digit is missing") }
        }

        // MARK: - Strings

        private mutating func string() throws(JSONError) -> String {
            offset += 1
            var text: [UInt8] = []
            while true {
                let start = offset
                while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                    offset += 1
                }
                text.append(contentsOf: bytes[start..<offset])
                if take("\"") { return String(decoding: text, as: UTF8.self) }
                guard take("\\") else {
                    throw error(next == nil ? "a string is not closed" : "a bare control character in a string")
                }
                text.append(contentsOf: String(try escaped()).utf8)
            }
        }

        /// Reads what follows a backslash.
        private mutating func escaped() throws(JSONError) -> Unicode.Scalar {
            guard let byte = next else { throw error("a string is not closed") }
            offset += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
            case UInt8(ascii: "b"): return "\u{08}"
            case UInt8(ascii: "f"): return "\u{0C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"): return try escapedCharacter()
            default:
                offset -= 1
                throw error("an unknown escape in a string")
            }
        }

        /// Reads the digits after `\u`, and the second half of a surrogate pair.
        private mutating func escapedCharacter() throws(JSONError) -> Unicode.Scalar {
            let first = try codeUnit()
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xDC00, take("\\"), take("u") else { throw error("a lone surrogate in a string") }
            let second = try codeUnit()
            guard (0xDC00..<0xE000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            else { throw error("a lone surrogate in a string") }
            return scalar
        }

        private mutating func codeUnit() throws(JSONError) -> UInt32 {
            var value: UInt32 = 0
            for _ in 0..<4 {
                guard let byte = next, let digit = Hexadecimal.value(ofDigit: byte) else {
                    throw error("four hexadecimal digits are missing")
                }
                value = value << 4 | UInt32(digit)
                offset += 1
            }
            return value
        }
    }
#endif
