// Text to data codewords: segments, version and level, bit stream.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

extension SymbolKernel {
    /// Chooses segments, version and level for the loaded text: twin `SymbolChoice`.
    mutating func symbolChoice(isUTF8: Bool, options: EncodingOptions) throws(EncodingError) -> (
        QRVersion, ErrorCorrectionLevel, Bool
    ) {
        let needsECI = isUTF8 && !isASCII()
        let headerBits = needsECI ? 12 : 0
        try checkCharacters(mode: options.mode)
        let allowed = options.version.map { $0...$0 } ?? .smallest ... .largest
        var neededBitCount = 0
        if options.mode == .mixed { segmentation.findRuns(in: text, count: textCount, stages: stages) }
        for group in VersionGroup.allCases {
            let first = max(group.versionNumbers.lowerBound, allowed.lowerBound.rawValue)
            let last = min(group.versionNumbers.upperBound, allowed.upperBound.rawValue)
            guard first <= last else { continue }
            neededBitCount = headerBits + bitCount(in: group, mode: options.mode)
            guard let version = smallestVersion(in: first...last, holding: neededBitCount, level: options.minimumLevel)
            else { continue }
            if options.mode == .mixed { segmentation.trace(group) }
            let level =
                options.raisesLevel
                ? SymbolKernel.raised(options.minimumLevel, version, neededBitCount) : options.minimumLevel
            return (version, level, needsECI)
        }
        throw EncodingError(
            .dataTooLong, neededBitCount: neededBitCount,
            availableBitCount: SymbolChoice.bitCapacity(allowed.upperBound, options.minimumLevel))
    }

