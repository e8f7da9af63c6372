// The size of a picture, checked before anything is computed from it.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure

/// The size of a picture whose numbers are known to be in range.
package struct PictureSize: Hashable, Sendable {
    /// Modules a side, quiet zone counted; at least 21.
    package let sideInModules: Int
    /// Pixels per side, at least 21; equal to `sideInModules` for terminal forms.
    package let sideInPixels: Int

    /// Checks the size of a picture made of pixels.
    ///
    /// - Parameters:
    ///   - symbol: the symbol to draw.
    ///   - options: the caller's choices.
    /// - Throws: `invalidQuietZone`, `invalidModuleSize` or `pictureTooLarge`.
    package init(pictureOf symbol: QRSymbol, options: RenderOptions) throws(RenderingError) {
        guard options.modulePixels >= 1 else {
            throw RenderingError(.invalidModuleSize, value: options.modulePixels, limit: 1)
        }
        try self.init(
            symbol: symbol, quietZone: options.quietZone, modulePixels: options.modulePixels,
            limit: RenderOptions.maximumSideInPixels)
    }

    /// Checks the size of a terminal form.
    ///
    /// - Parameters:
    ///   - symbol: the symbol to draw.
    ///   - options: the caller's choices.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    package init(terminalFormOf symbol: QRSymbol, options: RenderOptions) throws(RenderingError) {
        try self.init(
            symbol: symbol, quietZone: options.quietZone, modulePixels: 1,
            limit: RenderOptions.maximumTerminalSideInModules)
    }

    private init(symbol: QRSymbol, quietZone: Int, modulePixels: Int, limit: Int) throws(RenderingError) {
        guard quietZone >= 0 else {
            throw RenderingError(.invalidQuietZone, value: quietZone, limit: 0)
        }
        let (zones, zonesOverflow) = quietZone.multipliedReportingOverflow(by: 2)
        let (modules, modulesOverflow) = zones.addingReportingOverflow(symbol.sideInModules)
        let (pixels, pixelsOverflow) = modules.multipliedReportingOverflow(by: modulePixels)
        let isPastCounting = zonesOverflow || modulesOverflow || pixelsOverflow
        guard !isPastCounting, pixels <= limit else {
            throw RenderingError(.pictureTooLarge, value: isPastCounting ? Int.max : pixels, limit: limit)
        }
        sideInModules = modules
        sideInPixels = pixels
    }
}
