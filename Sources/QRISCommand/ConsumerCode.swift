// A consumer-presented code as the tool's commands judge it: recognised, decoded, checked, told.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVConsumerTLV
    import QRIS

    /// A text that is a consumer-presented code, sound or not.
    struct ConsumerCode {
        /// How the text writes the payload.
        let notation: ConsumerNotation
        /// The rules it was checked against.
        let profile: Profile
        /// The payload; empty when the text does not write one.
        let bytes: [UInt8]
        /// Everything that is wrong or doubtful.
        let findings: [Finding]
        /// Whether an application of QRIS is in it.
        let isQRIS: Bool

        /// A structural fault or an issue.
        struct Finding {
            let code: String
            let severity: Severity
            /// The tags from the root, such as `61.63.9F74`; empty for the payload as a whole.
            let path: String
            /// The bytes of the payload; nil where the text itself is at fault.
            let payloadRange: Range<Int>?
            /// The bytes of the text.
            let textRange: Range<Int>
            let message: String
        }

        /// Recognises a text; nil when it is no consumer-presented code.
        init?(_ text: [UInt8], profile: Profile) {
            guard let notation = ConsumerNotation(recognizing: text.span) else { return nil }
            self.notation = notation
            self.profile = profile
            var bytes: [UInt8] = []
            do throws(ConsumerError) {
                bytes = try notation.bytes(of: text.span)
                let payload = try ConsumerPayload(parsing: bytes)
                findings = payload.validate(profile: profile.ofConsumers).map { Finding($0, notation) }
                isQRIS = payload.applications.contains { $0.isQRIS }
            } catch {
                findings = [Finding(error, notation, textCount: text.count)]
                isQRIS = false
            }
            self.bytes = bytes
        }

        /// Whether no finding is an error.
        var isValid: Bool { findings.allSatisfy { $0.severity == .warning } }

        /// The scheme, where it is known.
        var scheme: PaymentScheme? { isQRIS ? .qris : nil }

        /// The verdict, and what was recognised.
        var headings: [String] {
            let errorCount = findings.count { $0.severity == .error }
            return [
                ValidationReport.verdict(
                    profile: profile, errorCount: errorCount, warningCount: findings.count - errorCount),
                "a consumer-presented code in \(notation.name); offsets count the bytes of its payload",
            ]
        }

        /// A line for each finding.
        var lines: [String] {
            findings.map { finding in
                let path = finding.path.isEmpty ? "" : " in \(finding.path)"
                let place =
                    finding.payloadRange.map { $0.isEmpty ? "" : " at byte \($0.lowerBound)" }
                    ?? " at character \(finding.textRange.lowerBound) of the text"
                return "\(finding.severity.name): \(finding.code)\(path)\(place): \(finding.message)"
            }
        }
    }

    extension Profile {
        /// The rules of the same name for consumer-presented codes.
        fileprivate var ofConsumers: ConsumerProfile {
            switch self {
            case .qris: .qris
            case .emv: .emv
            case .lenient: .lenient
            }
        }
    }

    extension ConsumerNotation {
        /// Returns the characters that write bytes of the payload.
        fileprivate func textRange(_ range: Range<Int>) -> Range<Int> {
            switch self {
            case .base64:
                let start = range.lowerBound * 4 / 3
                return start..<(range.isEmpty ? start : (range.upperBound * 4 + 2) / 3)
            case .hexadecimal: return range.lowerBound * 2..<range.upperBound * 2
            }
        }
    }

    extension ConsumerCode.Finding {
        fileprivate init(_ issue: ConsumerIssue, _ notation: ConsumerNotation) {
            let range = issue.byteOffset..<issue.byteOffset + issue.byteLength
            self.init(
                code: issue.code.name, severity: issue.isError ? .error : .warning, path: issue.pathText,
                payloadRange: range, textRange: notation.textRange(range), message: issue.message)
        }

        fileprivate init(_ error: ConsumerError, _ notation: ConsumerNotation, textCount: Int) {
            let range = error.byteOffset..<error.byteOffset + 1
            let textRange = error.code.isOfText ? range : notation.textRange(range)
            self.init(
                code: error.code.name, severity: .error, path: "", payloadRange: error.code.isOfText ? nil : range,
                textRange: textRange.clamped(to: 0..<textCount), message: error.message)
        }
    }

    extension JSONWriter {
        /// Appends the members that report the issues of a consumer-presented code.
        ///
        /// `offset` and `length` count bytes of the text, `payloadOffset` and `payloadLength` those of the payload in it.
        mutating func members(of code: ConsumerCode) {
            key("valid")
            bool(code.isValid)
            key("profile")
            string(code.profile.name)
            key("mode")
            string("consumer")
            key("notation")
            string(code.notation.name)
            key("issues")
            array { list in
                for finding in code.findings { list.append(finding) }
            }
            member(of: code.scheme)
        }

        private mutating func append(_ finding: ConsumerCode.Finding) {
            object { members in
                members.key("code")
                members.string(finding.code)
                members.key("severity")
                members.string(finding.severity.name)
                members.key("path")
                members.string(finding.path)
                members.key("offset")
                members.number(finding.textRange.lowerBound)
                members.key("length")
                members.number(finding.textRange.count)
                if let range = finding.payloadRange {
                    members.key("payloadOffset")
                    members.number(range.lowerBound)
                    members.key("payloadLength")
                    members.number(range.count)
                }
                members.key("message")
                members.string(finding.message)
            }
        }
    }
#endif
