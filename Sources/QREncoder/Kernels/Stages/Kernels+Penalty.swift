// All eight penalties at once: mask patterns as lanes, lines against the lines before them.
// SPDX-License-Identifier: Apache-2.0

/// Scratch memory of the penalty kernel.
struct PenaltyScratch {
    /// Light lines kept before the masked lines of a slice: the quiet zone that rule 3 looks at.
    static let leadingLines = 12

    /// One slice of a masked symbol, line by line, between light lines.
    let lines: KernelBuffer<MaskLanes>
    /// For each line whether any of it and the three before is dark.
    let dark: KernelBuffer<MaskLanes>
    /// Words to count for rule 1, rule 2, rule 3 and rule 4.
    let runs: KernelBuffer<MaskLanes>
    let blocks: KernelBuffer<MaskLanes>
    let finders: KernelBuffer<MaskLanes>
    let modules: KernelBuffer<MaskLanes>
    /// Differences between neighbouring columns of the unmasked rows.
    let edges: KernelBuffer<UInt64>
    /// The shared slice of the unmasked symbol: line y in the lowest quarter of word y, its differences in the next.
    let shared: KernelBuffer<UInt64>

    init(arena: inout KernelArena) {
        lines = arena.allocate(PenaltyScratch.leadingLines + 177 + 8, zero: MaskLanes())
        dark = arena.allocate(PenaltyScratch.leadingLines + 177 + 8, zero: MaskLanes())
        runs = arena.allocate(2 * 12 * 45 + 8, zero: MaskLanes())
        blocks = arena.allocate(12 * 44 + 8, zero: MaskLanes())
        finders = arena.allocate(2 * 12 * 43 + 8, zero: MaskLanes())
        modules = arena.allocate(12 * 45 + 8, zero: MaskLanes())
        edges = arena.allocate(3 * Kernels.lineStride, zero: UInt64(0))
        shared = arena.allocate(177, zero: UInt64(0))
    }
}

extension Kernels {
    /// Computes the penalties of all eight mask patterns: ISO/IEC 18004:2015 7.8.3.1, twin `Reference.penalty`.
    ///
    /// A slice is sixteen columns of the symbol; x(y) is line y of a slice, masked. With bits set where things *differ*:
    ///
    ///     d(y) = x(y) ^ x(y-1)                 neighbours along the line's normal
    ///     e(y) = d(y) | d(y-1)                 not all of three equal
    ///     n(y) = e(y) | e(y-2)                 not all of five equal
    ///     rule 1: zero bits of n(y) & n(y-1) & n(y-2): a run of L has L - 2 of them
    ///     rule 2: zero bits of d(y) | h(y) | h(y-1), h the differences between columns
    ///     t(y) = x(y) & ~x(y-1) & x(y-2)       101
    ///     c(y) = t(y) & x(y-3) & t(y-4)        1011101
    ///     rule 3: c(y) unless dark in lines y-7...y-10 and in lines y+1...y+4
    ///     rule 4: set bits of x
    ///
    /// Rows serve rules 1, 2, 3 and 4 on columns' runs, columns rules 1 and 3 on rows' runs. A last slice of at most
    /// eight columns would be half empty, so rows and columns share one: rows in the low bytes, columns in the high ones.
    ///
    /// Trick: the eight patterns are lanes and lines past the side alternate (see `VersionTables.rowMasks`), so there is
    /// no branch, no border mask and no shift; words are counted by carry-save adders.
    ///
    /// What would break it: a side that is not 1 modulo 4, or a multiple of 16.
    ///
    /// Takes the unmasked rows of `place` and their transpose; returns the penalties of the patterns 0...7.
    static func penalties(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, tables: MaskLaneTables,
        scratch: PenaltyScratch
    ) -> SIMD8<Int32> {
        let side = tables.side
        differences(of: rows, side: side, into: scratch.edges)
        scratch.lines.fill(
            PenaltyScratch.leadingLines + side..<PenaltyScratch.leadingLines + side + 8, with: MaskLanes())
        var tally = PenaltyTally()
        rowPass(rows, tables: tables, scratch: scratch, tally: &tally)
        columnPass(columns, tables: tables, scratch: scratch, tally: &tally)
        if tables.hasSharedSlice {
            share(rows: rows, columns: columns, tables: tables, scratch: scratch)
            sharedPass(tables: tables, scratch: scratch, tally: &tally)
        }
        // Bits of the words of all slices; a word has bits past the side as well.
        let ownBits = tables.ownSliceCount * 16
        let (sharedBits, sharedModules) = tables.hasSharedSlice ? (16, 8) : (0, 0)
        let equal = tally.runs.zeroBits(in: scratch.runs, of: (2 * ownBits + sharedBits) * (side + 1))
        let blocks = tally.blocks.zeroBits(in: scratch.blocks, of: (ownBits + sharedBits) * (side - 1))
        let moduleBits = ownBits + sharedModules
        let lightPadding = (moduleBits - side) * (side - side / 2)
        let light = tally.modules.zeroBits(in: scratch.modules, of: moduleBits * side - lightPadding)
        let fourFinders = LaneCounter.count(
            scratch.finders, count: tally.finderCount, ones: MaskLanes(), twos: MaskLanes())
        var penalties = SIMD8<Int32>(truncatingIfNeeded: equal) &+ SIMD8<Int32>(truncatingIfNeeded: blocks) &* 3
        penalties &+= SIMD8<Int32>(truncatingIfNeeded: fourFinders) &* 10
        for mask in 0..<8 {
            penalties[mask] &+= proportionPenalty(lightCount: Int(light[mask]), tables: tables)
        }
        return penalties
    }

