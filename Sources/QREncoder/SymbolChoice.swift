// Which segments, version and level a text gets.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure

/// Segments together with the version and level they will be encoded in.
///
/// - Source: ISO/IEC 18004:2015 7.2 and 7.4.9.
package struct SymbolChoice: Hashable, Sendable {
    /// The most characters that any symbol holds: 7089 digits in version 40 at level L.
    package static let mostCharacters = 7089

    /// The segments in order.
    package let segments: [Segment]
    /// The version that holds them.
    package let version: QRVersion
    /// The level asked for, or a higher one that the version has room for.
    package let level: ErrorCorrectionLevel

    /// Chooses the smallest version for given segments, then the level.
    ///
    /// - Parameters:
    ///   - segments: the segments in order.
    ///   - options: what the caller asked for.
    /// - Throws: `dataTooLong` when no version allowed holds the segments.
    package init(segments: [Segment], options: EncodingOptions) throws(EncodingError) {
        self = try SymbolChoice.smallest(options: options) { _ in segments }
    }

    /// Chooses segments, version and level for a text.
    ///
    /// - Parameters:
    ///   - bytes: the text; in kanji mode Shift JIS.
    ///   - isUTF8: whether bytes above 127 are UTF-8, which an ECI header then says.
    ///   - options: what the caller asked for.
    /// - Throws: `emptyText`, `dataTooLong` or `invalidCharacter`.
    package init(bytes: [UInt8], isUTF8: Bool, options: EncodingOptions) throws(EncodingError) {
        guard !bytes.isEmpty else { throw EncodingError(.emptyText) }
        guard bytes.count <= SymbolChoice.mostCharacters else {
            throw EncodingError.hopelesslyLong(byteCount: bytes.count, options: options)
        }
        let needsECI = isUTF8 && bytes.contains { $0 > 127 }
        let header = needsECI ? [try Segment.extendedChannelInterpretation(26)] : []
        switch options.mode {
        case .mixed:
            self = try SymbolChoice.smallest(options: options) { group in
                header + Reference.optimalSegments(of: bytes, in: group)
            }
        case .byte: self = try SymbolChoice(segments: header + [.byte(bytes)], options: options)
        case .numeric: self = try SymbolChoice(segments: [try .numeric(bytes)], options: options)
        case .alphanumeric: self = try SymbolChoice(segments: [try .alphanumeric(bytes)], options: options)
        case .kanji: self = try SymbolChoice(segments: [try .kanji(shiftJIS: bytes)], options: options)
        }
    }

    private init(segments: [Segment], version: QRVersion, level: ErrorCorrectionLevel) {
        self.segments = segments
        self.version = version
        self.level = level
    }

    /// Tries the groups of versions in ascending order; the segments may differ from group to group.
    private static func smallest(
        options: EncodingOptions, segments: (VersionGroup) -> [Segment]
    ) throws(EncodingError) -> SymbolChoice {
        let allowed = options.version.map { $0...$0 } ?? .smallest ... .largest
        var neededBitCount = 0
        for group in VersionGroup.allCases {
            let numbers = group.versionNumbers.clamped(
                to: allowed.lowerBound.rawValue...allowed.upperBound.rawValue)
            guard group.versionNumbers.contains(allowed.lowerBound.rawValue) || numbers.count > 1 else { continue }
            let segments = segments(group)
            for version in numbers.compactMap(QRVersion.init(rawValue:)) {
                neededBitCount = segments.reduce(0) { $0 + $1.neededBitCount(in: version) }
                guard let bitCount = SymbolChoice.bitCount(of: segments, in: version),
                    bitCount <= bitCapacity(version, options.minimumLevel)
                else { continue }
                let level = SymbolChoice.level(for: bitCount, in: version, options: options)
                return SymbolChoice(segments: segments, version: version, level: level)
            }
        }
        throw EncodingError(
            .dataTooLong, neededBitCount: neededBitCount,
            availableBitCount: bitCapacity(allowed.upperBound, options.minimumLevel))
    }

    /// Returns the bits of all segments, or `nil` when a character count does not fit its indicator.
    package static func bitCount(of segments: [Segment], in version: QRVersion) -> Int? {
        var sum = 0
        for segment in segments {
            guard let bitCount = segment.bitCount(in: version) else { return nil }
            sum += bitCount
        }
        return sum
    }

    /// Returns the bits that the data codewords of a version and level hold.
    package static func bitCapacity(_ version: QRVersion, _ level: ErrorCorrectionLevel) -> Int {
        SymbolCapacity(version: version, level: level).dataCodewordCount * 8
    }

    private static func level(
        for bitCount: Int, in version: QRVersion, options: EncodingOptions
    ) -> ErrorCorrectionLevel {
        guard options.raisesLevel else { return options.minimumLevel }
        var level = options.minimumLevel
        for higher in ErrorCorrectionLevel.allCases
        where higher > level && bitCount <= bitCapacity(version, higher) {
            level = higher
        }
        return level
    }
}

extension EncodingError {
    /// The error for a text of more characters than any symbol holds, found before any work is done; the bits are those
    /// of a numeric segment, the least that any text can take.
    static func hopelesslyLong(byteCount: Int, options: EncodingOptions) -> EncodingError {
        let (tenfold, overflow) = byteCount.multipliedReportingOverflow(by: 10)
        return EncodingError(
            .dataTooLong, neededBitCount: overflow ? Int.max : 4 + 14 + tenfold / 3,
            availableBitCount: SymbolChoice.bitCapacity(options.version ?? .largest, options.minimumLevel))
    }
}
