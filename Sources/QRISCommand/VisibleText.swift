// Makes untrusted text safe to print.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Untrusted text as a terminal may show it.
    enum VisibleText {
        /// Returns a text in which nothing is invisible and nothing steers a terminal.
        ///
        /// Control, bidirectional, zero-width, line-separating, private and unassigned characters show as `\u{…}`,
        /// bytes that are not UTF-8 as `\x{…}`.
        ///
        /// - Parameter bytes: any bytes.
        /// - Returns: the visible text.
        static func string(of bytes: some Sequence<UInt8>) -> String {
            pieces(of: bytes).map(\.text).joined()
        }

        /// Returns the visible text of each character, and how many bytes it stands for.
        static func pieces(of bytes: some Sequence<UInt8>) -> [(text: String, byteCount: Int)] {
            var pieces: [(text: String, byteCount: Int)] = []
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes.makeIterator()
            // The parser's error tells how many bytes it refused, not which; so they are kept here.
            var recent: [UInt8] = []
            var source = AnyIterator {
                let byte = iterator.next()
                if let byte { recent.append(byte) }
                return byte
            }
            while true {
                switch parser.parseScalar(from: &source) {
                case .valid(let encoded):
                    let scalar = Unicode.UTF8.decode(encoded)
                    pieces.append((isPlain(scalar) ? String(scalar) : escape("u", scalar.value), encoded.count))
                    recent.removeFirst(encoded.count)
                case .error(let length):
                    for byte in recent.prefix(length) {
                        pieces.append((escape("x", UInt32(byte)), 1))
                    }
                    recent.removeFirst(length)
                case .emptyInput:
                    return pieces
                }
            }
        }

        /// Whether a character may be printed as it is.
        ///
        /// - Source: The Unicode Standard, general category and Default_Ignorable_Code_Point.
        static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
            if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                return false
            default:
                return !scalar.properties.isDefaultIgnorableCodePoint
            }
        }

        private static func escape(_ kind: String, _ value: UInt32) -> String {
            let digits = String(value, radix: 16, uppercase: true)
            return "\\\(kind){\(digits.count < 2 ? "0" : "")\(digits)}"
        }
    }
#endif
