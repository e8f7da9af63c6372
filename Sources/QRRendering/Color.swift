// A colour of modules, checked when it is parsed.
// SPDX-License-Identifier: Apache-2.0

/// A colour with opacity: red, green, blue and alpha, each 0...255, in sRGB and not premultiplied.
public struct Color: Hashable, Sendable {
    /// Red, 0...255.
    public let red: UInt8
    /// Green, 0...255.
    public let green: UInt8
    /// Blue, 0...255.
    public let blue: UInt8
    /// Opacity: 0 is transparent, 255 is opaque.
    public let alpha: UInt8

    /// Makes a colour from its parts.
    ///
    /// - Parameters:
    ///   - red: red, 0...255.
    ///   - green: green, 0...255.
    ///   - blue: blue, 0...255.
    ///   - alpha: opacity, 0...255.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Opaque black.
    public static let black = Color(red: 0, green: 0, blue: 0)
    /// Opaque white.
    public static let white = Color(red: 255, green: 255, blue: 255)
    /// Nothing: what lies behind shows.
    public static let transparent = Color(red: 0, green: 0, blue: 0, alpha: 0)

    /// Whether nothing of the colour is seen.
    public var isTransparent: Bool { alpha == 0 }

    /// Whether nothing behind the colour is seen.
    public var isOpaque: Bool { alpha == 255 }
}

extension Color {
    /// Parses a colour from ASCII, or `nil` for anything else.
    ///
    /// - Parameter text: `#rgb`, `#rrggbb` or `#rrggbbaa` with hexadecimal digits of either case, or one of
    ///   `black`, `white` and `transparent` in lower case.
    public init?(ascii text: [UInt8]) {
        if text.first == UInt8(ascii: "#") {
            self.init(hexadecimalDigits: text.dropFirst())
        } else if text.elementsEqual("black".utf8) {
            self = .black
        } else if text.elementsEqual("white".utf8) {
            self = .white
        } else if text.elementsEqual("transparent".utf8) {
            self = .transparent
        } else {
            return nil
        }
    }

    /// Parses a colour, or `nil` for anything but the forms of `init(ascii:)`.
    ///
    /// - Parameter text: the colour's text.
    public init?(_ text: String) {
        self.init(ascii: Array(text.utf8))
    }

    private init?(hexadecimalDigits digits: ArraySlice<UInt8>) {
        var values: [UInt8] = []
        for digit in digits {
            guard let value = Color.value(ofDigit: digit), values.count < 8 else { return nil }
            values.append(value)
        }
        switch values.count {
        case 3:
            self.init(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
        case 6, 8:
            self.init(
                red: values[0] << 4 | values[1],
                green: values[2] << 4 | values[3],
                blue: values[4] << 4 | values[5],
                alpha: values.count == 8 ? values[6] << 4 | values[7] : 255)
        default:
            return nil
        }
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
