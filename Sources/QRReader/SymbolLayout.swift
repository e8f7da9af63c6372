// Where a version's codeword bits, function modules and information bits stand.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// The geometry of one version, computed once and kept by the reader.
///
/// A module's index is row x side + column.
struct SymbolLayout {
    let version: QRVersion
    /// Modules per side, 21...177.
    let side: Int
    /// Codewords of the symbol.
    let codewordCount: Int
    /// The module of each codeword bit in the order of placement, highest bit of a codeword first.
    let bitModules: [UInt16]
    /// For each mask pattern and codeword, the bits that the mask inverts: pattern x codewordCount + codeword.
    let maskCodewords: [UInt8]
    /// 0 for data and format information, 1 for a light and 2 for a dark module of the function patterns.
    let functionModules: [UInt8]
    /// The modules of the format information: those of bit b at 2b and 2b + 1, one in each copy.
    let formatModules: [UInt16]
    /// Rows and columns of the alignment patterns' centres.
    let alignmentCentres: [Int]
    /// The modules by which a grid is judged: all of the function patterns, and a share of the data.
    let probes: [Probe]

    /// One module by which a grid is judged.
    struct Probe {
        /// The module's centre.
        var place: Vector
        /// 0 for data, 1 for a light and 2 for a dark module.
        var kind: UInt8
    }

    init(version: QRVersion) {
        self.version = version
        side = version.sideInModules
        codewordCount = SymbolCapacity(version: version, level: .low).codewordCount
        let patterns = FunctionPatterns(version: version)
        bitModules = SymbolLayout.placement(in: patterns.area, bitCount: codewordCount * 8)
        maskCodewords = SymbolLayout.masks(of: bitModules, side: side)
        functionModules = SymbolLayout.functions(of: patterns)
        formatModules = FormatInformation.places(side: side).map { [side] in UInt16($0.row * side + $0.column) }
        alignmentCentres = version.alignmentPatternCentres
        probes = SymbolLayout.probes(functionModules, side: side)
    }

    /// Data modules near the upper left corner say little about the grid: the finder pattern holds it there.
    private static func probes(_ functionModules: [UInt8], side: Int) -> [Probe] {
        var probes: [Probe] = []
        let step = side <= 45 ? 1 : side <= 97 ? 2 : 4
        for (index, kind) in functionModules.enumerated() {
            let (row, column) = index.quotientAndRemainder(dividingBy: side)
            if kind == 0 && (row + column < 2 * side / 3 || (row + column + row / 2) % step != 0) { continue }
            probes.append(Probe(place: Vector(x: Float(column) + 0.5, y: Float(row) + 0.5), kind: kind))
        }
        return probes
    }

    /// - Source: ISO/IEC 18004:2015 7.7.3: two columns at a time from the right, up and down in turn, column 6 left out.
    private static func placement(in area: ModuleMatrix, bitCount: Int) -> [UInt16] {
        var modules: [UInt16] = []
        modules.reserveCapacity(bitCount)
        let side = area.side
        var right = side - 1
        var isUpward = true
        while right > 0 {
            if right == 6 { right = 5 }
            for step in 0..<side {
                let row = isUpward ? side - 1 - step : step
                for column in [right, right - 1] where !area[row, column] && modules.count < bitCount {
                    modules.append(UInt16(row * side + column))
                }
            }
            isUpward.toggle()
            right -= 2
        }
        return modules
    }

    private static func masks(of bitModules: [UInt16], side: Int) -> [UInt8] {
        var masks: [UInt8] = []
        masks.reserveCapacity(bitModules.count)
        for pattern in MaskPattern.allPatterns {
            var codeword: UInt8 = 0
            for (bit, module) in bitModules.enumerated() {
                let (row, column) = Int(module).quotientAndRemainder(dividingBy: side)
                codeword = codeword << 1 | (pattern.inverts(row: row, column: column) ? 1 : 0)
                if bit % 8 == 7 { masks.append(codeword) }
            }
        }
        return masks
    }

    /// The format information counts as data here: its values depend on level and mask.
    private static func functions(of patterns: FunctionPatterns) -> [UInt8] {
        let side = patterns.modules.side
        var functions = [UInt8](repeating: 0, count: side * side)
        for row in 0..<side {
            for column in 0..<side where patterns.area[row, column] {
                functions[row * side + column] = patterns.modules[row, column] ? 2 : 1
            }
        }
        for place in FormatInformation.places(side: side) { functions[place.row * side + place.column] = 0 }
        return functions
    }
}

/// The layouts of all versions, each computed when it is first asked for.
struct LayoutCache {
    private var layouts: [SymbolLayout?] = Array(repeating: nil, count: 41)

    /// Returns a version's layout.
    mutating func layout(of version: QRVersion) -> SymbolLayout {
        if let layout = layouts[version.rawValue] { return layout }
        let layout = SymbolLayout(version: version)
        layouts[version.rawValue] = layout
        return layout
    }
}
