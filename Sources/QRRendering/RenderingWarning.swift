// What makes a picture hard to read, though it can be drawn.
// SPDX-License-Identifier: Apache-2.0

/// A doubt about a picture: readers may fail on it.
///
/// The set may grow.
@nonexhaustive
public enum RenderingWarning: Hashable, Sendable {
    /// Light modules are darker than dark ones; many readers take dark modules only.
    case lightDarkerThanDark
    /// The colours are too much alike: their contrast in hundredths, which should be 300 or more.
    ///
    /// It is (L1 + 0.05) / (L2 + 0.05) of the relative luminances, the lighter colour first, over a white ground.
    /// - Source: W3C Web Content Accessibility Guidelines 2.1, "contrast ratio" and "relative luminance".
    case lowContrast(hundredths: Int)
    /// The quiet zone in modules, which should be 4 or more.
    ///
    /// - Source: ISO/IEC 18004:2015 6.3.8.
    case narrowQuietZone(modules: Int)
    /// A module's width in pixels, which should be 3 or more: cameras and printers blur what is finer.
    case smallModules(pixels: Int)
}

extension RenderingWarning: CustomStringConvertible {
    /// What is doubtful and how to mend it, in one English sentence.
    public var description: String {
        switch self {
        case .lightDarkerThanDark:
            "light modules are darker than dark ones, and many readers fail on such codes; exchange the colours"
        case .lowContrast(let hundredths):
            "the colours' contrast is \(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10) to 1; "
                + "give colours of 3 to 1 or more"
        case .narrowQuietZone(let modules):
            "the quiet zone is \(modules) modules wide; readers count on 4"
        case .smallModules(let pixels):
            "a module is \(pixels) \(pixels == 1 ? "pixel" : "pixels") wide; give 3 or more"
        }
    }
}

extension RenderOptions {
    /// What makes a picture with these options hard to read; empty when nothing does.
    public var warnings: [RenderingWarning] {
        var warnings: [RenderingWarning] = []
        let (dark, light) = (dark.relativeLuminance, light.relativeLuminance)
        if light < dark { warnings.append(.lightDarkerThanDark) }
        let contrast = (max(dark, light) + 0.05) / (min(dark, light) + 0.05)
        if contrast < 3 { warnings.append(.lowContrast(hundredths: Int(contrast * 100))) }
        if quietZone < 4 { warnings.append(.narrowQuietZone(modules: quietZone)) }
        if modulePixels < 3 { warnings.append(.smallModules(pixels: modulePixels)) }
        return warnings
    }
}

extension Color {
    /// The relative luminance over a white ground, 0...1.
    ///
    /// - Source: W3C Web Content Accessibility Guidelines 2.1, "relative luminance".
    var relativeLuminance: Double {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// A part of the colour over white as light, 0...1.
    private func linear(_ part: UInt8) -> Double {
        let value = (Double(part) * Double(alpha) / 255 + 255 - Double(alpha)) / 255
        guard value > 0.04045 else { return value / 12.92 }
        let base = (value + 0.055) / 1.055
        // base to the power of 2.4; there is no such function without a C library.
        return base * base * Color.fifthRoot(base * base)
    }

    /// The fifth root of a number of 0.001...1, by Newton's method.
    private static func fifthRoot(_ number: Double) -> Double {
        var root = 1.0
        for _ in 0..<24 { root -= (root - number / (root * root * root * root)) / 5 }
        return root
    }
}
