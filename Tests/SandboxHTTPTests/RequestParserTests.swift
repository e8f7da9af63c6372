// The request parser: what it takes, what it refuses, and that pieces do not matter.
// SPDX-License-Identifier: Apache-2.0

import SandboxHTTP
import Testing

/// What a parser made of some bytes.
struct Parsed: Hashable {
    var messages: [RequestMessage] = []
    /// Why it took no more; nil when it waits for more bytes.
    var refusal: RequestRefusal?

    /// Hands bytes to a new parser in pieces of the given lengths, the last again and again.
    init(_ bytes: [UInt8], pieces: [Int] = [Int.max]) {
        var parser = RequestParser()
        var rest = bytes[...]
        var lengths = pieces[...]
        do throws(RequestRefusal) {
            while !rest.isEmpty {
                let piece = rest.prefix(lengths.first ?? 1)
                rest = rest.dropFirst(piece.count)
                if lengths.count > 1 { lengths.removeFirst() }
                parser.append(Array(piece))
                while let message = try parser.next() { messages.append(message) }
            }
        } catch {
            refusal = error
        }
    }

    init(_ text: String) {
        self.init(Array(text.utf8))
    }
}

@Suite struct RequestParserTests {
    private static let head = "POST /a HTTP/1.1\r\nHost: h\r\n"
    private static let chunkedHead = head + "Transfer-Encoding: chunked\r\n\r\n"

