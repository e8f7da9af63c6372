// How well a projective map fits a symbol in a picture, and better ones nearby.
// SPDX-License-Identifier: Apache-2.0

/// Judges maps by the grey values at the modules' centres; owns its scratch memory.
struct GridJudge {
    private var dataValues: [Float] = []

    /// The share of right minus wrong modules along both timing patterns, -1...1.
    ///
    /// A module is right when it differs from the mean of its two neighbours to the proper side.
    func timingScore(_ plane: Plane, _ map: Homography, side: Int, isInverted: Bool) -> Float {
        var score = 0
        let darker: Float = isInverted ? -1 : 1
        for isColumn in [false, true] {
            var before: Float = 0
            var middle: Float = 0
            for place in 7...side - 8 {
                let along = Float(place) + 0.5
                let pixel = isColumn ? map.place(6.5, along) : map.place(along, 6.5)
                let after = plane.value(x: pixel.x, y: pixel.y)
                if place >= 9 {
                    let difference = darker * (middle - (before + after) / 2)
                    // The middle module is at place - 1: dark when that is even.
                    let isRight = place % 2 == 1 ? difference < 0 : difference > 0
                    score += isRight ? 1 : -1
                }
                before = middle
                middle = after
            }
        }
        return Float(score) / Float(2 * (side - 16))
    }

    /// How far light and dark modules are apart under a map: the function patterns' means, and the data's distance from
    /// the middle between them.
    ///
    /// Without the data's part the corner that has no finder pattern may drift away.
    mutating func objective(_ plane: Plane, _ map: Homography, layout: SymbolLayout, isInverted: Bool) -> Float {
        var light: Float = 0
        var dark: Float = 0
        var lightCount: Float = 0
        var darkCount: Float = 0
        dataValues.removeAll(keepingCapacity: true)
        for probe in layout.probes {
            let place = map.place(probe.place.x, probe.place.y)
            let value = plane.value(x: place.x, y: place.y)
            switch probe.kind {
            case 0: dataValues.append(value)
            case 1:
                light += value
                lightCount += 1
            default:
                dark += value
                darkCount += 1
            }
        }
        light /= lightCount
        dark /= darkCount
        let middle = (light + dark) / 2
        var distance: Float = 0
        for value in dataValues { distance += abs(value - middle) }
        let difference = isInverted ? dark - light : light - dark
        return difference + 3 * distance / Float(max(dataValues.count, 1))
    }

    /// Moves the four corners of a map, the lower right one first, as long as the objective grows.
    ///
    /// - Parameters:
    ///   - plane: the picture.
    ///   - map: the map to improve.
    ///   - layout: where the symbol's function patterns are.
    ///   - isInverted: whether the symbol is light on dark.
    ///   - giveUpBelow: a timing score under which the climb ends after two rounds; `nil` to go on.
    /// - Returns: whether the climb went to its end.
    mutating func climb(
        _ plane: Plane, _ map: inout Homography, layout: SymbolLayout, isInverted: Bool, giveUpBelow: Float?
    ) -> Bool {
        let side = layout.side
        let size = Float(side)
        var matches: [Homography.Match] = []
        matches.reserveCapacity(4)
        for index in 0..<4 {
            // Lower right, upper right, lower left, upper left.
            let corner = Vector(x: index < 2 ? size : 0, y: index % 2 == 0 ? size : 0)
            matches.append(Homography.Match(module: corner, pixel: map.place(corner.x, corner.y)))
        }
        let module = (map.along(size / 2, size / 2).length + map.down(size / 2, size / 2).length) / 2
        var best = objective(plane, map, layout: layout, isInverted: isInverted)
        var step: Float = 0.8
        var round = 0
        while step >= 0.08 {
            var hasImproved = false
            for index in 0..<4 {
                for direction in 0..<4 {
                    let length = direction < 2 ? step * module : -step * module
                    let before = matches[index].pixel
                    if direction % 2 == 0 { matches[index].pixel.x += length } else { matches[index].pixel.y += length }
                    if let moved = Homography(matches, side: side) {
                        let value = objective(plane, moved, layout: layout, isInverted: isInverted)
                        if value > best {
                            best = value
                            map = moved
                            hasImproved = true
                            continue
                        }
                    }
                    matches[index].pixel = before
                }
            }
            round += 1
            if round == 2, let giveUpBelow,
                timingScore(plane, map, side: side, isInverted: isInverted) < giveUpBelow
            {
                return false
            }
            if !hasImproved || round % 3 == 0 { step /= 2 }
        }
        return true
    }
}
