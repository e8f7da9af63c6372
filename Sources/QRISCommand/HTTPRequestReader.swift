// Reads HTTP/1.1 requests from bytes as they arrive.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz

    /// A request that cannot be taken; the connection ends after its reply.
    struct HTTPRefusal: Error, Hashable {
        /// The status to answer with.
        let status: Int
    }

    /// One request as it stood on the wire.
    struct WireRequest: Equatable {
        var request: HTTPRequest
        /// Whether the connection stays open after the reply.
        var keepsConnection: Bool
    }

    /// A buffer that bytes go into and requests come out of.
    ///
    /// - Source: RFC 9112, 2 to 6 and 7.1; RFC 9110, 7.2.
    struct HTTPRequestReader {
        /// Most bytes of request line and header fields.
        static let headLimit = 1 << 16
        /// Most bytes of a body.
        static let bodyLimit = 1 << 20

        private var buffer: [UInt8] = []
        private var head: Head?

        /// The first part of a request whose body is still to come.
        private struct Head {
            let method: String
            let target: String
            let isVersion10: Bool
            var headers = HTTPHeaders()
            var length = 0
            var isChunked = false
        }

        /// Whether the client waits for a word before it sends the body.
        var expectsContinue: Bool {
            head?.headers["Expect"]?.lowercased() == "100-continue" && buffer.isEmpty
        }

        /// Takes bytes that have arrived.
        mutating func append(_ bytes: [UInt8]) {
            buffer += bytes
        }

        /// Returns the next whole request; nil while more bytes are needed.
        mutating func next() throws(HTTPRefusal) -> WireRequest? {
            if head == nil { head = try readHead() }
            guard let head, let body = try head.isChunked ? readChunks() : readBody(head.length) else { return nil }
            self.head = nil
            return try request(head, body)
        }

        private func request(_ head: Head, _ body: [UInt8]) throws(HTTPRefusal) -> WireRequest {
            let host = head.headers["Host"] ?? (head.isVersion10 ? "127.0.0.1" : nil)
            guard let host, head.target.hasPrefix("/"), let url = URL(string: "http://\(host)\(head.target)"),
                url.host != nil
            else { throw HTTPRefusal(status: 400) }
            let connection = head.headers["Connection"]?.lowercased() ?? ""
            return WireRequest(
                request: HTTPRequest(method: head.method, url: url, headers: head.headers, body: Data(body)),
                keepsConnection: head.isVersion10 ? connection == "keep-alive" : connection != "close")
        }

        // MARK: - Head

        private mutating func readHead() throws(HTTPRefusal) -> Head? {
            while buffer.starts(with: [0x0D, 0x0A]) { buffer.removeFirst(2) }
            guard let end = Self.index(of: [0x0D, 0x0A, 0x0D, 0x0A], in: buffer[...]) else {
                guard buffer.count <= Self.headLimit else { throw HTTPRefusal(status: 431) }
                return nil
            }
            guard end <= Self.headLimit else { throw HTTPRefusal(status: 431) }
            guard let text = String(validating: buffer[..<end], as: UTF8.self) else { throw HTTPRefusal(status: 400) }
            buffer.removeFirst(end + 4)
            var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
            let start = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard start.count == 3, Self.isToken(start[0]), ["HTTP/1.1", "HTTP/1.0"].contains(start[2]) else {
                throw HTTPRefusal(status: 400)
            }
            var head = Head(method: start[0], target: start[1], isVersion10: start[2] == "HTTP/1.0")
            for line in lines {
                guard let colon = line.firstIndex(of: ":"), Self.isToken(String(line[..<colon])) else {
                    throw HTTPRefusal(status: 400)
                }
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                head.headers.add(String(line[..<colon]), value)
            }
            try Self.readFraming(&head)
            return head
        }

        /// Finds out how the body ends; two answers to that are refused, as they serve to smuggle requests.
        ///
        /// - Source: RFC 9112, 6.1 to 6.3, 11.2.
        private static func readFraming(_ head: inout Head) throws(HTTPRefusal) {
            let lengths = head.headers.fields.filter { $0.name.lowercased() == "content-length" }
            if let coding = head.headers["Transfer-Encoding"] {
                guard coding.lowercased() == "chunked", lengths.isEmpty else { throw HTTPRefusal(status: 400) }
                head.isChunked = true
            }
            guard let length = lengths.first else { return }
            guard lengths.count == 1, length.value.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
                let number = Int(length.value)
            else { throw HTTPRefusal(status: 400) }
            guard number <= bodyLimit else { throw HTTPRefusal(status: 413) }
            head.length = number
        }

        /// - Source: RFC 9110, 5.6.2.
        private static func isToken(_ text: String) -> Bool {
            !text.isEmpty
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                    }
                }
        }

        // MARK: - Body

        private mutating func readBody(_ length: Int) throws(HTTPRefusal) -> [UInt8]? {
            guard buffer.count >= length else { return nil }
            defer { buffer.removeFirst(length) }
            return Array(buffer[..<length])
        }

        /// Reads a whole body in chunks; trailer fields are dropped.
        private mutating func readChunks() throws(HTTPRefusal) -> [UInt8]? {
            var body: [UInt8] = []
            var rest = buffer[...]
            while let end = Self.index(of: [0x0D, 0x0A], in: rest) {
                let text = String(decoding: rest[..<end].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
                guard text.count <= 8, let size = Int(text, radix: 16), size >= 0 else {
                    throw HTTPRefusal(status: 400)
                }
                rest = rest[(end + 2)...]
                if size == 0 { return try finishChunks(body, rest) }
                guard body.count + size <= Self.bodyLimit else { throw HTTPRefusal(status: 413) }
                guard rest.count >= size + 2 else { return nil }
                body += rest.prefix(size)
                guard rest.dropFirst(size).starts(with: [0x0D, 0x0A]) else { throw HTTPRefusal(status: 400) }
                rest = rest.dropFirst(size + 2)
            }
            guard buffer.count <= 2 * Self.bodyLimit + Self.headLimit else { throw HTTPRefusal(status: 413) }
            return nil
        }

        private mutating func finishChunks(
            _ body: [UInt8], _ trailer: ArraySlice<UInt8>
        ) throws(HTTPRefusal) -> [UInt8]? {
            var rest = trailer
            while let end = Self.index(of: [0x0D, 0x0A], in: rest) {
                let isLast = end == rest.startIndex
                rest = rest[(end + 2)...]
                if isLast {
                    buffer = Array(rest)
                    return body
                }
            }
            guard rest.count <= Self.headLimit else { throw HTTPRefusal(status: 431) }
            return nil
        }

        private static func index(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
            guard bytes.count >= pattern.count else { return nil }
            return (bytes.startIndex...bytes.endIndex - pattern.count).first { bytes[$0...].starts(with: pattern) }
        }
    }
#endif
