// Alignment patterns near their expected places.
// SPDX-License-Identifier: Apache-2.0

/// Finds alignment patterns by their 25 modules.
enum AlignmentSearch {
    /// An alignment pattern's centre and how clearly its modules differ, at most 2.15.
    struct Hit {
        var centre: Vector
        var score: Float
        /// Modules on the proper side of the middle, 0...25.
        var rightCount: Int
        var isClear: Bool { score > 1.25 && rightCount >= 22 }
    }

    /// Searches around a place.
    ///
    /// - Parameters:
    ///   - plane: the picture.
    ///   - expected: where the centre ought to be.
    ///   - along: one module to the right there, in pixels.
    ///   - down: one module below there.
    ///   - window: how far to look in each direction, in modules.
    ///   - isInverted: whether the symbol is light on dark.
    ///   - enough: a score at the expected place that ends the search at once.
    /// - Returns: the best place; nil when nothing there looks like the pattern.
    static func search(
        _ plane: Plane, at expected: Vector, along: Vector, down: Vector, window: Float, isInverted: Bool,
        enough: Float
    ) -> Hit? {
        var best = measure(plane, expected, along, down, isInverted)
        if best.score < enough {
            let steps = Int(window / 0.7)
            for row in -steps...steps {
                for column in -steps...steps where row != 0 || column != 0 {
                    let place = expected + along * (Float(column) * 0.7) + down * (Float(row) * 0.7)
                    let hit = measure(plane, place, along, down, isInverted)
                    if hit.score > best.score { best = hit }
                }
            }
        }
        guard best.score > 0.8 else { return nil }
        var step: Float = 0.35
        while step > 0.08 {
            let around = best.centre
            for row in -1...1 {
                for column in -1...1 where row != 0 || column != 0 {
                    let place = around + along * (Float(column) * step) + down * (Float(row) * step)
                    let hit = measure(plane, place, along, down, isInverted)
                    if hit.score > best.score { best = hit }
                }
            }
            step /= 2
        }
        return best.isClear ? best : nil
    }

    /// Compares the grey values of the 25 modules with the pattern: (mean light - mean dark) / deviation.
    private static func measure(
        _ plane: Plane, _ centre: Vector, _ along: Vector, _ down: Vector, _ isInverted: Bool
    ) -> Hit {
        var values = InlineArray<25, Float>(repeating: 0)
        var light: Float = 0
        var dark: Float = 0
        var squares: Float = 0
        for row in 0..<5 {
            for column in 0..<5 {
                let place = centre + along * Float(column - 2) + down * Float(row - 2)
                let value = plane.value(x: place.x, y: place.y)
                values[row * 5 + column] = value
                squares += value * value
                if isLight(row, column) { light += value } else { dark += value }
            }
        }
        let mean = (light + dark) / 25
        let variance = squares / 25 - mean * mean
        light /= 8
        dark /= 17
        let difference = isInverted ? dark - light : light - dark
        guard variance > 4, difference > 0 else { return Hit(centre: centre, score: 0, rightCount: 0) }
        let middle = (light + dark) / 2
        var rightCount = 0
        for row in 0..<5 {
            for column in 0..<5 where (values[row * 5 + column] > middle) == (isLight(row, column) != isInverted) {
                rightCount += 1
            }
        }
        return Hit(centre: centre, score: difference / variance.squareRoot(), rightCount: rightCount)
    }

    private static func isLight(_ row: Int, _ column: Int) -> Bool {
        max(abs(row - 2), abs(column - 2)) == 1
    }
}
