// Making symbols, for C.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import QREncoder
import QRStructure

/// What a `qris_encoder` points at.
private final class EncoderState {
    let encoder = QRSymbolEncoder()
    /// The symbol made last; its memory is used again.
    var symbol = QRSymbol(
        version: .smallest, level: .low, mask: MaskPattern.allPatterns[0],
        words: [UInt64](repeating: 0, count: QRVersion.smallest.sideInModules))
}

/// Returns a new encoder.
@c @implementation
public func qris_encoder_create() -> OpaquePointer? {
    unsafe OpaquePointer(Unmanaged.passRetained(EncoderState()).toOpaque())
}

/// Releases an encoder.
@c @implementation
public func qris_encoder_destroy(_ encoder: OpaquePointer?) {
    guard let encoder = unsafe encoder else { return }
    // SAFETY: the header asks for null or what `qris_encoder_create` returned, once.
    unsafe Unmanaged<EncoderState>.fromOpaque(UnsafeRawPointer(encoder)).release()
}

/// Sets options to their defaults.
@c @implementation
public func qris_encode_options_init(_ options: UnsafeMutablePointer<qris_encode_options>?, _ size: Int) {
    unsafe initialize(options, size)
}

/// Makes a symbol.
@c @implementation
public func qris_encode(
    _ encoder: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ textLength: Int,
    _ options: UnsafePointer<qris_encode_options>?, _ modules: UnsafeMutablePointer<UInt8>?, _ capacity: Int,
    _ symbol: UnsafeMutablePointer<qris_symbol>?, _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        guard let encoder = unsafe encoder else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for what `qris_encoder_create` returned and `qris_encoder_destroy` has not seen.
        let state = unsafe Unmanaged<EncoderState>.fromOpaque(UnsafeRawPointer(encoder)).takeUnretainedValue()
        let choices = unsafe try read(options)
        guard choices.layout == QRIS_LAYOUT_BYTES || choices.layout == QRIS_LAYOUT_BITS else {
            throw Refusal(QRIS_INVALID_ARGUMENT)
        }
        guard capacity >= 0 else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        try state.encode(unsafe CallerText(text, textLength), choices)
        if let symbol = unsafe symbol { unsafe state.symbol.write(to: symbol, penalties: state.encoder.penaltyLanes) }
        if let modules = unsafe modules {
            unsafe try state.symbol.writeModules(asBits: choices.layout == QRIS_LAYOUT_BITS, to: modules, capacity)
        }
    }
}

extension EncoderState {
    fileprivate func encode(_ text: CallerText, _ choices: qris_encode_options) throws(Refusal) {
        let options = try EncodingOptions(choices)
        let isText: Bool
        switch Int(choices.content) {
        case QRIS_CONTENT_TEXT: isText = true
        case QRIS_CONTENT_BYTES: isText = false
        default: throw Refusal(QRIS_INVALID_ARGUMENT)
        }
        do throws(EncodingError) {
            if isText {
                try encoder.encode(utf8: unsafe text.bytes.span, options: options, into: &symbol)
            } else {
                try encoder.encode(bytes: unsafe text.bytes.span, options: options, into: &symbol)
            }
        } catch {
            throw Refusal(error)
        }
    }
}

extension EncodingOptions {
    fileprivate init(_ choices: qris_encode_options) throws(Refusal) {
        guard let level = ErrorCorrectionLevel(number: choices.minimum_level),
            let mode = SegmentMode(number: choices.mode)
        else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        self.init(minimumLevel: level, raisesLevel: try choices.raises_level.flag, mode: mode)
        reportsPenalties = try choices.reports_penalties.flag
        if choices.version != QRIS_VERSION_AUTO {
            guard let number = QRVersion(rawValue: Int(choices.version)) else { throw Refusal(QRIS_INVALID_ARGUMENT) }
            version = number
        }
        if choices.mask != QRIS_MASK_AUTO {
            guard let pattern = MaskPattern(rawValue: Int(choices.mask)) else { throw Refusal(QRIS_INVALID_ARGUMENT) }
            mask = pattern
        }
    }
}

extension EncodingOptions.SegmentMode {
    fileprivate init?(number: Int32) {
        switch Int(number) {
        case QRIS_MODE_BYTE: self = .byte
        case QRIS_MODE_MIXED: self = .mixed
        case QRIS_MODE_NUMERIC: self = .numeric
        case QRIS_MODE_ALPHANUMERIC: self = .alphanumeric
        case QRIS_MODE_KANJI: self = .kanji
        default: return nil
        }
    }
}

extension Refusal {
    fileprivate init(_ error: EncodingError) {
        switch error.code {
        case .emptyText: self.init(QRIS_EMPTY_TEXT)
        case .dataTooLong: self.init(QRIS_DATA_TOO_LONG)
        default: self.init(QRIS_INVALID_CHARACTER)
        }
        value = error.neededBitCount
        limit = error.availableBitCount
        offset = error.byteOffset
    }
}

extension qris_encode_options: SizedOptions {
    static var defaults: qris_encode_options {
        qris_encode_options(
            size: MemoryLayout<qris_encode_options>.size, minimum_level: Int32(QRIS_LEVEL_M), raises_level: 1,
            version: Int32(QRIS_VERSION_AUTO), mask: Int32(QRIS_MASK_AUTO), mode: Int32(QRIS_MODE_BYTE),
            content: Int32(QRIS_CONTENT_TEXT), layout: Int32(QRIS_LAYOUT_BYTES), reports_penalties: 0)
    }
}
