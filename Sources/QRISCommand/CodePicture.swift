// A payment code in the terminal.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QREncoder
    import QRRendering
    import QRStructure

    /// Draws codes where people scan them from the screen.
    enum CodePicture {
        /// Draws a payload's code on standard output.
        static func show(_ payload: String) throws(Failure) {
            try show(try QRSymbolEncoder().symbol(of: Array(payload.utf8), options: EncodingOptions()))
        }

        /// Draws a symbol on standard output; where the terminal is narrow, with half the quiet zone.
        static func show(_ symbol: QRSymbol) throws(Failure) {
            let width = Terminal.width ?? Int.max
            guard let quietZone = [4, 2].first(where: { symbol.sideInModules + 2 * $0 <= width }) else {
                throw Failure(
                    .operationFailed,
                    "the code needs \(symbol.sideInModules + 4) columns but the terminal has \(width); "
                        + "make the window wider or the letters smaller, or use qris encode -o code.png")
            }
            let format = Terminal.takesColor ? PictureFormat.ansi : .utf8
            try Output.write(try format.draw(symbol, options: RenderOptions(quietZone: quietZone)))
        }
    }
#endif
