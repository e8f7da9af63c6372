// `qris decode`: the texts in pictures.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS
    import QRReader

    /// The command `decode`.
    struct Decode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the QR codes in pictures.",
            discussion: """
                Takes PNG, PBM, PGM and PPM files; `-` is standard input.
                Exit status 0: a code was read from every picture. 1: none in one of them, or no picture.
                2: a file cannot be read.

                Examples:
                  qris decode code.png
                  qris decode --json --all screenshot.png
                  qris decode - < code.pgm
                """)

        @Argument(help: "The pictures.", completion: .file())
        var images: [String]

        @Flag(help: "Read every code of a picture, not only the first.")
        var all = false

        @Flag(help: "Check each text by the rules of QRIS, too; not valid is exit status 1.")
        var validate = false

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let reader = SymbolReader()
            var found: [(path: String, readings: [Reading])] = []
            for path in images {
                let image = try PictureInput.image(at: path)
                found.append((path, try reader.readings(in: image, most: all ? 256 : 1)))
            }
            try Output.write(json ? document(of: found) : Array(text(of: found).utf8))
            for (path, readings) in found where readings.isEmpty {
                throw Failure(.invalidInput, "no QR code was read in \(VisibleText.string(of: path.utf8))")
            }
            let areValid = found.allSatisfy {
                $0.readings.allSatisfy { !validate || QRISPayload.validate($0.bytes).isValid }
            }
            guard areValid else { throw Failure(.invalidInput) }
        }

        private func text(of found: [(path: String, readings: [Reading])]) -> String {
            var lines: [String] = []
            for (path, readings) in found {
                if found.count > 1 { lines.append("\(VisibleText.string(of: path.utf8)):") }
                for reading in readings {
                    lines.append(
                        reading.text.map { VisibleText.string(of: $0.utf8) } ?? Hexadecimal.digits(of: reading.bytes))
                    lines.append("    " + reading.summary)
                    guard validate else { continue }
                    let report = QRISPayload.validate(reading.bytes)
                    lines += [report.verdict] + IssueText(bytes: reading.bytes).lines(of: report.issues)
                }
            }
            return lines.map { $0 + "\n" }.joined()
        }

        private func document(of found: [(path: String, readings: [Reading])]) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("images")
                members.array { list in
                    for (path, readings) in found {
                        list.object { image in
                            image.key("file")
                            image.string(path)
                            image.key("symbols")
                            image.array { symbols in
                                for reading in readings { symbols.element(reading) }
                            }
                            guard validate else { return }
                            image.key("reports")
                            image.array { reports in
                                for reading in readings {
                                    reports.object { $0.members(of: QRISPayload.validate(reading.bytes)) }
                                }
                            }
                        }
                    }
                }
            }
            writer.endLine()
            return writer.bytes
        }
    }

    extension SymbolReader {
        /// Reads a picture.
        ///
        /// - Parameters:
        ///   - image: the picture.
        ///   - most: the most symbols.
        /// - Returns: what was read.
        /// - Throws: a failure when the picture is too large.
        func readings(in image: GreyImage, most: Int) throws(Failure) -> [Reading] {
            do throws(ReadError) {
                try read(image, options: ReadOptions(maximumSymbolCount: most))
                return readings
            } catch {
                throw Failure(.invalidInput, error.message)
            }
        }
    }
#endif
