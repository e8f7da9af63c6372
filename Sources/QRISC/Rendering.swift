// Drawing symbols, for C.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import QRRendering
import QRStructure

#if PNG
    import QRPNG
#endif

/// Sets options to their defaults.
@c @implementation
public func qris_render_options_init(_ options: UnsafeMutablePointer<qris_render_options>?, _ size: Int) {
    unsafe initialize(options, size)
}

/// Draws a symbol as SVG.
@c @implementation
public func qris_render_svg(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe drawText(symbol, options, out, capacity, length, error) { symbol, picture throws(RenderingError) in
        try symbol.svg(options: picture.options, titleBytes: picture.title)
    }
}

/// Draws a symbol for a terminal in colours.
@c @implementation
public func qris_render_ansi(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe drawText(symbol, options, out, capacity, length, error) { symbol, picture throws(RenderingError) in
        try symbol.ansi(options: picture.options)
    }
}

/// Draws a symbol with half blocks.
@c @implementation
public func qris_render_utf8(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe drawText(symbol, options, out, capacity, length, error) { symbol, picture throws(RenderingError) in
        try symbol.utf8(options: picture.options)
    }
}

/// Draws a symbol in ASCII.
@c @implementation
public func qris_render_ascii(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe drawText(symbol, options, out, capacity, length, error) { symbol, picture throws(RenderingError) in
        try symbol.ascii(options: picture.options)
    }
}

/// Draws a symbol as a portable bitmap.
@c @implementation
public func qris_render_pbm(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<UInt8>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(bytes: out, capacity, length)
        unsafe try draw(symbol, options, to: buffer) { symbol, picture throws(RenderingError) in
            try symbol.pbm(options: picture.options)
        }
    }
}

/// Draws a symbol as a PNG file.
@c @implementation
public func qris_render_png(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<UInt8>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        #if PNG
            let buffer = unsafe try CallerBuffer(bytes: out, capacity, length)
            unsafe try draw(symbol, options, to: buffer) { symbol, picture throws(RenderingError) in
                try symbol.png(options: picture.options)
            }
        #else
            // SAFETY: the header asks for null or for memory of a size.
            if let length = unsafe length { unsafe length.initialize(to: 0) }
            throw Refusal(QRIS_UNSUPPORTED)
        #endif
    }
}

/// Draws a picture that is text.
private func drawText(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?,
    _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ error: UnsafeMutablePointer<qris_error>?, _ form: (QRSymbol, PictureChoices) throws(RenderingError) -> [UInt8]
) -> qris_status {
    unsafe answer(error) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        unsafe try draw(symbol, options, to: buffer, form)
    }
}

/// Reads symbol and options, draws, and writes the picture.
private func draw(
    _ symbol: UnsafePointer<qris_symbol>?, _ options: UnsafePointer<qris_render_options>?, to buffer: CallerBuffer,
    _ form: (QRSymbol, PictureChoices) throws(RenderingError) -> [UInt8]
) throws(Refusal) {
    let choices = unsafe try PictureChoices(read(options))
    let symbol = unsafe try QRSymbol(read: symbol)
    let picture: [UInt8]
    do throws(RenderingError) {
        picture = try form(symbol, choices)
    } catch {
        throw Refusal(error)
    }
    try buffer.write(picture.span)
}

/// The caller's choices, checked as far as the renderers do not.
private struct PictureChoices {
    let options: RenderOptions
    let title: [UInt8]?

    init(_ choices: qris_render_options) throws(Refusal) {
        options = RenderOptions(
            quietZone: unsafe Int(choices.quiet_zone), modulePixels: unsafe Int(choices.module_pixels),
            dark: unsafe Color(rgba: choices.dark), light: unsafe Color(rgba: choices.light),
            isInverted: unsafe try choices.is_inverted.flag)
        let text = unsafe try CallerText(choices.title, choices.title_length)
        guard text.isUTF8 else { throw Refusal(QRIS_NOT_UTF8) }
        title = unsafe choices.title == nil ? nil : text.array
    }
}

extension Color {
    fileprivate init(rgba: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: rgba >> 24), green: UInt8(truncatingIfNeeded: rgba >> 16),
            blue: UInt8(truncatingIfNeeded: rgba >> 8), alpha: UInt8(truncatingIfNeeded: rgba))
    }
}

extension Refusal {
    fileprivate init(_ error: RenderingError) {
        switch error.code {
        case .invalidQuietZone: self.init(QRIS_INVALID_QUIET_ZONE)
        case .invalidModuleSize: self.init(QRIS_INVALID_MODULE_SIZE)
        case .pictureTooLarge: self.init(QRIS_PICTURE_TOO_LARGE)
        case .outOfMemory: self.init(QRIS_OUT_OF_MEMORY)
        default: self.init(QRIS_PNG_FAILED)
        }
        value = error.value
        limit = error.limit
    }
}

extension qris_render_options: SizedOptions {
    static var defaults: qris_render_options {
        var options = unsafe qris_render_options()
        unsafe options.size = MemoryLayout<qris_render_options>.size
        unsafe options.quiet_zone = 4
        unsafe options.module_pixels = 8
        unsafe options.dark = 0x0000_00FF
        unsafe options.light = 0xFFFF_FFFF
        return unsafe options
    }
}
