// Cheapest split of a text into numeric, alphanumeric and byte segments, run by run.
// SPDX-License-Identifier: Apache-2.0

/// A segment of a text, still as characters.
struct TextSegment: BitwiseCopyable {
    /// Numeric, alphanumeric, byte or kanji.
    var mode = Segment.Mode.byte
    /// Where the segment's bytes start in the text.
    var start: Int32 = 0
    /// Bytes of the segment; kanji have two a character.
    var count: Int32 = 0
}

/// The split that takes the fewest bits: twin `Reference.optimalSegments`, equal in bits.
///
/// Works on runs of one class (digit, other alphanumeric, other): switching inside a run never pays, because a digit
/// costs at most 4 bits in an open numeric segment and at least 5 in any other mode, and so on down the classes. Costs
/// are half bits, so that an alphanumeric character is 11 and nothing is divided; a numeric segment is always one whole
/// run of L digits, (10 L + 2) / 3 bits. Per run it is kept whether an open alphanumeric or byte segment went on, and
/// which mode was cheapest to close; the split is read from those backwards.
///
/// What would break it: a mode in which a character of a wider class is cheaper than in its own.
struct RunSegmentation {
    private static let mostCharacters = SymbolChoice.mostCharacters

    /// Where each run ends in the text.
    let ends: KernelBuffer<Int32>
    /// The class of each run: 0 digits, 1 other alphanumeric characters, 2 other bytes.
    let runClasses: KernelBuffer<UInt8>
    /// For each run, twice, the mode that was cheapest to close after it and what went on in it, see `CostChain`.
    private let choices: KernelBuffer<UInt8>
    let classes: KernelBuffer<UInt8>
    /// The values of characters in alphanumeric mode; 0 for others.
    let alphanumericValues: KernelBuffer<UInt8>
    /// The segments found, in order from `firstSegment` on.
    let segments: KernelBuffer<TextSegment>
    private(set) var firstSegment = 0
    private(set) var segmentCount = 0
    private var runCount = 0
    /// The first of the two groups computed last, -2 for none, and their fewest bits.
    private var firstGroup = -2
    private var bitCounts = (0, 0)

    init(arena: inout KernelArena) {
        ends = arena.allocate(RunSegmentation.mostCharacters + 1, zero: Int32(0))
        runClasses = arena.allocate(RunSegmentation.mostCharacters + 1, zero: UInt8(0))
        choices = arena.allocate(2 * (RunSegmentation.mostCharacters + 1), zero: UInt8(0))
        classes = arena.allocate(256, zero: UInt8(0))
        segments = arena.allocate(RunSegmentation.mostCharacters + 1, zero: TextSegment())
        alphanumericValues = arena.allocate(256, zero: UInt8(0))
        for byte in UInt8.min...UInt8.max {
            alphanumericValues[Int(byte)] = UInt8(CharacterSet.alphanumericValue(of: byte) ?? 0)
            classes[Int(byte)] =
                CharacterSet.digitValue(of: byte) != nil ? 0 : CharacterSet.alphanumericValue(of: byte) != nil ? 1 : 2
        }
    }

    /// Makes the whole text one segment.
    mutating func setSingle(_ mode: Segment.Mode, count: Int) {
        segments[0] = TextSegment(mode: mode, start: 0, count: Int32(count))
        (firstSegment, segmentCount) = (0, 1)
    }

    /// Finds the runs of a text of 1...7089 bytes.
    mutating func findRuns(in text: KernelBuffer<UInt8>, count: Int, stages: EncoderStages) {
        runCount = stages.writeRuns(self, text, count)
        firstGroup = -2
    }

    /// Writes where each run ends and its class; returns how many runs there are.
    func writeRuns(of text: KernelBuffer<UInt8>, count: Int) -> Int {
        let (ends, runClasses, classes) = (ends, runClasses, classes)
        var run = 0
        var current = classes[Int(text[0])]
        runClasses[0] = current
        var index = 1
        // The run's entry is written again with each character; a new class moves on to the next entry.
        while index < count {
            let next = classes[Int(text[index])]
            ends[run] = Int32(truncatingIfNeeded: index)
            run &+= next != current ? 1 : 0
            runClasses[run] = next
            current = next
            index &+= 1
        }
        ends[run] = Int32(truncatingIfNeeded: count)
        return run + 1
    }

    /// Returns the fewest bits in a group of versions.
    ///
    /// Two neighbouring groups are computed at once, which hides the latency of one behind that of the other: the next
    /// group is mostly asked for when the first has no version large enough.
    mutating func cheapestBitCount(in group: VersionGroup) -> Int {
        if group.rawValue != firstGroup + 1 {
            firstGroup = group.rawValue
            bitCounts = compute(group, group == .upTo9 ? .upTo26 : .upTo40)
        }
        return group.rawValue == firstGroup ? bitCounts.0 : bitCounts.1
    }

