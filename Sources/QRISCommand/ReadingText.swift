// What was read from a picture, as text and as JSON.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import QRReader
    import QRStructure

    extension Reading {
        /// The text; nil when the bytes are in no code that is named or can be told.
        ///
        /// Kanji and ECI 20 are Shift JIS, ECI 3 is Latin-1, ECI 26 and bytes without ECI must be UTF-8.
        /// - Source: ISO/IEC 18004:2015 7.4.2; AIM ITS/04-023 for the numbers.
        var text: String? {
            guard !segments.contains(where: { $0.assignment != nil || $0.mode == .kanji }) else {
                return textOfSegments
            }
            return String(validating: bytes, as: UTF8.self)
        }

        private var textOfSegments: String? {
            var text = ""
            for segment in segments {
                let part = Array(bytes[segment.byteRange])
                let decoded: String? =
                    switch (segment.mode, segment.assignment) {
                    case (.kanji, nil), (_, 20): String(data: Data(part), encoding: .shiftJIS)
                    case (_, 1), (_, 3): String(data: Data(part), encoding: .isoLatin1)
                    case (_, nil), (_, 26), (_, 27): String(validating: part, as: UTF8.self)
                    default: nil
                    }
                guard let decoded else { return nil }
                text += decoded
            }
            return text
        }

        /// What the symbol is, in one line.
        var summary: String {
            let percent = Int((unusedErrorCorrection * 100).rounded(.down))
            let words = [
                "version \(version.rawValue)-\(level.letter)", "mask \(mask.rawValue)",
                "\(correctedCodewordCount) codewords corrected", "\(percent) % of the error correction unused",
                isMirrored ? "mirrored" : nil, isInverted ? "light on dark" : nil,
            ]
            return words.compactMap { $0 }.joined(separator: ", ")
        }
    }

    extension JSONWriter {
        /// Appends what was read as an object.
        mutating func element(_ reading: Reading, hasCorners: Bool = true) {
            object { members in
                members.key("text")
                if let text = reading.text { members.string(text) } else { members.null() }
                members.key("hex")
                members.string(Hexadecimal.digits(of: reading.bytes).lowercased())
                members.key("version")
                members.number(reading.version.rawValue)
                members.key("level")
                members.string(reading.level.letter)
                members.key("mask")
                members.number(reading.mask.rawValue)
                members.key("correctedCodewords")
                members.number(reading.correctedCodewordCount)
                members.key("unusedErrorCorrection")
                members.thousandths(Int((reading.unusedErrorCorrection * 1000).rounded(.down)))
                members.key("mirrored")
                members.bool(reading.isMirrored)
                members.key("inverted")
                members.bool(reading.isInverted)
                guard hasCorners else { return }
                members.key("corners")
                members.array { list in
                    for corner in [
                        reading.corners.upperLeft, reading.corners.upperRight, reading.corners.lowerRight,
                        reading.corners.lowerLeft,
                    ] {
                        list.array { pair in
                            pair.thousandths(Int((Double(corner.x) * 1000).rounded()))
                            pair.thousandths(Int((Double(corner.y) * 1000).rounded()))
                        }
                    }
                }
            }
        }

        /// Appends a number that is given in thousandths.
        private mutating func thousandths(_ value: Int) {
            let digits = String(abs(value) % 1000 + 1000).dropFirst()
            raw(Array("\(value < 0 ? "-" : "")\(abs(value) / 1000).\(digits)".utf8)[...])
        }
    }
#endif
