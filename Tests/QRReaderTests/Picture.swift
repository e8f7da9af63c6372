// Grey pictures that tests draw.
// SPDX-License-Identifier: Apache-2.0

import QRReader
import QRStructure

/// A picture of one byte per pixel, 0 black.
struct Picture {
    var pixels: [UInt8]
    let width: Int
    let height: Int

    /// Makes a white picture.
    init(width: Int, height: Int) {
        pixels = [UInt8](repeating: 255, count: width * height)
        self.width = width
        self.height = height
    }

    /// Draws a symbol.
    init(_ symbol: QRSymbol, scale: Int, quietZone: Int = 4) {
        let side = (symbol.sideInModules + 2 * quietZone) * scale
        self.init(width: side, height: side)
        for row in 0..<symbol.sideInModules {
            for column in 0..<symbol.sideInModules where symbol[row, column] {
                for y in 0..<scale {
                    let start = ((row + quietZone) * scale + y) * side + (column + quietZone) * scale
                    for x in 0..<scale { pixels[start + x] = 0 }
                }
            }
        }
    }

    /// The picture as the reader takes it.
    var image: GreyImage {
        get throws { try GreyImage(pixels: pixels, width: width, height: height) }
    }

    /// The picture with rows and columns exchanged.
    var transposed: Picture {
        var result = Picture(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width { result.pixels[x * height + y] = pixels[y * width + x] }
        }
        return result
    }

    /// The picture turned by a quarter.
    var turned: Picture {
        var result = Picture(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width { result.pixels[x * height + height - 1 - y] = pixels[y * width + x] }
        }
        return result
    }

    /// The picture with light for dark.
    var inverted: Picture {
        var result = self
        for index in pixels.indices { result.pixels[index] = 255 - pixels[index] }
        return result
    }

    /// Puts another picture into this one.
    mutating func put(_ other: Picture, x: Int, y: Int) {
        for row in 0..<other.height {
            for column in 0..<other.width {
                pixels[(y + row) * width + x + column] = other.pixels[row * other.width + column]
            }
        }
    }
}
