// The exact place and shape of a finder pattern, from rays through its centre.
// SPDX-License-Identifier: Apache-2.0

/// Fits finder patterns to grey values; owns its scratch memory.
///
/// Rays from the centre cross three edges: the ends of core, ring and frame, nominally 1.5, 2.5 and 3.5 modules out.
/// Sums of two of them do not depend on how much the dark modules have grown. The second moments of the outline give
/// the pattern's shape up to a rotation, trial the rotation, and Gauss-Newton steps the rest.
struct FinderFit {
    /// The edges of one ray, in pixels from the centre; 0 where there is none.
    private struct Ray {
        var core: Float = 0
        var ring: Float = 0
        var frame: Float = 0
        var isValid = false

        /// The length of a module in the ray's direction, whatever the growth.
        var module: Float {
            frame > 0 ? ((core + ring) / 4 + (ring + frame) / 6) / 2 : (core + ring) / 4
        }
    }

    private static let rayCount = 32
    private var rays = InlineArray<32, Ray>(repeating: Ray())
    private var directions = InlineArray<32, Vector>(repeating: Vector())
    /// cos and sin of 16 angles from 0 up to a quarter turn.
    private var angles = InlineArray<16, Vector>(repeating: Vector())
    /// Edges relative to the first centre in pixels, with their nominal distance and the sign of the growth.
    private var edges: [Edge] = []

    private struct Edge {
        var place: Vector
        var nominal: Float
        var sign: Float
    }

    /// What is being fitted: the centre, the map from pixels to modules, and the growth.
    private struct Shape {
        var centre = Vector()
        var uAlong = Vector()
        var vAlong = Vector()
        var growth: Float = 0
    }

    init() {
        // One step is a turn by pi/16, one finer step by pi/32.
        let step = Vector(x: 0.980_785_28, y: 0.195_090_32)
        let fine = Vector(x: 0.995_184_73, y: 0.098_017_14)
        var direction = Vector(x: 1, y: 0)
        for index in 0..<FinderFit.rayCount {
            directions[index] = direction
            direction = FinderFit.turned(direction, by: step)
        }
        direction = Vector(x: 1, y: 0)
        for index in 0..<16 {
            angles[index] = direction
            direction = FinderFit.turned(direction, by: fine)
        }
    }

    private static func turned(_ vector: Vector, by step: Vector) -> Vector {
        Vector(x: vector.x * step.x - vector.y * step.y, y: vector.x * step.y + vector.y * step.x)
    }

    /// Fits a pattern.
    ///
    /// - Parameters:
    ///   - plane: the picture with its thresholds.
    ///   - centre: about the pattern's centre.
    ///   - module: about the side of a module, in pixels.
    ///   - isInverted: whether the pattern is light on dark.
    ///   - isRelaxed: whether the frame may run into a dark surround.
    /// - Returns: the pattern, or `nil` when there is none.
    mutating func fit(
        _ plane: Plane, centre: Vector, module: Float, isInverted: Bool, isRelaxed: Bool
    ) -> Finder? {
        guard cast(plane, centre, module, isInverted, isRelaxed, from: 0, by: 4) >= 5 else { return nil }
        guard cast(plane, centre, module, isInverted, isRelaxed, from: 2, by: 4) >= 5 else { return nil }
        let centred = centre + shift(step: 2)
        guard plane.contains(x: centred.x, y: centred.y),
            cast(plane, centred, module, isInverted, isRelaxed, from: 0, by: 1) >= 20
        else { return nil }
        guard var shape = startingShape() else { return nil }
        collectEdges()
        turnBest(&shape)
        for step in 0..<5 {
            guard improve(&shape, dropsOutliers: step >= 2) else { return nil }
        }
        return finder(shape, centre: centred, isInverted: isInverted)
    }

    /// Casts some of the rays and returns how many crossed a finder pattern.
    private mutating func cast(
        _ plane: Plane, _ centre: Vector, _ module: Float, _ isInverted: Bool, _ isRelaxed: Bool, from first: Int,
        by step: Int
    ) -> Int {
        var found = 0
        for index in stride(from: first, to: FinderFit.rayCount, by: step) {
            rays[index] = FinderFit.ray(
                plane, centre, directions[index], module: module, isInverted: isInverted, isRelaxed: isRelaxed)
            if rays[index].isValid { found += 1 }
        }
        return found
    }

