// Finds and reads the symbols of a picture, pass after pass.
// SPDX-License-Identifier: Apache-2.0

/// The general path: photographs, screenshots, several symbols; owns all scratch memory that it needs.
struct PictureReader {
    private var native = Plane()
    private var half = Plane()
    private var work = Plane()
    private var spare = Plane()
    private var binarizer = Binarizer()
    private var search = FinderSearch()
    private var grouping = FinderGrouping()
    private var locator = SymbolLocator()
    private var budget = ReadBudget()
    private var taken = TakenAreas()
    private var hasHalf = false

    /// Reads a picture.
    ///
    /// - Parameters:
    ///   - pixels: the picture's rows, whose size was checked.
    ///   - width: pixels per row.
    ///   - height: rows.
    ///   - stride: bytes from the start of a row to the start of the next.
    ///   - options: effort, polarity and the most symbols.
    ///   - decoder: decodes the matrices.
    ///   - readings: receives what was read, from place `count` on.
    ///   - count: readings so far; grows.
    mutating func read(
        _ pixels: Span<UInt8>, width: Int, height: Int, stride: Int, options: ReadOptions,
        decoder: inout MatrixDecoder, readings: inout [Reading], count: inout Int
    ) {
        native.load(pixels, width: width, height: height, stride: stride)
        hasHalf = false
        budget = ReadBudget()
        taken.removeAll()
        let isDark = native.median < 72
        let longest = max(width, height)
        var idlePasses = 0
        for pass in ReadPass.all {
            if options.effort == .standard && !pass.isStandard { continue }
            guard longest > pass.longerThan, longest <= pass.notLongerThan else { continue }
            switch pass.condition {
            case .always: break
            case .unread: if count > 0 { continue }
            case .darkPicture: if !isDark { continue }
            }
            guard let settings = settings(of: pass, options: options, hasRead: count > 0) else { continue }
            let before = count
            run(
                pass, settings: settings, most: options.maximumSymbolCount, decoder: &decoder, readings: &readings,
                count: &count)
            if count >= options.maximumSymbolCount { return }
            if count > 0 {
                idlePasses = count > before ? 0 : idlePasses + 1
                if idlePasses >= 2 || !hasGoodFinderLeft { return }
            }
            if budget.total <= 0 || budget.fits <= 0 { return }
        }
    }

    /// What a pass looks for, or `nil` when the options leave nothing of it.
    private func settings(of pass: ReadPass, options: ReadOptions, hasRead: Bool) -> SearchSettings? {
        var settings = SearchSettings()
        settings.findsDark = pass.colours != .light || hasRead
        settings.findsLight = pass.colours != .dark || hasRead
        if options.polarity == .darkOnLight { settings.findsLight = false }
        if options.polarity == .lightOnDark {
            // The passes for dark symbols are the earlier ones: they serve the other colour then.
            settings.findsLight = true
            settings.findsDark = false
        }
        guard settings.findsDark || settings.findsLight else { return nil }
        settings.rowStep = pass.rowStep
        settings.isStrict = !pass.isThorough
        settings.isRelaxed = pass.isRelaxed
        return settings
    }

    /// Whether a well-fitted finder pattern of the last pass belongs to nothing that was read.
    private var hasGoodFinderLeft: Bool {
        for finder in search.finders where !finder.isUsed && finder.residual < 0.03 { return true }
        return false
    }

    private mutating func run(
        _ pass: ReadPass, settings: SearchSettings, most: Int, decoder: inout MatrixDecoder,
        readings: inout [Reading], count: inout Int
    ) {
        prepare(pass.source)
        guard work.width >= 21, work.height >= 21 else { return }
        binarizer.binarize(&work, by: pass.binarization)
        budget.beginPass(isThorough: pass.isThorough, limit: pass.limit)
        var settings = settings
        settings.mostFits = budget.fitsOfPass
        search.search(work, settings: settings, taken: taken)
        budget.fits -= search.fitCount
        grouping.group(search.finders)
        if search.finders.count > 6 && pass.isThorough {
            tryTriples([false], most: most, decoder: &decoder, readings: &readings, count: &count)
            tryTriples([true], most: most, decoder: &decoder, readings: &readings, count: &count)
        } else {
            tryTriples(
                pass.isThorough ? [false, true] : [false], most: most, decoder: &decoder, readings: &readings,
                count: &count)
        }
    }

