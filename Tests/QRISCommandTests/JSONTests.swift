// The JSON reader and writer against Foundation's.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import QRISCommand

@Suite struct JSONTests {
    /// Foundation's value as canonical text, nil when Foundation refuses the document.
    private func foundation(_ text: [UInt8]) -> String? {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed) else {
            return nil
        }
        return canonical(value)
    }

    private func canonical(_ value: Any) -> String {
        switch value {
        case is NSNull: return "null"
        case let text as String: return "s" + text.unicodeScalars.map { "\($0.value)" }.joined(separator: ",")
        case let list as [Any]: return "[" + list.map(canonical).joined(separator: ";") + "]"
        case let members as [String: Any]:
            let texts = members.map { canonical($0.key) + "=" + canonical($0.value) }
            return "{" + texts.sorted().joined(separator: ";") + "}"
        case let number as NSNumber:
            // Foundation keeps true and false in numbers of one signed byte.
            return String(cString: number.objCType) == "c" ? "b\(number.boolValue)" : "n\(number.doubleValue)"
        default: return "?"
        }
    }

    private func ours(_ text: [UInt8]) -> String? {
        (try? JSONReader.value(of: text)).map(canonical)
    }

    private func canonical(_ value: JSONValue) -> String {
        switch value {
        case .null: return "null"
        case .bool(let flag): return "b\(flag)"
        case .number(let text): return "n\(Double(text) ?? .nan)"
        case .string(let text): return canonical(text as Any)
        case .array(let list): return "[" + list.map { canonical($0) }.joined(separator: ";") + "]"
        case .object(let members):
            let texts = members.map { canonical($0.name as Any) + "=" + canonical($0.value) }
            return "{" + texts.sorted().joined(separator: ";") + "}"
        }
    }

    @Test(arguments: 0..<8) func readsRandomDocumentsLikeFoundation(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            let text = Array(document(depth: 0, &generator).utf8)
            let expected = try #require(foundation(text))
            #expect(ours(text) == expected, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(arguments: 0..<8) func refusesDamagedDocumentsLikeFoundation(_ seed: UInt64) {
        var generator = SeededGenerator(seed: 100 + seed)
        for _ in 0..<250 {
            // Documents of escapes and structure only: Foundation is lax about some numbers.
            var text = Array(#"{"a":["\u00e9\n",null,{"b":true}],"c":"x\/\ud83d\ude00"}"#.utf8)
            let place = Int.random(in: 0..<text.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: text.remove(at: place)
            case 1: text.insert("{}[],:\"\\u0 \n".utf8.randomElement(using: &generator) ?? 0, at: place)
            default: text.removeLast(text.count - place)
            }
            // Foundation lets a comma pass at the end of an object.
            guard !String(decoding: text, as: UTF8.self).contains(",}") else { continue }
            #expect(ours(text) == foundation(text), "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        "", " ", "01", "1.", ".5", "+1", "-", "1e", "0x1", "NaN", "tru", "nul", "[1,]", "[,1]", "{\"a\"}", "{a:1}",
        "{\"a\":1,}", "'a'", "\"\\x\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a", "1 2",
        "\u{FEFF}1", "\"\u{1}\"", "[1}", "//c\n1",
    ]) func refusesWhatIsNotJSON(_ text: String) {
        #expect(throws: JSONError.self) { try JSONReader.value(of: Array(text.utf8)) }
    }

    @Test func boundsTheDepth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.value(of: nested(65))
        #expect(throws: JSONError.self) { try JSONReader.value(of: nested(66)) }
        #expect(throws: JSONError.self) { try JSONReader.value(of: nested(1_000_000)) }
        #expect(throws: JSONError.self) { try JSONReader.value(of: [0x22, 0xC3, 0x22]) }
    }

    // RFC 8259 clause 4 leaves open what a name means that stands twice, so that two readers may see two payments.
    @Test(arguments: [
        (#"{"id":1,"id":1}"#, 8), (#"{"id":1,"\u0069d":2}"#, 8), (#"{"\u0069\u0064":1,"id":2}"#, 18),
        (#"{"":1,"a":2,"":3}"#, 12), (#"{"a":{"b":1,"c":[{"d":0,"d":1}]}}"#, 24),
        (#"{"😀":1,"\ud83d\ude00":2}"#, 10), (#"{"a\/b":1,"a/b":1}"#, 10), (#"[0,{"\n":1,"\u000A":1}]"#, 11),
    ]) func refusesANameTwice(_ text: String, offset: Int) {
        for keptDepth in [0, 1, 64] {
            #expect(throws: JSONError(reason: "a name stands twice in one object", byteOffset: offset)) {
                try JSONReader.value(of: Array(text.utf8), keptDepth: keptDepth)
            }
        }
    }

    // Names are the same only when all their code points are: a precomposed é is another name than e and an accent.
    @Test(arguments: [
        #"{"a":1,"A":2}"#, #"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}"#, #"{"\u00e9":1,"e\u0301":2}"#,
        #"{"a":1,"a\u0000":2,"a ":3}"#,
    ]) func keepsNamesThatDiffer(_ text: String) throws {
        _ = try JSONReader.value(of: Array(text.utf8))
    }

    @Test func boundsTheMembers() throws {
        func members(_ count: Int) -> [UInt8] {
            Array(("{" + (0..<count).map { "\"\($0)\":0" }.joined(separator: ",") + "}").utf8)
        }
        guard case .object(let kept) = try JSONReader.value(of: members(1_024)) else {
            Issue.record("no object")
            return
        }
        #expect(kept.count == 1_024)
        #expect(throws: JSONError.self) { try JSONReader.value(of: members(1_025)) }
    }

    @Test func leavesOutWhatIsDeeperThanAsked() throws {
        let text = Array(#"{"id":{"a":[1,{"b":2}]},"list":[1,[2]],"text":"x"}"#.utf8)
        guard case .object(let members) = try JSONReader.value(of: text, keptDepth: 1) else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.name) == ["id", "list", "text"])
        #expect(String(decoding: text[members[0].range], as: UTF8.self) == #"{"a":[1,{"b":2}]}"#)
        #expect(canonical(members[0].value) == "{}" && canonical(members[1].value) == "[]")
    }

    @Test func writesWhatFoundationReads() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let text = string(&generator)
            var writer = JSONWriter()
            writer.object { members in
                members.key("text")
                members.string(text)
                members.key("list")
                members.array { $0.number(-1) }
            }
            let object = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any]
            let read = try #require(object?["text"] as? String)
            #expect(read.unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(!writer.bytes.contains { $0 < 0x20 || $0 == 0x7F })
        }
    }

    // MARK: - Random documents

    private func string(_ generator: inout SeededGenerator) -> String {
        let pool: [Unicode.Scalar] = [
            "a", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "é", "点", "😀", "\u{202E}", "\u{7F}",
        ]
        return (0..<Int.random(in: 0..<8, using: &generator)).reduce(into: "") { text, _ in
            text.unicodeScalars.append(pool.randomElement(using: &generator) ?? "a")
        }
    }

    private func quoted(_ text: String, _ generator: inout SeededGenerator) -> String {
        text.unicodeScalars.reduce("\"") { quoted, scalar in
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard mustEscape || Bool.random(using: &generator) else { return quoted + String(scalar) }
            return String(scalar).utf16.reduce(quoted) { text, unit in
                text + "\\u" + String(0x10000 + UInt32(unit), radix: 16).suffix(4)
            }
        } + "\""
    }

    private func document(depth: Int, _ generator: inout SeededGenerator) -> String {
        let space = [" ", "", "\t", "\r\n"].randomElement(using: &generator) ?? ""
        let count = Int.random(in: 0..<4, using: &generator)
        switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &generator) {
        case 0: return space + (["null", "true", "false"].randomElement(using: &generator) ?? "null")
        case 1, 2: return space + quoted(string(&generator), &generator)
        case 3:
            return space
                + (["0", "-1", "12.50", "1e3", "-0.5E-2", "123456789"].randomElement(using: &generator) ?? "0")
        case 4:
            return "[" + (0..<count).map { _ in document(depth: depth + 1, &generator) }.joined(separator: space + ",")
                + "]"
        default:
            let members = (0..<count).map { index in
                quoted("k\(index)", &generator) + space + ":" + document(depth: depth + 1, &generator)
            }
            return "{" + members.joined(separator: ",") + space + "}"
        }
    }
}
