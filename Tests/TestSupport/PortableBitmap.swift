// A black and white picture in the plainest form, written and read without the code under test.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// A black and white picture.
    public struct PortableBitmap: Equatable, Sendable {
        /// Pixels per row.
        public let width: Int
        /// Rows.
        public let height: Int
        /// Row by row from the top: `true` is black.
        public var isBlack: [Bool]

        /// Makes a white picture.
        ///
        /// - Parameters:
        ///   - width: pixels per row.
        ///   - height: rows.
        public init(width: Int, height: Int) {
            self.width = width
            self.height = height
            isBlack = [Bool](repeating: false, count: width * height)
        }

        /// Reads a raw portable bitmap, or `nil` when the bytes are anything else.
        ///
        /// - Parameter file: the file; its header must have no comments.
        public init?(file: [UInt8]) {
            let fields = file.prefix(64).split(maxSplits: 2) { $0 == 0x0A }
            guard fields.count == 3, fields[0].elementsEqual("P4".utf8) else { return nil }
            let numbers = String(decoding: fields[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            guard numbers.count == 2 else { return nil }
            self.init(width: numbers[0], height: numbers[1])
            let bytesPerRow = (width + 7) / 8
            let start = fields[2].startIndex
            guard file.count == start + bytesPerRow * height else { return nil }
            for place in isBlack.indices {
                let (row, column) = place.quotientAndRemainder(dividingBy: width)
                isBlack[place] = file[start + row * bytesPerRow + column / 8] >> (7 - column % 8) & 1 == 1
            }
        }

        /// The pixel at a place: `true` is black.
        ///
        /// - Parameters:
        ///   - row: 0 at the top.
        ///   - column: 0 at the left.
        public subscript(row: Int, column: Int) -> Bool {
            get { isBlack[row * width + column] }
            set { isBlack[row * width + column] = newValue }
        }

        /// Returns the picture with every pixel made a square of pixels.
        ///
        /// - Parameter factor: the square's side.
        /// - Returns: the larger picture.
        public func scaled(by factor: Int) -> PortableBitmap {
            var result = PortableBitmap(width: width * factor, height: height * factor)
            for row in 0..<result.height {
                for column in 0..<result.width {
                    result[row, column] = self[row / factor, column / factor]
                }
            }
            return result
        }

        /// The picture as a raw portable graymap (`P5`) of black and white.
        public var graymapFile: [UInt8] {
            Array("P5\n\(width) \(height)\n255\n".utf8) + isBlack.map { $0 ? 0 : 255 }
        }
    }
#endif
