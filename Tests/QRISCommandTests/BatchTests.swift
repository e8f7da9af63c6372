// `qris batch`: order, bounds, bad lines, ids.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct BatchTests {
    private func batch(_ command: String, _ lines: [String], _ options: String...) throws -> ProcessResult {
        let input = Array((lines.joined(separator: "\n") + "\n").utf8)
        return try Qris.run(arguments: ["batch", command] + options, input: input)
    }

    private func code(of answer: [String: Any]) -> String? {
        (answer["error"] as? [String: Any])?["code"] as? String
    }

    @Test func keepsTheOrder() throws {
        let lines = (0..<2_000).map { number in
            if number % 100 == 99 { return "not JSON" }
            // Long ones now and then, so that later chunks would be ready first.
            let text = number % 64 == 0 ? Seed.created : "00020\(number)"
            return #"{"id":\#(number),"text":"\#(text)"}"#
        }
        let alone = try batch("validate", lines, "--jobs", "1")
        let together = try batch("validate", lines, "--jobs", "2")
        #expect(alone.exitCode == 0 && together.exitCode == 0 && together.output == alone.output)
        let answers = try together.jsonLines
        #expect(answers.count == 2_000)
        for (number, answer) in answers.enumerated() {
            if number % 100 == 99 {
                #expect(answer["id"] is NSNull && code(of: answer) == "bad_request")
            } else {
                #expect(answer["id"] as? Int == number && answer["valid"] as? Bool == (number % 64 == 0))
            }
        }
    }

    /// An invented PromptPay code by each profile; without one any text is drawn.
    @Test func encodesByTheProfile() throws {
        let foreign = "00020101021129370016A0000006770101110113006680000000053037645802TH63046547"
        let lines = ["", #","profile":"lenient""#, #","profile":"emv""#, #","profile":"x""#].enumerated().map {
            #"{"id":\#($0),"text":"\#(foreign)"\#($1)}"#
        }
        let answers = try batch("encode", lines).jsonLines
        #expect(answers.map { $0["ok"] as? Bool } == [true, true, false, false])
        #expect(answers.map(code) == [nil, nil, "invalid_payload", "bad_request"])
        let message = (answers[2]["error"] as? [String: Any])?["message"] as? String
        #expect(message?.hasPrefix("required.mcc: 52 (Merchant Category Code) is missing.") == true)
        #expect(answers[0]["modules"] as? String == answers[1]["modules"] as? String)
    }

    @Test func givesEveryIdBack() throws {
        let ids = [
            "null", "true", "0", "1.0", "-1e400", "12345678901234567890", #""a\u0000\"é""#, "[1, [2]]",
            #"{"a":{"b":null}}"#, #""""#,
        ]
        for command in ["validate", "encode"] {
            let lines = ids.map { #"{"id":\#($0),"text":"1"}"# }
            let answers = try batch(command, lines).outputText.split(separator: "\n")
            #expect(answers.count == ids.count)
            for (answer, id) in zip(answers, ids) {
                #expect(answer.hasPrefix(#"{"id":\#(id),"#))
            }
        }
        let safe = try batch("validate", ["{\"id\":\"\u{202E}\u{9B}\",\"text\":\"\"}", #"{"text":""}"#])
        #expect(safe.outputText.hasPrefix(#"{"id":"\u202e\u009b","#))
        #expect(try safe.jsonLines[1]["id"] is NSNull)
    }

    @Test(arguments: [
        "[]", "1", "{", #"{"id":1,}"#, #"{"id":7}"#, #"{"id":7,"text":1}"#, #"{"id":7,"text":"A","hex":"41"}"#,
        #"{"id":7,"hex":"4"}"#, #"{"id":7,"hex":"4g"}"#, #"{"id":7,"text":"A","version":41}"#,
        #"{"id":7,"text":"A","version":1.5}"#, #"{"id":7,"text":"A","mask":8}"#, #"{"id":7,"text":"A","mask":"1"}"#,
        #"{"id":7,"text":"A","level":"m"}"#, #"{"id":7,"text":"A","boost":1}"#, #"{"id":7,"text":"A","mode":"kanji"}"#,
        #"{"id":7,"text":"A","format":"gif"}"#, #"{"id":7,"text":"\ud800"}"#, "{\"id\":7,\"text\":\"\t\"}",
    ]) func refusesBadRequests(_ line: String) throws {
        let answers = try batch("encode", [line, #"{"id":8,"text":"A","version":1,"mask":0}"#]).jsonLines
        #expect(answers.count == 2)
        #expect(answers[0]["ok"] as? Bool == false && code(of: answers[0]) == "bad_request")
        #expect(answers[1]["ok"] as? Bool == true && answers[1]["id"] as? Int == 8)
    }

    /// A misspelt member is never taken for one that was left out.
    @Test func refusesUnknownMembers() throws {
        let lines = [
            #"{"id":1,"text":"HELLO","levle":"H"}"#, #"{"id":2,"text":"A","":1}"#, #"{"id":3,"text":"A","Text":"B"}"#,
            #"{"id":4,"text":"A","\u202e":1}"#, #"{"id":5,"text":"A","id ":1}"#,
        ]
        for command in ["validate", "encode"] {
            let answers = try batch(command, lines).jsonLines
            #expect(answers.map { $0["id"] as? Int } == [1, 2, 3, 4, 5])
            #expect(answers.allSatisfy { $0["ok"] as? Bool == false && code(of: $0) == "bad_request" })
            let message = (answers[0]["error"] as? [String: Any])?["message"] as? String
            #expect(message?.hasPrefix("unknown member levle; known are id, text, ") == true)
        }
    }

    @Test func takesAByteOrderMarkBeforeTheFirstLineOnly() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let line = Array("{\"id\":1,\"text\":\"\(Seed.created)\"}\r\n".utf8)
        let answers = try Qris.run("batch", "validate", input: mark + line + mark + line).jsonLines
        #expect(answers[0]["id"] as? Int == 1 && answers[0]["valid"] as? Bool == true)
        #expect(code(of: answers[1]) == "bad_request")
    }

    @Test func drawsWithThePictureOptions() throws {
        let answers = try batch(
            "encode",
            [
                ##"{"id":1,"text":"A","format":"svg","scale":3,"quietZone":1,"dark":"#102030","light":"transparent"}"##,
                #"{"id":2,"text":"A","format":"svg","dark":"red"}"#, #"{"id":3,"text":"A","scale":0}"#,
                #"{"id":4,"text":"A","format":"svg","quietZone":9999999}"#,
            ]
        ).jsonLines
        let drawn = try Qris.run(
            "encode", "--any", "A", "--no-boost", "--format", "svg", "--scale", "3", "--quiet-zone", "1", "--dark",
            "#102030",
            "--light", "transparent")
        #expect(answers[0]["svg"] as? String == drawn.outputText)
        #expect(answers[1...].map(code) == ["bad_request", "bad_request", "picture_failed"])
    }

    @Test(arguments: ["validate", "encode"]) func refusesAMemberTwice(_ command: String) throws {
        let lines = [
            #"{"id":1,"text":"1","text":"2"}"#, #"{"id":1,"\u0069d":2,"text":"1"}"#,
            #"{"id":{"a":1,"a":1},"text":"1"}"#, #"{"id":4,"text":"1"}"#,
        ]
        let answers = try batch(command, lines).jsonLines
        #expect(answers.count == 4)
        for answer in answers.prefix(3) {
            #expect(answer["ok"] as? Bool == false && code(of: answer) == "bad_request" && answer["id"] is NSNull)
            let message = (answer["error"] as? [String: Any])?["message"] as? String
            #expect(message?.hasPrefix("the line cannot be read as JSON: a name stands twice in one object") == true)
        }
        #expect(answers[3]["id"] as? Int == 4)
    }

    // Where one line of megabytes, or many short ones, once made a hundred times as many bytes.
    @Test func bigFaultsMakeSmallAnswers() throws {
        let zeros = String(repeating: "0", count: 4_000_000)
        let result = try batch("validate", [#"{"id":1,"text":"\#(zeros)"}"#])
        #expect(result.exitCode == 0 && result.output.count < 50_000)
        let issues = try #require(try result.jsonLines[0]["issues"] as? [[String: Any]])
        #expect(issues.count == 101 && issues.last?["code"] as? String == "report.more_issues")
        #expect(issues.dropLast().contains { $0["severity"] as? String == "error" })
    }

    @Test func refusesBadBytesAndLongLines() throws {
        var input = Array(#"{"id":1,"text":""#.utf8) + [0xFF] + Array("\"}\n\n  \r\n".utf8)
        input += [UInt8](repeating: UInt8(ascii: "7"), count: 5_000_000) + [UInt8(ascii: "\n")]
        input += Array(#"{"id":2,"text":"A","profile":"emv"}"#.utf8)
        let result = try Qris.run("batch", "validate", input: input)
        let answers = try result.jsonLines
        #expect(result.exitCode == 0 && answers.count == 3)
        #expect(code(of: answers[0]) == "bad_request" && code(of: answers[1]) == "bad_request")
        #expect(answers[2]["id"] as? Int == 2 && answers[2]["profile"] as? String == "emv")
        #expect(
            result.outputText.contains("not UTF-8, at byte 16") && result.outputText.contains("longer than 4194304"))
    }

    @Test func encodesWithEveryOption() throws {
        let answers = try batch(
            "encode",
            [
                #"{"id":1,"text":"HELLO","level":"Q","mask":3,"penalties":true}"#,
                #"{"id":2,"text":"HELLO","level":"L","boost":true,"version":2,"mask":0}"#,
                #"{"id":3,"hex":"935fe4aa","mode":"kanji","mask":1}"#,
                #"{"id":4,"text":"12","mode":"numeric","mask":1,"format":"svg"}"#,
                #"{"id":5,"text":"A","version":1,"mask":1,"format":null}"#,
                #"{"id":6,"text":"\#(String(repeating: "x", count: 3_000))"}"#,
                #"{"id":7,"text":"","hex":null}"#,
            ]
        ).jsonLines
        #expect(answers[0]["level"] as? String == "Q" && answers[0]["version"] as? Int == 1)
        #expect((answers[0]["penalties"] as? [Int])?.count == 8 && answers[0]["mask"] as? Int == 3)
        #expect(answers[1]["level"] as? String == "H" && answers[1]["side"] as? Int == 25)
        #expect((answers[1]["modules"] as? String)?.utf8.count == 625 && answers[1]["penalties"] == nil)
        #expect(answers[2]["ok"] as? Bool == true && answers[4]["ok"] as? Bool == true)
        #expect((answers[3]["svg"] as? String)?.hasPrefix("<svg") == true && answers[3]["modules"] == nil)
        #expect(code(of: answers[5]) == "data_too_long" && code(of: answers[6]) == "empty_text")
    }

    @Test func givesPicturesThatOthersRead() throws {
        let result = try batch("encode", [#"{"id":1,"text":"\#(Seed.created)","mask":2,"format":"png"}"#])
        let text = try #require(try result.jsonLines[0]["png"] as? String)
        let picture = Array(try #require(Data(base64Encoded: text)))
        #expect(try ForeignReader.zxing.read(picture) == Array(Seed.created.utf8))
    }

    @Test func answersWhileTheInputStaysOpen() throws {
        // The second request is sent only after the first answer has come.
        let result = try Qris.shell(
            #"""
            dir=$(mktemp -d); mkfifo "$dir/in"
            "$0" batch validate <"$dir/in" >"$dir/out" & exec 3>"$dir/in"
            echo '{"id":1,"text":""}' >&3
            for try in 1 2 3 4 5 6 7 8 9 10; do test -s "$dir/out" && break; sleep 0.2; done
            wc -l <"$dir/out"; echo '{"id":2,"text":""}' >&3; exec 3>&-; wait; wc -l <"$dir/out"; rm -r "$dir"
            """#)
        #expect(result.outputText.split(separator: "\n").map { $0.filter(\.isNumber) } == ["1", "2"])
    }

    @Test func staysSmall() throws {
        // A line that would not fit into the address space the process may have, and many that are blank. Threads'
        // stacks and heaps would reserve most of that space without using it, so they are kept small.
        let result = try Qris.shell(
            #"""
            ulimit -s 512; export MALLOC_ARENA_MAX=1; ulimit -v 150000
            { head -c 100000000 /dev/zero; echo; head -c 300000 /dev/zero | tr '\0' '\n'; echo '{"id":1,"text":""}'; } \
                | "$0" batch validate --jobs 2 | cut -c 1-9
            """#)
        #expect(result.exitCode == 0 && result.errorText == "")
        #expect(result.outputText.split(separator: "\n") == [#"{"id":nul"#, #"{"id":1,""#])
    }

    @Test func tellsUsageAndWritingFailures() throws {
        #expect(try Qris.run("batch", "encode", "--jobs", "0").exitCode == 64)
        #expect(try Qris.run("batch", "nonsense").exitCode == 64)
        #expect(try Qris.run("batch", "encode").exitCode == 0)
        let full = try Qris.shell("echo 1 | \"$0\" batch validate >/dev/full")
        #expect(full.exitCode == 2 && full.errorText.hasPrefix("qris: error: cannot write to standard output"))
        #expect(try Qris.shell("\"$0\" batch validate </").exitCode == 2)
    }
}
