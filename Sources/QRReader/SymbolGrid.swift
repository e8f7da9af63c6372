// Where each module of a symbol lies in the picture.
// SPDX-License-Identifier: Apache-2.0

/// A projective map, and how the paper departs from it at the alignment patterns.
struct SymbolGrid {
    /// Modules per side.
    var side: Int
    var map: Homography
    /// Rows and columns of nodes per side; 0 when the map is all there is.
    var nodeCount = 0
    /// The module coordinate of each row and column of nodes.
    var nodePlaces = InlineArray<7, Float>(repeating: 0)
    /// The departure at each node in pixels, row x 7 + column.
    var departures = InlineArray<49, Vector>(repeating: Vector())

    init(side: Int, map: Homography) {
        self.side = side
        self.map = map
    }

    /// The cell of nodes that a coordinate lies in, and how far along it lies: -0.3...1.3.
    func cell(_ place: Float) -> (index: Int, share: Float) {
        var index = 0
        while index + 2 < nodeCount && place > nodePlaces[index + 1] { index += 1 }
        let start = nodePlaces[index]
        let share = (place - start) / (nodePlaces[index + 1] - start)
        return (index, min(max(share, -0.3), 1.3))
    }

    /// The place of the plane where a place of the symbol lies.
    func place(_ u: Float, _ v: Float) -> Vector {
        let base = map.place(u, v)
        guard nodeCount > 1 else { return base }
        return base + departure(column: cell(u), row: cell(v))
    }

    /// How far the paper departs from the map within a cell of nodes, in pixels.
    @inline(__always)
    func departure(column: (index: Int, share: Float), row: (index: Int, share: Float)) -> Vector {
        let first = row.index * 7 + column.index
        let upper = departures[first] * (1 - column.share) + departures[first + 1] * column.share
        let lower = departures[first + 7] * (1 - column.share) + departures[first + 8] * column.share
        return upper * (1 - row.share) + lower * row.share
    }

    /// The symbol's corners in the picture.
    func corners(scale: Float) -> Corners {
        let size = Float(side)
        func point(_ u: Float, _ v: Float) -> PicturePoint {
            let place = self.place(u, v)
            return PicturePoint(x: place.x * scale, y: place.y * scale)
        }
        return Corners(
            upperLeft: point(0, 0), upperRight: point(size, 0), lowerRight: point(size, size),
            lowerLeft: point(0, size))
    }
}
