// The request parser beside h11, a parser by other authors, over mutated requests.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import SandboxHTTP

/// What h11 made of some bytes.
private struct Reading: Decodable {
    struct Message: Decodable {
        let method: String
        let target: String
        let version: String
        let fields: [[String]]
        let body: String
    }

    let messages: [Message]
    let end: String
}

@Suite struct H11Tests {
    /// Why a message is refused that h11 0.14 takes, or would take if more of it came: stricter on purpose.
    private static let strictness: [RequestRefusal] = [
        // RFC 9112, 2.2: a bare LF may be taken as a line's end; h11 does.
        .controlCharacter(HTTPSyntax.lineFeed),
        // RFC 9110, 5.5: CTL is invalid in a value; h11 takes all but NUL.
        .controlCharacter(0),
        // RFC 9112, 5.2: a server must refuse folded lines or mend them; h11 mends them.
        .foldedField,
        // RFC 9112, 3.2: an invalid Host is 400. RFC 3986, 2: which characters a target may hold.
        .malformedHost, .malformedTarget, .unsupportedTarget,
        // RFC 9110, 2.5: another major version.
        .unsupportedVersion,
        // RFC 9112, 6.3, rules 3 and 5: both may be refused, and equal lengths may be too.
        .lengthAndCoding, .severalLengths, .malformedLength,
        // RFC 9112, 6.1: such framing is faulty.
        .codingInVersion10,
        // RFC 9112, 7.1: no blank behind the size; h11 takes it, and up to 20 digits.
        .malformedChunkSize,
        // RFC 9110, 6.5.1: no sender may put these there.
        .framingInTrailer,
        // RFC 9110, 5.5: other bytes are opaque; nothing here could show them.
        .fieldNotUTF8,
        // RFC 9110, 10.1.1: may be 417.
        .unknownExpectation,
    ]

    /// The same, met only in many cases.
    private static let rareStrictness: [RequestRefusal] = [
        // RFC 9112, 2.2: a CR alone is no part of a line; h11 takes it in a chunk's extension.
        .bareCarriageReturn,
        // RFC 9112, 2.3 and 3.2: a minor version above 1 means the same; h11 asks HTTP/1.1 alone for a Host.
        .noHost,
    ]

    /// `QRIS_HTTP_CASES` asks for more cases, as `make http` does.
    private static let count =
        ProcessInfo.processInfo.environment["QRIS_HTTP_CASES"].flatMap { Int($0) } ?? 5000

    @Test func takesNothingThatH11ReadsOtherwise() throws {
        var requests = MutatedRequests(seed: 9112)
        var agreed = 0
        var met: Set<RequestRefusal> = []
        for start in stride(from: 0, to: Self.count, by: 20_000) {
            let cases = (start..<min(start + 20_000, Self.count)).map { _ in requests.next() }
            for (bytes, reading) in zip(cases, try h11(cases)) {
                let parsed = Parsed(bytes)
                // Pieces do not matter.
                #expect(Parsed(bytes, pieces: [1]) == parsed && Parsed(bytes, pieces: requests.pieces()) == parsed)
                guard isSame(parsed, reading, &met) else {
                    Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription): \(parsed), \(reading)")
                    return
                }
                agreed += reading.messages.count
            }
        }
        // The cases are worth something, and so is each line of the list.
        #expect(agreed > Self.count)
        let wanted = Self.strictness + (Self.count < 200_000 ? [] : Self.rareStrictness)
        let unmet = wanted.filter { !met.contains($0) }
        #expect(unmet == [])
    }

    /// Whether every message is taken by both and equal, but for one that this parser refuses by the list.
    private func isSame(_ parsed: Parsed, _ reading: Reading, _ met: inout Set<RequestRefusal>) -> Bool {
        for (message, other) in zip(parsed.messages, reading.messages) where !isSame(message, other) { return false }
        if parsed.messages.count < reading.messages.count {
            guard let refusal = parsed.refusal, (Self.strictness + Self.rareStrictness).contains(refusal) else {
                return false
            }
            met.insert(refusal)
        }
        guard parsed.messages.count > reading.messages.count else { return true }
        // h11 ends every connection of HTTP/1.0; this server keeps those that ask for it.
        if reading.end == "closed" {
            return reading.messages.last.map { last in
                last.version == "1.0" || parsed.messages[reading.messages.count - 1].keepsConnection == false
            } ?? false
        }
        return false
    }

    private func isSame(_ message: RequestMessage, _ other: Reading.Message) -> Bool {
        let fields = message.fields.map { field in
            // h11 gives this value in lower case.
            [field.name, field.name.lowercased() == "transfer-encoding" ? field.value.lowercased() : field.value]
        }
        return latin1(message.method) == other.method && latin1(Array(message.body)) == other.body
            && fields.map { $0.map(latin1) } == other.fields
            && message.path == originForm(other.target)
    }

    /// Path and query of a target; an address without a path means the path `/`.
    ///
    /// - Source: RFC 9112, 3.2.1 and 3.2.2.
    private func originForm(_ target: String) -> String {
        guard !target.hasPrefix("/"), let scheme = target.range(of: "://") else { return target }
        let rest = target[scheme.upperBound...]
        let path = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
        return path.hasPrefix("/") ? String(path) : "/" + path
    }

    private func latin1(_ text: String) -> String { latin1(Array(text.utf8)) }

    private func latin1(_ bytes: [UInt8]) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    private func h11(_ cases: [[UInt8]]) throws -> [Reading] {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "h11_requests.py")
        let input = cases.flatMap { bytes -> [UInt8] in
            Array(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined().utf8) + [0x0A]
        }
        // Debian's Python, which has Debian's h11; another one may stand before it in PATH.
        let debian = URL(fileURLWithPath: "/usr/bin/python3")
        let result =
            FileManager.default.isExecutableFile(atPath: debian.path)
            ? try ProcessRunner.run(program: debian, arguments: [script.path], input: input, timeLimit: 100)
            : try ProcessRunner.run(.python, [script.path], input: input, timeLimit: 100)
        guard result.exitCode == 0 else { throw ToolError(result.errorText) }
        return try result.output.split(separator: 0x0A).map { try JSONDecoder().decode(Reading.self, from: Data($0)) }
    }
}
