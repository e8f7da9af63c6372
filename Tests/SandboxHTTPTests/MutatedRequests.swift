// Requests that are nearly right, the same in every run.
// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Makes requests and damages some of them.
struct MutatedRequests {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// One to three requests behind each other; two of three times with up to three damages.
    mutating func next() -> [UInt8] {
        var bytes = Array((0..<Int.random(in: 1...3, using: &random)).map { _ in request() }.joined().utf8)
        if Int.random(in: 0..<3, using: &random) > 0 {
            for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes) }
        }
        return bytes
    }

    /// How to cut bytes into pieces.
    mutating func pieces() -> [Int] {
        (0..<20).map { _ in Int.random(in: 1...40, using: &random) }
    }

    private mutating func pick(_ texts: String...) -> String {
        texts.randomElement(using: &random) ?? ""
    }

    private mutating func request() -> String {
        let version = Int.random(in: 0..<12, using: &random) == 0 ? "1.0" : "1.1"
        let target = pick("/", "/a/b?c=d", "/%7Ex", "/_sandbox/state", "//a", "/a;b=c,d@e:f", "/?", "/'()*!$&+=")
        var lines = ["Host: \(pick("h", "127.0.0.1:7747", "localhost", "[::1]:80", "h:"))"]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            lines.append(
                pick(
                    "X: y", "Accept: */*, text/html;q=0.5", "Connection: keep-alive", "x-empty:", "X:\t tab \t",
                    "Cookie: a=\"b\"; c", "Connection: close", "Expect: 100-continue", "Authorization: Basic YQ==",
                    "Connection: te,Upgrade", "TE: trailers"))
        }
        var body = ""
        switch Int.random(in: 0..<3, using: &random) {
        case 0: break
        case 1:
            body = content()
            lines.append(pick("Content-Length: ", "content-length:", "Content-Length: 00") + "\(body.utf8.count)")
        default:
            (body, _) = (chunks(), lines.append(pick("Transfer-Encoding: chunked", "transfer-encoding:Chunked")))
        }
        lines.shuffle(using: &random)
        let method = pick("GET", "POST", "PUT", "HEAD", "DELETE", "PATCH", "get", "!#$%&'*+-.^_`|~")
        return "\(method) \(target) HTTP/\(version)\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
    }

    private mutating func content() -> String {
        pick("", "a", "{\"a\":1}", "\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "0\r\n\r\n", String(repeating: "z", count: 40))
    }

    private mutating func chunks() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let data = content()
            guard !data.isEmpty else { continue }
            let size = String(data.utf8.count, radix: 16, uppercase: Bool.random(using: &random))
            text +=
                pick("", "0", "000") + size + pick("", "", "", "", ";a", ";a=b", ";a=\"b;c\"", " ") + "\r\n" + data
                + "\r\n"
        }
        return text + pick("0", "000", "0;a") + "\r\n" + pick("", "", "T: u\r\n") + "\r\n"
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0 where place < bytes.count:
            bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1 where place < bytes.count:
            bytes.remove(at: place)
        case 2:
            bytes.insert(
                Array("\r\n\0 \t:,;0x+-\"\u{0B}\u{7F}/%#\\*".utf8).randomElement(using: &random) ?? 0, at: place)
        case 3:
            bytes.insert(contentsOf: Array("é".utf8).prefix(Int.random(in: 1...2, using: &random)), at: place)
        case 4:
            bytes.insert(contentsOf: Array(line().utf8), at: lineStart(bytes, place))
        default:
            exchange(&bytes, place)
        }
    }

    /// A line that serves to smuggle.
    private mutating func line() -> String {
        pick(
            "Host: h\r\n", "Content-Length: 1\r\n", "Content-Length: 0\r\n", "Content-Length: +1\r\n",
            "Content-Length: 1, 1\r\n", "Content-Length : 1\r\n", "Content-Length: 0x1\r\n",
            "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding:\u{0B}chunked\r\n", " folded\r\n",
            "\tfolded\r\n",
            "Transfer-Encoding : chunked\r\n", "\r\n", "\n", "1 \r\na\r\n", "1\r\na\r\n", "0\r\n\r\n", "+1\r\na\r\n",
            "0x1\r\na\r\n", "00000000000000001\r\na\r\n", "Expect: x\r\n", "Host: a b\r\n", "Host:\r\n", "X:\r\r\n",
            "GET / HTTP/1.1\r\n")
    }

    private func lineStart(_ bytes: [UInt8], _ place: Int) -> Int {
        bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? place
    }

    /// Puts one word in the place of another.
    private mutating func exchange(_ bytes: inout [UInt8], _ place: Int) {
        let pairs = [
            ("HTTP/1.1", "HTTP/1.0"), ("HTTP/1.1", "HTTP/2.0"), ("\r\n", "\n"), ("\r\n", "\r"), ("\r\n", " \r\n"),
            ("\r\n", "\t\r\n"), (": ", " : "),
            (" /", " *"),
            (" /", " http://a.test/"), (" /", " ://"), ("Host", "Hos"), ("Content-Length", "Transfer-Encoding"),
            ("\r\n", "\r\n "),
            ("\r\n\r\n", "\r\n"), ("1", "2"), ("GET", "CONNECT"),
        ]
        guard let (old, new) = pairs.randomElement(using: &random) else { return }
        let word = Array(old.utf8)
        let starts = bytes.indices.filter { bytes[$0...].starts(with: word) }
        guard let start = starts.first(where: { $0 >= place }) ?? starts.first else { return }
        bytes.replaceSubrange(start..<start + word.count, with: Array(new.utf8))
    }
}
