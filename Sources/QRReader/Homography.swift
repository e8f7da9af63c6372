// The projective map from modules to pixels.
// SPDX-License-Identifier: Apache-2.0

/// Maps places of a symbol, in modules from its upper left corner, to places of a plane, in pixels.
///
/// x = (a u + b v + c) / w and y = (d u + e v + f) / w with w = g u + h v + i; w is 1 at the symbol's centre.
struct Homography {
    var a: Float = 1
    var b: Float = 0
    var c: Float = 0
    var d: Float = 0
    var e: Float = 1
    var f: Float = 0
    var g: Float = 0
    var h: Float = 0
    var i: Float = 1

    /// One place of the symbol with its place in the plane.
    struct Match {
        var module: Vector
        var pixel: Vector
        var weight: Double = 1
    }

    /// The map that fits the matches best, or `nil` when none does or the horizon runs through the symbol.
    ///
    /// - Parameters:
    ///   - matches: four or more.
    ///   - side: modules per side.
    init?(_ matches: [Match], side: Int) {
        let half = Double(side) / 2
        var centre = (x: 0.0, y: 0.0)
        for match in matches {
            centre.x += Double(match.pixel.x)
            centre.y += Double(match.pixel.y)
        }
        centre.x /= Double(matches.count)
        centre.y /= Double(matches.count)
        var spread = 0.0
        for match in matches {
            spread = max(spread, abs(Double(match.pixel.x) - centre.x), abs(Double(match.pixel.y) - centre.y))
        }
        guard spread > 0, spread.isFinite else { return nil }
        var squares = LeastSquares(unknownCount: 8)
        for match in matches {
            let u = (Double(match.module.x) - half) / half
            let v = (Double(match.module.y) - half) / half
            let x = (Double(match.pixel.x) - centre.x) / spread
            let y = (Double(match.pixel.y) - centre.y) / spread
            squares.add([u, v, 1, 0, 0, 0, -x * u, -x * v], value: x, weight: match.weight)
            squares.add([0, 0, 0, u, v, 1, -y * u, -y * v], value: y, weight: match.weight)
        }
        guard let s = squares.solution() else { return nil }
        // Undo the scaling of the pixels, then that of the modules.
        (a, b, c) = Homography.unscaled(
            s[0] * spread + centre.x * s[6], s[1] * spread + centre.x * s[7], s[2] * spread + centre.x, half)
        (d, e, f) = Homography.unscaled(
            s[3] * spread + centre.y * s[6], s[4] * spread + centre.y * s[7], s[5] * spread + centre.y, half)
        (g, h, i) = Homography.unscaled(s[6], s[7], 1, half)
        guard isUsable(side: side) else { return nil }
    }

    private static func unscaled(_ u: Double, _ v: Double, _ one: Double, _ half: Double) -> (Float, Float, Float) {
        (Float(u / half), Float(v / half), Float(one - u - v))
    }

    /// Whether every corner of the symbol lies well before the horizon, at a finite place.
    private func isUsable(side: Int) -> Bool {
        let size = Float(side)
        for corner in 0..<4 {
            let u = corner % 2 == 0 ? 0 : size
            let v = corner < 2 ? 0 : size
            let w = g * u + h * v + i
            guard w > 0.05, w < 20 else { return false }
            let place = self.place(u, v)
            guard abs(place.x) < 1e5, abs(place.y) < 1e5 else { return false }
        }
        return true
    }

    /// The place of the plane where a place of the symbol lies.
    @inline(__always)
    func place(_ u: Float, _ v: Float) -> Vector {
        let w = 1 / (g * u + h * v + i)
        return Vector(x: (a * u + b * v + c) * w, y: (d * u + e * v + f) * w)
    }

    /// One module to the right of a place, in pixels.
    func along(_ u: Float, _ v: Float) -> Vector { (place(u + 0.5, v) - place(u - 0.5, v)) }

    /// One module below a place, in pixels.
    func down(_ u: Float, _ v: Float) -> Vector { (place(u, v + 0.5) - place(u, v - 0.5)) }
}
