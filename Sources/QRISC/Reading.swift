// Reading in C: a reader's memory, pictures and modules in, readings out.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import QRReader
import QRStructure

#if PNG
    import QRPNG
#endif

/// What a reader of C stands for.
private final class ReaderState {
    let reader = SymbolReader()
}

/// Returns a new reader.
@c @implementation
public func qris_reader_create() -> OpaquePointer? {
    unsafe OpaquePointer(Unmanaged.passRetained(ReaderState()).toOpaque())
}

/// Releases a reader.
@c @implementation
public func qris_reader_destroy(_ reader: OpaquePointer?) {
    guard let reader = unsafe reader else { return }
    // SAFETY: the header asks for null or what `qris_reader_create` returned, once.
    unsafe Unmanaged<ReaderState>.fromOpaque(UnsafeRawPointer(reader)).release()
}

/// Sets options to their defaults.
@c @implementation
public func qris_read_options_init(_ options: UnsafeMutablePointer<qris_read_options>?, _ size: Int) {
    unsafe initialize(options, size)
}

/// Reads a grey picture.
@c @implementation
public func qris_read_grey(
    _ reader: OpaquePointer?, _ pixels: UnsafePointer<UInt8>?, _ width: Int32, _ height: Int32, _ stride: Int,
    _ options: UnsafePointer<qris_read_options>?, _ count: UnsafeMutablePointer<Int>?
) -> qris_status {
    unsafe read(reader, count) { reader throws(Refusal) in
        guard let pixels = unsafe pixels else { throw Refusal(QRIS_NULL_POINTER) }
        let options = try ReadOptions(unsafe read(options))
        let (length, overflow) = stride.multipliedReportingOverflow(by: Int(height) - 1)
        guard width >= 1, height >= 1, stride >= Int(width), !overflow else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        // SAFETY: the header asks for `height` rows; the last one ends after its pixels.
        let memory = unsafe UnsafeBufferPointer(start: pixels, count: length + Int(width))
        do throws(ReadError) {
            return try reader.read(
                pixels: unsafe memory.span, width: Int(width), height: Int(height), stride: stride, options: options)
        } catch {
            throw Refusal(error)
        }
    }
}

/// Reads a module matrix.
@c @implementation
public func qris_read_modules(
    _ reader: OpaquePointer?, _ modules: UnsafePointer<UInt8>?, _ side: Int32, _ count: UnsafeMutablePointer<Int>?
) -> qris_status {
    unsafe read(reader, count) { reader throws(Refusal) in
        guard let modules = unsafe modules else { throw Refusal(QRIS_NULL_POINTER) }
        guard 21...177 ~= side else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        // SAFETY: the header asks for side x side bytes.
        let memory = unsafe UnsafeBufferPointer(start: modules, count: Int(side) * Int(side))
        do throws(ReadError) {
            try reader.decode(modules: unsafe memory.span, side: Int(side))
            return reader.count
        } catch {
            throw Refusal(error)
        }
    }
}

/// Reads a PNG file.
@c @implementation
public func qris_read_png(
    _ reader: OpaquePointer?, _ png: UnsafeRawPointer?, _ length: Int, _ options: UnsafePointer<qris_read_options>?,
    _ count: UnsafeMutablePointer<Int>?
) -> qris_status {
    unsafe read(reader, count) { reader throws(Refusal) in
        #if PNG
            let file = unsafe try CallerText(png?.assumingMemoryBound(to: CChar.self), length).array
            let options = try ReadOptions(unsafe read(options))
            let image: GreyImage
            do throws(PNGReadError) {
                image = try GreyImage(png: file, maximumPixelCount: options.maximumPixelCount)
            } catch {
                throw Refusal(error)
            }
            do throws(ReadError) {
                return try reader.read(image, options: options)
            } catch {
                throw Refusal(error)
            }
        #else
            throw Refusal(QRIS_UNSUPPORTED)
        #endif
    }
}

/// Tells of a symbol.
@c @implementation
public func qris_reading_get(
    _ reader: OpaquePointer?, _ index: Int, _ out: UnsafeMutablePointer<qris_reading>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        let reading = unsafe try reading(reader, index)
        guard let out = unsafe out else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for a struct that begins with its size, and for as much memory.
        let size = unsafe UnsafeRawPointer(out).load(as: Int.self)
        guard size == MemoryLayout<qris_reading>.size else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        unsafe out.initialize(to: reading.plain)
    }
}

