// What the kernels must know about a version, worked out once.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// A chunk of a placement strip: two columns by up to 32 rows, 64 modules.
///
/// In a chunk's word the left module of row r is bit 2r and the right one bit 2r + 1.
struct PlacementChunk: BitwiseCopyable {
    /// Where the chunk's modules end in the codeword sequence, in bits from its start.
    var endBit: Int32 = 0
    /// Bits that the word is shifted right by after its rows have been reversed; only for downward strips.
    var shift: UInt8 = 0
    /// Whether the strip runs downwards, so that the rows come in reversed order.
    var isDownward = false
    /// The data modules of the chunk, in the order in which an upward strip meets them.
    var expansion = BitExpansion()
}

/// The tables of one version; read-only once made.
struct VersionTables {
    let version: QRVersion
    /// Modules a side.
    let side: Int
    /// 64-bit words per line, 1...3.
    let wordsPerLine: Int
    /// Placement strips, 10...88; strip p has the columns 2p and 2p + 1 when column 6 is left out.
    let stripCount: Int
    /// Chunks a strip, 1...6.
    let chunksPerStrip: Int

    /// Chunk c of strip p at c x `stripCount` + p.
    let chunks: KernelBuffer<PlacementChunk>
    /// What each mask pattern does to a row: pattern k of word w of row y at (w x side + y) x 8 + k.
    ///
    /// Outside the data area it holds the difference of the format information to that of pattern 0. Bits past the side
    /// are set in odd lines, which keeps runs, blocks and finder patterns from ever forming there.
    let rowMasks: KernelBuffer<UInt64>
    /// The same by columns.
    let columnMasks: KernelBuffer<UInt64>
    /// Values of the function modules by rows, format information of level L, M, Q, H with mask pattern 0 included:
    /// word w of row y of level l at (l x `wordsPerLine` + w) x side + y.
    let functionRows: KernelBuffer<UInt64>

    /// The same for `Kernels.placedSmall`, rows r and r + 16 as the halves of one word: level l's at 16 l + r; empty for
    /// larger symbols.
    let functionHalves: KernelBuffer<UInt64>

    /// Works out the tables of a version.
    init(version: QRVersion, arena: inout KernelArena) {
        self.version = version
        side = version.sideInModules
        wordsPerLine = QRSymbol.wordsPerRow(of: version)
        stripCount = (side - 1) / 2
        chunksPerStrip = (side + 31) / 32
        let patterns = FunctionPatterns(version: version)
        chunks = VersionTables.chunks(
            of: patterns.area, stripCount: stripCount, chunksPerStrip: chunksPerStrip, arena: &arena)
        rowMasks = VersionTables.masks(area: patterns.area, byColumns: false, arena: &arena)
        columnMasks = VersionTables.masks(area: patterns.area, byColumns: true, arena: &arena)
        functionRows = VersionTables.functionRows(of: patterns.modules, arena: &arena)
        functionHalves = arena.allocate(side <= Kernels.smallSide ? 4 * 16 : 0, zero: UInt64(0))
        for index in 0..<functionHalves.count {
            let (level, row) = (index / 16, index % 16)
            let high = row + 16 < side ? functionRows[level * side + row + 16] : 0
            functionHalves[index] = functionRows[level * side + row] | high << 32
        }
    }

    /// The function modules of a level, word w of row y at w x side + y.
    func functionRows(of level: ErrorCorrectionLevel) -> KernelBuffer<UInt64> {
        functionRows.dropFirst(Int(level.rawValue) * wordsPerLine * side)
    }

    /// The function modules of a level for `Kernels.placedSmall`.
    func functionHalves(of level: ErrorCorrectionLevel) -> KernelBuffer<UInt64> {
        functionHalves.dropFirst(Int(level.rawValue) * 16)
    }

