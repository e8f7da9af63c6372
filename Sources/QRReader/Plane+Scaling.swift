// Smaller, larger, smoother and brighter copies of a picture.
// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// Copies a picture's rows.
    mutating func load(_ pixels: Span<UInt8>, width: Int, height: Int, stride: Int) {
        resize(width: width, height: height, scale: 1)
        for row in 0..<height {
            let source = pixels.extracting(row * stride..<row * stride + width)
            let start = row * width
            for column in 0..<width { self.pixels[start + column] = source[column] }
        }
    }

    /// Becomes a plane whose pixels are the means of squares of another's.
    ///
    /// - Parameters:
    ///   - source: the larger plane.
    ///   - factor: the side of a square, 2 or 3; what is left at the right and lower border is dropped.
    mutating func shrink(_ source: Plane, by factor: Int) {
        let width = source.width / factor
        let height = source.height / factor
        resize(width: width, height: height, scale: source.scale * Float(factor))
        guard width > 0, height > 0 else { return }
        let stride = source.width
        if factor == 2 {
            for row in 0..<height {
                let start = 2 * row * stride
                for column in 0..<width {
                    let place = start + 2 * column
                    let sum =
                        UInt16(source.pixels[place]) + UInt16(source.pixels[place + 1])
                        + UInt16(source.pixels[place + stride]) + UInt16(source.pixels[place + stride + 1])
                    pixels[row * width + column] = UInt8(truncatingIfNeeded: (sum + 2) >> 2)
                }
            }
            return
        }
        let area = UInt32(factor * factor)
        for row in 0..<height {
            for column in 0..<width {
                var sum: UInt32 = area / 2
                for line in 0..<factor {
                    let place = (row * factor + line) * stride + column * factor
                    for step in 0..<factor { sum += UInt32(source.pixels[place + step]) }
                }
                pixels[row * width + column] = UInt8(truncatingIfNeeded: sum / area)
            }
        }
    }

    /// Becomes another plane at twice the size, values between the pixels interpolated.
    mutating func enlarge(_ source: Plane) {
        resize(width: source.width * 2, height: source.height * 2, scale: source.scale / 2)
        for row in 0..<height {
            for column in 0..<width {
                let value = source.value(x: (Float(column) + 0.5) / 2, y: (Float(row) + 0.5) / 2)
                pixels[row * width + column] = UInt8(value)
            }
        }
    }

    /// Becomes another plane smoothed by the binomial weights 1 2 1 in both directions.
    mutating func smooth(_ source: Plane) {
        resize(width: source.width, height: source.height, scale: source.scale)
        let width = source.width
        for row in 0..<source.height {
            let middle = row * width
            let upper = max(row - 1, 0) * width
            let lower = min(row + 1, source.height - 1) * width
            for column in 0..<width {
                let left = max(column - 1, 0)
                let right = min(column + 1, width - 1)
                let first =
                    UInt16(source.pixels[upper + left]) + 2 * UInt16(source.pixels[upper + column])
                    + UInt16(source.pixels[upper + right])
                let second =
                    UInt16(source.pixels[middle + left]) + 2 * UInt16(source.pixels[middle + column])
                    + UInt16(source.pixels[middle + right])
                let third =
                    UInt16(source.pixels[lower + left]) + 2 * UInt16(source.pixels[lower + column])
                    + UInt16(source.pixels[lower + right])
                pixels[middle + column] = UInt8(truncatingIfNeeded: (first + 2 * second + third + 8) >> 4)
            }
        }
    }

    /// Replaces each grey value by the table's entry.
    mutating func map(by table: [UInt8]) {
        for place in 0..<pixels.count { pixels[place] = table[Int(pixels[place])] }
    }

    /// The median of about 64 x 64 pixels: how dark the picture is.
    var median: Int {
        var histogram = InlineArray<256, Int>(repeating: 0)
        var count = 0
        let rowStep = max(1, height / 64)
        let columnStep = max(1, width / 64)
        for row in Swift.stride(from: rowStep / 2, to: height, by: rowStep) {
            for column in Swift.stride(from: columnStep / 2, to: width, by: columnStep) {
                histogram[Int(pixels[row * width + column])] += 1
                count += 1
            }
        }
        var seen = 0
        for value in 0..<256 {
            seen += histogram[value]
            if 2 * seen > count { return value }
        }
        return 255
    }

    /// The table that spreads dark grey values: 255 ln(1 + g/6) / ln(1 + 255/6).
    static let logarithmTable: [UInt8] = {
        let whole = naturalLogarithm(1 + 255 / 6)
        return (0..<256).map { UInt8(255 * naturalLogarithm(1 + Double($0) / 6) / whole) }
    }()

    /// ln x for x from 1 to 64, by halving and the series of the area hyperbolic tangent.
    private static func naturalLogarithm(_ x: Double) -> Double {
        var halvings = 0.0
        var mantissa = x
        while mantissa > 1.5 {
            mantissa /= 2
            halvings += 1
        }
        let ratio = (mantissa - 1) / (mantissa + 1)
        var power = ratio
        var sum = 0.0
        for term in 0..<16 {
            sum += power / Double(2 * term + 1)
            power *= ratio * ratio
        }
        return 2 * sum + halvings * 0.693_147_180_559_945_3
    }
}
