// How the paper departs from a plane, measured at every alignment pattern.
// SPDX-License-Identifier: Apache-2.0

extension SymbolGrid {
    /// Measures the departures at the alignment patterns and at the finder patterns' inner corners.
    ///
    /// Each pattern is looked for where its upper, left and upper left neighbours say together with the map.
    ///
    /// - Parameters:
    ///   - plane: the picture.
    ///   - layout: the version's geometry.
    ///   - finders: the patterns at the upper left, upper right and lower left corner.
    ///   - window: how far to look, in modules.
    ///   - isInverted: whether the symbol is light on dark.
    /// - Returns: how many alignment patterns were found.
    mutating func measureDepartures(
        _ plane: Plane, layout: SymbolLayout, finders: FinderCorners, window: Float, isInverted: Bool
    ) -> Int {
        let count = layout.alignmentCentres.count
        guard count >= 3 else { return 0 }
        nodeCount = count
        for index in 0..<count { nodePlaces[index] = Float(layout.alignmentCentres[index]) + 0.5 }
        var isFound = InlineArray<49, Bool>(repeating: false)
        var foundCount = 0
        for row in 0..<count {
            for column in 0..<count {
                let node = row * 7 + column
                let (u, v) = (nodePlaces[column], nodePlaces[row])
                let base = map.place(u, v)
                if let inner = innerCorner(row: row, column: column, last: count - 1, finders) {
                    departures[node] = (inner - base) * 0.7
                    isFound[node] = true
                    continue
                }
                let guess = expectedDeparture(row: row, column: column)
                departures[node] = guess
                let hit = AlignmentSearch.search(
                    plane, at: base + guess, along: map.along(u, v), down: map.down(u, v), window: window,
                    isInverted: isInverted, enough: 1.7)
                if let hit {
                    departures[node] = hit.centre - base
                    isFound[node] = true
                    foundCount += 1
                }
            }
        }
        fillGaps(isFound)
        return foundCount
    }

    /// The inner corner of a finder pattern, where an alignment pattern would stand.
    private func innerCorner(row: Int, column: Int, last: Int, _ finders: FinderCorners) -> Vector? {
        if row == 0 && column == 0 { return finders.upperLeft.place(3, 3) }
        if row == 0 && column == last { return finders.upperRight.place(-3, 3) }
        if row == last && column == 0 { return finders.lowerLeft.place(3, -3) }
        return nil
    }

    private func expectedDeparture(row: Int, column: Int) -> Vector {
        let node = row * 7 + column
        if row == 0 { return departures[node - 1] }
        if column == 0 { return departures[node - 7] }
        return departures[node - 7] + departures[node - 1] - departures[node - 8]
    }

    /// Gives a node without a measurement the mean of all others, near ones weighing most.
    private mutating func fillGaps(_ isFound: InlineArray<49, Bool>) {
        for row in 0..<nodeCount {
            for column in 0..<nodeCount where !isFound[row * 7 + column] {
                var sum = Vector()
                var weights: Float = 0
                for otherRow in 0..<nodeCount {
                    for otherColumn in 0..<nodeCount where isFound[otherRow * 7 + otherColumn] {
                        let distance = Float(
                            (row - otherRow) * (row - otherRow)
                                + (column - otherColumn) * (column - otherColumn))
                        let weight = 1 / (distance * distance)
                        sum = sum + departures[otherRow * 7 + otherColumn] * weight
                        weights += weight
                    }
                }
                departures[row * 7 + column] = sum * (1 / weights)
            }
        }
    }
}

/// The three finder patterns of a symbol, each turned so that `along` leads to the right and `down` downwards.
struct FinderCorners {
    var upperLeft: Finder
    var upperRight: Finder
    var lowerLeft: Finder
}
