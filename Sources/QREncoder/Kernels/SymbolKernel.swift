// The fast encoder as a whole: text in, modules out, no allocation.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// Owns the scratch memory of the fast encoder; its tables are those of `SharedTables`.
struct SymbolKernel: ~Copyable {
    private var arena = KernelArena()
    let text: KernelBuffer<UInt8>
    /// The data codewords.
    let data: KernelBuffer<UInt8>
    /// The codeword sequence, from byte `Kernels.sequenceStart` on.
    let sequence: KernelBuffer<UInt8>
    /// The modules of the unmasked symbol by rows, and by columns.
    let rows: KernelBuffer<UInt64>
    let columns: KernelBuffer<UInt64>
    let placement: PlacementScratch
    let penalty: PenaltyScratch
    var segmentation: RunSegmentation
    /// The stages in the form of the encoder's level.
    let stages: EncoderStages
    private(set) var textCount = 0

    /// Whether the last symbol's penalties were computed.
    private(set) var hasPenalties = false
    /// Penalties of the mask patterns 0...7 of the last symbol.
    private(set) var penalties = SIMD8<Int32>()

    /// Allocates the scratch memory.
    init(kernels: KernelLevel) {
        stages = EncoderStages(level: kernels)
        text = arena.allocate(SymbolChoice.mostCharacters + 16, zero: UInt8(0))
        data = arena.allocate(2956 + 16, zero: UInt8(0))
        sequence = arena.allocate(Kernels.sequenceStart + 3706 + 32, zero: UInt8(0))
        rows = arena.allocate(3 * Kernels.lineStride, zero: UInt64(0))
        columns = arena.allocate(3 * Kernels.lineStride, zero: UInt64(0))
        placement = PlacementScratch(arena: &arena)
        penalty = PenaltyScratch(arena: &arena)
        segmentation = RunSegmentation(arena: &arena)
    }

    /// Forgets the penalties of the last symbol.
    mutating func forgetSymbol() {
        hasPenalties = false
    }

    /// Encodes a text of at least one byte and at most `SymbolChoice.mostCharacters`.
    ///
    /// One call does it all, so that the encoder that owns the kernel asks once for access to it; and what it calls is
    /// `mutating` or static, because a kernel that is only borrowed from the encoder is copied first. Both cost more than
    /// a tenth of a version 1 symbol.
    ///
    /// `words` receives the packed rows as `QRSymbol.words` wants them. Returns version, level and the mask pattern, the
    /// one given or the best.
    mutating func encode(
        _ bytes: Span<UInt8>, isUTF8: Bool, options: EncodingOptions, words: inout [UInt64]
    ) throws(EncodingError) -> (QRVersion, ErrorCorrectionLevel, MaskPattern) {
        text.copyFront(from: bytes)
        textCount = bytes.count
        let (version, level, needsECI) = try symbolChoice(isUTF8: isUTF8, options: options)
        dataCodewords(version: version, level: level, needsECI: needsECI)
        return (version, level, finish(version: version, level: level, options: options, words: &words))
    }

    /// Goes no further than the segments of a text, which may hold any bytes; returns how many there are.
    mutating func segmentCount(_ bytes: Span<UInt8>, options: EncodingOptions) throws(EncodingError) -> Int {
        text.copyFront(from: bytes)
        textCount = bytes.count
        _ = try symbolChoice(isUTF8: false, options: options)
        return segmentation.segmentCount
    }

    /// Encodes segments that fit the version and level; otherwise like `encode(_:isUTF8:options:words:)`.
    mutating func encode(
        segments: [Segment], version: QRVersion, level: ErrorCorrectionLevel, options: EncodingOptions,
        words: inout [UInt64]
    ) -> MaskPattern {
        dataCodewords(of: segments, version: version, level: level)
        return finish(version: version, level: level, options: options, words: &words)
    }

    /// Makes the symbol of the data codewords.
    private mutating func finish(
        version: QRVersion, level: ErrorCorrectionLevel, options: EncodingOptions, words: inout [UInt64]
    ) -> MaskPattern {
        let tables = SharedTables.version(version)
        stages.codewordSequence(&self, SymbolCapacity(version: version, level: level))
        stages.placed(&self, level, tables)
        hasPenalties = options.mask == nil || options.reportsPenalties
        if hasPenalties { penalties = stages.penalties(&self, tables) }
        let mask = options.mask ?? Self.bestMask(of: penalties)
        Self.write(rows, masked: mask, tables: tables, to: &words)
        return mask
    }

    /// The lowest reference among those of least penalty.
    private static func bestMask(of penalties: SIMD8<Int32>) -> MaskPattern {
        // Penalties with the reference as the lowest bits: the least of them needs no branch.
        let ranked = penalties &<< 3 | SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
        var least = ranked[0]
        for mask in 1..<8 { least = min(least, ranked[mask]) }
        return MaskPattern.allPatterns[Int(least & 7)]
    }

    private static func write(
        _ rows: KernelBuffer<UInt64>, masked mask: MaskPattern, tables: VersionTables, to words: inout [UInt64]
    ) {
        let (side, wordsPerLine) = (tables.side, tables.wordsPerLine)
        let masks = tables.rowMasks.dropFirst(mask.rawValue)
        let count = side * wordsPerLine
        if words.count != count { words = [UInt64](repeating: 0, count: count) }
        KernelBuffer.withView(of: &words) { target in
            for word in 0..<wordsPerLine {
                let valid = UInt64.bits(below: side - 64 * word)
                let (line, maskLine) = (word * Kernels.lineStride, word * side)
                var (row, index) = (0, word)
                while row < side {
                    target[index] = (rows[line &+ row] ^ masks[(maskLine &+ row) &* 8]) & valid
                    index &+= wordsPerLine
                    row &+= 1
                }
            }
        }
    }
}
