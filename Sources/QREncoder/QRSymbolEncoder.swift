// The encoder that programs call.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

/// Makes QR Code symbols from texts, bytes or segments.
///
/// Keep one encoder a thread and use it again: it is not to be shared between threads.
public final class QRSymbolEncoder {
    /// The penalties of the mask patterns 0...7 of the last symbol; empty when its mask was given and
    /// `EncodingOptions.reportsPenalties` was off.
    ///
    /// - Source: ISO/IEC 18004:2015 7.8.3.
    public private(set) var penalties: [Int] = []

    /// Makes an encoder.
    public init() {}

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
        finish(try SymbolChoice(bytes: Array(text.utf8), isUTF8: true, options: options), options: options)
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
        finish(try SymbolChoice(bytes: bytes, isUTF8: false, options: options), options: options)
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
        finish(try SymbolChoice(segments: segments, options: options), options: options)
    }

    private func finish(_ choice: SymbolChoice, options: EncodingOptions) -> QRSymbol {
        let symbol: QRSymbol
        (symbol, penalties) = Reference.symbol(
            of: choice, mask: options.mask, reportsPenalties: options.reportsPenalties)
        return symbol
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
