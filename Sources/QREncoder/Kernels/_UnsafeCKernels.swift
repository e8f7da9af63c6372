// The one door to the C kernels.
// SPDX-License-Identifier: Apache-2.0

import CQRKernels
import QRStructure

/// Calls of the C kernels, one function per stage, named like their Swift twins in `Kernels`.
///
/// Only to be called at a level that the processor has.
enum CKernels {
    // SAFETY, for all: the C functions read and write what their Swift twins do, with lengths from the same tables; the
    // buffers' owners outlive the calls, which keep no pointer.

    static func writeRuns(of text: KernelBuffer<UInt8>, count: Int, segmentation: RunSegmentation) -> Int {
        unsafe Int(
            qrk_write_runs_avx512(
                text.address, Int32(count), segmentation.classes.address, segmentation.ends.address,
                segmentation.runClasses.address))
    }

    static func codewordSequence(
        data: KernelBuffer<UInt8>, capacity: SymbolCapacity, tables: DistanceTables,
        into sequence: KernelBuffer<UInt8>
    ) {
        unsafe qrk_codeword_sequence_avx512(
            data.address, Int32(capacity.blockCount), Int32(capacity.shortBlockDataCount),
            Int32(capacity.shortBlockCount), Int32(capacity.errorCorrectionCodewordsPerBlock),
            tables.lastRow.address, sequence.address)
    }

    static func placed(
        _ sequence: KernelBuffer<UInt8>, level: ErrorCorrectionLevel, tables: VersionTables, wide: WideTables,
        into rows: KernelBuffer<UInt64>
    ) {
        unsafe qrk_placed_avx512(
            sequence.address, wide.chunkMasks.address, wide.chunkEnds.address, tables.functionRows(of: level).address,
            Int32(tables.side), rows.address)
    }

    static func placedSmall(
        _ sequence: KernelBuffer<UInt8>, level: ErrorCorrectionLevel, tables: VersionTables, wide: WideTables,
        into rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>
    ) {
        unsafe qrk_placed_small_avx512(
            sequence.address, wide.chunkMasks.address, wide.chunkEnds.address,
            tables.functionHalves(of: level).address, Int32(tables.side), rows.address, columns.address)
    }

    static func transpose(rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, side: Int) {
        unsafe qrk_transpose_avx512(rows.address, columns.address, Int32(side))
    }

    static func penaltiesAVX512(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, tables: VersionTables, wide: WideTables
    ) -> SIMD8<Int32> {
        unsafe eightLanes { result in
            unsafe qrk_penalties_avx512(
                rows.address, columns.address, tables.rowMasks.address, tables.columnMasks.address,
                wide.halfMasks.address, Int32(tables.side), result)
        }
    }

    static func penaltiesAVX2(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, lanes: MaskLaneTables
    ) -> SIMD8<Int32> {
        unsafe eightLanes { result in
            unsafe qrk_penalties_avx2(
                rows.address, columns.address, sixteenBits(lanes.rows), sixteenBits(lanes.columns),
                sixteenBits(lanes.rowEdges), Int32(lanes.side), result)
        }
    }

    static func penaltiesNEON(
        rows: KernelBuffer<UInt64>, columns: KernelBuffer<UInt64>, lanes: MaskLaneTables
    ) -> SIMD8<Int32> {
        unsafe eightLanes { result in
            unsafe qrk_penalties_neon(
                rows.address, columns.address, sixteenBits(lanes.rows), sixteenBits(lanes.columns),
                sixteenBits(lanes.rowEdges), sixteenBits(lanes.shared), Int32(lanes.side), result)
        }
    }

    private static func sixteenBits(_ lanes: KernelBuffer<MaskLanes>) -> UnsafePointer<UInt16> {
        unsafe UnsafeRawPointer(lanes.address).assumingMemoryBound(to: UInt16.self)
    }

    /// Returns the eight values that a function writes.
    private static func eightLanes(_ write: (UnsafeMutablePointer<Int32>) -> Void) -> SIMD8<Int32> {
        var lanes = SIMD8<Int32>()
        unsafe withUnsafeMutablePointer(to: &lanes) { result in
            unsafe write(UnsafeMutableRawPointer(result).assumingMemoryBound(to: Int32.self))
        }
        return lanes
    }

    static func mapToKernelField(_ bytes: KernelBuffer<UInt8>) {
        unsafe qrk_map_to_kernel_field(bytes.address, Int32(bytes.count))
    }
}
