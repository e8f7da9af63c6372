// What a caller may choose about a picture of a symbol.
// SPDX-License-Identifier: Apache-2.0

/// How a symbol is drawn.
///
/// The numbers are checked when a picture is made, not here. Nothing checks that the two colours differ enough to be
/// read: keep `dark` dark and `light` light.
public struct RenderOptions: Hashable, Sendable {
    /// Light modules around the symbol, 0 or more; 4 is the least that readers may rely on.
    ///
    /// - Source: ISO/IEC 18004:2015 6.3.8.
    public var quietZone: Int
    /// Pixels per side of a module, 1 or more; the terminal forms do not look at it.
    public var modulePixels: Int
    /// The colour of dark modules in PNG, SVG and ANSI pictures.
    public var dark: Color
    /// The colour of light modules and of the quiet zone in PNG, SVG and ANSI pictures.
    public var light: Color
    /// Whether the `utf8` and `ascii` forms put ink on the light modules, as a light-on-dark terminal needs; the
    /// other forms do not look at it.
    public var isInverted: Bool

    /// Makes options.
    ///
    /// - Parameters:
    ///   - quietZone: light modules around the symbol.
    ///   - modulePixels: pixels per side of a module.
    ///   - dark: the colour of dark modules.
    ///   - light: the colour of light modules and of the quiet zone.
    ///   - isInverted: whether the `utf8` and `ascii` forms put ink on the light modules.
    public init(
        quietZone: Int = 4,
        modulePixels: Int = 8,
        dark: Color = .black,
        light: Color = .white,
        isInverted: Bool = false
    ) {
        self.quietZone = quietZone
        self.modulePixels = modulePixels
        self.dark = dark
        self.light = light
        self.isInverted = isInverted
    }

    /// The longest side of a PNG, SVG or PBM picture in pixels, so that no picture has more than 2^28 pixels.
    public static let maximumSideInPixels = 16_384

    /// The longest side of a terminal form in modules, quiet zone counted.
    public static let maximumTerminalSideInModules = 4096
}
