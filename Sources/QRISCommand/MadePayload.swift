// A payload that a command made: written with its doubts, or with all about it as JSON.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// A payload that a command made, and what is to be said about it.
    struct MadePayload {
        let payload: QRISPayload
        let profile: Profile
        /// Names that were cut or spelled otherwise.
        var fitted: [Fitted] = []
        /// What was taken out because it belongs to one sale.
        var removed: [DataObjectPath] = []

        /// A name that was made to fit.
        struct Fitted {
            let path: DataObjectPath
            let option: String
            let text: FittedText
        }

        /// Writes the payload to standard output and its warnings to standard error, or all of it as JSON.
        func write(asJSON: Bool, options: OptionNames) throws(Failure) {
            guard !asJSON else { return try Output.write(document) }
            for entry in fitted {
                Output.message("qris: \(entry.option) was fitted: \(entry.text.changes): \(entry.text.text)")
            }
            for path in removed {
                Output.message(
                    "qris: \(path) (\(DataObjectNames.name(of: path))) was removed, as it belongs to one sale; "
                        + "--keep-sale-data keeps it")
            }
            for issue in payload.validate(profile: profile).issues {
                Output.message(
                    "qris: \(issue.severity.name): \(issue.code.name)\(options.place(issue.path)): \(issue.message)")
            }
            try Output.write(visibleText + "\n")
        }

        /// The payload, unless a terminal would not show it as it is: escaped it would be another payload.
        private var visibleText: String {
            get throws(Failure) {
                let text = VisibleText.string(of: payload.encoded())
                guard text.utf8.elementsEqual(payload.encoded()) else {
                    throw Failure(
                        .invalidInput, "the result holds characters that cannot be shown; --json writes them escaped")
                }
                return text
            }
        }

        private var document: [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("text")
                members.string(String(decoding: payload.encoded(), as: UTF8.self))
                members.members(of: payload.validate(profile: profile))
                if !fitted.isEmpty {
                    members.key("fitted")
                    members.array { list in
                        for entry in fitted { list.append(entry.text, at: entry.path) }
                    }
                }
                if !removed.isEmpty {
                    members.key("removed")
                    members.array { list in
                        for path in removed { list.string(path.description) }
                    }
                }
            }
            writer.endLine()
            return writer.bytes
        }
    }

    extension FittedText {
        /// What was done, such as `2 characters spelled otherwise, 5 cut off`.
        fileprivate var changes: String {
            let counts = [
                (transliteratedCount, "spelled otherwise"), (droppedCount, "left out"), (cutCount, "cut off"),
            ]
            let changed = counts.filter { $0.0 > 0 }
            return changed.map { "\($0.0) character\($0.0 == 1 ? "" : "s") \($0.1)" }.joined(separator: ", ")
        }
    }

    extension JSONWriter {
        fileprivate mutating func append(_ text: FittedText, at path: DataObjectPath) {
            object { members in
                members.key("path")
                members.string(path.description)
                members.key("value")
                members.string(text.text)
                members.key("transliterated")
                members.number(text.transliteratedCount)
                members.key("dropped")
                members.number(text.droppedCount)
                members.key("cut")
                members.number(text.cutCount)
            }
        }
    }
#endif
