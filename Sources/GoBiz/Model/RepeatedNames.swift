// Finds members of a JSON object that stand in it twice.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension JSONDecoder {
        /// Reads a value from JSON in which no object has two members of one name.
        ///
        /// Readers differ in which of two members they take, so a reply with both says two things.
        /// - Parameters:
        ///   - type: what to read.
        ///   - data: the text.
        /// - Returns: the value.
        /// - Throws: when the text is not JSON, is not such a value, or has a name twice.
        /// - Source: RFC 8259, 4.
        func decodeUnambiguous<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
            let value = try decode(type, from: data)
            var names = NameScanner(data)
            guard !names.haveRepetition else {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "a name stands twice"))
            }
            return value
        }
    }

    /// Goes through the names of a text that is known to be JSON.
    private struct NameScanner {
        private let bytes: [UInt8]
        private var offset = 0

        init(_ data: Data) {
            bytes = Array(data)
        }

        /// Whether any object has two members of one name, however the name is escaped.
        var haveRepetition: Bool {
            mutating get {
                // The names of each object that is open; arrays add none.
                var open: [Set<[UInt8]>] = []
                while offset < bytes.count {
                    switch bytes[offset] {
                    case UInt8(ascii: "{"): open.append([])
                    case UInt8(ascii: "}"): _ = open.popLast()
                    case UInt8(ascii: "\""):
                        let text = string()
                        guard isName, !open.isEmpty else { continue }
                        guard open[open.count - 1].insert(text).inserted else { return true }
                        continue
                    default: break
                    }
                    offset += 1
                }
                return false
            }
        }

        /// Steps over a string and returns what it says.
        private mutating func string() -> [UInt8] {
            let start = offset
            var isEscaped = false
            offset += 1
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
                if bytes[offset] == UInt8(ascii: "\\") {
                    isEscaped = true
                    offset += 1
                }
                offset += 1
            }
            offset += 1
            let quoted = bytes[start..<min(offset, bytes.count)]
            guard isEscaped, let text = try? JSONDecoder().decode(String.self, from: Data(quoted)) else {
                return Array(quoted.dropFirst().dropLast())
            }
            return Array(text.utf8)
        }

        /// Whether a colon follows, so that the string just read is a name.
        private var isName: Bool {
            bytes[min(offset, bytes.count)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
        }
    }
#endif
