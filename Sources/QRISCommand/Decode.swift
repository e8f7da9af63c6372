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
            let found = try images.map { path in
                let readings = try reader.readings(in: PictureInput.image(at: path), most: all ? 256 : 1)
                return Found(
                    path: path, readings: readings,
                    reports: validate ? readings.map { QRISPayload.validate($0.bytes) } : [])
            }
            try Output.write(json ? document(of: found) : Array(text(of: found).utf8))
            for picture in found where picture.readings.isEmpty {
                throw Failure(.invalidInput, "no QR code was read in \(VisibleText.string(of: picture.path.utf8))")
            }
            guard found.allSatisfy({ $0.reports.allSatisfy(\.isValid) }) else { throw Failure(.invalidInput) }
        }

        /// What is in one picture.
        private struct Found {
            let path: String
            let readings: [Reading]
            /// A report for each reading where they are checked, otherwise none.
            let reports: [ValidationReport]
        }

        private func text(of found: [Found]) -> String {
            var lines: [String] = []
            for picture in found {
                if found.count > 1 { lines.append("\(VisibleText.string(of: picture.path.utf8)):") }
                for (index, reading) in picture.readings.enumerated() {
                    lines.append(
                        reading.text.map { VisibleText.string(of: $0.utf8) } ?? Hexadecimal.digits(of: reading.bytes))
                    lines.append("    " + reading.summary)
                    guard validate else { continue }
                    let report = picture.reports[index]
                    lines += [report.verdict] + IssueText(bytes: reading.bytes).lines(of: report.issues)
                }
            }
            return lines.map { $0 + "\n" }.joined()
        }

        private func document(of found: [Found]) -> [UInt8] {
            var writer = JSONWriter()
            writer.object { members in
                members.key("images")
                members.array { list in
                    for picture in found {
                        list.object { image in
                            image.key("file")
                            image.string(picture.path)
                            image.key("symbols")
                            image.array { symbols in
                                for reading in picture.readings { symbols.element(reading) }
                            }
                            guard validate else { return }
                            image.key("reports")
                            image.array { reports in
                                for report in picture.reports { reports.object { $0.members(of: report) } }
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
