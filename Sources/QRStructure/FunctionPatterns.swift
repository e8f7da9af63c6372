// Everything in a symbol that is not data: patterns, separators, format and version information.
// SPDX-License-Identifier: Apache-2.0

/// The function patterns of a version: which modules are not data, and their values.
///
/// Format information is reserved in `area` but light in `modules`: it depends on level and mask and is drawn by
/// `drawFormatInformation`. Rows `i` and columns `j` count from 0 at the upper left.
///
/// - Source: ISO/IEC 18004:2015 6.3 and 7.7.
package struct FunctionPatterns: Sendable {
    /// The values of the function modules; every other module is light.
    package private(set) var modules: ModuleMatrix
    /// Set where a module is not part of the data area.
    package private(set) var area: ModuleMatrix

    /// Draws the function patterns of a version.
    ///
    /// - Parameter version: the symbol's version.
    package init(version: QRVersion) {
        modules = ModuleMatrix(version: version)
        area = ModuleMatrix(version: version)
        drawTimingPatterns()
        drawFinderPatterns()
        drawAlignmentPatterns(of: version)
        reserveFormatInformation()
        if version.hasVersionInformation {
            drawVersionInformation(of: version)
        }
    }

    private mutating func set(row: Int, column: Int, isDark: Bool) {
        modules[row, column] = isDark
        area[row, column] = true
    }

    /// - Source: 6.3.5, row 6 and column 6, dark at even places.
    private mutating func drawTimingPatterns() {
        for place in 0..<modules.side {
            set(row: 6, column: place, isDark: place % 2 == 0)
            set(row: place, column: 6, isDark: place % 2 == 0)
        }
    }

    /// Draws the three finder patterns with their separators, which are the ring at distance 4 from the centre.
    ///
    /// - Source: 6.3.3 and 6.3.4.
    private mutating func drawFinderPatterns() {
        let far = modules.side - 4
        for (centreRow, centreColumn) in [(3, 3), (3, far), (far, 3)] {
            for row in max(0, centreRow - 4)...min(modules.side - 1, centreRow + 4) {
                for column in max(0, centreColumn - 4)...min(modules.side - 1, centreColumn + 4) {
                    let ring = max(abs(row - centreRow), abs(column - centreColumn))
                    set(row: row, column: column, isDark: ring != 2 && ring != 4)
                }
            }
        }
    }

    /// Draws a 5 by 5 pattern at every crossing of the table's coordinates but the three that finders take.
    ///
    /// - Source: 6.3.6 and Annex E.
    private mutating func drawAlignmentPatterns(of version: QRVersion) {
        let centres = SymbolTables.alignmentPatternCentres[version.rawValue - 1]
        guard let last = centres.last else { return }
        for centreRow in centres {
            for centreColumn in centres {
                let isFinderCorner =
                    (centreRow == 6 && centreColumn == 6)
                    || (centreRow == 6 && centreColumn == last) || (centreRow == last && centreColumn == 6)
                if !isFinderCorner {
                    drawAlignmentPattern(centreRow: centreRow, centreColumn: centreColumn)
                }
            }
        }
    }

    private mutating func drawAlignmentPattern(centreRow: Int, centreColumn: Int) {
        for row in -2...2 {
            for column in -2...2 {
                let ring = max(abs(row), abs(column))
                set(row: centreRow + row, column: centreColumn + column, isDark: ring != 1)
            }
        }
    }

    /// Reserves both copies of the format information and draws the dark module at (side - 8, 8).
    ///
    /// - Source: 7.9.1, Figure 25.
    private mutating func reserveFormatInformation() {
        for place in FormatInformation.places(side: modules.side) {
            area[place.row, place.column] = true
        }
        set(row: modules.side - 8, column: 8, isDark: true)
    }

    /// Draws both copies of the version information.
    ///
    /// - Source: 7.10, Figures 27 and 28.
    private mutating func drawVersionInformation(of version: QRVersion) {
        let bits = VersionInformation.bits(of: version)
        for bit in 0..<18 {
            let isDark = bits >> UInt32(bit) & 1 == 1
            let near = bit / 3
            let far = modules.side - 11 + bit % 3
            set(row: near, column: far, isDark: isDark)
            set(row: far, column: near, isDark: isDark)
        }
    }
}

/// A module's place in a symbol.
package struct ModulePlace: Hashable, Sendable {
    /// 0 at the top.
    package let row: Int
    /// 0 at the left.
    package let column: Int
}

extension FormatInformation {
    /// Returns where the 15 bits stand: first both places of bit 0, then both of bit 1, up to bit 14.
    ///
    /// - Parameter side: the symbol's side in modules.
    /// - Returns: 30 places; places 2b and 2b + 1 carry bit b.
    /// - Source: ISO/IEC 18004:2015 7.9.1, Figure 25.
    package static func places(side: Int) -> [ModulePlace] {
        var places: [ModulePlace] = []
        places.reserveCapacity(30)
        for bit in 0..<15 {
            switch bit {
            case 0...5: places.append(ModulePlace(row: bit, column: 8))
            case 6: places.append(ModulePlace(row: 7, column: 8))
            case 7: places.append(ModulePlace(row: 8, column: 8))
            case 8: places.append(ModulePlace(row: 8, column: 7))
            default: places.append(ModulePlace(row: 8, column: 14 - bit))
            }
            if bit < 8 {
                places.append(ModulePlace(row: 8, column: side - 1 - bit))
            } else {
                places.append(ModulePlace(row: side - 15 + bit, column: 8))
            }
        }
        return places
    }

    /// Draws both copies of the format information.
    ///
    /// - Parameters:
    ///   - level: the symbol's error correction level.
    ///   - mask: the symbol's mask pattern.
    ///   - matrix: the symbol to draw into.
    package static func draw(level: ErrorCorrectionLevel, mask: MaskPattern, into matrix: inout ModuleMatrix) {
        let bits = bits(level: level, mask: mask)
        let places = places(side: matrix.side)
        for (index, place) in places.enumerated() {
            matrix[place.row, place.column] = bits >> UInt16(index / 2) & 1 == 1
        }
    }
}
