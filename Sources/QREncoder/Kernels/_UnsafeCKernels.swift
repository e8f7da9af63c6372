// The one door to the C kernels.
// SPDX-License-Identifier: Apache-2.0

import CQRKernels
import QRStructure

/// Calls of the C kernels, one function a stage, named like their Swift twins in `Kernels`.
///
/// Only to be called at a level that the processor has.
enum CKernels {
    // SAFETY, for all: the C functions read and write what their Swift twins do, with lengths from the same tables; the
    // buffers' owners outlive the calls, which keep no pointer.

    static func findRuns(
        in text: KernelBuffer<UInt8>, count: Int, classes: KernelBuffer<UInt8>, ends: KernelBuffer<Int32>,
        runClasses: KernelBuffer<UInt8>
    ) -> Int {
        unsafe Int(qrk_find_runs_avx512(text.address, Int32(count), classes.address, ends.address, runClasses.address))
    }

    static func writeSequence(
        data: KernelBuffer<UInt8>, capacity: SymbolCapacity, tables: DistanceTables, to sequence: KernelBuffer<UInt8>
    ) {
        unsafe qrk_write_sequence_gfni(
            data.address, Int32(capacity.blockCount), Int32(capacity.shortBlockDataCount),
            Int32(capacity.shortBlockCount), Int32(capacity.errorCorrectionCodewordsPerBlock),
            tables.lastRow.address, sequence.address)
    }

    static func place(
        sequence: KernelBuffer<UInt8>, level: Int, tables: VersionTables, wide: WideTables, rows: KernelBuffer<UInt64>
    ) {
        let function = tables.functionRows.dropFirst(level * tables.wordsPerLine * tables.side)
        unsafe qrk_place_avx512(
            sequence.address, wide.chunkMasks.address, wide.chunkEnds.address, function.address,
            Int32(tables.side), rows.address)
    }

    static func placeSmall(
        sequence: KernelBuffer<UInt8>, level: Int, tables: VersionTables, wide: WideTables,
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>
    ) {
        unsafe qrk_place_small_avx512(
            sequence.address, wide.chunkMasks.address, wide.chunkEnds.address,
            tables.functionHalves.dropFirst(16 * level).address, Int32(tables.side), rows.address, columns.address)
    }

    static func transpose(rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, side: Int) {
        unsafe qrk_transpose_avx512(rows.address, columns.address, Int32(side))
    }

    static func penalties(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, tables: VersionTables, wide: WideTables
    ) -> SIMD8<Int32> {
        var penalties = SIMD8<Int32>()
        unsafe withUnsafeMutablePointer(to: &penalties) { result in
            unsafe qrk_penalties_avx512(
                rows.address, columns.address, tables.rowMasks.address, tables.columnMasks.address,
                wide.halfMasks.address, Int32(tables.side),
                UnsafeMutableRawPointer(result).assumingMemoryBound(to: Int32.self))
        }
        return penalties
    }

    static func penalties(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, lanes: MaskLaneTables, isNEON: Bool
    ) -> SIMD8<Int32> {
        func sixteenBits(_ lanes: KernelBuffer<MaskLanes>) -> UnsafePointer<UInt16> {
            unsafe UnsafeRawPointer(lanes.address).assumingMemoryBound(to: UInt16.self)
        }
        var penalties = SIMD8<Int32>()
        unsafe withUnsafeMutablePointer(to: &penalties) { result in
            let result = unsafe UnsafeMutableRawPointer(result).assumingMemoryBound(to: Int32.self)
            let (rowLanes, columnLanes) = unsafe (sixteenBits(lanes.rows), sixteenBits(lanes.columns))
            if isNEON {
                unsafe qrk_penalties_neon(
                    rows.address, columns.address, rowLanes, columnLanes, sixteenBits(lanes.rowEdges),
                    sixteenBits(lanes.shared), Int32(lanes.side), result)
            } else {
                unsafe qrk_penalties_avx2(
                    rows.address, columns.address, rowLanes, columnLanes, sixteenBits(lanes.rowEdges),
                    Int32(lanes.side), result)
            }
        }
        return penalties
    }

    static func mapToKernelField(_ bytes: KernelBuffer<UInt8>) {
        unsafe qrk_map_to_kernel_field(bytes.address, Int32(bytes.count))
    }
}
