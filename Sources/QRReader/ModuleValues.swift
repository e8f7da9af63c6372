// The grey value of each module, and what can be done with them alone.
// SPDX-License-Identifier: Apache-2.0

/// Grey values of a symbol's modules, their thresholds and the dark modules that follow; owns its scratch memory.
struct ModuleValues {
    /// Modules per side.
    private(set) var side = 0
    /// Grey values as sampled, row-major.
    private(set) var sampled: [Float] = []
    /// The same, rounded, after `roundSampled`.
    private(set) var bytes: [UInt8] = []
    /// Grey values after sharpening.
    private var values: [Float] = []
    private var thresholds: [Float] = []
    /// 1 for a dark module, row-major.
    private(set) var modules: [UInt8] = []
    /// How sure each module is: the distance from its threshold, at most 255.
    private(set) var confidences: [UInt8] = []
    private var isInverted = false
    private var sums: [Float] = []
    private var spare: [Float] = []
    private var spare2: [Float] = []

    /// Samples every module's centre; the modules follow from the plane's own thresholds.
    mutating func sample(_ plane: Plane, _ grid: SymbolGrid, isInverted: Bool) {
        side = grid.side
        self.isInverted = isInverted
        sampled.resize(to: side * side)
        modules.resize(to: side * side)
        let map = grid.map
        for row in 0..<side {
            let v = Float(row) + 0.5
            var (x, y, w) = (map.b * v + map.c, map.e * v + map.f, map.h * v + map.i)
            x += map.a * 0.5
            y += map.d * 0.5
            w += map.g * 0.5
            let rowCell = grid.nodeCount > 1 ? grid.cell(v) : (0, 0)
            for column in 0..<side {
                let inverse = 1 / w
                var place = Vector(x: x * inverse, y: y * inverse)
                if grid.nodeCount > 1 {
                    place = place + grid.departure(column: grid.cell(Float(column) + 0.5), row: rowCell)
                }
                let value = plane.value(x: place.x, y: place.y)
                let index = row * side + column
                sampled[index] = value
                modules[index] = (value < plane.threshold(x: place.x, y: place.y)) != isInverted ? 1 : 0
                x += map.a
                y += map.d
                w += map.g
            }
        }
    }

    /// Finds the modules anew by thresholds between the two groups of values around each module.
    ///
    /// - Parameters:
    ///   - window: modules per side of the surroundings, odd.
    ///   - sharpening: what is done with the values before.
    mutating func threshold(window: Int, sharpening: Sharpening) {
        values.resize(to: side * side)
        thresholds.resize(to: side * side)
        sharpen(sharpening)
        let reach = window / 2
        spare.resize(to: side * side)
        spare2.resize(to: side * side)
        // First the mean of the surroundings, then the means of what lies below and above it.
        averageSurroundings(reach: reach)
        for index in 0..<side * side { spare2[index] = values[index] < spare[index] ? 1 : 0 }
        darkLightMiddle(reach: reach)
        for index in 0..<side * side {
            modules[index] = (values[index] < thresholds[index]) != isInverted ? 1 : 0
        }
    }

    /// Rounds the values as sampled.
    mutating func roundSampled() {
        bytes.resize(to: side * side)
        for index in 0..<side * side { bytes[index] = UInt8(min(max(sampled[index], 0), 255)) }
    }

    /// Notes how sure each module of the last thresholding is.
    mutating func measureConfidences() {
        confidences.resize(to: side * side)
        for index in 0..<side * side {
            confidences[index] = UInt8(min(abs(values[index] - thresholds[index]), 255))
        }
    }

