// The one door to the C shim around libpng; every pointer of this module is in this file.
// SPDX-License-Identifier: Apache-2.0

#if PNG
    import CPNG
    import QRRendering
    import QRStructure

    /// Writes PNG files through the C shim.
    enum PNGWriter {
        /// The longest file in bytes: twice the packed rows of the largest picture.
        static let lengthLimit = 1 << 26

        /// Writes a symbol whose size was checked: by the limit of `size` every number below fits 32 bits.
        static func write(
            _ symbol: QRSymbol, size: PictureSize, options: RenderOptions, lengthLimit: Int
        ) throws(RenderingError) -> [UInt8] {
            precondition(size.sideInPixels <= RenderOptions.maximumSideInPixels)
            // SAFETY: the struct holds no live pointer yet; all zeros is its documented beginning.
            var output = unsafe cpng_output()
            // SAFETY: a plain number is stored.
            unsafe output.limit = lengthLimit
            // SAFETY: the struct is ours alone and began as documented.
            unsafe fill(&output, from: symbol, options: options)
            // SAFETY: frees what the shim allocated, once; nothing reads it later.
            defer { unsafe cpng_release(&output) }
            // SAFETY: a plain number is read.
            if let error = unsafe error(code: output.code, message: bytes(ofMessage: output), limit: lengthLimit) {
                throw error
            }
            // SAFETY: the shim wrote `count` bytes at `bytes`; they are copied before the release above.
            return unsafe Array(UnsafeBufferPointer(start: output.bytes, count: output.count))
        }

        /// Calls the shim, which leaves the file or the reason of a failure in `output`.
        private static func fill(_ output: inout cpng_output, from symbol: QRSymbol, options: RenderOptions) {
            // SAFETY: the pointer stays inside the closure and the array outlives it; the shim keeps no pointer.
            unsafe symbol.words.withUnsafeBufferPointer { words in
                // SAFETY: words holds side x wordsPerRow words, which QRSymbol's initialiser checks.
                var input = unsafe cpng_symbol(
                    words: words.baseAddress, words_per_row: UInt32(symbol.wordsPerRow),
                    side: UInt32(symbol.sideInModules), quiet_zone: UInt32(options.quietZone),
                    module_pixels: UInt32(options.modulePixels),
                    dark: options.dark.rgba, light: options.light.rgba)
                // SAFETY: both structs live through the call and are not shared.
                _ = unsafe cpng_write_symbol(&input, &output)
            }
        }

        private static func error(code: Int32, message: [UInt8], limit: Int) -> RenderingError? {
            switch Int(code) {
            case CPNG_OK: nil
            case CPNG_OUT_OF_MEMORY: RenderingError(.outOfMemory)
            case CPNG_OUTPUT_TOO_LARGE: RenderingError(.pictureTooLarge, value: Int.max, limit: limit)
            default: RenderingError(.pngFailed, detail: message)
            }
        }

        /// Returns the shim's message without its end mark.
        private static func bytes(ofMessage output: cpng_output) -> [UInt8] {
            // SAFETY: the tuple is 128 plain bytes, read in place and copied.
            let bytes = unsafe withUnsafeBytes(of: output.message) { unsafe [UInt8]($0) }
            return Array(bytes.prefix { $0 != 0 })
        }
    }

    extension Color {
        /// The colour as 0xRRGGBBAA.
        fileprivate var rgba: UInt32 {
            UInt32(red) << 24 | UInt32(green) << 16 | UInt32(blue) << 8 | UInt32(alpha)
        }
    }
#endif