    /// Follows the placement path once and notes for each chunk where it ends and which modules it fills.
    private static func chunks(
        of area: ModuleMatrix, stripCount: Int, chunksPerStrip: Int, arena: inout KernelArena
    ) -> KernelBuffer<PlacementChunk> {
        let storage = arena.allocate(stripCount * chunksPerStrip, zero: PlacementChunk())
        var bit = 0
        for order in 0..<stripCount {
            let strip = stripCount - 1 - order
            let left = 2 * strip + (strip >= 3 ? 1 : 0)
            let isDownward = order % 2 == 1
            for step in 0..<chunksPerStrip {
                let chunk = isDownward ? step : chunksPerStrip - 1 - step
                let rows = 32 * chunk..<min(32 * chunk + 32, area.side)
                var mask: UInt64 = 0
                for (index, row) in rows.enumerated() {
                    let place = isDownward ? rows.count - 1 - index : index
                    if !area[row, left] { mask |= 1 << UInt64(2 * place) }
                    if !area[row, left + 1] { mask |= 2 << UInt64(2 * place) }
                }
                bit += mask.nonzeroBitCount
                storage[chunk * stripCount + strip] = PlacementChunk(
                    endBit: Int32(bit), shift: UInt8(64 - 2 * rows.count), isDownward: isDownward,
                    expansion: BitExpansion(mask: mask))
            }
        }
        return storage
    }

    private static func masks(
        area: ModuleMatrix, byColumns: Bool, arena: inout KernelArena
    ) -> KernelBuffer<UInt64> {
        let (side, wordsPerLine) = (area.side, area.wordsPerRow)
        let storage = arena.allocate(wordsPerLine * side * 8, zero: UInt64(0))
        for mask in MaskPattern.allPatterns {
            let pattern = periodicLines(of: mask, side: side, byColumns: byColumns)
            for line in 0..<side {
                for word in 0..<wordsPerLine {
                    let data = ~area.words[line * wordsPerLine + word] & .bits(below: side - 64 * word)
                    let padding = line % 2 == 1 ? ~UInt64.bits(below: side - 64 * word) : 0
                    storage[(word * side + line) * 8 + mask.rawValue] =
                        pattern[line % 12 * wordsPerLine + word] & data | padding
                }
            }
            addFormatDifference(of: mask, side: side, byColumns: byColumns, to: storage)
        }
        return storage
    }

    /// The first twelve lines of a mask pattern; all patterns repeat after twelve rows and twelve columns.
    ///
    /// The data area is symmetric about the diagonal, so it cuts rows and columns alike.
    private static func periodicLines(of mask: MaskPattern, side: Int, byColumns: Bool) -> [UInt64] {
        let wordsPerLine = (side + 63) / 64
        var lines = [UInt64](repeating: 0, count: 12 * wordsPerLine)
        for line in 0..<12 {
            for place in 0..<12
            where mask.inverts(row: byColumns ? place : line, column: byColumns ? line : place) {
                for bit in stride(from: place, to: side, by: 12) {
                    lines[line * wordsPerLine + bit / 64] |= 1 << UInt64(bit % 64)
                }
            }
        }
        return lines
    }

    /// Adds the modules of the format information that a mask pattern makes differ from pattern 0; the code is linear,
    /// so the difference is the same at every level.
    private static func addFormatDifference(
        of mask: MaskPattern, side: Int, byColumns: Bool, to masks: KernelBuffer<UInt64>
    ) {
        let difference =
            FormatInformation.bits(level: .low, mask: mask)
            ^ FormatInformation.bits(level: .low, mask: MaskPattern.allPatterns[0])
        for (index, place) in FormatInformation.places(side: side).enumerated()
        where difference >> UInt16(index / 2) & 1 == 1 {
            let (line, bit) = byColumns ? (place.column, place.row) : (place.row, place.column)
            masks[(bit / 64 * side + line) * 8 + mask.rawValue] |= 1 << UInt64(bit % 64)
        }
    }

    private static func functionRows(of modules: ModuleMatrix, arena: inout KernelArena) -> KernelBuffer<UInt64> {
        let (side, wordsPerRow) = (modules.side, modules.wordsPerRow)
        let storage = arena.allocate(4 * wordsPerRow * side, zero: UInt64(0))
        for level in ErrorCorrectionLevel.allCases {
            var drawn = modules
            FormatInformation.draw(level: level, mask: MaskPattern.allPatterns[0], into: &drawn)
            for row in 0..<side {
                for word in 0..<wordsPerRow {
                    storage[(Int(level.rawValue) * wordsPerRow + word) * side + row] =
                        drawn.words[row * wordsPerRow + word]
                }
            }
        }
        return storage
    }
}

extension UInt64 {
    /// A word whose lowest `count` bits are set: all from 64 on, none up to 0.
    static func bits(below count: Int) -> UInt64 {
        count >= 64 ? .max : count <= 0 ? 0 : (1 << UInt64(count)) - 1
    }
}
