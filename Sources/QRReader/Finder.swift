// A finder pattern, measured.
// SPDX-License-Identifier: Apache-2.0

/// A direction and length in the picture.
struct Vector {
    var x: Float = 0
    var y: Float = 0

    var length: Float { (x * x + y * y).squareRoot() }

    static func + (left: Vector, right: Vector) -> Vector { Vector(x: left.x + right.x, y: left.y + right.y) }
    static func - (left: Vector, right: Vector) -> Vector { Vector(x: left.x - right.x, y: left.y - right.y) }
    static func * (vector: Vector, factor: Float) -> Vector { Vector(x: vector.x * factor, y: vector.y * factor) }
    /// The third component of the cross product: positive when `right` lies clockwise of `left` in the picture.
    static func cross(_ left: Vector, _ right: Vector) -> Float { left.x * right.y - left.y * right.x }
}

/// A finder pattern: its centre and the two vectors that lead to the next module.
struct Finder {
    /// The centre, in pixels of the plane.
    var centre = Vector()
    /// One module along one side of the pattern, in pixels.
    var along = Vector()
    /// One module along the other side, clockwise of `along`.
    var down = Vector()
    /// The mean squared distance of the measured edges from the fitted pattern, in square modules.
    var residual: Float = 0
    /// Whether the pattern is light on dark.
    var isInverted = false
    /// Whether a symbol that was read has this pattern.
    var isUsed = false

    /// The side of a module as the root of its area, in pixels.
    var moduleSize: Float { abs(Vector.cross(along, down)).squareRoot() }

    /// A vector from pixels to this pattern's modules.
    func modules(_ vector: Vector) -> Vector {
        let area = Vector.cross(along, down)
        return Vector(x: Vector.cross(vector, down) / area, y: Vector.cross(along, vector) / area)
    }

    /// The place so many modules from the centre.
    func place(_ u: Float, _ v: Float) -> Vector { centre + along * u + down * v }

    /// The same pattern with its sides named anew, after quarter turns clockwise.
    func turned(_ quarterTurns: Int) -> Finder {
        var finder = self
        for _ in 0..<quarterTurns {
            (finder.along, finder.down) = (finder.down, finder.along * -1)
        }
        return finder
    }
}