/// Writes the bytes of a symbol.
@c @implementation
public func qris_reading_text(
    _ reader: OpaquePointer?, _ index: Int, _ out: UnsafeMutableRawPointer?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(bytes: out?.assumingMemoryBound(to: UInt8.self), capacity, length)
        let bytes = unsafe try reading(reader, index).bytes
        try buffer.write(bytes.span)
    }
}

/// Runs a call that reads, and tells how many symbols there are.
private func read(
    _ reader: OpaquePointer?, _ count: UnsafeMutablePointer<Int>?,
    _ call: (SymbolReader) throws(Refusal) -> Int
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        guard let count = unsafe count else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for memory of one number.
        unsafe count.initialize(to: 0)
        let found = unsafe try call(try symbolReader(reader))
        unsafe count.pointee = found
    }
}

private func symbolReader(_ reader: OpaquePointer?) throws(Refusal) -> SymbolReader {
    guard let reader = unsafe reader else { throw Refusal(QRIS_NULL_POINTER) }
    // SAFETY: the header asks for what `qris_reader_create` returned and `qris_reader_destroy` has not seen.
    return unsafe Unmanaged<ReaderState>.fromOpaque(UnsafeRawPointer(reader)).takeUnretainedValue().reader
}

private func reading(_ reader: OpaquePointer?, _ index: Int) throws(Refusal) -> Reading {
    let reader = unsafe try symbolReader(reader)
    guard index >= 0, index < reader.count else { throw Refusal(QRIS_NOT_FOUND) }
    return reader[index]
}

extension Reading {
    fileprivate var plain: qris_reading {
        var plain = qris_reading()
        plain.size = MemoryLayout<qris_reading>.size
        plain.version = Int32(version.rawValue)
        plain.level = level.number
        plain.mask = Int32(mask.rawValue)
        plain.is_mirrored = isMirrored ? 1 : 0
        plain.is_inverted = isInverted ? 1 : 0
        plain.corrected_codewords = Int32(correctedCodewordCount)
        plain.unused_error_correction = Int32(unusedErrorCorrection * 1000)
        plain.corners = (
            corners.upperLeft.x, corners.upperLeft.y, corners.upperRight.x, corners.upperRight.y,
            corners.lowerRight.x, corners.lowerRight.y, corners.lowerLeft.x, corners.lowerLeft.y
        )
        plain.text_length = bytes.count
        return plain
    }
}

extension ReadOptions {
    fileprivate init(_ choices: qris_read_options) throws(Refusal) {
        guard let effort = UInt8(exactly: choices.effort).flatMap(Effort.init(rawValue:)),
            let polarity = UInt8(exactly: choices.polarity).flatMap(Polarity.init(rawValue:)),
            choices.most_symbols >= 1, choices.reserved == 0, choices.most_pixels >= 0
        else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        self.init(
            effort: effort, polarity: polarity, maximumSymbolCount: Int(choices.most_symbols),
            maximumPixelCount: choices.most_pixels)
    }
}

extension Refusal {
    fileprivate init(_ error: ReadError) {
        switch error.code {
        case .invalidSize: self.init(QRIS_INVALID_ARGUMENT)
        case .pictureTooLarge: self.init(QRIS_PICTURE_TOO_LARGE)
        case .invalidPicture: self.init(QRIS_INVALID_PICTURE)
        default: self.init(QRIS_UNREADABLE)
        }
    }

    #if PNG
        fileprivate init(_ error: PNGReadError) {
            switch error {
            case .pictureTooLarge: self.init(QRIS_PICTURE_TOO_LARGE)
            case .outOfMemory: self.init(QRIS_OUT_OF_MEMORY)
            case .malformed: self.init(QRIS_INVALID_PICTURE)
            }
        }
    #endif
}

extension qris_read_options: SizedOptions {
    static var defaults: qris_read_options {
        qris_read_options(
            size: MemoryLayout<qris_read_options>.size, effort: Int32(QRIS_EFFORT_THOROUGH),
            polarity: Int32(QRIS_POLARITY_BOTH), most_symbols: 256, reserved: 0, most_pixels: 40_000_000)
    }
}
