// Error correction level and mask pattern from two damaged copies of the format information.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// One reading of the format information that is worth trying.
struct FormatCandidate {
    var level = ErrorCorrectionLevel.low
    var mask = MaskPattern.allPatterns[0]
    /// True when the words fit the matrix with rows and columns exchanged.
    var isMirrored = false
    var errors = CopyErrors()
    /// The lower, the likelier: both distances, and the lesser of them twice more.
    var cost = Int.max
}

/// The likeliest readings of the format information, best first.
///
/// Both copies and both orientations compete in one list: the words of the code differ in 7 bits, so a copy with up to 3
/// wrong bits is told by itself, and one copy may even be lost entirely when the other is good. Error correction of the
/// codewords is the judge between the candidates.
///
/// - Source: ISO/IEC 18004:2015 7.9.1 and Annex C.
struct FormatCandidates {
    /// Candidates kept.
    static let most = 4
    private(set) var list = InlineArray<4, FormatCandidate>(repeating: FormatCandidate())
    private(set) var count = 0

    /// Reads the format information of a matrix.
    ///
    /// - Parameters:
    ///   - modules: the matrix, 1 dark, row-major.
    ///   - layout: its version's geometry.
    ///   - words: the format information of every level and mask, level x 8 + mask.
    init(modules: [UInt8], layout: SymbolLayout, words: [UInt16]) {
        for isMirrored in [false, true] {
            let (first, second) = FormatCandidates.copies(modules, layout, isMirrored: isMirrored)
            for (index, word) in words.enumerated() {
                let errors = CopyErrors(
                    first: (first ^ word).nonzeroBitCount, second: (second ^ word).nonzeroBitCount)
                let least = min(errors.first, errors.second)
                guard least <= 3 else { continue }
                insert(
                    FormatCandidate(
                        level: ErrorCorrectionLevel.allCases[index / 8], mask: MaskPattern.allPatterns[index % 8],
                        isMirrored: isMirrored, errors: errors, cost: errors.first + errors.second + 2 * least))
            }
        }
    }

    /// The words as they stand in the matrix.
    private static func copies(
        _ modules: [UInt8], _ layout: SymbolLayout, isMirrored: Bool
    ) -> (first: UInt16, second: UInt16) {
        var words: (UInt16, UInt16) = (0, 0)
        for bit in 0..<15 {
            for copy in 0..<2 {
                var module = Int(layout.formatModules[2 * bit + copy])
                if isMirrored { module = module % layout.side * layout.side + module / layout.side }
                let value = UInt16(modules[module]) << UInt16(bit)
                if copy == 0 { words.0 |= value } else { words.1 |= value }
            }
        }
        return words
    }

    private mutating func insert(_ candidate: FormatCandidate) {
        var place = count
        while place > 0 && list[place - 1].cost > candidate.cost { place -= 1 }
        guard place < FormatCandidates.most else { return }
        count = min(count + 1, FormatCandidates.most)
        for index in stride(from: count - 1, to: place, by: -1) { list[index] = list[index - 1] }
        list[place] = candidate
    }

    /// The format information of every level and mask, level x 8 + mask.
    static let words: [UInt16] = ErrorCorrectionLevel.allCases.flatMap { level in
        MaskPattern.allPatterns.map { FormatInformation.bits(level: level, mask: $0) }
    }
}

/// Tells the version from two damaged copies of the version information.
///
/// - Source: ISO/IEC 18004:2015 7.10 and Annex D.
enum VersionWords {
    /// The words of versions 7...40.
    private static let words: [UInt32] = (7...40).map { number in
        QRVersion(rawValue: number).map { VersionInformation.bits(of: $0) } ?? 0
    }

    /// Returns the version nearest to a word, or `nil` when more than 3 bits are wrong.
    static func version(nearestTo word: UInt32) -> Int? {
        for (index, candidate) in words.enumerated() where (word ^ candidate).nonzeroBitCount <= 3 {
            return index + 7
        }
        return nil
    }

    /// Counts the wrong bits of both copies in a matrix; zero below version 7.
    static func errors(in modules: [UInt8], version: QRVersion, isMirrored: Bool) -> CopyErrors {
        guard version.hasVersionInformation else { return CopyErrors() }
        let side = version.sideInModules
        let expected = words[version.rawValue - 7]
        var errors = CopyErrors()
        for bit in 0..<18 {
            let near = bit / 3
            let far = side - 11 + bit % 3
            let value = UInt8(expected >> UInt32(bit) & 1)
            let (upper, left) =
                isMirrored ? (far * side + near, near * side + far) : (near * side + far, far * side + near)
            if modules[upper] != value { errors.first += 1 }
            if modules[left] != value { errors.second += 1 }
        }
        return errors
    }
}