    private static func ray(
        _ plane: Plane, _ centre: Vector, _ direction: Vector, module: Float, isInverted: Bool, isRelaxed: Bool
    ) -> Ray {
        let step = max(module / 4, 0.35)
        let sign: Float = isInverted ? -1 : 1
        var ray = Ray()
        var crossings = 0
        var before: Float = -1
        var place = centre
        let stepVector = direction * step
        for index in 0..<40 {
            guard plane.contains(x: place.x, y: place.y) else {
                // A frame that ends with the picture: no quiet zone.
                if crossings == 2 {
                    ray.frame = Float(index) * step
                    crossings = 3
                }
                break
            }
            let value = sign * (plane.value(x: place.x, y: place.y) - plane.threshold(x: place.x, y: place.y))
            if index == 0 {
                guard value < 0 else { return ray }
            } else if (value >= 0) != (before >= 0) {
                let edge = step * (Float(index) - value / (value - before))
                crossings += 1
                if crossings == 1 {
                    ray.core = edge
                } else if crossings == 2 {
                    ray.ring = edge
                } else {
                    ray.frame = edge
                }
                if crossings == 3 { break }
            }
            before = value
            place = place + stepVector
        }
        judge(&ray, crossings: crossings, module: module, isRelaxed: isRelaxed)
        return ray
    }

    private static func judge(_ ray: inout Ray, crossings: Int, module: Float, isRelaxed: Bool) {
        guard crossings >= 2 else { return }
        let inner = (ray.core + ray.ring) / 4
        if crossings == 3 {
            let outer = (ray.ring + ray.frame) / 6
            if abs(inner - outer) <= 0.38 * min(inner, outer) {
                ray.isValid = true
                return
            }
        }
        if isRelaxed {
            ray.frame = 0
            ray.isValid = inner > 0.3 * module && inner < 3 * module && ray.ring > 1.2 * ray.core
        }
    }

    /// The centre's shift from opposite rays.
    private func shift(step: Int) -> Vector {
        var xx: Float = 0
        var xy: Float = 0
        var yy: Float = 0
        var right = Vector()
        for index in stride(from: 0, to: 16, by: step) {
            let ray = rays[index]
            let opposite = rays[index + 16]
            guard ray.isValid, opposite.isValid else { continue }
            var difference = (ray.core - opposite.core + ray.ring - opposite.ring) / 4
            if ray.frame > 0 && opposite.frame > 0 {
                difference = (4 * difference + ray.frame - opposite.frame) / 6
            }
            let direction = directions[index]
            xx += direction.x * direction.x
            xy += direction.x * direction.y
            yy += direction.y * direction.y
            right = right + direction * difference
        }
        let determinant = xx * yy - xy * xy
        guard determinant > 0.5 else { return Vector() }
        return Vector(
            x: (right.x * yy - right.y * xy) / determinant, y: (right.y * xx - right.x * xy) / determinant)
    }

    /// The symmetric root of the shape's square, from the second moments of the outline.
    private func startingShape() -> Shape? {
        var mean: Float = 0
        var validCount: Float = 0
        for index in 0..<32 where rays[index].isValid {
            mean += rays[index].module
            validCount += 1
        }
        mean /= validCount
        var square: Float = 0
        var xx: Float = 0
        var xy: Float = 0
        var yy: Float = 0
        for index in 0..<32 {
            let opposite = rays[(index + 16) % 32]
            let module = rays[index].isValid ? rays[index].module : opposite.isValid ? opposite.module : mean
            let second = module * module
            square += second
            xx += second * second * directions[index].x * directions[index].x
            xy += second * second * directions[index].x * directions[index].y
            yy += second * second * directions[index].y * directions[index].y
        }
        // Area of the outline of side 2: 4 det A = pi x the mean square; A A^T = 3 M / (4 det A), M = pi/2 x the mean.
        let area = 3.141_592_7 * square / 32
        let factor = 3.141_592_7 / 2 / 32 * 3 / area
        let (a, b, c) = (xx * factor, xy * factor, yy * factor)
        let determinant = a * c - b * b
        guard determinant > 0 else { return nil }
        let root = determinant.squareRoot()
        let scale = 1 / (a + c + 2 * root).squareRoot()
        let (p, q, r) = ((a + root) * scale, b * scale, (c + root) * scale)
        let inverse = 1 / (p * r - q * q)
        guard inverse.isFinite else { return nil }
        return Shape(
            centre: Vector(), uAlong: Vector(x: r * inverse, y: -q * inverse),
            vAlong: Vector(x: -q * inverse, y: p * inverse), growth: 0)
    }

