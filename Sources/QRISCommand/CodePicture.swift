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

        /// Draws a symbol on standard output, with blanks on coloured ground where lines have gaps between them.
        static func show(_ symbol: QRSymbol, usesBlanks: Bool) throws(Failure) {
            try Output.write(picture(of: symbol, usesBlanks: usesBlanks))
        }

        /// Draws a symbol; where the terminal is narrow, with half the quiet zone.
        private static func picture(of symbol: QRSymbol, usesBlanks: Bool = false) throws(Failure) -> [UInt8] {
            let width = (Terminal.width ?? Int.max) / (usesBlanks ? 2 : 1)
            guard let quietZone = [4, 2].first(where: { symbol.sideInModules + 2 * $0 <= width }) else {
                throw Failure(
                    .operationFailed,
                    "the code needs \((symbol.sideInModules + 4) * (usesBlanks ? 2 : 1)) columns but the terminal has "
                        + "\(Terminal.width ?? 0); "
                        + "make the window wider or the letters smaller, or use qris encode -o code.png")
            }
            let format = usesBlanks ? .blanks : Terminal.takesColor ? PictureFormat.ansi : .utf8
            return try format.draw(symbol, options: RenderOptions(quietZone: quietZone))
        }
    }
#endif