    /// Rule 4 without a division: the quotient is below 11, so a reciprocal of 40 bits gives it exactly.
    @inline(__always)
    private static func proportionPenalty(lightCount: Int, tables: MaskLaneTables) -> Int32 {
        let moduleCount = tables.side &* tables.side
        let difference = Int64(abs(20 &* lightCount &- 10 &* moduleCount))
        return Int32(truncatingIfNeeded: (difference &* tables.moduleCountReciprocal) &>> 40 &* 10)
    }

    private static func differences(of rows: KernelBuffer<UInt64>, side: Int, into edges: KernelBuffer<UInt64>) {
        let lastLine = (side - 1) / 64 * lineStride
        var line = 0
        while line < lastLine {
            for row in line..<line &+ side {
                edges[row] = rows[row] ^ rows[row] &>> 1 ^ rows[row &+ lineStride] &<< 63
            }
            line &+= lineStride
        }
        for row in lastLine..<lastLine &+ side { edges[row] = rows[row] ^ rows[row] &>> 1 }
    }

    /// Joins the last, short slices of rows and columns.
    private static func share(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, tables: MaskLaneTables, scratch: PenaltyScratch
    ) {
        let shared = scratch.shared
        let firstWord = tables.ownSliceCount &>> 2 &* lineStride
        let quarter = UInt64(tables.ownSliceCount & 3) &* 16
        let (rows, columns) = (rows.dropFirst(firstWord), columns.dropFirst(firstWord))
        let edges = scratch.edges.dropFirst(firstWord)
        for line in 0..<tables.side {
            // At most five columns are left, and there is nothing past them.
            let modules = rows[line] &>> quarter | (columns[line] &>> quarter) &<< 8
            shared[line] = modules | (edges[line] &>> quarter) &<< 16
        }
    }

