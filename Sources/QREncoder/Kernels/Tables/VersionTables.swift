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
struct VersionTables: BitwiseCopyable {
    /// The number of the version, 1...40.
    let versionNumber: Int
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
        versionNumber = version.rawValue
        side = version.sideInModules
        wordsPerLine = QRSymbol.wordsPerRow(of: version)
        stripCount = (side - 1) / 2
        chunksPerStrip = (side + 31) / 32
        let patterns = FunctionPatterns(version: version)
        chunks = VersionTables.chunks(
            of: patterns.area, stripCount: stripCount, chunksPerStrip: chunksPerStrip, arena: &arena)
        let places = FormatInformation.places(side: side)
        rowMasks = VersionTables.masks(area: patterns.area, places: places, byColumns: false, arena: &arena)
        columnMasks = VersionTables.masks(area: patterns.area, places: places, byColumns: true, arena: &arena)
        functionRows = VersionTables.functionRows(of: patterns.modules, places: places, arena: &arena)
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
                    mask |= (~pair(of: area, row: row, left: left) & 3) << UInt64(2 * place)
                }
                bit += mask.nonzeroBitCount
                storage[chunk * stripCount + strip] = PlacementChunk(
                    endBit: Int32(bit), shift: UInt8(64 - 2 * rows.count), isDownward: isDownward,
                    expansion: BitExpansion(mask: mask))
            }
        }
        return storage
    }

    /// The modules at columns `left` and `left` + 1 as the lowest two bits; the others mean nothing.
    private static func pair(of matrix: ModuleMatrix, row: Int, left: Int) -> UInt64 {
        let word = row * matrix.wordsPerRow + left / 64
        let low = matrix.words[word] >> UInt64(left % 64)
        return left % 64 < 63 ? low : low | matrix.words[word + 1] << 1
    }

    private static func masks(
        area: ModuleMatrix, places: [ModulePlace], byColumns: Bool, arena: inout KernelArena
    ) -> KernelBuffer<UInt64> {
        let (side, wordsPerLine) = (area.side, area.wordsPerRow)
        let storage = arena.allocate(wordsPerLine * side * 8, zero: UInt64(0))
        let patterns = byColumns ? SharedTables.maskPeriods().columns : SharedTables.maskPeriods().rows
        for word in 0..<wordsPerLine {
            let inside = UInt64.bits(below: side - 64 * word)
            for line in 0..<side {
                // The data area is symmetric about the diagonal, so it cuts rows and columns alike.
                let data = ~area.words[line * wordsPerLine + word] & inside
                let padding = line % 2 == 1 ? ~inside : 0
                let (place, source) = ((word * side + line) * 8, (word * 12 + line % 12) * 8)
                for mask in 0..<8 {
                    storage[place + mask] = patterns[source + mask] & data | padding
                }
            }
        }
        for mask in MaskPattern.allPatterns {
            addFormatDifference(of: mask, side: side, places: places, byColumns: byColumns, to: storage)
        }
        return storage
    }

    /// Adds the modules of the format information that a mask pattern makes differ from pattern 0; the code is linear,
    /// so the difference is the same at every level.
    private static func addFormatDifference(
        of mask: MaskPattern, side: Int, places: [ModulePlace], byColumns: Bool, to masks: KernelBuffer<UInt64>
    ) {
        let difference =
            FormatInformation.bits(level: .low, mask: mask)
            ^ FormatInformation.bits(level: .low, mask: MaskPattern.allPatterns[0])
        for (index, place) in places.enumerated() where difference >> UInt16(index / 2) & 1 == 1 {
            let (line, bit) = byColumns ? (place.column, place.row) : (place.row, place.column)
            masks[(bit / 64 * side + line) * 8 + mask.rawValue] |= 1 << UInt64(bit % 64)
        }
    }

    private static func functionRows(
        of modules: ModuleMatrix, places: [ModulePlace], arena: inout KernelArena
    ) -> KernelBuffer<UInt64> {
        let (side, wordsPerRow) = (modules.side, modules.wordsPerRow)
        let storage = arena.allocate(4 * wordsPerRow * side, zero: UInt64(0))
        for level in ErrorCorrectionLevel.allCases {
            let rows = storage.dropFirst(Int(level.rawValue) * wordsPerRow * side)
            for row in 0..<side {
                for word in 0..<wordsPerRow { rows[word * side + row] = modules.words[row * wordsPerRow + word] }
            }
            let bits = FormatInformation.bits(level: level, mask: MaskPattern.allPatterns[0])
            for (index, place) in places.enumerated() where bits >> UInt16(index / 2) & 1 == 1 {
                rows[place.column / 64 * side + place.row] |= 1 << UInt64(place.column % 64)
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
