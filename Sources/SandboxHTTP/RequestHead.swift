// Request line and header fields: what they say about the target and about the body's end.
// SPDX-License-Identifier: Apache-2.0

/// The head of a request, read line by line.
struct RequestHead: Sendable {
    /// How the body ends.
    enum Framing: Hashable {
        case length(Int)
        case chunked
    }

    private(set) var method = ""
    private(set) var authority: String?
    private(set) var path = ""
    private(set) var framing = Framing.length(0)
    private(set) var keepsConnection = true
    private(set) var expectsContinue = false
    var fields: [RequestMessage.Field] = []
    private var isVersion10 = false

    init() {}

    /// - Source: RFC 9112, 3: `method SP request-target SP HTTP-version`, single spaces.
    init(requestLine line: [UInt8]) throws(RequestRefusal) {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3, HTTPSyntax.isToken(parts[0]) else { throw .malformedRequestLine }
        method = String(decoding: parts[0], as: UTF8.self)
        try readVersion(parts[2])
        try readTarget(parts[1])
    }

    /// - Source: RFC 9112, 2.3; RFC 9110, 2.5: a higher minor version is served as 1.1.
    private mutating func readVersion(_ bytes: ArraySlice<UInt8>) throws(RequestRefusal) {
        let digits = bytes.dropFirst(5)
        guard bytes.starts(with: "HTTP/".utf8), digits.count == 3, let major = digits.first, let minor = digits.last,
            HTTPSyntax.isDigit(major), digits.dropFirst().first == UInt8(ascii: "."), HTTPSyntax.isDigit(minor)
        else { throw .malformedRequestLine }
        guard major == UInt8(ascii: "1") else { throw .unsupportedVersion }
        isVersion10 = minor == UInt8(ascii: "0")
    }

    /// - Source: RFC 9112, 3.2: origin form or absolute form; the others serve proxies and the server as a whole.
    private mutating func readTarget(_ bytes: ArraySlice<UInt8>) throws(RequestRefusal) {
        guard method != "CONNECT", bytes != [UInt8(ascii: "*")] else { throw .unsupportedTarget }
        var rest = bytes
        let scheme = "http://".utf8
        if HTTPSyntax.isSame(bytes.prefix(scheme.count), scheme) {
            rest = bytes.dropFirst(scheme.count)
            let host = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            guard HTTPSyntax.isAuthority(host) else { throw .malformedTarget }
            authority = String(decoding: host, as: UTF8.self)
            rest = rest.dropFirst(host.count)
            path = rest.first == UInt8(ascii: "/") ? "" : "/"
        } else if bytes.first != UInt8(ascii: "/") {
            throw .malformedTarget
        }
        guard HTTPSyntax.isPathAndQuery(rest) else { throw .malformedTarget }
        path += String(decoding: rest, as: UTF8.self)
    }

    /// Reads a header or trailer field.
    ///
    /// - Source: RFC 9112, 5 to 5.2: no blank before the colon, no folded lines; RFC 9110, 5.5.
    static func field(_ line: [UInt8]) throws(RequestRefusal) -> RequestMessage.Field {
        guard let first = line.first, !HTTPSyntax.isBlank(first) else { throw .foldedField }
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        guard name.count < line.count, HTTPSyntax.isToken(name) else { throw .malformedField }
        let bytes = HTTPSyntax.trimmed(line[(name.endIndex + 1)...])
        guard let value = String(validating: bytes, as: UTF8.self) else { throw .fieldNotUTF8 }
        return RequestMessage.Field(name: String(decoding: name, as: UTF8.self), value: value)
    }

    /// Draws the conclusions once the head is whole.
    mutating func finish() throws(RequestRefusal) {
        try readHost()
        try readFraming()
        let options = values("Connection").flatMap { $0.split(separator: UInt8(ascii: ",")) }.map(HTTPSyntax.trimmed)
        // RFC 9112, 9.3.
        let closes = options.contains { HTTPSyntax.isSame($0, "close".utf8) }
        keepsConnection = !closes && (!isVersion10 || options.contains { HTTPSyntax.isSame($0, "keep-alive".utf8) })
        // RFC 9110, 10.1.1: ignored in HTTP/1.0.
        guard !isVersion10, let expectation = values("Expect").first else { return }
        guard values("Expect").count == 1, HTTPSyntax.isSame(expectation, "100-continue".utf8) else {
            throw .unknownExpectation
        }
        expectsContinue = true
    }

    /// - Source: RFC 9112, 3.2: exactly one `Host`; 3.2.2: the host of an absolute target counts instead.
    private mutating func readHost() throws(RequestRefusal) {
        let hosts = values("Host")
        guard hosts.count <= 1 else { throw .severalHosts }
        guard let host = hosts.first else {
            guard isVersion10 else { throw .noHost }
            return
        }
        guard HTTPSyntax.isAuthority(host[...]) else { throw .malformedHost }
        authority = authority ?? String(decoding: host, as: UTF8.self)
    }

    /// Finds out how the body ends; two answers to that are refused.
    ///
    /// - Source: RFC 9112, 6.1 to 6.3.
    private mutating func readFraming() throws(RequestRefusal) {
        let codings = values("Transfer-Encoding")
        let lengths = values("Content-Length")
        guard codings.isEmpty || lengths.isEmpty else { throw .lengthAndCoding }
        if let coding = codings.first {
            guard codings.count == 1 else { throw .severalCodings }
            guard !isVersion10 else { throw .codingInVersion10 }
            return try readCoding(coding)
        }
        guard let length = lengths.first else { return }
        guard lengths.count == 1 else { throw .severalLengths }
        guard !length.isEmpty, length.allSatisfy(HTTPSyntax.isDigit) else { throw .malformedLength }
        guard let count = Int(String(decoding: length, as: UTF8.self)) else { throw .bodyTooLong }
        framing = .length(count)
    }

    private mutating func readCoding(_ value: [UInt8]) throws(RequestRefusal) {
        let codings = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map(HTTPSyntax.trimmed)
        let isChunked = codings.map { HTTPSyntax.isSame($0, "chunked".utf8) }
        guard isChunked.firstIndex(of: true) == isChunked.endIndex - 1 else { throw .malformedCoding }
        guard codings.count == 1 else { throw .unsupportedCoding }
        framing = .chunked
    }

    /// The values of all fields with a name.
    private func values(_ name: String) -> [[UInt8]] {
        fields.filter { HTTPSyntax.isSame($0.name.utf8, name.utf8) }.map { Array($0.value.utf8) }
    }

    /// The whole request.
    func message(body: [UInt8]) -> RequestMessage {
        RequestMessage(
            method: method, authority: authority, path: path, fields: fields, body: body,
            keepsConnection: keepsConnection)
    }
}
