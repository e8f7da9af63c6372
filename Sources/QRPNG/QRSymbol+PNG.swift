// Symbols as PNG files.
// SPDX-License-Identifier: Apache-2.0

public import QRRendering
public import QRStructure

#if PNG
    extension QRSymbol {
        /// Draws the symbol as a PNG file with one bit a pixel.
        ///
        /// Black on white is a grey picture; other colours make a palette of two entries, with opacity where a colour
        /// is not opaque. Memory grows with the picture's width and the file's length, not with its area.
        ///
        /// - Parameter options: quiet zone, pixels per module and colours.
        /// - Returns: the file.
        /// - Throws: `invalidQuietZone`, `invalidModuleSize`, `pictureTooLarge`, `outOfMemory` or `pngFailed`.
        /// - Source: PNG Specification (Third Edition).
        public func png(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
            try png(options: options, lengthLimit: PNGWriter.lengthLimit)
        }

        /// Draws the symbol as a PNG file that may not be longer than a limit in bytes.
        package func png(options: RenderOptions, lengthLimit: Int) throws(RenderingError) -> [UInt8] {
            let size = try PictureSize(pictureOf: self, options: options)
            return try PNGWriter.write(self, size: size, options: options, lengthLimit: lengthLimit)
        }
    }
#else
    extension QRSymbol {
        /// Draws the symbol as a PNG file, in builds with the trait `PNG`.
        ///
        /// - Parameter options: quiet zone, pixels per module and colours.
        /// - Returns: the file.
        /// - Throws: an error in builds with the trait.
        @available(*, unavailable, message: "enable the trait PNG of swift-qris; it needs libpng")
        public func png(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
            throw RenderingError(.pngFailed)
        }
    }
#endif
