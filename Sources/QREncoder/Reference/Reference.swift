// The encoder as the standard describes it: the law that every faster form is held to.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure

/// The plain encoder: one function per clause, no tricks.
///
/// - Source: ISO/IEC 18004:2015 clause 7.1, "Encode procedure overview".
package enum Reference {
    /// Makes the symbol of chosen segments.
    ///
    /// - Parameters:
    ///   - choice: segments, version and level.
    ///   - mask: the mask pattern to use, or `nil` for the best.
    ///   - reportsPenalties: whether penalties are computed even when `mask` is given.
    /// - Returns: the symbol, and the penalty of each mask pattern 0...7 or nothing when none was computed.
    package static func symbol(
        of choice: SymbolChoice, mask: MaskPattern?, reportsPenalties: Bool
    ) -> (symbol: QRSymbol, penalties: [Int]) {
        let capacity = SymbolCapacity(version: choice.version, level: choice.level)
        let data = dataCodewords(of: choice.segments, version: choice.version, count: capacity.dataCodewordCount)
        let codewords = codewordSequence(data: data, capacity: capacity)
        let patterns = FunctionPatterns(version: choice.version)
        let unmasked = placed(codewords, in: patterns)
        func finished(_ mask: MaskPattern) -> ModuleMatrix {
            masked(unmasked, by: mask, level: choice.level, area: patterns.area)
        }
        let evaluated = mask == nil || reportsPenalties ? MaskPattern.allPatterns : []
        let penalties = evaluated.map { penalty(of: finished($0)) }
        let mask = mask ?? bestMask(of: penalties)
        let symbol = QRSymbol(
            version: choice.version, level: choice.level, mask: mask, words: finished(mask).words)
        return (symbol, penalties)
    }

    /// Returns the mask pattern of least penalty, the lowest reference among equals.
    ///
    /// - Source: ISO/IEC 18004:2015 7.8.3.1.
    private static func bestMask(of penalties: [Int]) -> MaskPattern {
        var best = MaskPattern.allPatterns[0]
        for mask in MaskPattern.allPatterns where penalties[mask.rawValue] < penalties[best.rawValue] {
            best = mask
        }
        return best
    }
}