    @inline(never)
    private static func rowPass(
        _ rows: KernelBuffer<UInt64>, tables: MaskLaneTables, scratch: PenaltyScratch,
        tally: inout PenaltyTally
    ) {
        for slice in 0..<tables.ownSliceCount {
            let place = MaskLaneTables.place(slice: slice, line: 0, side: tables.side)
            let first = slice / 4 * 4 * lineStride + slice % 4
            let modules = SliceSource(words: rows, first: first, masks: tables.rows.dropFirst(place))
            let edges = SliceSource(words: scratch.edges, first: first, masks: tables.rowEdges.dropFirst(place))
            pass(.rows, modules, edges: edges, side: tables.side, scratch, &tally)
        }
    }

    @inline(never)
    private static func columnPass(
        _ columns: KernelBuffer<UInt64>, tables: MaskLaneTables, scratch: PenaltyScratch,
        tally: inout PenaltyTally
    ) {
        for slice in 0..<tables.ownSliceCount {
            let place = MaskLaneTables.place(slice: slice, line: 0, side: tables.side)
            let first = slice / 4 * 4 * lineStride + slice % 4
            let modules = SliceSource(words: columns, first: first, masks: tables.columns.dropFirst(place))
            pass(.columns, modules, edges: modules, side: tables.side, scratch, &tally)
        }
    }

    @inline(never)
    private static func sharedPass(tables: MaskLaneTables, scratch: PenaltyScratch, tally: inout PenaltyTally) {
        let modules = SliceSource(words: scratch.shared, first: 0, masks: tables.shared)
        let edges = SliceSource(words: scratch.shared, first: 1, masks: tables.shared.dropFirst(1))
        pass(.shared, modules, edges: edges, side: tables.side, scratch, &tally)
    }

    /// One slice, all its lines.
    @inline(__always)
    private static func pass(
        _ kind: SliceKind, _ modules: SliceSource, edges: SliceSource, side: Int, _ scratch: PenaltyScratch,
        _ total: inout PenaltyTally
    ) {
        let lines = scratch.lines.dropFirst(PenaltyScratch.leadingLines)
        var tally = total
        let first = modules.line(0)
        lines[0] = first
        var window = LineWindow(first: first)
        if kind != .columns {
            window.edges = edges.line(0)
            tally.modules.addTwo(kind.counted(first), MaskLanes(), to: scratch.modules)
        }
        var line = 1
        while line < side {
            var (r, b, x): (LineQuad, LineQuad, LineQuad) = (LineQuad(), LineQuad(), LineQuad())
            for step in 0..<4 {
                x[step] = modules.line(line &+ step)
                lines[line &+ step] = x[step]
                r[step] = window.advanceRuns(to: x[step])
                if kind != .columns { b[step] = window.advanceBlocks(edges: edges.line(line &+ step)) }
            }
            tally.runs.addFour(r[0], r[1], r[2], r[3], to: scratch.runs)
            if kind != .columns {
                tally.blocks.addFour(b[0], b[1], b[2], b[3], to: scratch.blocks)
                tally.modules.addFour(
                    kind.counted(x[0]), kind.counted(x[1]), kind.counted(x[2]), kind.counted(x[3]),
                    to: scratch.modules)
            }
            line &+= 4
        }
        tally.runs.addTwo(window.n1 & window.n2, window.n1, to: scratch.runs)
        tally.finderCount = findFinders(
            lines: scratch.lines, dark: scratch.dark, side: side, into: scratch.finders, tally.finderCount)
        total = tally
    }

