// `qris decode`, `qris verify` and their batches: what is read, the answers, and pictures that hold nothing.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct DecodeTests {
    private func withPictures(_ body: (_ png: String, _ pgm: String) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let paths = ["code.png", "code.pbm"].map { directory.appendingPathComponent($0).path }
            for path in paths { #expect(try Qris.run("encode", Seed.created, "-o", path).exitCode == 0) }
            try body(paths[0], paths[1])
        }
    }

    @Test func readsWhatWasDrawn() throws {
        try withPictures { png, pbm in
            for path in [png, pbm] {
                let result = try Qris.run("decode", path)
                #expect(result.exitCode == 0 && result.outputText.hasPrefix(Seed.created + "\n    version "))
            }
            let both = try Qris.run("decode", "--json", "--validate", png, pbm)
            let images = try #require(try both.jsonLines.first?["images"] as? [[String: Any]])
            #expect(images.count == 2)
            for image in images {
                let symbol = try #require((image["symbols"] as? [[String: Any]])?.first)
                #expect(symbol["text"] as? String == Seed.created && symbol["mirrored"] as? Bool == false)
                #expect(symbol["unusedErrorCorrection"] as? Double == 1 && symbol["correctedCodewords"] as? Int == 0)
                #expect((symbol["corners"] as? [[Double]])?.first == [32, 32])
                #expect((image["reports"] as? [[String: Any]])?.first?["valid"] as? Bool == true)
            }
            let piped = try Qris.run("decode", "-", input: Array(try Data(contentsOf: URL(fileURLWithPath: png))))
            #expect(piped.exitCode == 0 && piped.outputText.hasPrefix(Seed.created))
        }
    }

    @Test func whatIsNoPictureIsTold() throws {
        for (input, words) in [
            ("P5 9 9 255 ", "malformed"), ("hello", "no picture"), ("", "no picture"), ("\u{89}PNG", "no picture"),
            ("P5\n99999999 99999999\n255\n", "too large"), ("P2 1 1 255 300", "malformed"),
        ] {
            let result = try Qris.run("decode", "-", input: Array(input.utf8))
            #expect(result.exitCode == 1 && result.output.isEmpty && result.errorText.contains(words), "\(input)")
        }
        let damaged = try Qris.run("decode", "-", input: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0])
        #expect(damaged.exitCode == 1 && damaged.errorText.contains("PNG file cannot be read"))
        let empty = try Qris.run("decode", "-", input: Array("P1 2 2 0101".utf8))
        #expect(empty.exitCode == 1 && empty.errorText.contains("no QR code was read"))
        #expect(try Qris.run("decode", "/does/not/exist").exitCode == 2)
    }

    @Test func verifiesWhatWasOrdered() throws {
        try withPictures { png, pbm in
            let yes = try Qris.run("verify", png)
            #expect(yes.exitCode == 0 && yes.outputText.hasPrefix("YES\n"))
            let no = try Qris.run("verify", pbm, "--amount", "987654321")
            #expect(no.exitCode == 1 && no.outputText.hasPrefix("NO: not as ordered\n"))
            let document = try #require(try Qris.run("verify", "--json", "--nmid", "x", png).jsonLines.first)
            #expect(document["holds"] as? Bool == false && document["asOrdered"] as? Bool == false)
            #expect(document["valid"] as? Bool == true && document["codes"] as? Int == 1)
            #expect(try Qris.run("verify", "/does/not/exist").exitCode == 2)
            // Thousands by mistake, as everywhere an order is given.
            #expect(try Qris.run("verify", png, "--amount", "1.000").exitCode == 64)
            let nothing = try Qris.run("verify", "-", input: Array("P1 2 2 0101".utf8))
            #expect(nothing.exitCode == 1 && nothing.outputText == "NO: no QR code was read\n")
        }
    }

    /// Payers scan whichever of two codes they like.
    @Test func twoPaymentCodesAreNoAnswer() throws {
        let drawn = try [Seed.created, Seed.all[1]].map { payload in
            try Qris.run("encode", payload, "--any", "--format", "pbm").output
        }
        // Two bitmaps, one below the other: both are padded to the wider one's rows of bytes.
        let parts = drawn.map { file -> (width: Int, height: Int, rows: ArraySlice<UInt8>) in
            let head = file.split(separator: 10, maxSplits: 2)
            let sizes = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            return (sizes[0], sizes[1], head[2])
        }
        let width = parts.map { ($0.width + 7) / 8 * 8 }.max() ?? 0
        var picture = Array("P4\n\(width) \(parts[0].height + parts[1].height)\n".utf8)
        for part in parts {
            let count = (part.width + 7) / 8
            for row in 0..<part.height {
                picture += part.rows.dropFirst(row * count).prefix(count)
                picture += [UInt8](repeating: 0, count: width / 8 - count)
            }
        }
        let all = try Qris.run("decode", "--all", "-", input: picture)
        #expect(all.outputText.contains(Seed.created) && all.outputText.contains(Seed.all[1]))
        let answer = try Qris.run("verify", "-", input: picture)
        #expect(answer.exitCode == 1 && answer.outputText == "NO: the picture has 2 different payment codes\n")
    }

    @Test func batchesAnswerEachLine() throws {
        try withPictures { png, pbm in
            let base64 = try Data(contentsOf: URL(fileURLWithPath: png)).base64EncodedString()
            let modules = try Qris.run("encode", "--format", "text", Seed.created).outputText
                .filter { $0 != "\n" }
            let lines = [
                #"{"id":1,"file":"\#(pbm)"}"#, #"{"id":2,"png":"\#(base64)"}"#, #"{"id":3,"modules":"\#(modules)"}"#,
                #"{"id":4,"file":"/does/not/exist"}"#, #"{"id":5,"modules":"01"}"#, #"{"id":6,"png":"?"}"#,
                #"{"id":7,"png":"","file":""}"#, #"{"id":8,"pgn":""}"#, #"{"id":9,"png":"aGVsbG8="}"#,
            ]
            let input = Array((lines.joined(separator: "\n") + "\n").utf8)
            let answers = try Qris.run("batch", "decode", input: input).jsonLines
            for answer in answers.prefix(3) {
                let symbols = try #require(answer["symbols"] as? [[String: Any]])
                #expect(symbols.map { $0["text"] as? String } == [Seed.created])
            }
            let codes = answers.dropFirst(3).map { ($0["error"] as? [String: Any])?["code"] as? String }
            #expect(
                codes == [
                    "picture_failed", "invalid_size", "bad_request", "bad_request", "bad_request", "picture_failed",
                ])
            let orders = [
                #"{"id":1,"file":"\#(pbm)","expect":{"amount":1}}"#, #"{"id":2,"file":"\#(png)"}"#,
                #"{"id":3,"file":"\#(png)","expect":{"amuont":1}}"#,
                #"{"id":4,"file":"\#(png)","expect":{"amount":"1.000"}}"#,
            ]
            let judged = try Qris.run("batch", "verify", input: Array((orders.joined(separator: "\n") + "\n").utf8))
                .jsonLines
            #expect(judged.map { $0["holds"] as? Bool } == [false, true, nil, nil])
            #expect(judged[0]["valid"] as? Bool == true && judged[0]["asOrdered"] as? Bool == false)
        }
    }
}
