// The encoder that programs call.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

/// Makes QR Code symbols from texts, bytes or segments.
///
/// Reuse one encoder per thread. Do not share an encoder between threads.
public final class QRSymbolEncoder {
    private let pooled: PooledKernel

    /// The penalties of the mask patterns 0...7 of the last symbol; empty when its mask was given and
    /// `EncodingOptions.reportsPenalties` was off.
    ///
    /// - Source: ISO/IEC 18004:2015 7.8.3.
    public var penalties: [Int] {
        pooled.kernel.hasPenalties ? (0..<8).map { Int(pooled.kernel.penalties[$0]) } : []
    }

    /// The penalties as `penalties` gives them, without an array; `nil` when they were not computed.
    package var penaltyLanes: SIMD8<Int32>? {
        pooled.kernel.hasPenalties ? pooled.kernel.penalties : nil
    }

    /// Makes an encoder with the best kernels of the processor.
    public init() {
        pooled = PooledKernel(kernels: .best)
    }

    /// Makes an encoder with kernels of a level, or of the best level of the processor when it lacks that one.
    ///
    /// - Parameter kernels: the level wanted.
    @_spi(Kernels)
    public init(kernels: KernelLevel) {
        pooled = PooledKernel(kernels: KernelLevel.available.contains(kernels) ? kernels : .best)
    }

    /// Encodes a text.
    ///
    /// A text that is not ASCII is announced as UTF-8 by an ECI header (assignment 26).
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the symbol.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the text.
    public func encode(_ text: String, options: EncodingOptions = EncodingOptions()) throws(EncodingError) -> QRSymbol {
        try encode(utf8: text.utf8.span, options: options)
    }

    /// Encodes a text given as UTF-8, announced like that of a `String`.
    ///
    /// - Parameters:
    ///   - text: the bytes of the text; they are not checked.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the symbol.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the text.
    public func encode(
        utf8 text: Span<UInt8>, options: EncodingOptions = EncodingOptions()
    ) throws(EncodingError) -> QRSymbol {
        var words: [UInt64] = []
        let (version, level, mask) = try encode(text, isUTF8: true, options: options, words: &words)
        return QRSymbol(version: version, level: level, mask: mask, words: words)
    }

    /// Encodes a text given as UTF-8 into a symbol that exists already, whose memory is used again.
    ///
    /// Nothing is allocated when the symbol has the same version as before, is referenced from nowhere else and the
    /// encoder has met the version and level.
    ///
    /// - Parameters:
    ///   - text: the bytes of the text; they are not checked.
    ///   - options: what the caller chooses about the symbol.
    ///   - symbol: receives the symbol; unchanged when an error is thrown.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the text.
    public func encode(
        utf8 text: Span<UInt8>, options: EncodingOptions = EncodingOptions(), into symbol: inout QRSymbol
    ) throws(EncodingError) {
        try symbol.replace { words throws(EncodingError) in
            try encode(text, isUTF8: true, options: options, words: &words)
        }
    }

    /// Encodes bytes as they are, without an ECI header.
    ///
    /// - Parameters:
    ///   - bytes: the bytes; in kanji mode Shift JIS.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the symbol.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the bytes.
    public func encode(
        bytes: [UInt8], options: EncodingOptions = EncodingOptions()
    ) throws(EncodingError) -> QRSymbol {
        var words: [UInt64] = []
        let (version, level, mask) = try encode(bytes.span, isUTF8: false, options: options, words: &words)
        return QRSymbol(version: version, level: level, mask: mask, words: words)
    }

    /// Encodes bytes as they are into a symbol that exists already, whose memory is used again.
    ///
    /// Allocates as little as `encode(utf8:options:into:)`.
    ///
    /// - Parameters:
    ///   - bytes: the bytes; in kanji mode Shift JIS.
    ///   - options: what the caller chooses about the symbol.
    ///   - symbol: receives the symbol; unchanged when an error is thrown.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the bytes.
    public func encode(
        bytes: Span<UInt8>, options: EncodingOptions = EncodingOptions(), into symbol: inout QRSymbol
    ) throws(EncodingError) {
        try symbol.replace { words throws(EncodingError) in
            try encode(bytes, isUTF8: false, options: options, words: &words)
        }
    }

    /// Encodes segments; `options.mode` has no meaning here.
    ///
    /// - Parameters:
    ///   - segments: the segments in order.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the symbol.
    /// - Throws: `dataTooLong`.
    public func encode(
        segments: [Segment], options: EncodingOptions = EncodingOptions()
    ) throws(EncodingError) -> QRSymbol {
        let choice = try SymbolChoice(segments: segments, options: options)
        var words: [UInt64] = []
        let mask = pooled.kernel.encode(
            segments: segments, version: choice.version, level: choice.level, options: options, words: &words)
        return QRSymbol(version: choice.version, level: choice.level, mask: mask, words: words)
    }

    /// Encodes bytes with the plain encoder, the law that the fast one is held to; many times slower.
    ///
    /// - Parameters:
    ///   - bytes: the bytes; in kanji mode Shift JIS.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the symbol, and the penalties where they were computed.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the bytes.
    @_spi(Kernels)
    public static func plainSymbol(
        bytes: [UInt8], options: EncodingOptions
    ) throws(EncodingError) -> (symbol: QRSymbol, penalties: [Int]) {
        let choice = try SymbolChoice(bytes: bytes, isUTF8: false, options: options)
        return Reference.symbol(of: choice, mask: options.mask, reportsPenalties: options.reportsPenalties)
    }

    /// Splits a text into the segments of mixed mode and chooses version and level, as `encode` would, and stops there: for
    /// measuring that part by itself.
    ///
    /// - Parameters:
    ///   - text: the bytes of the text, 1...7,089 of them.
    ///   - options: what the caller chooses about the symbol.
    /// - Returns: the count of segments.
    /// - Throws: `dataTooLong`, or `invalidCharacter` when the mode cannot hold the text.
    @_spi(Kernels)
    public func segmentCount(utf8 text: Span<UInt8>, options: EncodingOptions) throws(EncodingError) -> Int {
        try pooled.kernel.segmentCount(text, options: options)
    }

    private func encode(
        _ text: Span<UInt8>, isUTF8: Bool, options: EncodingOptions, words: inout [UInt64]
    ) throws(EncodingError) -> (QRVersion, ErrorCorrectionLevel, MaskPattern) {
        guard !text.isEmpty else { throw EncodingError(.emptyText) }
        guard text.count <= SymbolChoice.mostCharacters else {
            throw EncodingError.hopelesslyLong(byteCount: text.count, options: options)
        }
        return try pooled.kernel.encode(text, isUTF8: isUTF8, options: options, words: &words)
    }
}

extension QRSymbol {
    /// Encodes a text with an encoder of its own; programs that make many symbols keep a `QRSymbolEncoder`.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - options: what the caller chooses about the symbol.
    /// - Throws: `emptyText`, `dataTooLong`, or `invalidCharacter` when the mode cannot hold the text.
    public init(encoding text: String, options: EncodingOptions = EncodingOptions()) throws(EncodingError) {
        self = try QRSymbolEncoder().encode(text, options: options)
    }
}
