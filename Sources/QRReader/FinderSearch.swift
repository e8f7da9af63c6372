// Looks for finder patterns row by row.
// SPDX-License-Identifier: Apache-2.0

/// What one search looks for and how closely.
struct SearchSettings {
    var findsDark = true
    var findsLight = false
    /// Rows from one scanned row to the next.
    var rowStep = 3
    /// Whether both diagonals must show the pattern, not only one.
    var isStrict = true
    /// Whether the frame may run into a dark surround.
    var isRelaxed = false
    /// The most patterns fitted and the most kept.
    var mostFits = 1500
    var mostFinders = 400
}

/// Finds finder patterns in a plane; owns its scratch memory.
///
/// A row through a finder pattern shows five runs of 1, 1, 3, 1, 1 modules. Sums of two neighbouring runs do not depend
/// on how much the dark modules have grown, so those are compared.
struct FinderSearch {
    /// What was found by the last search.
    var finders: [Finder] = []
    /// Fits that the last search made.
    private(set) var fitCount = 0
    private var fit = FinderFit()
    private var settings = SearchSettings()
    /// Where runs of one row begin, then the row's end.
    private var runs: [Int] = []
    private var failures: [Failure] = []

    /// A place where a fit has failed.
    private struct Failure {
        var place: Vector
        var module: Float
        var count: Int
    }

    /// Five runs of dark, light, dark, light, dark, in pixels.
    private struct Runs {
        var first: Int
        var second: Int
        var middle: Int
        var fourth: Int
        var last: Int

        var total: Int { first + second + middle + fourth + last }

        /// Whether the runs are about 1 : 1 : 3 : 1 : 1.
        var isFinder: Bool {
            let total = total
            guard total >= 7, middle >= second, middle >= fourth else { return false }
            // In units of 1/35 pixel; a module is total / 7: 2 modules +- (0.8 modules + 0.6), 4 +- (1 module + 0.8).
            let narrow = 4 * total + 21
            let wide = 5 * total + 28
            return abs(35 * (first + second) - 10 * total) <= narrow && abs(35 * (fourth + last) - 10 * total) <= narrow
                && abs(35 * (second + middle) - 20 * total) <= wide
                && abs(35 * (middle + fourth) - 20 * total) <= wide
        }

        /// The same with outer runs no longer than the rings inside them.
        var capped: Runs {
            Runs(first: min(first, second), second: second, middle: middle, fourth: fourth, last: min(last, fourth))
        }
    }

    /// Searches the whole plane.
    ///
    /// - Parameters:
    ///   - plane: the picture with its dark pixels.
    ///   - settings: what to look for.
    ///   - taken: the places of the symbols that were read already.
    mutating func search(_ plane: Plane, settings: SearchSettings, taken: TakenAreas) {
        finders.removeAll(keepingCapacity: true)
        failures.removeAll(keepingCapacity: true)
        fitCount = 0
        self.settings = settings
        guard plane.width >= 7, plane.height >= 7 else { return }
        for row in stride(from: settings.rowStep / 2, to: plane.height, by: settings.rowStep) {
            findRuns(plane, row: row)
            forgetFailures(above: Float(row))
            examineRuns(plane, row: row, taken: taken)
            if finders.count >= settings.mostFinders || fitCount >= settings.mostFits { return }
        }
    }

    private mutating func findRuns(_ plane: Plane, row: Int) {
        runs.removeAll(keepingCapacity: true)
        let line = plane.binary.span.extracting(row * plane.width..<(row + 1) * plane.width)
        runs.append(0)
        var before = line[0]
        for column in 1..<line.count {
            let pixel = line[column]
            if pixel != before {
                runs.append(column)
                before = pixel
            }
        }
        runs.append(line.count)
    }

    private mutating func forgetFailures(above row: Float) {
        var kept = 0
        for failure in failures where failure.place.y + failure.module >= row {
            failures[kept] = failure
            kept += 1
        }
        failures.removeLast(failures.count - kept)
    }

    private mutating func examineRuns(_ plane: Plane, row: Int, taken: TakenAreas) {
        guard runs.count > 5 else { return }
        let firstIsDark = plane.binary[row * plane.width] == 1
        for index in 0..<runs.count - 5 {
            let isDark = (index % 2 == 0) == firstIsDark
            guard isDark ? settings.findsDark : settings.findsLight else { continue }
            var five = Runs(
                first: runs[index + 1] - runs[index], second: runs[index + 2] - runs[index + 1],
                middle: runs[index + 3] - runs[index + 2], fourth: runs[index + 4] - runs[index + 3],
                last: runs[index + 5] - runs[index + 4])
            if settings.isRelaxed { five = five.capped }
            guard five.isFinder else { continue }
            let centre = Vector(x: Float(runs[index + 2] + runs[index + 3]) / 2, y: Float(row) + 0.5)
            examine(plane, centre: centre, width: five.total, isDark: isDark, taken: taken)
            if finders.count >= settings.mostFinders || fitCount >= settings.mostFits { return }
        }
    }