    /// Makes the working plane the copy that a pass wants.
    private mutating func prepare(_ source: ReadPass.Source) {
        switch source {
        case .native: copyNative()
        case .half: work.shrink(native, by: 2)
        case .third: work.shrink(native, by: 3)
        case .quarter:
            makeHalf()
            work.shrink(half, by: 2)
        case .eighth:
            makeHalf()
            spare.shrink(half, by: 2)
            work.shrink(spare, by: 2)
        case .sixteenth:
            makeHalf()
            work.shrink(half, by: 2)
            spare.shrink(work, by: 2)
            work.shrink(spare, by: 2)
        case .enlarged: work.enlarge(native)
        case .smoothed: work.smooth(native)
        case .logarithm:
            copyNative()
            work.map(by: Plane.logarithmTable)
        case .logarithmHalf:
            work.shrink(native, by: 2)
            work.map(by: Plane.logarithmTable)
        }
    }

    private mutating func copyNative() {
        work.resize(width: native.width, height: native.height, scale: 1)
        for place in 0..<native.pixels.count { work.pixels[place] = native.pixels[place] }
    }

    private mutating func makeHalf() {
        if !hasHalf { half.shrink(native, by: 2) }
        hasHalf = true
    }

    /// Tries the triples in order, each in the ways given, until the budget of the pass is spent.
    private mutating func tryTriples(
        _ ways: [Bool], most: Int, decoder: inout MatrixDecoder, readings: inout [Reading], count: inout Int
    ) {
        for triple in grouping.triples {
            for isThorough in ways {
                if isUsed(triple) { break }
                if budget.isSpent || count >= most { return }
                let unitsBefore = budget.total
                if readings.count == count { readings.append(Reading()) }
                let isRead = locator.attempt(
                    work, finders: corners(of: triple), triple: triple, isThorough: isThorough, decoder: &decoder,
                    budget: &budget, reading: &readings[count])
                guard isRead else { continue }
                budget.refund(unitsBefore - budget.total)
                if markUsed(triple, readings[count].corners) { count += 1 }
            }
        }
    }

    private func isUsed(_ triple: FinderTriple) -> Bool {
        search.finders[triple.corner].isUsed || search.finders[triple.right].isUsed
            || search.finders[triple.lower].isUsed
    }

    private func corners(of triple: FinderTriple) -> FinderCorners {
        let corner = search.finders[triple.corner].turned(triple.quarterTurns)
        let right = search.finders[triple.right]
        let lower = search.finders[triple.lower]
        return FinderCorners(
            upperLeft: corner, upperRight: aligned(right, with: corner.along),
            lowerLeft: aligned(lower, with: corner.along))
    }

    /// The pattern turned so that its `along` leads nearest to a direction.
    private func aligned(_ finder: Finder, with direction: Vector) -> Finder {
        let relative = finder.modules(direction)
        if abs(relative.x) >= abs(relative.y) { return finder.turned(relative.x > 0 ? 0 : 2) }
        return finder.turned(relative.y > 0 ? 1 : 3)
    }

    /// Marks every finder pattern inside a symbol that was read as used.
    ///
    /// - Returns: whether the symbol had not been read before.
    private mutating func markUsed(_ triple: FinderTriple, _ corners: Corners) -> Bool {
        var area = TakenAreas()
        area.append(corners)
        for index in search.finders.indices where area.contains(search.finders[index].centre * work.scale) {
            search.finders[index].isUsed = true
        }
        search.finders[triple.corner].isUsed = true
        search.finders[triple.right].isUsed = true
        search.finders[triple.lower].isUsed = true
        let centre = Vector(
            x: (corners.upperLeft.x + corners.lowerRight.x) / 2, y: (corners.upperLeft.y + corners.lowerRight.y) / 2)
        if taken.contains(centre) { return false }
        taken.append(corners)
        return true
    }
}
