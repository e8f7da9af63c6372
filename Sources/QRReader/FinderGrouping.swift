// Which three finder patterns belong to one symbol.
// SPDX-License-Identifier: Apache-2.0

/// Three finder patterns that may be one symbol's, by their places in a list.
struct FinderTriple {
    /// The pattern at the corner between the other two.
    var corner: Int
    /// The pattern at the end of the first row.
    var right: Int
    /// The pattern at the end of the first column.
    var lower: Int
    /// The quarter turns that bring the corner's `along` towards `right`.
    var quarterTurns: Int
    /// Modules between the centres of corner and right, and of corner and lower.
    var rightLeg: Float
    var lowerLeg: Float
    /// The lower, the likelier.
    var cost: Float
}

/// Pairs up finder patterns; owns its scratch memory.
struct FinderGrouping {
    /// What was found by the last grouping, likeliest first.
    var triples: [FinderTriple] = []
    private var partners: [Partner] = []

    /// A pattern that lies on an axis of another.
    private struct Partner {
        var finder: Int
        /// Which half axis: 0 along, 1 down, 2 and 3 the opposite directions.
        var axis: Int
        /// Modules between the centres.
        var leg: Float
        var cost: Float
    }

    /// Finds the triples of a list of finder patterns.
    ///
    /// - Parameter finders: the patterns; used ones are left out.
    mutating func group(_ finders: [Finder]) {
        triples.removeAll(keepingCapacity: true)
        let most = max(200, min(4000, 14 * finders.count))
        for corner in finders.indices where !finders[corner].isUsed {
            collectPartners(of: corner, in: finders)
            for first in partners.indices {
                for second in partners.indices
                where (partners[first].axis + 1) % 4 == partners[second].axis {
                    let (right, lower) = (partners[first], partners[second])
                    let ratio = max(right.leg, lower.leg) / min(right.leg, lower.leg)
                    guard ratio < 1.7 else { continue }
                    let cost =
                        (ratio - 1) * 2 + right.cost + lower.cost + finders[corner].residual * 2
                        + 0.002 * (right.leg + lower.leg)
                    insert(
                        FinderTriple(
                            corner: corner, right: right.finder, lower: lower.finder, quarterTurns: right.axis,
                            rightLeg: right.leg, lowerLeg: lower.leg, cost: cost), most: most)
                }
            }
        }
        sort()
    }

    /// Collects the patterns on the axes of one, nearest first where there are many.
    private mutating func collectPartners(of corner: Int, in finders: [Finder]) {
        partners.removeAll(keepingCapacity: true)
        let from = finders[corner]
        for index in finders.indices where index != corner && !finders[index].isUsed {
            let other = finders[index]
            guard other.isInverted == from.isInverted else { continue }
            let sizes = from.moduleSize / other.moduleSize
            guard sizes < 2.6, sizes * 2.6 > 1 else { continue }
            let there = from.modules(other.centre - from.centre)
            let back = other.modules(from.centre - other.centre)
            let major = max(abs(there.x), abs(there.y))
            let minor = min(abs(there.x), abs(there.y))
            let backMajor = max(abs(back.x), abs(back.y))
            let backMinor = min(abs(back.x), abs(back.y))
            guard minor < 0.45 * major, backMinor < 0.5 * backMajor else { continue }
            // Exact under perspective: the module sizes at both ends multiply to that of the whole leg.
            let leg = (major * backMajor).squareRoot()
            guard leg >= 11, leg <= 185 else { continue }
            let axis = abs(there.x) >= abs(there.y) ? (there.x > 0 ? 0 : 2) : (there.y > 0 ? 1 : 3)
            let sizeCost = max(sizes, 1 / sizes) - 1
            let cost = minor / major + backMinor / backMajor + 0.5 * sizeCost + 2 * other.residual
            partners.append(Partner(finder: index, axis: axis, leg: leg, cost: cost))
        }
        if finders.count > 12 { keepNearest() }
    }

    /// Keeps the seven nearest partners on each half axis.
    private mutating func keepNearest() {
        var index = 0
        while index < partners.count {
            let partner = partners[index]
            var nearer = 0
            for (place, other) in partners.enumerated() where other.axis == partner.axis {
                if other.leg < partner.leg || (other.leg == partner.leg && place < index) { nearer += 1 }
            }
            if nearer >= 7 {
                partners[index].axis += 8
            }
            index += 1
        }
        partners.removeAll { $0.axis >= 8 }
    }

    /// Adds a triple, or replaces the worst one when the list is full: a heap with the worst at its root.
    private mutating func insert(_ triple: FinderTriple, most: Int) {
        if triples.count < most {
            triples.append(triple)
            var child = triples.count - 1
            while child > 0 && FinderGrouping.isBefore(triples[(child - 1) / 2], triples[child]) {
                triples.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if FinderGrouping.isBefore(triple, triples[0]) {
            triples[0] = triple
            sink(0, count: triples.count)
        }
    }

    private mutating func sink(_ root: Int, count: Int) {
        var parent = root
        while true {
            var worst = parent
            for child in 2 * parent + 1...2 * parent + 2 where child < count {
                if FinderGrouping.isBefore(triples[worst], triples[child]) { worst = child }
            }
            if worst == parent { return }
            triples.swapAt(worst, parent)
            parent = worst
        }
    }

    /// Sorts the heap, likeliest first.
    private mutating func sort() {
        var count = triples.count
        while count > 1 {
            count -= 1
            triples.swapAt(0, count)
            sink(0, count: count)
        }
    }

    /// An order without ties, so that the result does not depend on how it was found.
    private static func isBefore(_ left: FinderTriple, _ right: FinderTriple) -> Bool {
        if left.cost != right.cost { return left.cost < right.cost }
        if left.corner != right.corner { return left.corner < right.corner }
        if left.right != right.right { return left.right < right.right }
        return left.lower < right.lower
    }
}