    @Test func wholeRequests() throws {
        let text = "GET /p?q=%41 HTTP/1.1\r\nHost: 127.0.0.1:80\r\nX-Y:\t a b \t\r\nEmpty:\r\n\r\n"
        let parsed = Parsed(text + text)
        let message = try #require(parsed.messages.first)
        #expect(parsed.messages == [message, message] && parsed.refusal == nil)
        #expect(message.method == "GET" && message.path == "/p?q=%41" && message.authority == "127.0.0.1:80")
        #expect(
            message.fields.map { [$0.name, $0.value] } == [["Host", "127.0.0.1:80"], ["X-Y", "a b"], ["Empty", ""]])
        #expect(message.body.isEmpty && message.keepsConnection)
    }

    /// RFC 9112, 3.2.2: the host of an absolute target counts, not that of the field.
    @Test(arguments: [
        ("http://a.test/p", "a.test", "/p"), ("HTTP://a.test:8080", "a.test:8080", "/"),
        ("http://[::1]:1?q", "[::1]:1", "/?q"), ("/http://x/", "h", "/http://x/"), ("//x", "h", "//x"),
    ])
    func targets(target: String, authority: String, path: String) throws {
        let message = try #require(Parsed("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n").messages.first)
        #expect(message.authority == authority && message.path == path)
    }

    /// RFC 9112, 7.1: sizes in either case with leading zeros, extensions and trailer fields passed over.
    @Test func chunks() {
        let body = "3;a=b\r\nabc\r\n000A; x=\"y\" \r\n0123456789\r\n1\r\n\n\r\n00;z\r\nTrailer: t\r\n\r\n"
        let parsed = Parsed(Self.chunkedHead + body + "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(parsed.messages.map(\.body) == [Array("abc0123456789\n".utf8), []] && parsed.refusal == nil)
        #expect(parsed.messages.first?.fields.contains { $0.name == "Trailer" } == false)
    }

    /// RFC 9112, 9.3.
    @Test(arguments: [
        ("1.1", "", true), ("1.1", "Connection: keep-alive\r\n", true), ("1.1", "Connection: Close\r\n", false),
        ("1.1", "Connection: te , close\r\n", false), ("1.1", "Connection: te\r\nConnection: close\r\n", false),
        ("1.1", "Connection: closed\r\n", true), ("1.0", "", false), ("1.0", "Connection: Keep-Alive\r\n", true),
        ("1.0", "Connection: keep-alive, close\r\n", false), ("1.7", "", true),
    ])
    func persistence(version: String, field: String, keeps: Bool) {
        let parsed = Parsed("GET / HTTP/\(version)\r\nHost: h\r\n\(field)\r\n")
        #expect(parsed.messages.map(\.keepsConnection) == [keeps])
    }

    /// Each refused by a clause of RFC 9112 or RFC 9110; the status is the one the clause names, or 400.
    @Test(arguments: [
        // RFC 9112, 2.2 and 3: the request line.
        ("\r\n\r\nGET / HTTP/1.1\r\n", 400), ("GARBAGE\r\n", 400), ("GET  / HTTP/1.1\r\n", 400),
        ("GET / HTTP/1.1 \r\n", 400), (" GET / HTTP/1.1\r\n", 400), ("GET\t/ HTTP/1.1\r\n", 400),
        ("G(T / HTTP/1.1\r\n", 400), ("GET / http/1.1\r\n", 400), ("GET / HTTP/1.10\r\n", 400),
        ("GET / HTTP/2.0\r\n", 505), ("GET / HTTP/0.9\r\n", 505), ("GET /\r\n", 400), ("GET / HTTP/1.1\n", 400),
        ("GET / HTTP/1.1\r\r\n", 400), ("GET /\0 HTTP/1.1\r\n", 400), ("\u{16}\u{03}\u{01}", 400),
        ("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\n", 414),
        // RFC 9112, 3.2; RFC 3986: the target.
        ("GET a HTTP/1.1\r\n", 400), ("GET https://h/ HTTP/1.1\r\n", 400), ("GET http:/// HTTP/1.1\r\n", 400),
        ("GET http://a@h/ HTTP/1.1\r\n", 400), ("GET /a#b HTTP/1.1\r\n", 400), ("GET /%4 HTTP/1.1\r\n", 400),
        ("GET /%+4 HTTP/1.1\r\n", 400), ("GET /\\ HTTP/1.1\r\n", 400), ("GET /é HTTP/1.1\r\n", 400),
        ("OPTIONS * HTTP/1.1\r\n", 501), ("CONNECT h:1 HTTP/1.1\r\n", 501),
    ])
    func requestLines(text: String, status: Int) {
        #expect(Parsed(text).refusal?.status == status)
    }

    @Test(arguments: [
        // RFC 9112, 5; RFC 9110, 5.5.
        ("no colon", 400), ("Name : v", 400), (": v", 400), ("Na me: v", 400), ("Näme: v", 400), ("X: a\u{0}b", 400),
        ("X: a\rb", 400), ("X: a\nb", 400), ("X: a\u{7F}", 400), ("X: a\u{1}", 400), ("X: a\r\n b", 400),
        ("X: a\r\n\tb", 400), (" X: a", 400),
        // RFC 9112, 3.2.
        ("Host: h", 400), ("host: i", 400),
        // RFC 9112, 6.1 to 6.3; RFC 9110, 8.6.
        ("Content-Length: 2\r\nContent-Length: 3", 400), ("Content-Length: 2\r\nContent-Length: 2", 400),
        ("Content-Length: 2, 2", 400), ("Content-Length: +2", 400), ("Content-Length: -2", 400),
        ("Content-Length: 0x2", 400), ("Content-Length: 2 2", 400), ("Content-Length:", 400),
        ("Content-Length: ٢", 400), ("Content-Length: 1048577", 413),
        ("Content-Length: 99999999999999999999999999", 413),
        ("Content-Length: 2\r\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: chunked\r\nContent-Length: 2", 400),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400), ("Transfer-Encoding: chunked, chunked", 400),
        ("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", 400), ("Transfer-Encoding: chunked, gzip", 400),
        ("Transfer-Encoding: identity", 400), ("Transfer-Encoding: \"chunked\"", 400), ("Transfer-Encoding:", 400),
        ("Transfer-Encoding: xchunked", 400), ("Transfer-Encoding: chunked;q=1", 400),
        ("Transfer-Encoding: \u{0B}chunked", 400), ("Transfer-Encoding: gzip, chunked", 501),
        // RFC 9110, 10.1.1.
        ("Expect: 200-ok", 417), ("Expect: 100-continue\r\nExpect: 100-continue", 417),
    ])
    func fields(lines: String, status: Int) {
        #expect(Parsed(Self.head + lines + "\r\n\r\n").refusal?.status == status)
    }

    @Test(arguments: [
        "", "h h", "h/", "a@h", "h:x", "h:65536", "h:1:2", "[::1", "[::1]x", "[]", "[g]", "h\\", "h%4", "h,i\"",
    ])
    func hosts(value: String) {
        #expect(Parsed("GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n").refusal?.status == 400)
    }

    @Test func hostsAndVersions() {
        #expect(Parsed("GET / HTTP/1.1\r\n\r\n").refusal?.status == 400)
        #expect(Parsed("GET / HTTP/1.0\r\n\r\n").messages.map(\.authority) == [nil])
        #expect(Parsed("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").refusal?.status == 400)
        #expect(Parsed("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n").refusal?.status == 400)
        // RFC 9110, 10.1.1: ignored in HTTP/1.0.
        #expect(Parsed("POST / HTTP/1.0\r\nExpect: x\r\n\r\n").messages.count == 1)
    }

    /// RFC 9112, 7.1 and 7.1.1.
    @Test(arguments: [
        ("+2\r\nab\r\n", 400), ("-2\r\n", 400), ("0x2\r\nab\r\n", 400), (" 2\r\nab\r\n", 400), ("2 \r\nab\r\n", 400),
        ("2 ;a\r\nab\r\n", 400),
        ("\r\n", 400), (";a\r\n", 400), ("g\r\n", 400), ("2a b\r\n", 400), ("2\nab\r\n", 400), ("2\r\nab\n", 400),
        ("2\r\nabc\r\n", 400), ("2\r\nab2\r\n", 400), ("2\r\nab\r\r\n", 400), ("2;\u{0}\r\nab\r\n", 400),
        ("2;a\rb\r\nab\r\n", 400), ("00000000000000002\r\nab\r\n", 400), ("FFFFFFFFFFFFFFFF\r\n", 413),
        ("7FFFFFFFFFFFFFFF\r\n", 413), ("100001\r\n", 413), ("0\r\nTrailer : t\r\n\r\n", 400),
        ("0\r\n fold\r\n\r\n", 400),
        ("0\r\nt\r\n\r\n", 400), ("0\r\ncontent-length: 1\r\n\r\n", 400), ("0\r\n\n", 400),
        ("2;\(String(repeating: "x", count: 20_000))\r\n", 400),
    ])
    func malformedChunks(text: String, status: Int) {
        #expect(Parsed(Self.chunkedHead + text).refusal?.status == status)
    }

    @Test func limits() {
        let many = (0..<100).map { "X\($0): 1\r\n" }.joined()
        #expect(Parsed("GET / HTTP/1.0\r\n" + many + "\r\n").messages.count == 1)
        #expect(Parsed("GET / HTTP/1.0\r\nY: 1\r\n" + many + "\r\n").refusal?.status == 431)
        #expect(Parsed(Self.chunkedHead + "0\r\n" + many + "\r\n").refusal?.status == 431)
        #expect(Parsed("GET / HTTP/1.0\r\nX: \(String(repeating: "y", count: 70_000))").refusal?.status == 431)
        let long = (0..<8).map { "X\($0): \(String(repeating: "y", count: 9000))\r\n" }.joined()
        #expect(Parsed("GET / HTTP/1.0\r\n" + long).refusal?.status == 431)
        let extended = String(repeating: "1;\(String(repeating: "x", count: 5000))\r\na\r\n", count: 4)
        #expect(Parsed(Self.chunkedHead + extended).refusal?.status == 400)
        let body = String(repeating: "a", count: RequestParser.bodyLimit)
        #expect(Parsed(Self.head + "Content-Length: 1048576\r\n\r\n" + body).messages.first?.body.count == 1 << 20)
        #expect(Parsed(Self.chunkedHead + "100000\r\n" + body + "\r\n1\r\n").refusal?.status == 413)
    }

    /// However small the chunks and the pieces, each byte is read once.
    @Test func manyChunks() {
        let body = [UInt8](repeating: 0x61, count: 300_000)
        let text = Array(Self.chunkedHead.utf8) + body.flatMap { [0x31, 0x0D, 0x0A, $0, 0x0D, 0x0A] }
        let parsed = Parsed(text + Array("0\r\n\r\n".utf8), pieces: [4096])
        #expect(parsed.messages.map(\.body) == [body])
    }

    @Test func waitsForContinue() throws {
        for framing in ["Content-Length: 1\r\n", "Transfer-Encoding: chunked\r\n"] {
            var parser = RequestParser()
            #expect(!parser.hasBegun)
            parser.append(Array((Self.head + framing + "Expect: 100-Continue\r\n\r\n").utf8))
            #expect(parser.hasBegun && !parser.expectsContinue)
            #expect(try parser.next() == nil)
            #expect(parser.hasBegun && parser.expectsContinue)
            parser.append([0x31])
            _ = try parser.next()
            #expect(!parser.expectsContinue)
        }
    }
}
