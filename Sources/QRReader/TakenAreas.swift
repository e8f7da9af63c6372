// The parts of a picture that symbols already read take up.
// SPDX-License-Identifier: Apache-2.0

/// The quadrilaterals of the symbols that were read.
struct TakenAreas {
    private var areas: [Corners] = []

    mutating func removeAll() { areas.removeAll(keepingCapacity: true) }

    mutating func append(_ corners: Corners) { areas.append(corners) }

    /// Whether a place of the picture lies inside one of them.
    func contains(_ place: Vector) -> Bool {
        for area in areas where TakenAreas.contains(area, place) { return true }
        return false
    }

    private static func contains(_ area: Corners, _ place: Vector) -> Bool {
        let first = side(area.upperLeft, area.upperRight, place)
        let second = side(area.upperRight, area.lowerRight, place)
        let third = side(area.lowerRight, area.lowerLeft, place)
        let fourth = side(area.lowerLeft, area.upperLeft, place)
        return (first >= 0 && second >= 0 && third >= 0 && fourth >= 0)
            || (first <= 0 && second <= 0 && third <= 0 && fourth <= 0)
    }

    private static func side(_ start: PicturePoint, _ end: PicturePoint, _ place: Vector) -> Float {
        (end.x - start.x) * (place.y - start.y) - (end.y - start.y) * (place.x - start.x)
    }
}
