// A terminal made of a few lines: draws text of blocks as a picture, so that readers can scan it.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The colours a terminal has by itself.
    public enum TerminalTheme: Sendable {
        /// Light text on a dark screen.
        case dark
        /// Dark text on a light screen.
        case light
    }

    /// Draws what a terminal would show.
    ///
    /// A character cell is one pixel wide and two high. Known are the space, `#`, the half blocks and the full block,
    /// the newline, and "select graphic rendition" with 0, 38, 39, 48 and 49; anything else is an error. Colours become
    /// black or white by their brightness.
    public struct TerminalDrawing {
        private let theme: TerminalTheme
        private var foregroundIsBlack = false
        private var backgroundIsBlack = false
        private var lines: [[(upper: Bool, lower: Bool)]] = [[]]

        /// Draws a text.
        ///
        /// - Parameters:
        ///   - text: the text in UTF-8.
        ///   - theme: the terminal's own colours, also shown as a frame of two cells.
        ///   - pixels: pixels a half cell's side.
        /// - Returns: the picture.
        /// - Throws: `ToolError` for a character or sequence that is not known.
        public static func draw(_ text: [UInt8], theme: TerminalTheme, pixels: Int = 4) throws -> PortableBitmap {
            var drawing = TerminalDrawing(theme: theme)
            try drawing.put(text)
            return drawing.picture.scaled(by: pixels)
        }

        private init(theme: TerminalTheme) {
            self.theme = theme
            reset()
        }

        private mutating func reset() {
            foregroundIsBlack = theme == .light
            backgroundIsBlack = theme == .dark
        }

        private mutating func put(_ text: [UInt8]) throws {
            guard let valid = String(validating: text, as: UTF8.self) else { throw ToolError("not UTF-8") }
            var scalars = valid.unicodeScalars[...]
            while let scalar = scalars.popFirst() {
                let (ink, paper) = (foregroundIsBlack, backgroundIsBlack)
                switch scalar {
                case " ": lines[lines.count - 1].append((paper, paper))
                case "\u{2580}": lines[lines.count - 1].append((ink, paper))
                case "\u{2584}": lines[lines.count - 1].append((paper, ink))
                case "\u{2588}", "#": lines[lines.count - 1].append((ink, ink))
                case "\n": lines.append([])
                case "\u{1B}":
                    guard scalars.popFirst() == "[", let end = scalars.firstIndex(of: "m") else {
                        throw ToolError("unknown escape sequence")
                    }
                    try select(scalars[..<end].split(separator: ";").map { Int(String($0)) ?? -1 })
                    scalars = scalars[scalars.index(after: end)...]
                default: throw ToolError("unknown character \(scalar.value)")
                }
            }
        }

        private mutating func select(_ parameters: [Int]) throws {
            var rest = parameters[...]
            while let parameter = rest.popFirst() {
                switch parameter {
                case 0: reset()
                case 38: foregroundIsBlack = try TerminalDrawing.isBlack(&rest)
                case 48: backgroundIsBlack = try TerminalDrawing.isBlack(&rest)
                case 39: foregroundIsBlack = theme == .light
                case 49: backgroundIsBlack = theme == .dark
                default: throw ToolError("unknown rendition \(parameter)")
                }
            }
        }

        private static func isBlack(_ rest: inout ArraySlice<Int>) throws -> Bool {
            switch rest.popFirst() {
            case 5:
                guard let entry = rest.popFirst(), entry == 16 || entry == 231 else {
                    throw ToolError("unknown palette entry")
                }
                return entry == 16
            case 2:
                let parts = rest.prefix(3)
                guard parts.count == 3, parts.allSatisfy((0...255).contains) else { throw ToolError("bad colour") }
                rest = rest.dropFirst(3)
                return parts.reduce(0, +) < 3 * 128
            default: throw ToolError("unknown kind of colour")
            }
        }

        private var picture: PortableBitmap {
            let frame = 2
            let width = (lines.map(\.count).max() ?? 0) + 2 * frame
            var picture = PortableBitmap(width: width, height: 2 * (lines.count + 2 * frame))
            picture.isBlack = picture.isBlack.map { _ in theme == .dark }
            for (row, line) in lines.enumerated() {
                for (column, cell) in line.enumerated() {
                    picture[2 * (row + frame), column + frame] = cell.upper
                    picture[2 * (row + frame) + 1, column + frame] = cell.lower
                }
            }
            return picture
        }
    }
#endif
