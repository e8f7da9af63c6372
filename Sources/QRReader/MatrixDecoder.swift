// A matrix of modules to codewords, corrected, to segments.
// SPDX-License-Identifier: Apache-2.0

import QRStructure
import ReedSolomon

/// Decodes module matrices; owns its tables and scratch memory.
struct MatrixDecoder {
    var layouts = LayoutCache()
    private let formatWords = FormatCandidates.words
    private var decoders: [ReedSolomonDecoder?] = Array(repeating: nil, count: 33)
    /// Codewords as placed, after unmasking.
    private var placed: [UInt8] = []
    /// Codewords block after block, data before error correction codewords.
    private var codewords: [UInt8] = []
    /// The data codewords of all blocks in order.
    private var data: [UInt8] = []
    /// For each placed codeword how sure its modules are, 0 the least; empty when all are equally sure.
    private var confidences: [UInt8] = []
    private var erasures: [UInt8] = []

    /// Decodes a matrix.
    ///
    /// - Parameters:
    ///   - modules: side² modules, 1 dark and 0 light, row-major.
    ///   - version: the version whose side the matrix has.
    ///   - candidateCount: readings of the format information to try, 1...4.
    ///   - reading: receives everything but where the symbol lay; undefined when an error is thrown.
    /// - Throws: why the best reading of the format information led to no data.
    mutating func decode(
        _ modules: [UInt8], version: QRVersion, candidateCount: Int, into reading: inout Reading
    ) throws(ReadError) {
        let layout = layouts.layout(of: version)
        let formats = FormatCandidates(modules: modules, layout: layout, words: formatWords)
        var failure = ReadError(.formatUnreadable)
        for index in 0..<min(candidateCount, formats.count) {
            let format = formats.list[index]
            do throws(ReadError) {
                try decode(modules, layout: layout, format: format, into: &reading)
                reading.version = version
                reading.level = format.level
                reading.mask = format.mask
                reading.isMirrored = format.isMirrored
                reading.formatErrors = format.errors
                reading.versionErrors = VersionWords.errors(
                    in: modules, version: version, isMirrored: format.isMirrored)
                return
            } catch {
                if index == 0 || (failure.code == .tooManyErrors && error.code != .tooManyErrors) { failure = error }
            }
        }
        throw failure
    }

    private mutating func decode(
        _ modules: [UInt8], layout: SymbolLayout, format: FormatCandidate, into reading: inout Reading
    ) throws(ReadError) {
        let capacity = SymbolCapacity(version: layout.version, level: format.level)
        collect(modules, layout: layout, format: format)
        separateBlocks(capacity)
        try correctBlocks(capacity, into: &reading)
        gatherData(capacity, into: &reading)
        var segments = SegmentDecoder(data: data, dataCount: capacity.dataCodewordCount, version: layout.version)
        try segments.decode(into: &reading)
    }

    /// Collects the codewords in the order of placement and takes the mask off.
    ///
    /// - Source: ISO/IEC 18004:2015 7.7.3 and 7.8.
    private mutating func collect(_ modules: [UInt8], layout: SymbolLayout, format: FormatCandidate) {
        placed.resize(to: layout.codewordCount)
        let masks = format.mask.rawValue * layout.codewordCount
        let side = layout.side
        for index in 0..<layout.codewordCount {
            var codeword: UInt8 = 0
            for bit in index * 8..<index * 8 + 8 {
                let module = Int(layout.bitModules[bit])
                let value = format.isMirrored ? modules[module % side * side + module / side] : modules[module]
                codeword = codeword << 1 | value
            }
            placed[index] = codeword ^ layout.maskCodewords[masks + index]
        }
    }

    /// Undoes the interleaving: places each block's codewords one after the other.
    ///
    /// - Source: ISO/IEC 18004:2015 7.6.
    private mutating func separateBlocks(_ capacity: SymbolCapacity) {
        codewords.resize(to: capacity.codewordCount)
        for block in 0..<capacity.blockCount {
            let range = capacity.range(of: block)
            for index in 0..<range.count {
                codewords[range.lowerBound + index] = placed[capacity.placement(of: index, in: block)]
            }
        }
    }

