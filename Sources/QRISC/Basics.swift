// The parts of the header that stand alone: version, status texts, checksum.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import CRC16

/// Returns the version of the library.
@c @implementation
public func qris_version() -> UnsafePointer<CChar> {
    unsafe characters(of: "0.1.0")
}

/// Returns what a status means.
@c @implementation
public func qris_status_message(_ status: qris_status) -> UnsafePointer<CChar> {
    unsafe characters(of: statusMessage(Int(status)))
}

/// Returns the checksum of bytes.
@c @implementation
public func qris_crc16(_ bytes: UnsafeRawPointer?, _ length: Int) -> UInt16 {
    do throws(Refusal) {
        let text = unsafe try CallerText(bytes?.assumingMemoryBound(to: CChar.self), length)
        return CRC16CCITT.checksum(of: unsafe text.bytes.span)
    } catch {
        return CRC16CCITT().value
    }
}

/// The characters of a literal, which a zero byte closes.
func characters(of literal: StaticString) -> UnsafePointer<CChar> {
    // SAFETY: literals live as long as the program and end in a zero byte.
    unsafe UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
}

private func statusMessage(_ status: Int) -> StaticString {
    switch status {
    case QRIS_OK: "done"
    case QRIS_NULL_POINTER: "a pointer is null that must not be"
    case QRIS_INVALID_ARGUMENT: "a number is outside its range"
    case QRIS_BUFFER_TOO_SMALL: "the memory given is too small for the result"
    case QRIS_NOT_FOUND: "there is no such data object"
    case QRIS_UNSUPPORTED: "this build of the library has no PNG"
    case QRIS_OUT_OF_MEMORY: "there is not enough memory for the PNG file"
    default: encodingMessage(status)
    }
}

private func encodingMessage(_ status: Int) -> StaticString {
    switch status {
    case QRIS_EMPTY_TEXT: "the text is empty; give at least one character"
    case QRIS_DATA_TOO_LONG: "the data does not fit; shorten it, lower the level or allow a larger version"
    case QRIS_INVALID_CHARACTER: "a character cannot be encoded in this mode; use byte or mixed mode, or remove it"
    default: conversionMessage(status)
    }
}

private func conversionMessage(_ status: Int) -> StaticString {
    switch status {
    case QRIS_NOT_A_PAYLOAD: "the text is not a sequence of data objects; copy it whole"
    case QRIS_WRONG_CRC: "the CRC is missing or wrong: the text may be damaged; get it from its source again"
    case QRIS_VALUE_TOO_LONG: "a value would have more characters than its data object allows; shorten it"
    case QRIS_EMPTY_VALUE: "a value has no characters; give at least one"
    case QRIS_NOT_UTF8: "a value is not UTF-8"
    case QRIS_NOT_TEMPLATE: "a value does not hold data objects"
    case QRIS_INVALID_RESULT: "the result would break a rule; validate the payload to see which"
    case QRIS_INVALID_AMOUNT: "an amount must be digits with at most one full stop, a digit first"
    case QRIS_INVALID_PERCENTAGE: "a percentage must be 00.01 to 99.99 in at most five characters"
    default: drawingMessage(status)
    }
}

private func drawingMessage(_ status: Int) -> StaticString {
    switch status {
    case QRIS_INVALID_QUIET_ZONE: "the quiet zone is negative; give 0 or more"
    case QRIS_INVALID_MODULE_SIZE: "a module is less than one pixel wide; give 1 or more"
    case QRIS_PICTURE_TOO_LARGE: "the picture is too large; lower its size, or raise the limit when reading"
    case QRIS_PNG_FAILED: "libpng could not write the file"
    case QRIS_INVALID_SYMBOL: "the symbol is not one that encoding makes"
    case QRIS_UNREADABLE: "the modules cannot be read: too many are wrong, or their data is malformed"
    case QRIS_INVALID_PICTURE: "the picture's file is malformed or ends too early"
    default: "unknown status"
    }
}
