// Issues in words, with the faulty bytes marked.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// Lines about the issues of one payload.
    struct IssueText {
        /// The payload; any bytes.
        let bytes: [UInt8]

        /// Most issues that are put into words; programs get all of them as JSON.
        private static let mostIssues = 30

        /// Returns the lines about issues, up to a limit.
        ///
        /// - Parameter issues: issues of this payload, in the order of a report.
        /// - Returns: the lines of each, and how many were left out.
        func lines(of issues: [Issue]) -> [String] {
            let more = issues.suffix(1).filter { $0.code == .moreIssues }
            let listed = issues.dropLast(more.count)
            let restCount = listed.count - listed.prefix(Self.mostIssues).count
            let rest = restCount > 0 ? ["and \(restCount) more; --json of validate lists them"] : []
            return listed.prefix(Self.mostIssues).flatMap { lines(of: $0) } + rest + more.flatMap { lines(of: $0) }
        }

        /// Returns the lines about an issue: what, where, and the bytes concerned with a marker below.
        private func lines(of issue: Issue) -> [String] {
            ["\(issue.severity.name): \(heading(of: issue)): \(issue.message)"] + excerpt(of: issue)
                + Self.hint(of: issue)
        }

        /// Returns a line with the known mistake that explains an issue; none without one.
        static func hint(of issue: Issue) -> [String] {
            issue.hint.map { ["    hint: \($0.message)"] } ?? []
        }

        /// Returns the code and the place of an issue, such as `crc.mismatch in 63 at byte 250`.
        private func heading(of issue: Issue) -> String {
            let path = issue.path.depth == 0 ? "" : " in \(issue.path)"
            let place = issue.byteLength == 0 ? "" : " at byte \(issue.byteOffset)"
            return issue.code.name + path + place
        }

        /// Bytes shown of the payload before and after a fault.
        private static let context = 24
        /// Most bytes shown of a fault itself.
        private static let longest = 60

        /// Returns a line of the payload around a fault, and a line that marks the fault.
        private func excerpt(of issue: Issue) -> [String] {
            let fault = issue.byteOffset..<min(issue.byteOffset + issue.byteLength, bytes.count)
            guard !fault.isEmpty else { return [] }
            let start = characterStart(atOrBefore: max(0, fault.lowerBound - Self.context))
            let end = characterStart(
                atOrBefore: min(bytes.count, min(fault.upperBound, fault.lowerBound + Self.longest) + Self.context))
            var text = start > 0 ? "…" : ""
            var marks = start > 0 ? " " : ""
            var offset = start
            for piece in VisibleText.pieces(of: bytes[start..<end]) {
                let mark = fault.overlaps(offset..<offset + piece.byteCount) ? "^" : " "
                marks += String(repeating: mark, count: piece.text.unicodeScalars.count)
                text += piece.text
                offset += piece.byteCount
            }
            while marks.last == " " { marks.removeLast() }
            return ["    " + text + (end < bytes.count ? "…" : ""), "    " + marks]
        }

        /// Returns the offset itself, or where the UTF-8 character begins that it lies in.
        private func characterStart(atOrBefore offset: Int) -> Int {
            var start = offset
            while start > 0, start < bytes.count, offset - start < 3, bytes[start] & 0xC0 == 0x80 {
                start -= 1
            }
            return start
        }
    }

    extension JSONWriter {
        /// Appends the members that report the issues of a payload.
        ///
        /// - Parameter report: what validation found.
        mutating func members(of report: ValidationReport) {
            key("valid")
            bool(report.isValid)
            key("profile")
            string(report.profile.name)
            key("issues")
            array { list in
                for issue in report.issues {
                    list.append(issue)
                }
            }
        }

        /// Appends an issue.
        mutating func append(_ issue: Issue) {
            object { members in
                members.key("code")
                members.string(issue.code.name)
                members.key("severity")
                members.string(issue.severity.name)
                members.key("path")
                members.string(issue.path.description)
                members.key("offset")
                members.number(issue.byteOffset)
                members.key("length")
                members.number(issue.byteLength)
                members.key("message")
                members.string(issue.message)
                if let expected = issue.expected {
                    members.key("expected")
                    members.string(expected)
                }
                if let hint = issue.hint {
                    members.key("hint")
                    members.string(hint.message)
                    members.key("hintCode")
                    members.string(hint.name)
                }
            }
        }
    }

    extension ValidationReport {
        /// The verdict in one line, such as `valid by the rules of qris, 2 warnings`.
        var verdict: String {
            Self.verdict(profile: profile, errorCount: errorCount, warningCount: warningCount)
        }

        /// The verdict in one line; a code without errors is valid.
        static func verdict(profile: Profile, errorCount: Int, warningCount: Int) -> String {
            let counts = [count(errorCount, "error"), count(warningCount, "warning")]
            let found = counts.compactMap { $0 }.map { ", " + $0 }.joined()
            return "\(errorCount == 0 ? "valid" : "INVALID") by the rules of \(profile.name)\(found)"
        }

        private static func count(_ number: Int, _ noun: String) -> String? {
            number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
        }
    }
#endif