    private mutating func correctBlocks(
        _ capacity: SymbolCapacity, into reading: inout Reading
    ) throws(ReadError) {
        let count = capacity.errorCorrectionCodewordsPerBlock
        let protection = capacity.misdecodeProtectionCodewordsPerBlock
        if decoders[count] == nil { decoders[count] = ReedSolomonDecoder(errorCorrectionCodewordCount: count) }
        reading.blocks.removeAll(keepingCapacity: true)
        for block in 0..<capacity.blockCount {
            let range = capacity.range(of: block)
            guard
                let correction = decoders[count]?.correct(&codewords, in: range, misdecodeProtection: protection)
                    ?? correctWithErasures(block, capacity)
            else { throw ReadError(.tooManyErrors, blockIndex: block) }
            reading.blocks.append(
                ReadBlock(
                    errorCount: correction.errorCount, erasureCount: correction.erasureCount,
                    capacity: count - protection))
        }
    }

    /// Gathers the data codewords in order, and all codewords as they ought to have been placed.
    private mutating func gatherData(_ capacity: SymbolCapacity, into reading: inout Reading) {
        data.resize(to: capacity.codewordCount)
        reading.codewords.resize(to: capacity.codewordCount)
        var written = 0
        for block in 0..<capacity.blockCount {
            let range = capacity.range(of: block)
            let dataCount = range.count - capacity.errorCorrectionCodewordsPerBlock
            for index in 0..<range.count {
                let codeword = codewords[range.lowerBound + index]
                reading.codewords[capacity.placement(of: index, in: block)] = codeword
                if index < dataCount {
                    data[written] = codeword
                    written += 1
                }
            }
        }
    }
}

extension MatrixDecoder {
    /// Tells how sure the modules of the next matrices are, so that the least sure codewords may be given up.
    ///
    /// - Parameters:
    ///   - moduleConfidences: how sure each module is, row-major, 0 the least; empty to stop giving codewords up.
    ///   - version: the matrix's version.
    ///   - isMirrored: whether the symbol in the matrix is mirrored.
    mutating func setConfidences(_ moduleConfidences: [UInt8], version: QRVersion, isMirrored: Bool) {
        confidences.removeAll(keepingCapacity: true)
        guard !moduleConfidences.isEmpty else { return }
        let layout = layouts.layout(of: version)
        for index in 0..<layout.codewordCount {
            var least: UInt8 = 255
            for bit in index * 8..<index * 8 + 8 {
                var module = Int(layout.bitModules[bit])
                if isMirrored { module = module % layout.side * layout.side + module / layout.side }
                least = min(least, moduleConfidences[module])
            }
            confidences.append(least)
        }
    }

    /// Corrects a block with its least sure codewords given up: first 2 of them, then 4, and so on.
    ///
    /// At least four error correction codewords are kept to detect a wrong correction: each erasure makes one 256 times
    /// likelier.
    private mutating func correctWithErasures(_ block: Int, _ capacity: SymbolCapacity) -> BlockCorrection? {
        guard !confidences.isEmpty else { return nil }
        let count = capacity.errorCorrectionCodewordsPerBlock
        let protection = capacity.misdecodeProtectionCodewordsPerBlock
        let range = capacity.range(of: block)
        let most = min(count - protection - 4, 2 * count / 3)
        erasures.removeAll(keepingCapacity: true)
        while erasures.count + 2 <= most {
            for _ in 0..<2 { appendLeastSure(of: block, codewordCount: range.count, capacity) }
            let correction = decoders[count]?.correct(
                &codewords, in: range, misdecodeProtection: protection, erasures: erasures)
            if let correction { return correction }
        }
        return nil
    }

    private mutating func appendLeastSure(of block: Int, codewordCount: Int, _ capacity: SymbolCapacity) {
        var best = -1
        var least = 256
        for index in 0..<codewordCount where !erasures.contains(UInt8(index)) {
            let confidence = Int(confidences[capacity.placement(of: index, in: block)])
            if confidence < least {
                least = confidence
                best = index
            }
        }
        if best >= 0 { erasures.append(UInt8(best)) }
    }
}

extension SymbolCapacity {
    /// Returns where a block stands when the blocks stand one after the other, its data before its error correction.
    func range(of block: Int) -> Range<Int> {
        let length = shortBlockDataCount + errorCorrectionCodewordsPerBlock
        let start = block * length + max(0, block - shortBlockCount)
        return start..<start + length + (block >= shortBlockCount ? 1 : 0)
    }

    /// Returns the place of a block's codeword in the order of placement.
    ///
    /// - Source: ISO/IEC 18004:2015 7.6: the first codeword of every block, then the second, and so on.
    func placement(of index: Int, in block: Int) -> Int {
        let short = shortBlockDataCount
        let dataCount = short + (block >= shortBlockCount ? 1 : 0)
        if index < short { return index * blockCount + block }
        if index < dataCount { return short * blockCount + block - shortBlockCount }
        return short * blockCount + longBlockCount + (index - dataCount) * blockCount + block
    }
}
