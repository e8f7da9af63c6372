// The formats a symbol is drawn in.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRRendering
    import QRStructure

    #if PNG
        import QRPNG
    #endif

    /// A format of `encode`.
    enum PictureFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
        case png
        case svg
        case ansi
        case blanks
        case utf8
        case ascii
        case text
        case pbm

        /// Returns the format that a file's extension names, or nil.
        static func named(byExtensionOf path: String) -> PictureFormat? {
            guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
            let fileExtension = path[path.index(after: dot)...].lowercased()
            return fileExtension == "txt" ? .text : PictureFormat(rawValue: fileExtension)
        }

        /// Draws a symbol.
        ///
        /// - Parameters:
        ///   - symbol: the symbol.
        ///   - options: quiet zone, scale and colours, as far as the format looks at them.
        /// - Returns: the file, or the lines to print.
        /// - Throws: a failure with the renderer's reason.
        func draw(_ symbol: QRSymbol, options: RenderOptions) throws(Failure) -> [UInt8] {
            #if !PNG
                guard self != .png else { throw Failure.pngMissing }
            #endif
            do throws(RenderingError) {
                return try drawn(symbol, options)
            } catch {
                throw Failure(error)
            }
        }

        /// What makes a picture hard to read, as far as the format looks at the options.
        func warnings(of options: RenderOptions) -> [RenderingWarning] {
            switch self {
            case .png, .svg: options.warnings
            case .ansi, .blanks:
                RenderOptions(quietZone: options.quietZone, dark: options.dark, light: options.light).warnings
            case .pbm: RenderOptions(quietZone: options.quietZone, modulePixels: options.modulePixels).warnings
            case .utf8, .ascii: RenderOptions(quietZone: options.quietZone).warnings
            case .text: []
            }
        }

        private func drawn(_ symbol: QRSymbol, _ options: RenderOptions) throws(RenderingError) -> [UInt8] {
            switch self {
            case .png:
                #if PNG
                    try symbol.png(options: options)
                #else
                    []
                #endif
            case .svg: try symbol.svg(options: options)
            case .ansi: try symbol.ansi(options: options)
            case .blanks: try symbol.blanks(options: options)
            case .utf8: try symbol.utf8(options: options)
            case .ascii: try symbol.ascii(options: options)
            case .text: symbol.text()
            case .pbm: try symbol.pbm(options: options)
            }
        }
    }
#endif
