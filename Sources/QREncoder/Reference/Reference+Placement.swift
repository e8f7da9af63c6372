// Codewords to modules: placement and masking.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure

extension Reference {
    /// Returns the symbol with its function patterns and codewords, not yet masked, format information light.
    ///
    /// Strips of two columns are filled from the right, alternately upwards and downwards, the right module of a row
    /// before the left; column 6 belongs to no strip. Modules left over at the end are remainder bits, light.
    ///
    /// - Parameters:
    ///   - codewords: the final codeword sequence, highest bit first.
    ///   - patterns: the function patterns of the version.
    /// - Returns: the unmasked modules.
    /// - Source: ISO/IEC 18004:2015 7.7.3.
    package static func placed(_ codewords: [UInt8], in patterns: FunctionPatterns) -> ModuleMatrix {
        var modules = patterns.modules
        let side = modules.side
        var bit = 0
        for strip in 0..<(side - 1) / 2 {
            let fromRight = side - 1 - 2 * strip
            let right = fromRight > 6 ? fromRight : fromRight - 1
            let rows = Array(0..<side)
            for row in strip % 2 == 0 ? rows.reversed() : rows {
                for column in [right, right - 1] where !patterns.area[row, column] {
                    if bit < codewords.count * 8 {
                        modules[row, column] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                    }
                    bit += 1
                }
            }
        }
        return modules
    }

    /// Returns the symbol with a mask applied to its data area and its format information drawn.
    ///
    /// - Parameters:
    ///   - unmasked: the modules after placement.
    ///   - mask: the mask pattern.
    ///   - level: the error correction level, for the format information.
    ///   - area: set where a module is not data.
    /// - Returns: the finished modules.
    /// - Source: ISO/IEC 18004:2015 7.8.1, 7.8.2 and 7.9.
    package static func masked(
        _ unmasked: ModuleMatrix, by mask: MaskPattern, level: ErrorCorrectionLevel, area: ModuleMatrix
    ) -> ModuleMatrix {
        var modules = unmasked
        for row in 0..<modules.side {
            for column in 0..<modules.side
            where !area[row, column] && mask.inverts(row: row, column: column) {
                modules[row, column].toggle()
            }
        }
        FormatInformation.draw(level: level, mask: mask, into: &modules)
        return modules
    }
}