    private func isASCII() -> Bool {
        text.setBigEndianWord(0, at: textCount)
        var (index, bits) = (0, UInt64(0))
        while index < textCount {
            bits |= text.bigEndianWord(at: index)
            index &+= 8
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// Refuses the first character that the mode cannot hold and makes the text one segment, unless it is mixed.
    private mutating func checkCharacters(mode: EncodingOptions.SegmentMode) throws(EncodingError) {
        var wrong: Int?
        switch mode {
        case .mixed: return
        case .byte: segmentation.setSingle(.byte, count: textCount)
        case .numeric:
            wrong = (0..<textCount).first { CharacterSet.digitValue(of: text[$0]) == nil }
            segmentation.setSingle(.numeric, count: textCount)
        case .alphanumeric:
            wrong = (0..<textCount).first { CharacterSet.alphanumericValue(of: text[$0]) == nil }
            segmentation.setSingle(.alphanumeric, count: textCount)
        case .kanji:
            wrong = stride(from: 0, to: textCount, by: 2).first {
                $0 + 1 == textCount || CharacterSet.kanjiValue(high: text[$0], low: text[$0 + 1]) == nil
            }
            segmentation.setSingle(.kanji, count: textCount)
        }
        if let wrong { throw EncodingError(.invalidCharacter, byteOffset: wrong) }
    }

    private mutating func bitCount(in group: VersionGroup, mode: EncodingOptions.SegmentMode) -> Int {
        switch mode {
        case .mixed: segmentation.cheapestBitCount(in: group)
        case .byte: 4 + Segment.Mode.byte.characterCountBits(in: group) + 8 * textCount
        case .numeric: 4 + Segment.Mode.numeric.characterCountBits(in: group) + (10 * textCount + 2) / 3
        case .alphanumeric: 4 + Segment.Mode.alphanumeric.characterCountBits(in: group) + (11 * textCount + 1) / 2
        case .kanji: 4 + Segment.Mode.kanji.characterCountBits(in: group) + 13 * (textCount / 2)
        }
    }

    private func smallestVersion(
        in numbers: ClosedRange<Int>, holding bitCount: Int, level: ErrorCorrectionLevel
    ) -> QRVersion? {
        for number in numbers {
            if let version = QRVersion(rawValue: number), bitCount <= SymbolChoice.bitCapacity(version, level) {
                return version
            }
        }
        return nil
    }

    private static func raised(
        _ level: ErrorCorrectionLevel, _ version: QRVersion, _ bitCount: Int
    ) -> ErrorCorrectionLevel {
        var raised = level
        while let higher = ErrorCorrectionLevel(rawValue: raised.rawValue + 1),
            bitCount <= SymbolChoice.bitCapacity(version, higher)
        {
            raised = higher
        }
        return raised
    }

    /// Writes the data codewords of the loaded text after `symbolChoice`: twin `Reference.dataCodewords`.
    mutating func dataCodewords(version: QRVersion, level: ErrorCorrectionLevel, needsECI: Bool) {
        var writer = BitWriter(bytes: data)
        if needsECI {
            writer.append(UInt64(Segment.Mode.extendedChannelInterpretation.rawValue), count: 4)
            writer.append(26, count: 8)
        }
        let group = VersionGroup(of: version)
        for index in segmentation.firstSegment..<segmentation.firstSegment + segmentation.segmentCount {
            append(segmentation.segments[index], group: group, to: &writer)
        }
        writer.finish(byteCount: SymbolCapacity(version: version, level: level).dataCodewordCount)
    }

    /// Writes the data codewords of segments: twin `Reference.dataCodewords`.
    mutating func dataCodewords(of segments: [Segment], version: QRVersion, level: ErrorCorrectionLevel) {
        var writer = BitWriter(bytes: data)
        let group = VersionGroup(of: version)
        for segment in segments {
            writer.append(UInt64(segment.mode.rawValue), count: 4)
            writer.append(UInt64(segment.characterCount), count: segment.mode.characterCountBits(in: group))
            writer.append(segment.data)
        }
        writer.finish(byteCount: SymbolCapacity(version: version, level: level).dataCodewordCount)
    }

    private func append(_ segment: TextSegment, group: VersionGroup, to writer: inout BitWriter) {
        let (start, count) = (Int(segment.start), Int(segment.count))
        let characterCount = segment.mode == .kanji ? count / 2 : count
        writer.append(UInt64(segment.mode.rawValue), count: 4)
        writer.append(UInt64(characterCount), count: segment.mode.characterCountBits(in: group))
        switch segment.mode {
        case .numeric: appendDigits(start, count, to: &writer)
        case .alphanumeric: appendAlphanumerics(start, count, to: &writer)
        case .kanji: appendKanji(start, count, to: &writer)
        default: writer.append(text, start: start, count: count)
        }
    }

    private func appendDigits(_ start: Int, _ count: Int, to writer: inout BitWriter) {
        @inline(__always) func digit(_ index: Int) -> UInt64 { UInt64(text[index] &- UInt8(ascii: "0")) }
        var index = start
        let end = start &+ count
        while index &+ 3 <= end {
            let value = digit(index) &* 100 &+ digit(index &+ 1) &* 10 &+ digit(index &+ 2)
            writer.append(value, count: 10)
            index &+= 3
        }
        if end &- index == 2 { writer.append(digit(index) &* 10 &+ digit(index &+ 1), count: 7) }
        if end &- index == 1 { writer.append(digit(index), count: 4) }
    }

    private func appendAlphanumerics(_ start: Int, _ count: Int, to writer: inout BitWriter) {
        let values = segmentation.alphanumericValues
        @inline(__always) func value(_ index: Int) -> UInt64 { UInt64(values[Int(text[index])]) }
        var index = start
        let end = start &+ count
        while index &+ 2 <= end {
            writer.append(value(index) &* 45 &+ value(index &+ 1), count: 11)
            index &+= 2
        }
        if index < end { writer.append(value(index), count: 6) }
    }

    private func appendKanji(_ start: Int, _ count: Int, to writer: inout BitWriter) {
        for index in stride(from: start, to: start + count, by: 2) {
            let value = CharacterSet.kanjiValue(high: text[index], low: text[index + 1])
            writer.append(UInt64(value ?? 0), count: 13)
        }
    }
}
