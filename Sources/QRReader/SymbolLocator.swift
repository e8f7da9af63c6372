// From three finder patterns to a symbol that is read.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// Tries triples of finder patterns; owns its scratch memory.
struct SymbolLocator {
    /// A version that three finder patterns may have, with its map.
    private struct Candidate {
        var number: Int
        var map: Homography
        var timing: Float
    }

    private var judge = GridJudge()
    private var values = ModuleValues()
    private var matches: [Homography.Match] = []
    private var candidates: [Candidate] = []

    /// Tries one triple.
    ///
    /// - Parameters:
    ///   - plane: the picture with its thresholds.
    ///   - finders: the triple's patterns, turned.
    ///   - triple: the legs between them.
    ///   - isThorough: whether to climb, look for bent paper, sharpen, and give codewords up.
    ///   - decoder: decodes the matrices.
    ///   - budget: is charged for the work.
    ///   - reading: receives what was read.
    /// - Returns: whether a symbol was read.
    mutating func attempt(
        _ plane: Plane, finders: FinderCorners, triple: FinderTriple, isThorough: Bool,
        decoder: inout MatrixDecoder, budget: inout ReadBudget, reading: inout Reading
    ) -> Bool {
        budget.spend(6)
        collectCandidates(plane, finders, triple)
        for index in 0..<min(candidates.count, isThorough ? 3 : 2) {
            let candidate = candidates[index]
            guard candidate.timing >= (isThorough ? (candidate.number >= 7 ? 0.08 : 0.25) : 0.35),
                let version = QRVersion(rawValue: candidate.number)
            else { continue }
            if budget.isSpent { return false }
            let side = version.sideInModules
            budget.spend(8 + side * side / 80 + (isThorough ? side * side / 12 : 0))
            let isRead = attempt(
                plane, finders: finders, version: version, map: candidate.map, isThorough: isThorough,
                decoder: &decoder, budget: &budget, reading: &reading)
            if isRead { return true }
        }
        return false
    }

    // MARK: - Which version