    private mutating func collectEdges() {
        edges.removeAll(keepingCapacity: true)
        for index in 0..<32 where rays[index].isValid {
            let direction = directions[index]
            edges.append(Edge(place: direction * rays[index].core, nominal: 1.5, sign: 1))
            edges.append(Edge(place: direction * rays[index].ring, nominal: 2.5, sign: -1))
            if rays[index].frame > 0 {
                edges.append(Edge(place: direction * rays[index].frame, nominal: 3.5, sign: 1))
            }
        }
    }

    /// Tries 16 rotations in a quarter turn and keeps the best.
    private mutating func turnBest(_ shape: inout Shape) {
        var best = Float.infinity
        let start = shape
        for index in 0..<16 {
            let angle = angles[index]
            var turned = start
            turned.uAlong = start.uAlong * angle.x - start.vAlong * angle.y
            turned.vAlong = start.uAlong * angle.y + start.vAlong * angle.x
            var sum: Float = 0
            for edge in edges {
                let u = abs(turned.uAlong.x * edge.place.x + turned.uAlong.y * edge.place.y)
                let v = abs(turned.vAlong.x * edge.place.x + turned.vAlong.y * edge.place.y)
                sum += min(abs(max(u, v) - edge.nominal), 1)
            }
            if sum < best {
                best = sum
                shape = turned
            }
        }
    }

    /// Edges farther from the pattern than this many modules are something else's: glare, a line across the pattern.
    private static let outlier: Float = 0.8

    /// One Gauss-Newton step on the seven unknowns, large residuals weighing less (Huber, 0.4 modules) or nothing.
    private mutating func improve(_ shape: inout Shape, dropsOutliers: Bool) -> Bool {
        var squares = LeastSquares(unknownCount: 7)
        for edge in edges {
            let place = edge.place - shape.centre
            let u = shape.uAlong.x * place.x + shape.uAlong.y * place.y
            let v = shape.vAlong.x * place.x + shape.vAlong.y * place.y
            let isAcross = abs(u) >= abs(v)
            let sign: Double = (isAcross ? u : v) >= 0 ? 1 : -1
            let along = isAcross ? shape.uAlong : shape.vAlong
            let residual = max(abs(u), abs(v)) - edge.nominal - edge.sign * shape.growth
            if dropsOutliers && abs(residual) > FinderFit.outlier { continue }
            var row = InlineArray<8, Double>(repeating: 0)
            row[0] = -sign * Double(along.x)
            row[1] = -sign * Double(along.y)
            row[isAcross ? 2 : 4] = sign * Double(place.x)
            row[isAcross ? 3 : 5] = sign * Double(place.y)
            row[6] = -Double(edge.sign)
            let weight = abs(residual) <= 0.4 ? 1 : 0.4 / Double(abs(residual))
            squares.add(row, value: -Double(residual), weight: weight)
        }
        guard let step = squares.solution() else { return false }
        shape.centre = shape.centre + Vector(x: Float(step[0]), y: Float(step[1]))
        shape.uAlong = shape.uAlong + Vector(x: Float(step[2]), y: Float(step[3]))
        shape.vAlong = shape.vAlong + Vector(x: Float(step[4]), y: Float(step[5]))
        shape.growth += Float(step[6])
        return true
    }

    /// The finder pattern of a shape, or `nil` when it fits badly or is no parallelogram worth the name.
    private func finder(_ shape: Shape, centre: Vector, isInverted: Bool) -> Finder? {
        var sum: Float = 0
        var count = 0
        for edge in edges {
            let place = edge.place - shape.centre
            let u = abs(shape.uAlong.x * place.x + shape.uAlong.y * place.y)
            let v = abs(shape.vAlong.x * place.x + shape.vAlong.y * place.y)
            let residual = max(u, v) - edge.nominal - edge.sign * shape.growth
            guard abs(residual) <= FinderFit.outlier else { continue }
            sum += residual * residual
            count += 1
        }
        guard count * 10 >= edges.count * 7 else { return nil }
        let residual = sum / Float(count)
        let determinant = Vector.cross(shape.uAlong, shape.vAlong)
        guard residual <= 0.16, determinant > 0 else { return nil }
        let along = Vector(x: shape.vAlong.y, y: -shape.vAlong.x) * (1 / determinant)
        let down = Vector(x: -shape.uAlong.y, y: shape.uAlong.x) * (1 / determinant)
        let (first, second) = (along.length, down.length)
        guard first.isFinite, second.isFinite, first > 0.4, second > 0.4, max(first, second) <= 4 * min(first, second),
            Vector.cross(along, down) >= 0.35 * first * second
        else { return nil }
        let place = centre + shape.centre
        guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return nil }
        return Finder(
            centre: place, along: along, down: down, residual: residual, isInverted: isInverted)
    }
}