    /// Follows up one row that looks like a finder pattern.
    private mutating func examine(_ plane: Plane, centre: Vector, width: Int, isDark: Bool, taken: TakenAreas) {
        let module = Float(width) / 7
        if isKnown(centre, module: module, isInverted: !isDark) { return }
        if taken.contains(centre * plane.scale) { return }
        guard let (place, size) = crossCheck(plane, centre, width: width, isDark: isDark) else { return }
        if isKnown(place, module: size, isInverted: !isDark) || hasFailed(place, module: size) { return }
        fitCount += 1
        let found = fit.fit(
            plane, centre: place, module: size, isInverted: !isDark, isRelaxed: settings.isRelaxed)
        guard let found else {
            noteFailure(place, module: size)
            return
        }
        if !isKnown(found.centre, module: found.moduleSize, isInverted: !isDark) { finders.append(found) }
    }

    /// Whether a place lies in the core of a pattern that was found.
    private func isKnown(_ place: Vector, module: Float, isInverted: Bool) -> Bool {
        for finder in finders where finder.isInverted == isInverted {
            let reach = 1.5 * finder.moduleSize
            if abs(finder.centre.x - place.x) < reach && abs(finder.centre.y - place.y) < reach
                && module < 2 * finder.moduleSize
            {
                return true
            }
        }
        return false
    }

    private func hasFailed(_ place: Vector, module: Float) -> Bool {
        for failure in failures where failure.count >= 2 {
            let reach = 0.8 * module
            if abs(failure.place.x - place.x) < reach && abs(failure.place.y - place.y) < reach { return true }
        }
        return false
    }

    private mutating func noteFailure(_ place: Vector, module: Float) {
        for index in failures.indices {
            let reach = 0.8 * module
            if abs(failures[index].place.x - place.x) < reach && abs(failures[index].place.y - place.y) < reach {
                failures[index].count += 1
                return
            }
        }
        failures.append(Failure(place: place, module: module, count: 1))
    }

    /// Checks column, row and diagonals, and centres the place after each.
    ///
    /// - Returns: the centre and the side of a module, or `nil`.
    private func crossCheck(_ plane: Plane, _ centre: Vector, width: Int, isDark: Bool) -> (Vector, Float)? {
        var x = Int(centre.x)
        var y = Int(centre.y)
        guard let down = cross(plane, x, y, 0, 1, isDark: isDark, width: width) else { return nil }
        y += down.shift / 2
        guard let across = cross(plane, x, y, 1, 0, isDark: isDark, width: width) else { return nil }
        x += across.shift / 2
        guard across.total * 4 >= down.total, down.total * 4 >= across.total else { return nil }
        let isFalling = cross(plane, x, y, 1, 1, isDark: isDark, width: width) != nil
        if !isFalling && settings.isStrict { return nil }
        if !isFalling || settings.isStrict {
            guard cross(plane, x, y, 1, -1, isDark: isDark, width: width) != nil else { return nil }
        }
        let module = Float(across.total + down.total) / 14
        let place = Vector(
            x: Float(x) + 0.5 + Float(across.shift % 2) / 2, y: Float(y) + 0.5 + Float(down.shift % 2) / 2)
        return (place, module)
    }

    /// Measures the five runs through a pixel in a direction.
    ///
    /// - Returns: their sum, and twice how far the middle run's centre lies from the pixel; `nil` when they are none of a
    ///   finder pattern.
    private func cross(
        _ plane: Plane, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int, isDark: Bool, width: Int
    ) -> (total: Int, shift: Int)? {
        let dark: UInt8 = isDark ? 1 : 0
        guard plane.binary[y * plane.width + x] == dark else { return nil }
        let limit = 2 * width
        let ahead = FinderSearch.edges(plane, x, y, dx, dy, dark: dark, limit: limit)
        guard ahead.ring > 0 else { return nil }
        let behind = FinderSearch.edges(plane, x, y, -dx, -dy, dark: dark, limit: limit)
        guard behind.ring > 0 else { return nil }
        var runs = Runs(
            first: behind.frame, second: behind.ring, middle: ahead.core + behind.core - 1, fourth: ahead.ring,
            last: ahead.frame)
        if settings.isRelaxed { runs = runs.capped }
        guard runs.isFinder else { return nil }
        return (runs.total, ahead.core - behind.core)
    }

    /// Counts the pixels of core (the first pixel counted), ring and frame in one direction; a ring of 0 says that the
    /// picture ended or a run was too long.
    private static func edges(
        _ plane: Plane, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int, dark: UInt8, limit: Int
    ) -> (core: Int, ring: Int, frame: Int) {
        // Steps up to the border of the picture.
        var room = limit
        if dx > 0 { room = min(room, plane.width - 1 - x) } else if dx < 0 { room = min(room, x) }
        if dy > 0 { room = min(room, plane.height - 1 - y) } else if dy < 0 { room = min(room, y) }
        let step = dy * plane.width + dx
        // A speck shorter than a quarter of a module does not end a run.
        let gap = limit / 56
        var place = y * plane.width + x
        var steps = 0
        func isRunning(_ colour: UInt8) -> Bool {
            guard steps <= room else { return false }
            if plane.binary[place] == colour { return true }
            return gap > 0 && steps + gap <= room && plane.binary[place + gap * step] == colour
        }
        var core = 0
        while isRunning(dark) {
            core += 1
            place += step
            steps += 1
        }
        var ring = 0
        while isRunning(1 - dark) {
            ring += 1
            place += step
            steps += 1
        }
        var frame = 0
        while isRunning(dark) {
            frame += 1
            place += step
            steps += 1
        }
        return frame > 0 ? (core, ring, frame) : (core, 0, 0)
    }
}