    private mutating func collectCandidates(_ plane: Plane, _ finders: FinderCorners, _ triple: FinderTriple) {
        candidates.removeAll(keepingCapacity: true)
        let side = (triple.rightLeg + triple.lowerLeg) / 2 + 7
        let exact = (side - 17) / 4
        // Rounded by hand: without a C library there is no function for it.
        let nearest = Int(exact < 0 ? exact - 0.5 : exact + 0.5)
        if nearest >= 6, let told = toldVersion(plane, finders) {
            consider(told, plane, finders)
            if !candidates.isEmpty {
                // On bent paper the timing patterns may lie anywhere; the version is known nevertheless.
                candidates[0].timing = 1
                return
            }
        }
        let reach = nearest >= 13 ? 2 : 1
        for number in nearest - reach...nearest + reach where (1...40).contains(number) {
            consider(number, plane, finders)
        }
        // Best first; few enough for the plainest sort.
        for index in candidates.indices.dropFirst() {
            var place = index
            while place > 0 && candidates[place].timing > candidates[place - 1].timing {
                candidates.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    private mutating func consider(_ number: Int, _ plane: Plane, _ finders: FinderCorners) {
        let side = 17 + 4 * number
        guard let map = startingMap(finders, side: side) else { return }
        let timing = judge.timingScore(plane, map, side: side, isInverted: finders.upperLeft.isInverted)
        candidates.append(Candidate(number: number, map: map, timing: timing))
    }

    /// The version that both copies of the version information tell, read beside the finder patterns.
    private func toldVersion(_ plane: Plane, _ finders: FinderCorners) -> Int? {
        var first: UInt32 = 0
        var second: UInt32 = 0
        for bit in 0..<18 {
            let near = Float(bit / 3) - 3
            let far = Float(bit % 3) - 7
            let right = finders.upperRight.place(far, near)
            let lower = finders.lowerLeft.place(near, far)
            if isDark(plane, right, finders.upperRight.isInverted) { first |= 1 << UInt32(bit) }
            if isDark(plane, lower, finders.lowerLeft.isInverted) { second |= 1 << UInt32(bit) }
        }
        guard let version = VersionWords.version(nearestTo: first) else { return nil }
        return VersionWords.version(nearestTo: second) == version ? version : nil
    }

    private func isDark(_ plane: Plane, _ place: Vector, _ isInverted: Bool) -> Bool {
        (plane.value(x: place.x, y: place.y) < plane.threshold(x: place.x, y: place.y)) != isInverted
    }

    // MARK: - Where the modules are

    /// The map that fits the centres and corners of the finder patterns best.
    private mutating func startingMap(_ finders: FinderCorners, side: Int) -> Homography? {
        matches.removeAll(keepingCapacity: true)
        let far = Float(side) - 3.5
        appendMatches(finders.upperLeft, Vector(x: 3.5, y: 3.5))
        appendMatches(finders.upperRight, Vector(x: far, y: 3.5))
        appendMatches(finders.lowerLeft, Vector(x: 3.5, y: far))
        return Homography(matches, side: side)
    }

    private mutating func appendMatches(_ finder: Finder, _ centre: Vector) {
        matches.append(Homography.Match(module: centre, pixel: finder.centre, weight: 4))
        for index in 0..<4 {
            let u: Float = index % 2 == 0 ? -3.5 : 3.5
            let v: Float = index < 2 ? -3.5 : 3.5
            matches.append(
                Homography.Match(module: centre + Vector(x: u, y: v), pixel: finder.place(u, v)))
        }
    }

    /// The map through the three centres and a fourth point.
    private mutating func map(
        _ finders: FinderCorners, side: Int, module: Vector, pixel: Vector
    ) -> Homography? {
        let far = Float(side) - 3.5
        matches.removeAll(keepingCapacity: true)
        matches.append(Homography.Match(module: Vector(x: 3.5, y: 3.5), pixel: finders.upperLeft.centre))
        matches.append(Homography.Match(module: Vector(x: far, y: 3.5), pixel: finders.upperRight.centre))
        matches.append(Homography.Match(module: Vector(x: 3.5, y: far), pixel: finders.lowerLeft.centre))
        matches.append(Homography.Match(module: module, pixel: pixel))
        return Homography(matches, side: side)
    }

    private mutating func attempt(
        _ plane: Plane, finders: FinderCorners, version: QRVersion, map start: Homography, isThorough: Bool,
        decoder: inout MatrixDecoder, budget: inout ReadBudget, reading: inout Reading
    ) -> Bool {
        let layout = decoder.layouts.layout(of: version)
        let isInverted = finders.upperLeft.isInverted
        let side = version.sideInModules
        var map = start
        var best = judge.objective(plane, map, layout: layout, isInverted: isInverted)
        func take(_ rival: Homography?, ifBetterBy margin: Float, _ judge: inout GridJudge) {
            guard let rival else { return }
            let value = judge.objective(plane, rival, layout: layout, isInverted: isInverted)
            if value > best + margin {
                best = value
                map = rival
            }
        }
        let far = Float(side) - 3.5
        let fourth = finders.upperRight.centre + finders.lowerLeft.centre - finders.upperLeft.centre
        let parallelogram = self.map(finders, side: side, module: Vector(x: far, y: far), pixel: fourth)
        take(parallelogram, ifBetterBy: 0, &judge)
        var hasAlignment = false
        if version.rawValue >= 2 {
            let place = Float(side) - 6.5
            let hit = AlignmentSearch.search(
                plane, at: map.place(place, place), along: map.along(place, place), down: map.down(place, place),
                window: 2.5 + 0.03 * Float(side), isInverted: isInverted, enough: 2)
            if let hit {
                hasAlignment = true
                let exact = self.map(finders, side: side, module: Vector(x: place, y: place), pixel: hit.centre)
                take(exact, ifBetterBy: -20, &judge)
            }
        }
        if isThorough || !hasAlignment {
            budget.spend(20 + side * side / (hasAlignment ? 8 : 6))
            let goesOn = judge.climb(
                plane, &map, layout: layout, isInverted: isInverted, giveUpBelow: hasAlignment ? nil : 0.3)
            guard goesOn else { return false }
        }
        return readGrids(
            plane, finders: finders, layout: layout, map: map, isThorough: isThorough, decoder: &decoder,
            reading: &reading)
    }

    /// Reads the symbol on bent paper first where there are alignment patterns to measure it, then on plane paper.
    private mutating func readGrids(
        _ plane: Plane, finders: FinderCorners, layout: SymbolLayout, map: Homography, isThorough: Bool,
        decoder: inout MatrixDecoder, reading: inout Reading
    ) -> Bool {
        let isInverted = finders.upperLeft.isInverted
        if layout.version.rawValue >= 7 {
            var bent = SymbolGrid(side: layout.side, map: map)
            let found = bent.measureDepartures(
                plane, layout: layout, finders: finders, window: isThorough ? 2.5 : 1.75, isInverted: isInverted)
            if found >= 1
                && read(plane, bent, layout: layout, isInverted: isInverted, isThorough: isThorough, &decoder, &reading)
            {
                return true
            }
        }
        let flat = SymbolGrid(side: layout.side, map: map)
        return read(plane, flat, layout: layout, isInverted: isInverted, isThorough: isThorough, &decoder, &reading)
    }

    // MARK: - What they say

    private mutating func read(
        _ plane: Plane, _ grid: SymbolGrid, layout: SymbolLayout, isInverted: Bool, isThorough: Bool,
        _ decoder: inout MatrixDecoder, _ reading: inout Reading
    ) -> Bool {
        values.sample(plane, grid, isInverted: isInverted)
        guard decodes(layout, isThorough: isThorough, &decoder, &reading) else { return false }
        reading.isInverted = isInverted
        values.roundSampled()
        reading.setPlace(grid.corners(scale: plane.scale), values: values.bytes, side: layout.side)
        return true
    }

    /// Decodes the modules by one way of thresholding after the other.
    private mutating func decodes(
        _ layout: SymbolLayout, isThorough: Bool, _ decoder: inout MatrixDecoder, _ reading: inout Reading
    ) -> Bool {
        if decodes(layout, count: 2, &decoder, &reading) { return true }
        values.threshold(window: 9, sharpening: .none)
        if decodes(layout, count: isThorough ? 4 : 2, &decoder, &reading) { return true }
        guard isThorough else { return false }
        let retries: InlineArray<5, (Int, Sharpening)> = [
            (5, .none), (17, .none), (9, .light), (9, .deconvolution(0.6)), (9, .deconvolution(0.5)),
        ]
        for index in 0..<5 {
            values.threshold(window: retries[index].0, sharpening: retries[index].1)
            if decodes(layout, count: 2, &decoder, &reading) { return true }
        }
        values.threshold(window: 9, sharpening: .none)
        return decodesWithErasures(layout, &decoder, &reading)
    }

    private mutating func decodes(
        _ layout: SymbolLayout, count: Int, _ decoder: inout MatrixDecoder, _ reading: inout Reading
    ) -> Bool {
        do throws(ReadError) {
            try decoder.decode(values.modules, version: layout.version, candidateCount: count, into: &reading)
            return true
        } catch {
            return false
        }
    }

    private mutating func decodesWithErasures(
        _ layout: SymbolLayout, _ decoder: inout MatrixDecoder, _ reading: inout Reading
    ) -> Bool {
        values.measureConfidences()
        for isMirrored in [false, true] {
            decoder.setConfidences(values.confidences, version: layout.version, isMirrored: isMirrored)
            if decodes(layout, count: 1, &decoder, &reading) {
                decoder.setConfidences([], version: layout.version, isMirrored: false)
                return true
            }
        }
        decoder.setConfidences([], version: layout.version, isMirrored: false)
        return false
    }
}

extension Reading {
    /// Notes where the symbol lies and what was sampled, both in the orientation of the symbol that is not mirrored.
    mutating func setPlace(_ corners: Corners, values: [UInt8], side: Int) {
        self.corners = corners
        if isMirrored { (self.corners.upperRight, self.corners.lowerLeft) = (corners.lowerLeft, corners.upperRight) }
        moduleValues.removeAll(keepingCapacity: true)
        for row in 0..<side {
            for column in 0..<side {
                moduleValues.append(values[isMirrored ? column * side + row : row * side + column])
            }
        }
    }
}
