// A payment code in the terminal.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QREncoder
    import QRRendering
    import QRStructure

    /// Draws codes where people scan them from the screen.
    enum CodePicture {
        /// Draws a payload's code.
        static func picture(of payload: String) throws(Failure) -> [UInt8] {
            try picture(of: try QRSymbolEncoder().symbol(of: Array(payload.utf8), options: EncodingOptions()))
        }

        /// Draws a symbol on standard output.
        static func show(_ symbol: QRSymbol) throws(Failure) {
            try Output.write(picture(of: symbol))
        }

        /// Draws a symbol; where the terminal is narrow, with half the quiet zone.
        private static func picture(of symbol: QRSymbol) throws(Failure) -> [UInt8] {
            let width = Terminal.width ?? Int.max
            guard let quietZone = [4, 2].first(where: { symbol.sideInModules + 2 * $0 <= width }) else {
                throw Failure(
                    .operationFailed,
                    "the code needs \(symbol.sideInModules + 4) columns but the terminal has \(width); "
                        + "make the window wider or the letters smaller, or use qris encode -o code.png")
            }
            let format = Terminal.takesColor ? PictureFormat.ansi : .utf8
            return try format.draw(symbol, options: RenderOptions(quietZone: quietZone))
        }
    }
#endif
