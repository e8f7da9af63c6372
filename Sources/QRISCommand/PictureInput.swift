// Pictures from files and standard input.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRPNG
    import QRReader

    extension GreyImage {
        /// Reads a picture's file: PNG, or PBM, PGM and PPM.
        ///
        /// - Parameter file: the file.
        /// - Throws: a failure that says what is wrong with it.
        init(file: [UInt8]) throws(Failure) {
            if file.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
                self = try Self.png(file)
            } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
                throw Failure(.invalidInput, "this is a JPEG file; save it as PNG, such as: convert code.jpg code.png")
            } else if file.first == UInt8(ascii: "P") {
                do throws(ReadError) {
                    try self.init(pnm: file)
                } catch {
                    throw Failure(.invalidInput, error.message)
                }
            } else {
                throw Failure(.invalidInput, "this is no picture that can be read; give PNG, PBM, PGM or PPM")
            }
        }

        private static func png(_ file: [UInt8]) throws(Failure) -> GreyImage {
            #if PNG
                do throws(PNGReadError) {
                    return try GreyImage(png: file)
                } catch {
                    throw Failure(.invalidInput, "\(error)")
                }
            #else
                throw Failure.pngMissing
            #endif
        }
    }

    /// Reads pictures.
    enum PictureInput {
        /// The longest file in bytes.
        static let lengthLimit = 1 << 28

        /// Reads the picture of a path, or of standard input for `-`.
        ///
        /// - Parameter path: the path.
        /// - Returns: the picture.
        /// - Throws: a failure of status 2 when the file cannot be read, of status 1 when it holds no picture.
        static func image(at path: String) throws(Failure) -> GreyImage {
            try GreyImage(file: bytes(at: path))
        }

        private static func bytes(at path: String) throws(Failure) -> [UInt8] {
            let name = path == "-" ? "standard input" : VisibleText.string(of: path.utf8)
            let bytes: [UInt8]?
            do throws(SystemError) {
                bytes =
                    try path == "-" ? SystemCalls.readAll(OpenFile.standardInput, limit: lengthLimit) : read(file: path)
            } catch {
                throw Failure(.operationFailed, "cannot read \(name): \(error.message)")
            }
            guard let bytes else { throw Failure(.operationFailed, "\(name) has more than \(lengthLimit) bytes") }
            return bytes
        }

        private static func read(file path: String) throws(SystemError) -> [UInt8]? {
            let file = try OpenFile(reading: path)
            return try SystemCalls.readAll(file.descriptor, limit: lengthLimit)
        }
    }
#endif
