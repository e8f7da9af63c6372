// `qris rules`: everything that is checked, how grave it is, and where it is laid down.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The command `rules`.
    struct Rules: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List every rule: what is checked, how grave it is, which document says so.",
            discussion: """
                First the data objects: format, length in characters, presence (M always, C under a condition of \
                the source, O optional), what is reported when it is missing or wrong. Then everything that can \
                be reported, with its severity under each profile; `-` is not looked for.
                """)

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            try Output.write(json ? RuleDocument.bytes : Array(RuleText.text.utf8))
        }
    }

    /// The rules for people.
    private enum RuleText {
        static var text: String {
            let objects = table(
                ["path", "name", "format", "length", "need", "reported", "source"],
                PayloadRules.all.map { rule in
                    [
                        rule.path, rule.name, rule.format.name, length(of: rule), rule.presence.name,
                        reported(by: rule),
                        rule.source,
                    ]
                })
            let issues = table(
                ["code"] + Profile.allCases.map(\.name) + ["meaning", "source"],
                QRIS.Issue.Code.all.map { code in
                    [code.name] + Profile.allCases.map { code.severity(under: $0)?.name ?? "-" }
                        + [code.summary, code.source]
                })
            return (objects + [""] + issues + [""] + notes).joined(separator: "\n") + "\n"
        }

        /// What the table alone does not say.
        private static let notes = [
            "Values longer than their data object allows are reported as length.max.",
            "Rules of 26-45., 40., 51. and 62.99. hold under qris; emv and lenient apply 26-51. and 62.50-99. there.",
            "",
            "EMV MPM  EMVCo QR Code Specification for Payment Systems, Merchant-Presented Mode, v1.0",
            "QRIS     Bank Indonesia's QRIS, merchant-presented mode, as far as it is public",
        ]

        private static func length(of rule: PayloadRule) -> String {
            let lengths = rule.lengths
            return lengths.count == 1 ? "\(lengths.lowerBound)" : "\(lengths.lowerBound)-\(lengths.upperBound)"
        }

        private static func reported(by rule: PayloadRule) -> String {
            let codes = [rule.codeWhenMissing, rule.codeWhenWrong].compactMap { $0?.name }
            return codes.first == codes.last ? codes.first ?? "-" : codes.joined(separator: ", ")
        }

        /// Returns lines in columns as wide as their longest cell.
        private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
            let widths = head.indices.map { column in
                ([head] + rows).map { $0[column].utf8.count }.max() ?? 0
            }
            return ([head] + rows).map { row in
                var line = ""
                for (cell, width) in zip(row, widths) {
                    line += cell + String(repeating: " ", count: width + 2 - cell.utf8.count)
                }
                while line.last == " " { line.removeLast() }
                return line
            }
        }
    }

    /// The rules for programs.
    private enum RuleDocument {
        static var bytes: [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("objects")
                members.array { list in
                    for rule in PayloadRules.all { list.object { append(rule, to: &$0) } }
                }
                members.key("issues")
                members.array { list in
                    for code in QRIS.Issue.Code.all { list.object { append(code, to: &$0) } }
                }
            }
            writer.endLine()
            return writer.bytes
        }

        private static func append(_ rule: PayloadRule, to members: inout JSONWriter) {
            members.key("path")
            members.string(rule.path)
            members.key("name")
            members.string(rule.name)
            members.key("format")
            members.string(rule.format.name)
            members.key("minLength")
            members.number(rule.lengths.lowerBound)
            members.key("maxLength")
            members.number(rule.lengths.upperBound)
            members.key("presence")
            members.string(rule.presence.name)
            if let code = rule.codeWhenMissing {
                members.key("missing")
                members.finding(code) { rule.severityWhenMissing(under: $0) }
            }
            if let code = rule.codeWhenWrong {
                members.key("wrong")
                members.finding(code) { rule.severity(under: $0) }
            }
            members.key("source")
            members.string(rule.source)
        }

        private static func append(_ code: QRIS.Issue.Code, to members: inout JSONWriter) {
            members.key("code")
            members.string(code.name)
            members.key("meaning")
            members.string(code.summary)
            members.key("severity")
            members.severities { code.severity(under: $0) }
            members.key("source")
            members.string(code.source)
        }
    }

    extension JSONWriter {
        fileprivate mutating func finding(_ code: QRIS.Issue.Code, _ severity: (Profile) -> Severity?) {
            object { members in
                members.key("code")
                members.string(code.name)
                members.key("severity")
                members.severities(severity)
            }
        }

        /// Appends an object with one member a profile: "error", "warning" or null.
        fileprivate mutating func severities(_ severity: (Profile) -> Severity?) {
            object { members in
                for (profile, name) in [(Profile.qris, "qris"), (.emv, "emv"), (.lenient, "lenient")]
                    as [(Profile, StaticString)]
                {
                    members.key(name)
                    if let severity = severity(profile) { members.string(severity.name) } else { members.null() }
                }
            }
        }
    }
#endif
