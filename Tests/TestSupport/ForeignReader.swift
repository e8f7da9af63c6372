// QR readers by other people, for a second opinion on our pictures.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// A program that finds one QR symbol in a picture and tells its exact bytes.
    public enum ForeignReader: String, CaseIterable, Sendable {
        /// ZBar's `zbarimg`.
        case zbar
        /// zxing-cpp's `ZXingReader`.
        case zxing

        /// Reads the symbol in a picture.
        ///
        /// - Parameter image: a PNG file, or a raw portable bitmap (`P4`) or graymap (`P5`).
        /// - Returns: the bytes in the symbol.
        /// - Throws: `ToolError` when the reader is missing or finds nothing.
        public func read(_ image: [UInt8]) throws -> [UInt8] {
            // ZXingReader knows graymaps but not bitmaps.
            let bitmap = PortableBitmap(file: image)
            let file = bitmap?.graymapFile ?? image
            let isPNG = image.first == 0x89
            return try withTemporaryDirectory { directory in
                let path = directory.appendingPathComponent(isPNG ? "symbol.png" : "symbol.pgm")
                try Data(file).write(to: path)
                return try read(imageAt: path.path)
            }
        }

        /// Reads the symbol in a picture file.
        ///
        /// - Parameter path: a PNG or graymap file.
        /// - Returns: the bytes in the symbol.
        /// - Throws: `ToolError` when the reader is missing or finds nothing.
        public func read(imageAt path: String) throws -> [UInt8] {
            let result =
                switch self {
                case .zbar:
                    try ProcessRunner.run(.zbarimg, ["--nodbus", "-q", "--raw", "--oneshot", "-Sbinary", path])
                case .zxing:
                    try ProcessRunner.run(.zxingReader, ["-format", "QRCode", "-bytes", path])
                }
            guard result.exitCode == 0, !result.output.isEmpty else {
                throw ToolError("\(rawValue) found no symbol (exit code \(result.exitCode)): \(result.errorText)")
            }
            return result.output
        }
    }

    /// Draws an SVG document with librsvg.
    ///
    /// - Parameters:
    ///   - svg: the document.
    ///   - zoom: factor on the document's own size.
    /// - Returns: a PNG file.
    /// - Throws: `ToolError` when librsvg is missing or refuses the document.
    public func rasterized(svg: [UInt8], zoom: Double = 1) throws -> [UInt8] {
        let result = try ProcessRunner.run(.rsvgConvert, ["--zoom", "\(zoom)", "--format", "png"], input: svg)
        guard result.exitCode == 0 else {
            throw ToolError("rsvg-convert refused the document: \(result.errorText)")
        }
        return result.output
    }
#endif
