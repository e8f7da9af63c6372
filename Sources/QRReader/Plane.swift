// A working copy of a picture at one scale, with its thresholds.
// SPDX-License-Identifier: Apache-2.0

/// Grey values without gaps, the threshold of each block of pixels, and the dark pixels that follow from both.
///
/// Places are continuous: pixel (0, 0) covers 0..<1 in both directions, its centre is (0.5, 0.5).
struct Plane {
    /// Pixels per row and rows; 0 when nothing was loaded.
    var width = 0
    var height = 0
    /// Grey values, row-major.
    var pixels: [UInt8] = []
    /// The side of a block is 2^blockShift pixels.
    var blockShift = 3
    /// Blocks per row.
    var blockColumns = 0
    /// The threshold of each block, row-major: a pixel below it is dark.
    var thresholds: [UInt8] = []
    /// 1 for a dark pixel, row-major.
    var binary: [UInt8] = []
    /// Pixels of the picture per pixel of the plane.
    var scale: Float = 1

    /// Sets the size and makes room for the grey values.
    mutating func resize(width: Int, height: Int, scale: Float) {
        self.width = width
        self.height = height
        self.scale = scale
        pixels.resize(to: width * height)
    }

    /// The grey value at a place, between the four nearest pixel centres; outside the picture that of its border.
    ///
    /// Computed in whole numbers of 1/256 pixel.
    @inline(__always)
    func value(x: Float, y: Float) -> Float {
        let column = Plane.fixed(x, limit: width)
        let row = Plane.fixed(y, limit: height)
        let left = column >> 8
        let upper = row >> 8
        let right = min(left + 1, width - 1)
        let lower = min(upper + 1, height - 1)
        let across = column & 255
        let down = row & 255
        let first = Int(pixels[upper * width + left]) * (256 - across) + Int(pixels[upper * width + right]) * across
        let second = Int(pixels[lower * width + left]) * (256 - across) + Int(pixels[lower * width + right]) * across
        return Float(first * (256 - down) + second * down) * (1 / 65_536)
    }

    /// The threshold at a place.
    @inline(__always)
    func threshold(x: Float, y: Float) -> Float {
        let column = (Plane.fixed(x, limit: width) >> 8) >> blockShift
        let row = (Plane.fixed(y, limit: height) >> 8) >> blockShift
        return Float(thresholds[row * blockColumns + column])
    }

    /// A coordinate of a pixel centre grid in 1/256 pixel, brought inside the picture; not a number counts as 0.
    @inline(__always)
    private static func fixed(_ place: Float, limit: Int) -> Int {
        let shifted = place * 256 - 128
        let largest = Float((limit - 1) * 256)
        guard shifted > 0 else { return 0 }
        return shifted < largest ? Int(shifted) : (limit - 1) * 256
    }

    /// Whether a place lies inside the picture.
    @inline(__always)
    func contains(x: Float, y: Float) -> Bool {
        x >= 0 && y >= 0 && x <= Float(width) && y <= Float(height)
    }
}

extension Array where Element: Numeric {
    /// Changes the length without giving memory back; what is new is 0.
    mutating func resize(to count: Int) {
        if self.count > count {
            removeLast(self.count - count)
        } else if self.count < count {
            reserveCapacity(count)
            append(contentsOf: repeatElement(0, count: count - self.count))
        }
    }
}
