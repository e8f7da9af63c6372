// Cheapest split of a text into numeric, alphanumeric and byte segments, character by character.
// SPDX-License-Identifier: Apache-2.0

extension Reference {
    /// Returns the split of the text that takes the fewest bits in a group of versions.
    ///
    /// Dynamic programming over the characters. The state is the mode of the open segment together with how many
    /// of its characters stand in an unfinished group (digits: 0...2, alphanumeric: 0...1), so that every
    /// character's cost is a whole number of bits and the result is exact.
    ///
    /// - Parameters:
    ///   - text: the bytes to encode.
    ///   - group: the versions, which decide the widths of the character count indicators.
    /// - Returns: the segments in order; none for an empty text.
    /// - Source: ISO/IEC 18004:2015 7.4 for the costs; Annex J suggests a split but not the cheapest.
    package static func optimalSegments(of text: [UInt8], in group: VersionGroup) -> [Segment] {
        let modes = optimalModes(of: text, in: group)
        var segments: [Segment] = []
        var start = 0
        for end in modes.indices where modes[end].endsSegment {
            let part = Array(text[start...end])
            segments.append(SegmentState.segment(of: part, mode: modes[end].mode))
            start = end + 1
        }
        return segments
    }

    private static func optimalModes(
        of text: [UInt8], in group: VersionGroup
    ) -> [(mode: Segment.Mode, endsSegment: Bool)] {
        var costs = [Int?](repeating: nil, count: SegmentState.all.count)
        var steps: [[SegmentStep]] = []
        for byte in text {
            let (next, taken) = advance(costs, isStart: steps.isEmpty, byte: byte, group: group)
            costs = next
            steps.append(taken)
        }
        guard var state = cheapest(of: costs) else { return [] }
        var modes: [(mode: Segment.Mode, endsSegment: Bool)] = []
        var endsSegment = true
        for step in steps.reversed() {
            modes.append((SegmentState.all[state].mode, endsSegment))
            endsSegment = step[state].opensSegment
            state = step[state].previousState
        }
        return modes.reversed()
    }

    /// Moves every state over one character: continues its segment, or opens one after the cheapest state so far.
    private static func advance(
        _ costs: [Int?], isStart: Bool, byte: UInt8, group: VersionGroup
    ) -> (costs: [Int?], steps: [SegmentStep]) {
        var next = [Int?](repeating: nil, count: costs.count)
        var steps = [SegmentStep](repeating: SegmentStep(previousState: 0, opensSegment: true), count: costs.count)
        func relax(_ state: Int, _ cost: Int, _ step: SegmentStep) {
            if next[state].map({ cost < $0 }) ?? true {
                next[state] = cost
                steps[state] = step
            }
        }
        for (index, state) in SegmentState.all.enumerated() where state.accepts(byte) {
            if let cost = costs[index] {
                relax(
                    state.following, cost + state.bitsOfNextCharacter,
                    SegmentStep(previousState: index, opensSegment: false))
            }
            guard state.isOpening else { continue }
            let previous = cheapest(of: costs)
            guard isStart || previous != nil else { continue }
            let closed = previous.flatMap { costs[$0] } ?? 0
            relax(
                state.following, closed + state.headerBits(in: group) + state.bitsOfNextCharacter,
                SegmentStep(previousState: previous ?? 0, opensSegment: true))
        }
        return (next, steps)
    }

    private static func cheapest(of costs: [Int?]) -> Int? {
        var best: Int?
        for (index, cost) in costs.enumerated() {
            guard let cost else { continue }
            if let bestCost = best.flatMap({ costs[$0] }), bestCost <= cost { continue }
            best = index
        }
        return best
    }
}

/// How a state was reached: from which state, and whether that closed a segment.
private struct SegmentStep {
    let previousState: Int
    let opensSegment: Bool
}

/// An open segment's mode and the characters in its unfinished group.
private struct SegmentState {
    let mode: Segment.Mode
    let pending: Int
    /// The state after one more character.
    let following: Int

    static let all = [
        SegmentState(mode: .byte, pending: 0, following: 0),
        SegmentState(mode: .alphanumeric, pending: 0, following: 2),
        SegmentState(mode: .alphanumeric, pending: 1, following: 1),
        SegmentState(mode: .numeric, pending: 0, following: 4),
        SegmentState(mode: .numeric, pending: 1, following: 5),
        SegmentState(mode: .numeric, pending: 2, following: 3),
    ]

    var isOpening: Bool { pending == 0 }

    func accepts(_ byte: UInt8) -> Bool {
        switch mode {
        case .numeric: CharacterSet.digitValue(of: byte) != nil
        case .alphanumeric: CharacterSet.alphanumericValue(of: byte) != nil
        default: true
        }
    }

    /// 4, 7, 10 bits for one, two, three digits; 6 and 11 for one and two alphanumeric characters.
    var bitsOfNextCharacter: Int {
        switch mode {
        case .numeric: pending == 0 ? 4 : 3
        case .alphanumeric: pending == 0 ? 6 : 5
        default: 8
        }
    }

    func headerBits(in group: VersionGroup) -> Int {
        4 + mode.characterCountBits(in: group)
    }

    static func segment(of characters: [UInt8], mode: Segment.Mode) -> Segment {
        let made: Segment? =
            switch mode {
            case .numeric: try? Segment.numeric(characters)
            case .alphanumeric: try? Segment.alphanumeric(characters)
            default: nil
            }
        return made ?? Segment.byte(characters)
    }
}
