// The table of functions that a kernel level stands for.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// The encoder's stages in the form of one kernel level.
///
/// An encoder takes its table once, when it is made. Every function of a column computes the same:
///
/// | stage | plain twin |
/// | --- | --- |
/// | `writeRuns` | a part of `Reference.optimalSegments` |
/// | `codewordSequence` | `Reference.codewordSequence` |
/// | `placed` | `Reference.placed`, all modules light that the mask decides |
/// | `penalties` | `Reference.penalty` |
struct EncoderStages: Sendable {
    /// Finds the runs of characters of one class in a text; returns how many there are.
    let writeRuns: @Sendable (_ segmentation: RunSegmentation, _ text: KernelBuffer<UInt8>, _ count: Int) -> Int
    /// Makes `sequence` of `data`.
    let codewordSequence: @Sendable (_ kernel: inout SymbolKernel, _ capacity: SymbolCapacity) -> Void
    /// Makes `rows` of `sequence`, and `columns` too when the side is at most `Kernels.smallSide`.
    let placed: @Sendable (_ kernel: inout SymbolKernel, _ level: ErrorCorrectionLevel, _ tables: VersionTables) -> Void
    /// Returns the penalties of the mask patterns 0...7; makes `columns` of `rows` where `placed` has not.
    let penalties: @Sendable (_ kernel: inout SymbolKernel, _ tables: VersionTables) -> SIMD8<Int32>

    /// The table of a level, which the processor must have.
    init(level: KernelLevel) {
        switch level {
        case .swift: self = .swift
        case .avx2: self = EncoderStages(.swift, penalties: EncoderStages.penaltiesAVX2)
        case .neon: self = EncoderStages(.swift, penalties: EncoderStages.penaltiesNEON)
        case .avx512: self = .avx512
        }
    }

    private init(
        writeRuns: @escaping @Sendable (RunSegmentation, KernelBuffer<UInt8>, Int) -> Int,
        codewordSequence: @escaping @Sendable (inout SymbolKernel, SymbolCapacity) -> Void,
        placed: @escaping @Sendable (inout SymbolKernel, ErrorCorrectionLevel, VersionTables) -> Void,
        penalties: @escaping @Sendable (inout SymbolKernel, VersionTables) -> SIMD8<Int32>
    ) {
        self.writeRuns = writeRuns
        self.codewordSequence = codewordSequence
        self.placed = placed
        self.penalties = penalties
    }

    /// The table of a level that differs from another in its penalties alone.
    private init(
        _ other: EncoderStages, penalties: @escaping @Sendable (inout SymbolKernel, VersionTables) -> SIMD8<Int32>
    ) {
        self.init(
            writeRuns: other.writeRuns, codewordSequence: other.codewordSequence, placed: other.placed,
            penalties: penalties)
    }
}

// MARK: - Pure Swift

extension EncoderStages {
    private static var swift: EncoderStages {
        EncoderStages(
            writeRuns: { segmentation, text, count in segmentation.writeRuns(of: text, count: count) },
            codewordSequence: { kernel, capacity in
                let tables = SharedTables.remainders(codewordCount: capacity.errorCorrectionCodewordsPerBlock)
                Kernels.codewordSequence(
                    data: kernel.data, capacity: capacity, tables: tables,
                    into: kernel.sequence.dropFirst(Kernels.sequenceStart))
            },
            placed: { kernel, level, tables in
                if tables.side <= Kernels.smallSide {
                    Kernels.placedSmall(
                        kernel.sequence, level: level, tables: tables, scratch: kernel.placement, into: kernel.rows,
                        columns: kernel.columns)
                } else {
                    Kernels.placed(
                        kernel.sequence, level: level, tables: tables, scratch: kernel.placement, into: kernel.rows)
                }
            },
            penalties: { kernel, tables in
                transpose(&kernel, tables)
                return Kernels.penalties(
                    rows: kernel.rows, columns: kernel.columns, tables: SharedTables.lanes(of: tables),
                    scratch: kernel.penalty)
            })
    }

    private static func transpose(_ kernel: inout SymbolKernel, _ tables: VersionTables) {
        guard tables.side > Kernels.smallSide else { return }
        Kernels.transpose(
            rows: kernel.rows, columns: kernel.columns, side: tables.side, wordsPerLine: tables.wordsPerLine)
    }
}

// MARK: - Kernels in C

extension EncoderStages {
    @Sendable
    private static func penaltiesAVX2(_ kernel: inout SymbolKernel, _ tables: VersionTables) -> SIMD8<Int32> {
        transpose(&kernel, tables)
        return CKernels.penaltiesAVX2(
            rows: kernel.rows, columns: kernel.columns, lanes: SharedTables.lanes(of: tables))
    }

    @Sendable
    private static func penaltiesNEON(_ kernel: inout SymbolKernel, _ tables: VersionTables) -> SIMD8<Int32> {
        transpose(&kernel, tables)
        return CKernels.penaltiesNEON(
            rows: kernel.rows, columns: kernel.columns, lanes: SharedTables.lanes(of: tables))
    }

    private static var avx512: EncoderStages {
        EncoderStages(
            writeRuns: { segmentation, text, count in
                CKernels.writeRuns(of: text, count: count, segmentation: segmentation)
            },
            codewordSequence: { kernel, capacity in
                let tables = SharedTables.distances(codewordCount: capacity.errorCorrectionCodewordsPerBlock)
                CKernels.codewordSequence(
                    data: kernel.data, capacity: capacity, tables: tables,
                    into: kernel.sequence.dropFirst(Kernels.sequenceStart))
            },
            placed: { kernel, level, tables in
                let sequence = kernel.sequence.dropFirst(Kernels.sequenceStart)
                let wide = SharedTables.wide(of: tables)
                if tables.side <= Kernels.smallSide {
                    CKernels.placedSmall(
                        sequence, level: level, tables: tables, wide: wide, into: kernel.rows, columns: kernel.columns)
                } else {
                    CKernels.placed(sequence, level: level, tables: tables, wide: wide, into: kernel.rows)
                }
            },
            penalties: { kernel, tables in
                if tables.side > Kernels.smallSide {
                    CKernels.transpose(rows: kernel.rows, columns: kernel.columns, side: tables.side)
                }
                return CKernels.penaltiesAVX512(
                    rows: kernel.rows, columns: kernel.columns, tables: tables, wide: SharedTables.wide(of: tables))
            })
    }
}
