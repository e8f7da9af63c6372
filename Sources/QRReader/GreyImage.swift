// A picture of grey values.
// SPDX-License-Identifier: Apache-2.0

/// A picture with one byte per pixel, 0 black and 255 white, row after row from the top.
public struct GreyImage: Hashable, Sendable {
    /// The rows; each begins `stride` bytes after the one before.
    public let pixels: [UInt8]
    /// Pixels per row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Bytes from the start of a row to the start of the next, at least `width`.
    public let stride: Int

    /// Makes a picture from its rows.
    ///
    /// - Parameters:
    ///   - pixels: the rows; the last one may end after `width` bytes.
    ///   - width: pixels per row, at least 1.
    ///   - height: rows, at least 1.
    ///   - stride: bytes from the start of a row to the start of the next; `nil` when the rows have no gaps.
    /// - Throws: `invalidSize` when the rows do not lie inside the pixels.
    public init(pixels: [UInt8], width: Int, height: Int, stride: Int? = nil) throws(ReadError) {
        let stride = stride ?? width
        guard PictureSize.isInside(width: width, height: height, stride: stride, byteCount: pixels.count) else {
            throw ReadError(.invalidSize)
        }
        self.pixels = pixels
        self.width = width
        self.height = height
        self.stride = stride
    }
}

/// Checks of a picture's size that cannot overflow.
enum PictureSize {
    /// The longest side that is read, in pixels.
    static let longestSide = 32_767

    /// Whether rows of that size lie inside so many bytes.
    static func isInside(width: Int, height: Int, stride: Int, byteCount: Int) -> Bool {
        guard width >= 1, height >= 1, stride >= width, byteCount >= width else { return false }
        return (height - 1) <= (byteCount - width) / stride
    }
}