    /// The middle between the means of the values below and above the local mean (`spare`), which `spare2` marks.
    private mutating func darkLightMiddle(reach: Int) {
        let count = side * side
        // Integral images of: how many lie below, their sum, and the sum of all.
        let stride = side + 1
        sums.resize(to: 3 * stride * stride)
        for index in 0..<3 * stride { sums[index] = 0 }
        for row in 0..<side {
            var (below, belowSum, whole): (Float, Float, Float) = (0, 0, 0)
            let start = 3 * (row + 1) * stride
            for offset in 0..<3 { sums[start + offset] = 0 }
            for column in 0..<side {
                let value = values[row * side + column]
                let mark = spare2[row * side + column]
                below += mark
                belowSum += mark * value
                whole += value
                let place = start + 3 * (column + 1)
                sums[place] = sums[place - 3 * stride] + below
                sums[place + 1] = sums[place - 3 * stride + 1] + belowSum
                sums[place + 2] = sums[place - 3 * stride + 2] + whole
            }
        }
        for index in 0..<count {
            let (row, column) = index.quotientAndRemainder(dividingBy: side)
            let (top, bottom) = (max(0, row - reach), min(side, row + reach + 1))
            let (left, right) = (max(0, column - reach), min(side, column + reach + 1))
            func total(_ kind: Int) -> Float {
                sums[3 * (bottom * stride + right) + kind] - sums[3 * (top * stride + right) + kind]
                    - sums[3 * (bottom * stride + left) + kind] + sums[3 * (top * stride + left) + kind]
            }
            let below = total(0)
            let above = Float((bottom - top) * (right - left)) - below
            let belowSum = total(1)
            if below > 0.5 && above > 0.5 {
                thresholds[index] = (belowSum / below + (total(2) - belowSum) / above) / 2
            } else {
                thresholds[index] = spare[index]
            }
        }
    }

    /// Writes the mean of each module's surroundings into `spare`.
    private mutating func averageSurroundings(reach: Int) {
        let stride = side + 1
        sums.resize(to: stride * stride)
        for index in 0..<stride { sums[index] = 0 }
        for row in 0..<side {
            var line: Float = 0
            sums[(row + 1) * stride] = 0
            for column in 0..<side {
                line += values[row * side + column]
                sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line
            }
        }
        for row in 0..<side {
            let (top, bottom) = (max(0, row - reach), min(side, row + reach + 1))
            for column in 0..<side {
                let (left, right) = (max(0, column - reach), min(side, column + reach + 1))
                let total =
                    sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left]
                    + sums[top * stride + left]
                spare[row * side + column] = total / Float((bottom - top) * (right - left))
            }
        }
    }
}

/// What can be done against blur with the modules' values alone.
enum Sharpening {
    case none
    /// Each value moved away from the mean of its four neighbours.
    case light
    /// The values that, blurred, give those sampled; the number is the share that stays in the module along one axis.
    case deconvolution(Float)
}

extension ModuleValues {
    private mutating func sharpen(_ sharpening: Sharpening) {
        switch sharpening {
        case .none:
            for index in 0..<side * side { values[index] = sampled[index] }
        case .light:
            for row in 0..<side {
                for column in 0..<side {
                    let index = row * side + column
                    let value = sampled[index]
                    let around =
                        sampled[row > 0 ? index - side : index] + sampled[row < side - 1 ? index + side : index]
                        + sampled[column > 0 ? index - 1 : index] + sampled[column < side - 1 ? index + 1 : index]
                    values[index] = value + 0.18 * (4 * value - around)
                }
            }
        case .deconvolution(let centre):
            deconvolve(centre: centre)
        }
    }

    /// Ten rounds of adding the error that blurring the estimate leaves, kept between the values' extremes.
    private mutating func deconvolve(centre: Float) {
        let count = side * side
        let edge = (1 - centre) / 2
        let (low, high) = extremes()
        spare.resize(to: count)
        spare2.resize(to: count)
        for index in 0..<count { values[index] = sampled[index] }
        for _ in 0..<10 {
            for row in 0..<side {
                for column in 0..<side {
                    let index = row * side + column
                    let left = values[column > 0 ? index - 1 : index]
                    let right = values[column < side - 1 ? index + 1 : index]
                    spare[index] = centre * values[index] + edge * (left + right)
                }
            }
            for row in 0..<side {
                for column in 0..<side {
                    let index = row * side + column
                    let upper = spare[row > 0 ? index - side : index]
                    let lower = spare[row < side - 1 ? index + side : index]
                    spare2[index] = centre * spare[index] + edge * (upper + lower)
                }
            }
            for index in 0..<count {
                values[index] = min(max(values[index] + 1.2 * (sampled[index] - spare2[index]), low), high)
            }
        }
    }

    /// The values that 4 % of the modules lie below and above.
    private func extremes() -> (Float, Float) {
        var histogram = InlineArray<256, Int>(repeating: 0)
        for value in sampled { histogram[min(max(Int(value), 0), 255)] += 1 }
        let share = sampled.count / 25
        var low = 0
        var seen = histogram[0]
        while seen <= share && low < 255 {
            low += 1
            seen += histogram[low]
        }
        var high = 255
        seen = histogram[255]
        while seen <= share && high > 0 {
            high -= 1
            seen += histogram[high]
        }
        return (Float(low), Float(high))
    }
}
