// A request as libcurl takes it, and the header fields of a reply as it gives them.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded && !canImport(Darwin)
    import Foundation

    /// A request that is safe to send: no part of it can become another part.
    struct CurlMessage {
        /// Most bytes of header fields.
        private static let fieldLimit = 64 << 10

        let method: String
        /// Made anew of the parts of the address, so that nobody reads another host in it than was checked.
        let url: String
        /// Lines "Name: value", each ended by a zero byte.
        let fields: [UInt8]
        let fieldCount: Int
        let body: Data

        /// Checks a request; nil when it must not be sent.
        init?(_ request: HTTPRequest) {
            guard let url = Self.address(request.url), Self.isToken(request.method) else { return nil }
            var fields: [UInt8] = []
            for field in request.headers.fields {
                let value = field.value.utf8
                guard Self.isToken(field.name), !value.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
                    return nil
                }
                // An empty value has a form of its own; "Name:" would take the field away.
                fields += value.isEmpty ? Array("\(field.name);".utf8) : Array("\(field.name): \(field.value)".utf8)
                fields.append(0)
            }
            guard fields.count <= Self.fieldLimit else { return nil }
            method = request.method
            self.url = url
            self.fields = fields
            fieldCount = request.headers.fields.count
            body = request.body
        }

        /// The address of HTTPS, or HTTP to this machine, without user name and fragment.
        private static func address(_ url: URL) -> String? {
            guard let origin = Origin(url), url.user == nil, url.password == nil,
                let parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
            else { return nil }
            let name = origin.host.hasPrefix("[") ? String(origin.host.dropFirst().dropLast()) : origin.host
            let isAddress = name.utf8.contains(UInt8(ascii: ":"))
            guard name.utf8.allSatisfy({ isAddress ? isAddressByte($0) : isNameByte($0) }) else { return nil }
            let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
            let query = parts.percentEncodedQuery.map { "?" + $0 } ?? ""
            guard path.hasPrefix("/"), (path + query).utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 })
            else {
                return nil
            }
            return "\(origin.scheme)://\(isAddress ? "[\(name)]" : name):\(origin.port)\(path)\(query)"
        }

        private static func isNameByte(_ byte: UInt8) -> Bool {
            isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }

        private static func isAddressByte(_ byte: UInt8) -> Bool {
            isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
        }

        private static func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }

        /// Whether a text may be a method or the name of a field.
        ///
        /// - Source: RFC 9110, 5.6.2.
        private static func isToken(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.allSatisfy { isAlphanumeric($0) || "!#$%&'*+-.^_`|~".utf8.contains($0) }
        }
    }

    extension HTTPHeaders {
        /// Reads the lines of a head; a line that begins with a blank goes on with the field before it.
        ///
        /// - Source: RFC 9112, 5 and 5.2.
        init(lines: [UInt8]) {
            self.init()
            var pairs: [(name: String, value: String)] = []
            for line in lines.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
                if line.first == 0x20 || line.first == 0x09 {
                    guard let last = pairs.popLast() else { continue }
                    pairs.append((last.name, last.value + " " + Self.trimmed(line)))
                } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                    pairs.append((Self.trimmed(line[..<colon]), Self.trimmed(line[(colon + 1)...])))
                }
            }
            for pair in pairs { add(pair.name, pair.value) }
        }

        private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
            func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
            let start = bytes.drop(while: isBlank)
            let end = start.lastIndex { !isBlank($0) }
            return end.map { String(decoding: start[...$0], as: UTF8.self) } ?? ""
        }
    }
#endif