    private func compute(_ first: VersionGroup, _ second: VersionGroup) -> (Int, Int) {
        let (ends, runClasses, choices) = (ends, runClasses, choices)
        var (one, other) = (CostChain(group: first), CostChain(group: second))
        var start = Int32(0)
        var index = 0
        while index < runCount {
            let (end, runClass) = (ends[index], runClasses[index])
            let length = end &- start
            start = end
            let numeric = runClass == 0 ? 2 &* ((10 &* length &+ 2) / 3) : CostChain.infinity
            let alphanumeric = runClass == 2 ? CostChain.infinity : 11 &* length
            choices[2 &* index] = one.advance(numeric: numeric, alphanumeric: alphanumeric, byte: 16 &* length)
            choices[2 &* index &+ 1] = other.advance(numeric: numeric, alphanumeric: alphanumeric, byte: 16 &* length)
            index &+= 1
        }
        return (Int(one.closed) / 2, Int(other.closed) / 2)
    }

    /// Writes the segments of the cheapest split to `segments`.
    ///
    /// - Parameter group: the group that `cheapestBitCount` was asked for last.
    mutating func trace(_ group: VersionGroup) {
        let chain = group.rawValue - firstGroup
        let (ends, choices, segments) = (ends, choices, segments)
        var first = RunSegmentation.mostCharacters + 1
        var run = runCount - 1
        while run >= 0 {
            let mode = CostChain.mode(of: choices[2 * run + chain])
            let keeps = CostChain.keeps(mode)
            let end = ends[run]
            while choices[2 * run + chain] & keeps != 0 { run -= 1 }
            let start = run == 0 ? 0 : ends[run - 1]
            first -= 1
            segments[first] = TextSegment(mode: mode, start: start, count: end - start)
            run -= 1
        }
        (firstSegment, segmentCount) = (first, RunSegmentation.mostCharacters + 1 - first)
    }
}

/// The costs of a text so far for one group of versions, in half bits.
private struct CostChain {
    /// More than any text costs, and so little that adding to it does not overflow.
    static let infinity = Int32.max / 4
    /// Set in a run's choice when an open alphanumeric segment went on in it.
    static let keepsAlphanumeric: UInt8 = 16
    /// Set in a run's choice when an open byte segment went on in it.
    static let keepsByte: UInt8 = 32

    private let numericHeader: Int32
    private let alphanumericHeader: Int32
    private let byteHeader: Int32
    /// With every segment closed.
    private(set) var closed = Int32(0)
    private var openAlphanumeric = infinity
    private var openByte = infinity

    init(group: VersionGroup) {
        numericHeader = Int32(2 * (4 + Segment.Mode.numeric.characterCountBits(in: group)))
        alphanumericHeader = Int32(2 * (4 + Segment.Mode.alphanumeric.characterCountBits(in: group)))
        byteHeader = Int32(2 * (4 + Segment.Mode.byte.characterCountBits(in: group)))
    }

    /// Moves over one run, given what its characters cost in each mode.
    ///
    /// - Returns: the indicator of the mode that is cheapest to close, with the flags of what went on.
    @inline(__always)
    mutating func advance(numeric: Int32, alphanumeric: Int32, byte: Int32) -> UInt8 {
        let newByte = closed &+ byteHeader
        let byteFlag = openByte <= newByte ? CostChain.keepsByte : 0
        openByte = min(openByte, newByte) &+ byte
        let newAlphanumeric = closed &+ alphanumericHeader
        let alphanumericFlag = openAlphanumeric <= newAlphanumeric ? CostChain.keepsAlphanumeric : 0
        openAlphanumeric = min(min(openAlphanumeric, newAlphanumeric) &+ alphanumeric, CostChain.infinity)
        let newNumeric = closed &+ numericHeader &+ numeric
        let roundedAlphanumeric = openAlphanumeric &+ (openAlphanumeric & 1)
        let best = min(min(openByte, roundedAlphanumeric), newNumeric)
        let mode: Segment.Mode =
            best == openByte ? .byte : best == roundedAlphanumeric ? .alphanumeric : .numeric
        closed = best
        return mode.rawValue | byteFlag | alphanumericFlag
    }

    /// The mode in a run's choice.
    static func mode(of choice: UInt8) -> Segment.Mode {
        let indicator = choice & 0b1111
        return indicator == Segment.Mode.byte.rawValue
            ? .byte : indicator == Segment.Mode.alphanumeric.rawValue ? .alphanumeric : .numeric
    }

    /// The flag that says that an open segment of a mode went on in a run; 0 for numeric segments, which are whole runs.
    static func keeps(_ mode: Segment.Mode) -> UInt8 {
        mode == .byte ? keepsByte : mode == .alphanumeric ? keepsAlphanumeric : 0
    }
}
