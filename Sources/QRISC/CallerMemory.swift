// Memory of the caller: texts that come in, results that go out, structs of options.
// SPDX-License-Identifier: Apache-2.0

import CQRIS
import EMVTLV

/// A text of the caller's.
@safe struct CallerText {
    /// The bytes; valid while the call runs.
    let bytes: UnsafeBufferPointer<UInt8>

    /// Takes a pointer and a length as they came.
    ///
    /// - Throws: `QRIS_INVALID_ARGUMENT` for a length over half the address space, `QRIS_NULL_POINTER` for null with a
    ///   length.
    init(_ pointer: UnsafePointer<CChar>?, _ length: Int) throws(Refusal) {
        guard length >= 0 else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        guard unsafe length == 0 || pointer != nil else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for `length` readable bytes; characters are bytes.
        unsafe bytes = UnsafeBufferPointer(
            start: UnsafeRawPointer(pointer)?.assumingMemoryBound(to: UInt8.self), count: length)
    }

    var count: Int { unsafe bytes.count }

    /// The bytes, copied.
    var array: [UInt8] { unsafe Array(bytes) }

    /// Whether the bytes are well-formed UTF-8.
    var isUTF8: Bool {
        let text = unsafe bytes.span
        var position = 0
        while position < text.count {
            let width = UTF8Scan.scalarWidth(text, at: position, end: text.count)
            guard width > 0 else { return false }
            position += width
        }
        return true
    }
}

/// Where a result goes.
@safe struct CallerBuffer {
    private let out: UnsafeMutableRawPointer?
    private let capacity: Int
    private let length: UnsafeMutablePointer<Int>?
    /// 1 when a zero byte follows the result where there is room.
    private let closingByteCount: Int

    /// Takes memory for a text.
    init(
        text out: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?
    ) throws(Refusal) {
        unsafe try self.init(UnsafeMutableRawPointer(out), capacity, length, closingByteCount: 1)
    }

    /// Takes memory for bytes.
    init(
        bytes out: UnsafeMutablePointer<UInt8>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?
    ) throws(Refusal) {
        unsafe try self.init(UnsafeMutableRawPointer(out), capacity, length, closingByteCount: 0)
    }

    private init(
        _ out: UnsafeMutableRawPointer?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?, closingByteCount: Int
    ) throws(Refusal) {
        // SAFETY: the header asks for null or for memory of one number.
        if let length = unsafe length { unsafe length.initialize(to: 0) }
        guard unsafe out != nil || length != nil else { throw Refusal(QRIS_NULL_POINTER) }
        guard capacity >= 0 else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        unsafe self.out = out
        self.capacity = capacity
        unsafe self.length = length
        self.closingByteCount = closingByteCount
    }

    /// Writes a result and its length, or only the length when there is no memory for it.
    ///
    /// - Throws: `QRIS_BUFFER_TOO_SMALL`.
    func write(_ result: Span<UInt8>) throws(Refusal) {
        // SAFETY: as above.
        if let length = unsafe length { unsafe length.initialize(to: result.count) }
        guard let out = unsafe out else { return }
        guard result.count <= capacity else {
            var refusal = Refusal(QRIS_BUFFER_TOO_SMALL)
            refusal.value = result.count
            refusal.limit = capacity
            throw refusal
        }
        // SAFETY: the header asks for `capacity` writable bytes, and `result` is no longer; the library's own memory
        // never overlaps the caller's.
        unsafe result.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                unsafe out.copyMemory(from: start, byteCount: bytes.count)
            }
        }
        if result.count + closingByteCount <= capacity, closingByteCount > 0 {
            // SAFETY: by the line above there is room for one byte more.
            unsafe out.storeBytes(of: 0, toByteOffset: result.count, as: UInt8.self)
        }
    }
}

/// A struct of options, which begins with its size.
protocol SizedOptions {
    /// The defaults.
    static var defaults: Self { get }
}

/// Reads options of this or a later version of the header; null gives the defaults.
///
/// - Throws: `QRIS_INVALID_ARGUMENT` for a size less than this version's, over 4096, or with anything but zero bytes in
///   members that this version does not know.
func read<Options: SizedOptions & BitwiseCopyable>(_ pointer: UnsafePointer<Options>?) throws(Refusal) -> Options {
    guard let pointer = unsafe pointer else { return Options.defaults }
    let known = MemoryLayout<Options>.size
    // SAFETY: the header asks for a struct that begins with its size, and for as many readable bytes.
    let size = unsafe UnsafeRawPointer(pointer).load(as: Int.self)
    guard size >= known, size <= 4_096 else { throw Refusal(QRIS_INVALID_ARGUMENT) }
    for offset in known..<size {
        // SAFETY: as above; `offset` is below the size.
        guard unsafe UnsafeRawPointer(pointer).load(fromByteOffset: offset, as: UInt8.self) == 0 else {
            throw Refusal(QRIS_INVALID_ARGUMENT)
        }
    }
    return unsafe pointer.pointee
}

/// Sets options to their defaults when `size` is that of the struct.
func initialize<Options: SizedOptions>(_ pointer: UnsafeMutablePointer<Options>?, _ size: Int) {
    guard let pointer = unsafe pointer, size == MemoryLayout<Options>.size else { return }
    // SAFETY: the header asks for null or for memory of this struct.
    unsafe pointer.initialize(to: Options.defaults)
}

extension Int32 {
    /// The number as a truth value.
    ///
    /// - Throws: `QRIS_INVALID_ARGUMENT` unless it is 0 or 1.
    var flag: Bool {
        get throws(Refusal) {
            guard 0...1 ~= self else { throw Refusal(QRIS_INVALID_ARGUMENT) }
            return self == 1
        }
    }
}
