// Static to dynamic and back, for C.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import EMVTLV
import QRIS

/// Sets options to their defaults.
@c @implementation
public func qris_convert_options_init(_ options: UnsafeMutablePointer<qris_convert_options>?, _ size: Int) {
    unsafe initialize(options, size)
}

/// Makes the code for one transaction.
@c @implementation
public func qris_convert_to_dynamic(
    _ text: UnsafePointer<CChar>?, _ textLength: Int, _ amount: UnsafePointer<CChar>?, _ amountLength: Int,
    _ options: UnsafePointer<qris_convert_options>?, _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?, _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        let conversion = unsafe try Conversion(read(options))
        let payload = unsafe try parsed(text, textLength)
        let amount = try Amount(from: unsafe CallerText(amount, amountLength))
        let result = try conversion.dynamicCode(of: payload, amount: amount)
        try buffer.write(result.bytes.span)
    }
}

/// Makes the code for any number of transactions.
@c @implementation
public func qris_convert_to_static(
    _ text: UnsafePointer<CChar>?, _ textLength: Int, _ options: UnsafePointer<qris_convert_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        let conversion = unsafe try Conversion(read(options))
        let payload = unsafe try parsed(text, textLength)
        let result = try conversion.staticCode(of: payload)
        try buffer.write(result.bytes.span)
    }
}

/// Reads the structure of a payload.
private func parsed(_ text: UnsafePointer<CChar>?, _ length: Int) throws(Refusal) -> QRISPayload {
    let bytes = unsafe try CallerText(text, length).array
    do throws(PayloadError) {
        return try QRISPayload(parsing: bytes)
    } catch {
        var refusal = Refusal(QRIS_NOT_A_PAYLOAD)
        refusal.offset = error.byteOffset
        throw refusal
    }
}

/// The caller's choices, checked.
private struct Conversion {
    private let profile: Profile
    private let repairsCRC: Bool
    private let tip: Tip?
    private let referenceLabel: [UInt8]?
    private let terminalLabel: [UInt8]?
    private let keepsSaleData: Bool

    init(_ options: qris_convert_options) throws(Refusal) {
        profile = unsafe try Profile(number: options.profile)
        repairsCRC = unsafe try options.repairs_crc.flag
        keepsSaleData = unsafe try options.keeps_sale_data.flag
        tip = unsafe try Tip.read(options)
        referenceLabel = unsafe try Self.label(options.reference_label, options.reference_label_length)
        terminalLabel = unsafe try Self.label(options.terminal_label, options.terminal_label_length)
    }

    func dynamicCode(of payload: QRISPayload, amount: Amount) throws(Refusal) -> QRISPayload {
        do throws(EditError) {
            return try payload.convertedToDynamic(
                amount: amount, tip: tip, referenceLabelBytes: referenceLabel, terminalLabelBytes: terminalLabel,
                profile: profile, repairingCRC: repairsCRC)
        } catch {
            throw Refusal(error)
        }
    }

    func staticCode(of payload: QRISPayload) throws(Refusal) -> QRISPayload {
        do throws(EditError) {
            return try payload.convertedToStatic(
                keepingSaleData: keepsSaleData, profile: profile, repairingCRC: repairsCRC)
        } catch {
            throw Refusal(error)
        }
    }

    /// A label of the caller's; nil for null.
    private static func label(_ pointer: UnsafePointer<CChar>?, _ length: Int) throws(Refusal) -> [UInt8]? {
        let text = unsafe try CallerText(pointer, length)
        guard unsafe pointer != nil else { return nil }
        guard text.isUTF8 else { throw Refusal(QRIS_NOT_UTF8) }
        return text.array
    }
}

extension Tip {
    fileprivate static func read(_ options: qris_convert_options) throws(Refusal) -> Tip? {
        let text = unsafe try CallerText(options.tip, options.tip_length)
        switch unsafe Int(options.tip_kind) {
        case QRIS_TIP_KEEP:
            return nil
        case QRIS_TIP_PROMPT:
            return .prompt
        case QRIS_TIP_FIXED:
            return .fixed(try Amount(from: text))
        case QRIS_TIP_PERCENTAGE:
            guard let percentage = Percentage(ascii: unsafe text.bytes.span) else {
                throw Refusal(QRIS_INVALID_PERCENTAGE)
            }
            return .percentage(percentage)
        default:
            throw Refusal(QRIS_INVALID_ARGUMENT)
        }
    }
}

extension Amount {
    fileprivate init(from text: CallerText) throws(Refusal) {
        guard let amount = Amount(ascii: unsafe text.bytes.span) else { throw Refusal(QRIS_INVALID_AMOUNT) }
        self = amount
    }
}

extension Refusal {
    fileprivate init(_ error: EditError) {
        switch error.code {
        case .wrongCRC: self.init(QRIS_WRONG_CRC)
        case .tooLong: self.init(QRIS_VALUE_TOO_LONG)
        case .empty: self.init(QRIS_EMPTY_VALUE)
        case .notUTF8: self.init(QRIS_NOT_UTF8)
        case .notTemplate: self.init(QRIS_NOT_TEMPLATE)
        default: self.init(QRIS_INVALID_RESULT)
        }
        path = error.path
        value = error.count
        limit = error.limit
        guard let report = error.report else { return }
        for found in report.issues where found.severity == .error {
            issue = found.code.kind.number
            path = found.path
            return
        }
    }
}

extension qris_convert_options: SizedOptions {
    static var defaults: qris_convert_options {
        var options = unsafe qris_convert_options()
        unsafe options.size = MemoryLayout<qris_convert_options>.size
        return unsafe options
    }
}
