// Issues in words, with the faulty bytes marked.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// Lines about the issues of one payload.
    struct IssueText {
        /// The payload; any bytes.
        let bytes: [UInt8]

        /// Returns the lines about an issue: what, where, and the bytes concerned with a marker below.
        ///
        /// - Parameter issue: an issue of this payload.
        /// - Returns: one line, or three where the bytes are shown.
        func lines(of issue: Issue) -> [String] {
            ["\(issue.severity.name): \(heading(of: issue)): \(issue.message)"] + excerpt(of: issue)
        }

        /// Returns the code and the place of an issue, such as `crc.mismatch in 63 at byte 250`.
        private func heading(of issue: Issue) -> String {
            let path = issue.path.depth == 0 ? "" : " in \(issue.path)"
            let place = issue.byteLength == 0 ? "" : " at byte \(issue.byteOffset)"
            return issue.code.name + path + place
        }

        /// Characters shown of the payload before and after a fault.
        private static let context = 24
        /// Most characters shown of a fault itself.
        private static let longest = 60

        private func excerpt(of issue: Issue) -> [String] {
            let fault = issue.byteOffset..<min(issue.byteOffset + issue.byteLength, bytes.count)
            guard !fault.isEmpty else { return [] }
            let pieces = VisibleText.pieces(of: bytes)
            var offset = 0
            var places: [(text: String, isFaulty: Bool)] = []
            for piece in pieces {
                places.append((piece.text, fault.overlaps(offset..<offset + piece.byteCount)))
                offset += piece.byteCount
            }
            let first = places.firstIndex { $0.isFaulty } ?? 0
            let end = (places.lastIndex { $0.isFaulty } ?? 0) + 1
            let window = max(0, first - Self.context)..<min(places.count, min(end, first + Self.longest) + Self.context)
            var text = window.lowerBound > 0 ? "…" : ""
            var marks = window.lowerBound > 0 ? " " : ""
            for place in places[window] {
                text += place.text
                let mark = place.isFaulty ? "^" : " "
                marks += String(repeating: mark, count: place.text.unicodeScalars.count)
            }
            if window.upperBound < places.count { text += "…" }
            while marks.last == " " { marks.removeLast() }
            return ["    " + text, "    " + marks]
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
            }
        }
    }

    extension ValidationReport {
        /// The verdict in one line, such as `valid by the rules of qris, 2 warnings`.
        var verdict: String {
            let errorCount = issues.count { $0.severity == .error }
            let counts = [Self.count(errorCount, "error"), Self.count(issues.count - errorCount, "warning")]
            let found = counts.compactMap { $0 }.map { ", " + $0 }.joined()
            return "\(isValid ? "valid" : "INVALID") by the rules of \(profile.name)\(found)"
        }

        private static func count(_ number: Int, _ noun: String) -> String? {
            number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
        }
    }
#endif
