// Reads PNG files as grey pictures; every pointer of reading is in this file.
// SPDX-License-Identifier: Apache-2.0

public import QRReader

/// Why a PNG file could not be read.
public enum PNGReadError: Error, Hashable, Sendable {
    /// The picture has more pixels than were allowed; nothing was allocated for them.
    case pictureTooLarge
    /// There is not enough memory for the pixels.
    case outOfMemory
    /// The file is no PNG, is damaged, or ends too early; libpng's words for it.
    case malformed(String)
}

extension PNGReadError: CustomStringConvertible {
    /// What is wrong, in an English sentence.
    public var description: String {
        switch self {
        case .pictureTooLarge: "the picture has too many pixels; scale it down, or raise the limit"
        case .outOfMemory: "there is not enough memory for the picture"
        case .malformed(let words): "the PNG file cannot be read: \(words)"
        }
    }
}

#if PNG
    import CPNG

    extension GreyImage {
        /// Reads a PNG file of any colour type, depth and interlacing; what is transparent lies over white.
        ///
        /// - Parameters:
        ///   - file: the file.
        ///   - maximumPixelCount: the most pixels; a larger picture is refused before memory is taken.
        /// - Throws: `PNGReadError`.
        /// - Source: PNG Specification (Third Edition).
        public init(png file: [UInt8], maximumPixelCount: Int = ReadOptions().maximumPixelCount) throws(PNGReadError) {
            // SAFETY: all zeros but the limit is the struct's documented beginning.
            var picture = unsafe cpng_picture()
            // SAFETY: a plain number is stored.
            unsafe picture.limit = max(0, maximumPixelCount)
            // SAFETY: the bytes live through the call, and the shim keeps no pointer.
            let code = unsafe file.withUnsafeBytes { bytes in
                unsafe cpng_read_grey(bytes.baseAddress, bytes.count, &picture)
            }
            // SAFETY: frees what the shim allocated, once; nothing reads it later.
            defer { unsafe cpng_release_picture(&picture) }
            switch Int(code) {
            case CPNG_OK: break
            case CPNG_PICTURE_TOO_LARGE: throw .pictureTooLarge
            case CPNG_OUT_OF_MEMORY: throw .outOfMemory
            // SAFETY: the shim ends its message with a zero byte within the array.
            default: throw .malformed(unsafe Self.words(of: picture))
            }
            // SAFETY: plain numbers are read; the shim wrote width x height bytes, copied before the release above.
            let (width, height) = unsafe (Int(picture.width), Int(picture.height))
            let pixels = unsafe Array(UnsafeBufferPointer(start: picture.pixels, count: width * height))
            do throws(ReadError) {
                try self.init(pixels: pixels, width: width, height: height)
            } catch {
                throw .pictureTooLarge
            }
        }

        private static func words(of picture: cpng_picture) -> String {
            // SAFETY: the array is read as bytes up to its end mark.
            unsafe withUnsafeBytes(of: picture.message) { bytes in
                var words: [UInt8] = []
                // SAFETY: the indexes are those of the array.
                for index in bytes.indices where unsafe bytes[index] != 0 { unsafe words.append(bytes[index]) }
                return String(decoding: words, as: UTF8.self)
            }
        }
    }
#else
    extension GreyImage {
        /// Reads a PNG file, in builds with the trait `PNG`.
        ///
        /// - Parameters:
        ///   - file: the file.
        ///   - maximumPixelCount: the most pixels.
        /// - Throws: an error in builds with the trait.
        @available(*, unavailable, message: "enable the trait PNG of swift-qris; it needs libpng")
        public init(png file: [UInt8], maximumPixelCount: Int = 0) throws(PNGReadError) {
            throw .malformed("")
        }
    }
#endif
