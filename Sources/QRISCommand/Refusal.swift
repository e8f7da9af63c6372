// Why a payload is not read, built or changed: for people with the option to mend, for programs as JSON.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVTLV
    import QRIS

    /// A refusal of a payload; the exit status is 1.
    struct Refusal: Error {
        /// What is refused, stable: a code of the editor, or `unreadable`.
        let code: String
        /// The data object concerned; empty for the payload as a whole.
        let path: DataObjectPath
        /// What is wrong and what to do.
        let message: String
        /// What validation found, when that is the reason.
        let issues: [Issue]
        /// All of it as lines for standard error.
        var lines: [String]

        /// A refusal to build or change: the option a value came from is told with its data object.
        init(_ error: EditError, options: OptionNames, advice: [String] = []) {
            code = error.code.name
            path = error.path
            message = error.message
            issues = error.report?.issues ?? []
            guard let report = error.report else {
                lines = ["error: \(code)\(options.place(path)): \(message)"] + advice
                return
            }
            let errors = report.issues.filter { $0.severity == .error }
            lines =
                ["error: \(code): the result would break the rules of \(report.profile.name):"]
                + errors.flatMap { issue in
                    ["error: \(issue.code.name)\(options.place(issue.path)): \(issue.message)"]
                        + IssueText.hint(of: issue)
                } + advice
        }

        /// A refusal to give a payload another CRC: where it is wrong and what may have caused it.
        init(wrongCRCOf payload: QRISPayload, _ error: EditError) {
            code = error.code.name
            let crc = DataObjectPath(63)
            path = crc
            message = error.message
            let codes: [Issue.Code] = [.crcMismatch, .crcMissingOrNotLast, .tooLong, .format]
            issues = payload.validate(profile: .lenient).issues.filter { $0.path == crc && codes.contains($0.code) }
            lines =
                IssueText(bytes: payload.bytes).lines(of: issues)
                + ["    A new CRC would hide the damage. If you know that nothing is damaged, add --repair-crc."]
        }

        /// A payload whose structure is broken.
        init(unreadable report: ValidationReport, of bytes: [UInt8]) {
            code = "unreadable"
            path = DataObjectPath()
            message = "The payload cannot be read to its end."
            issues = report.issues
            lines = Failure(report, of: bytes).lines
        }

        /// Returns the end of the command; as JSON the refusal is on standard output by then.
        func failure(asJSON: Bool) throws(Failure) -> Failure {
            guard asJSON else { return Failure(.invalidInput, lines: lines) }
            try Output.write(document)
            return Failure(.invalidInput)
        }

        private var document: [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("error")
                members.object { error in
                    error.key("code")
                    error.string(code)
                    error.key("path")
                    error.string(path.description)
                    error.key("message")
                    error.string(message)
                }
                members.key("issues")
                members.array { list in
                    for issue in issues { list.append(issue) }
                }
            }
            writer.endLine()
            return writer.bytes
        }
    }

    extension QRISPayload {
        /// Parses a payload that may break rules, but not its structure.
        ///
        /// - Throws: a refusal with every issue when the structure is broken.
        init(readable bytes: [UInt8], profile: Profile = .qris) throws(Refusal) {
            if !bytes.isEmpty, let payload = try? QRISPayload(parsing: bytes) {
                self = payload
                return
            }
            do throws(QRIS.ValidationError) {
                // Empty data objects may be allowed by the profile.
                try self.init(validating: bytes, profile: profile)
            } catch {
                throw Refusal(unreadable: error.report, of: bytes)
            }
        }
    }
#endif