    /// Rule 3 over the lines of one slice.
    ///
    /// Patterns cannot start less than four lines apart, so the words of four lines are joined before they are counted.
    @inline(__always)
    private static func findFinders(
        lines: KernelBuffer<MaskLanes>, dark: KernelBuffer<MaskLanes>, side: Int,
        into finders: KernelBuffer<MaskLanes>, _ finderCount: Int
    ) -> Int {
        // `dark[y + 12]` holds whether any of the lines y-3...y is dark; no line before 0 or past the side is.
        let before = PenaltyScratch.leadingLines
        var y = 0
        while y < side &+ 4 {
            for step in 0..<4 {
                let line = y &+ step &+ before
                dark[line] = lines[line] | lines[line &- 1] | lines[line &- 2] | lines[line &- 3]
            }
            y &+= 4
        }
        @inline(__always) func spaced(_ y: Int) -> MaskLanes {
            lines[y &+ before] & ~lines[y &+ before &- 1] & lines[y &+ before &- 2]
        }
        var (t1, t2, t3, t4) = (spaced(4), spaced(3), spaced(2), MaskLanes())
        var finderCount = finderCount
        y = 5
        while y < side {
            var found = MaskLanes()
            for step in 0..<4 {
                let line = y &+ step &+ before
                let t0 = spaced(y &+ step)
                let pattern = t0 & lines[line &- 3] & t4
                found |= pattern & ~(dark[line &- 7] & dark[line &+ 4])
                (t1, t2, t3, t4) = (t0, t1, t2, t3)
            }
            finders[finderCount] = found
            finderCount &+= 1
            y &+= 4
        }
        return finderCount
    }
}

/// What the lines of a slice are lines of.
private enum SliceKind {
    case rows
    case columns
    /// Rows in the low bytes of the lanes, columns in the high ones.
    case shared

    /// The modules that rule 4 counts, each once.
    @inline(__always)
    func counted(_ line: MaskLanes) -> MaskLanes { self == .shared ? line & 0x00FF : line }
}

/// Where the masked lines of a slice come from.
private struct SliceSource {
    /// The unmasked lines; those of the slice are the quarters 4 apart from `first` on.
    let words: KernelBuffer<UInt64>
    let first: Int
    /// The mask patterns, two vectors apart.
    let masks: KernelBuffer<MaskLanes>

    @inline(__always)
    func line(_ line: Int) -> MaskLanes {
        MaskLanes(repeating: words.quarter(first &+ 4 &* line)) ^ masks[2 &* line]
    }
}

/// What the passes have met so far.
private struct PenaltyTally {
    var runs = LaneCounter()
    var blocks = LaneCounter()
    var modules = LaneCounter()
    var finderCount = 0
}

/// Four lines of one slice, meant to live in registers.
private struct LineQuad {
    private var a = MaskLanes()
    private var b = MaskLanes()
    private var c = MaskLanes()
    private var d = MaskLanes()

    @inline(__always)
    init() {}

    @inline(__always)
    subscript(index: Int) -> MaskLanes {
        get {
            switch index {
            case 0: a
            case 1: b
            case 2: c
            default: d
            }
        }
        set {
            switch index {
            case 0: a = newValue
            case 1: b = newValue
            case 2: c = newValue
            default: d = newValue
            }
        }
    }
}

/// What rules 1 and 2 remember of the lines before; the names are those of the kernel's formulas, 1 for the line before.
private struct LineWindow {
    private var x1: MaskLanes
    private var d1 = MaskLanes(repeating: .max)
    private var e1 = MaskLanes(repeating: .max)
    private var e2 = MaskLanes(repeating: .max)
    private(set) var n1 = MaskLanes(repeating: .max)
    private(set) var n2 = MaskLanes(repeating: .max)
    var edges = MaskLanes()

    @inline(__always)
    init(first: MaskLanes) {
        x1 = first
    }

    /// Returns the word of rule 1 for the next line.
    @inline(__always)
    mutating func advanceRuns(to x0: MaskLanes) -> MaskLanes {
        let d0 = x0 ^ x1
        let e0 = d0 | d1
        let n0 = e0 | e2
        let word = n0 & n1 & n2
        (x1, d1, e2, e1, n2, n1) = (x0, d0, e1, e0, n1, n0)
        return word
    }

    /// Returns the word of rule 2 for the line that `advanceRuns` has just taken.
    @inline(__always)
    mutating func advanceBlocks(edges h0: MaskLanes) -> MaskLanes {
        let word = d1 | h0 | edges
        edges = h0
        return word
    }
}
