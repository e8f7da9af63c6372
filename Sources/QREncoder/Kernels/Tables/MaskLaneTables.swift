// The mask patterns of a version in the form that the penalty kernel reads.
// SPDX-License-Identifier: Apache-2.0

/// The mask patterns of one version as lanes: sixteen columns of all eight patterns in one vector.
struct MaskLaneTables: BitwiseCopyable {
    /// Modules a side.
    let side: Int
    /// Sixteen-column slices per line, 2...12.
    let sliceCount: Int
    /// 2^40 divided by the symbol's count of modules, rounded up.
    let moduleCountReciprocal: Int64
    /// Slice s of row y: pairs of slices stand together, at (s / 2 x side + y) x 2 + s mod 2.
    let rows: KernelBuffer<MaskLanes>
    /// The same by columns.
    let columns: KernelBuffer<MaskLanes>
    /// The differences between neighbouring columns of `rows`.
    let rowEdges: KernelBuffer<MaskLanes>
    /// Whether at most eight columns are left past the last whole slice, so that rows and columns share a slice there.
    let hasSharedSlice: Bool
    /// The shared slice of line y at 2y: rows in the low bytes, columns in the high ones.
    ///
    /// At 2y + 1 stand the differences between the columns of the rows, and ones in the high bytes, so that no blocks are
    /// found there. Empty without a shared slice.
    let shared: KernelBuffer<MaskLanes>

    /// Slices that rows and columns do not share, 1...12.
    var ownSliceCount: Int { hasSharedSlice ? sliceCount - 1 : sliceCount }

    /// Cuts the masks of a version into slices.
    init(tables: VersionTables, arena: inout KernelArena) {
        side = tables.side
        sliceCount = (tables.side + 15) / 16
        moduleCountReciprocal = (1 << 40) / Int64(side * side) + 1
        rows = MaskLaneTables.lanes(of: tables.rowMasks, side: side, sliceCount: sliceCount, arena: &arena)
        columns = MaskLaneTables.lanes(of: tables.columnMasks, side: side, sliceCount: sliceCount, arena: &arena)
        rowEdges = MaskLaneTables.edges(of: rows, side: side, sliceCount: sliceCount, arena: &arena)
        hasSharedSlice = tables.side % 16 <= 8
        shared = arena.allocate(hasSharedSlice ? 2 * side : 0, zero: MaskLanes())
        guard hasSharedSlice else { return }
        for line in 0..<side {
            let place = MaskLaneTables.place(slice: sliceCount - 1, line: line, side: side)
            shared[2 * line] = rows[place] & 0x00FF | columns[place] &<< 8
            shared[2 * line + 1] = rowEdges[place] | 0xFF00
        }
    }

    /// Where a slice of a line stands.
    @inline(__always)
    static func place(slice: Int, line: Int, side: Int) -> Int {
        (slice / 2 * side + line) * 2 + slice % 2
    }

    private static func lanes(
        of masks: KernelBuffer<UInt64>, side: Int, sliceCount: Int, arena: inout KernelArena
    ) -> KernelBuffer<MaskLanes> {
        let pairedCount = (sliceCount + 1) & ~1
        let storage = arena.allocate(pairedCount * side, zero: MaskLanes())
        for slice in 0..<pairedCount {
            for line in 0..<side {
                var lanes = MaskLanes()
                for mask in 0..<8 {
                    let word = masks[(slice / 4 * side + line) * 8 + mask]
                    lanes[mask] = UInt16(truncatingIfNeeded: word >> UInt64(slice % 4 * 16))
                }
                storage[place(slice: slice, line: line, side: side)] = lanes
            }
        }
        return storage
    }

    private static func edges(
        of lanes: KernelBuffer<MaskLanes>, side: Int, sliceCount: Int, arena: inout KernelArena
    ) -> KernelBuffer<MaskLanes> {
        let pairedCount = (sliceCount + 1) & ~1
        let storage = arena.allocate(pairedCount * side, zero: MaskLanes())
        for slice in 0..<pairedCount {
            for line in 0..<side {
                let here = lanes[place(slice: slice, line: line, side: side)]
                var next = MaskLanes()
                if slice + 1 < pairedCount { next = lanes[place(slice: slice + 1, line: line, side: side)] }
                storage[place(slice: slice, line: line, side: side)] = here ^ (here &>> 1 | next &<< 15)
            }
        }
        return storage
    }
}
