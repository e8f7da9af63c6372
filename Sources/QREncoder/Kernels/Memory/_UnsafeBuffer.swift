// The one door to unchecked memory: every kernel reads and writes through it.
// SPDX-License-Identifier: Apache-2.0

/// A view of memory that a `KernelArena` owns.
///
/// Indexes are checked in debug builds and trusted in release builds; the test suite runs every kernel over its whole
/// domain in debug builds, so that a kernel that could leave its memory stops there.
@safe struct KernelBuffer<Element: BitwiseCopyable>: BitwiseCopyable {
    private let base: UnsafeMutablePointer<Element>
    /// Elements of the view.
    let count: Int

    fileprivate init(base: UnsafeMutablePointer<Element>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// The element at an index below `count`.
    subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            // SAFETY: the assertion above; the arena outlives its views, which only its owner uses.
            return unsafe base[index]
        }
        @inline(__always) nonmutating set {
            assert(index >= 0 && index < count)
            // SAFETY: as above.
            unsafe base[index] = newValue
        }
    }

    /// Returns the part of the view that starts at an index.
    @inline(__always)
    func dropFirst(_ offset: Int) -> KernelBuffer {
        assert(offset >= 0 && offset <= count)
        // SAFETY: the assertion above.
        return unsafe KernelBuffer(base: base + offset, count: count - offset)
    }

    /// Sets a range of elements to one value.
    @inline(__always)
    func fill(_ range: Range<Int>, with value: Element) {
        assert(range.lowerBound >= 0 && range.upperBound <= count)
        // SAFETY: the assertion above.
        unsafe (base + range.lowerBound).update(repeating: value, count: range.count)
    }

    /// Copies a span to the front of the view.
    @inline(__always)
    func copyFront(from source: Span<Element>) {
        precondition(source.count <= count)
        // SAFETY: the precondition above; a span and memory owned by an encoder never overlap.
        unsafe source.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            // As raw memory, because Embedded Swift copies typed memory element by element.
            unsafe UnsafeMutableRawPointer(base).copyMemory(
                from: start, byteCount: source.count * MemoryLayout<Element>.stride)
        }
    }

    /// The address, for C kernels, which get lengths from the same tables as the Swift kernels.
    var address: UnsafeMutablePointer<Element> { unsafe base }
}

extension KernelBuffer where Element == UInt64 {
    /// Returns sixteen bits of the view taken as one string of bits, lowest bits of a word first: index 0 is the lowest
    /// quarter of word 0, index 4 that of word 1.
    @inline(__always)
    func quarter(_ index: Int) -> UInt16 {
        assert(index >= 0 && index < 4 * count)
        #if _endian(little)
            // SAFETY: the assertion above; a word is four quarters, the lowest first.
            return unsafe UnsafeRawPointer(base).load(fromByteOffset: 2 &* index, as: UInt16.self)
        #else
            return UInt16(truncatingIfNeeded: self[index / 4] >> UInt64(index % 4 * 16))
        #endif
    }

    /// Calls a function with a view of an array.
    @inline(__always)
    static func withView(of array: inout [UInt64], _ body: (KernelBuffer<UInt64>) -> Void) {
        // SAFETY: the array is not touched while its memory is viewed, and the view does not leave the call.
        unsafe array.withUnsafeMutableBufferPointer { memory in
            guard let base = memory.baseAddress else { return }
            unsafe body(KernelBuffer(base: base, count: memory.count))
        }
    }
}

extension KernelBuffer where Element == UInt8 {
    /// Returns the eight bytes from an index on, the first as the highest.
    @inline(__always)
    func bigEndianWord(at index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count)
        // SAFETY: the assertion above; the load may be unaligned.
        return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).bigEndian
    }

    /// Writes eight bytes from an index on, the highest first.
    @inline(__always)
    func setBigEndianWord(_ word: UInt64, at index: Int) {
        assert(index >= 0 && index + 8 <= count)
        // SAFETY: the assertion above; the store may be unaligned.
        unsafe UnsafeMutableRawPointer(base + index).storeBytes(of: word.bigEndian, as: UInt64.self)
    }
}

/// The memory of an encoder's kernels: given out piece by piece, freed all at once.
///
/// Kernels walk several pieces at the same pace, a few of them written. A processor that compares only the lowest twelve
/// bits of addresses takes a load for one of a line that is still being stored when two pieces lie a multiple of 4 KB
/// apart, and waits; so pieces start at different places of a page. Version 1 in pure Swift: 538 ns without, 510 ns with
/// (AMD Zen 5, 2026-11-24), and no longer now this, now that, with every change of the program.
@safe struct KernelArena: ~Copyable {
    private static let page = 4096
    /// How far pieces lie from each other within a page: the lines of a slice of version 1 and some more.
    private static let step = 384

    private var blocks: [UnsafeMutableRawPointer] = unsafe []
    /// How many pieces are taken to lie before the first one.
    private let firstPiece: Int

    /// Makes an arena without any memory.
    ///
    /// - Parameter firstPiece: the first piece starts where that of this number would; arenas whose pieces are used
    ///   together get different numbers.
    init(firstPiece: Int = 0) {
        self.firstPiece = firstPiece
    }

    /// Allocates memory that lives as long as the arena, aligned to 64 bytes.
    ///
    /// - Parameters:
    ///   - count: elements.
    ///   - zero: the value of every element at first.
    /// - Returns: a view of the memory.
    mutating func allocate<Element: BitwiseCopyable>(_ count: Int, zero: Element) -> KernelBuffer<Element> {
        let offset = unsafe (firstPiece + blocks.count) * KernelArena.step % KernelArena.page
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: offset + count * MemoryLayout<Element>.stride, alignment: KernelArena.page)
        unsafe blocks.append(block)
        // SAFETY: past the offset the block has room for `count` elements.
        return unsafe KernelBuffer(
            base: (block + offset).initializeMemory(as: Element.self, repeating: zero, count: count), count: count)
    }

    /// How many pieces of memory there are.
    var pieceCount: Int { unsafe blocks.count }

    /// Leaves all memory to its views for the rest of the process.
    ///
    /// - Parameter list: where the starts of the pieces are noted, so that tools that look for leaks find them; it has
    ///   room for `pieceCount`.
    mutating func keepForever(noting list: UnsafeMutablePointer<UnsafeMutableRawPointer>) {
        // SAFETY: the caller's list has room for all of them.
        for index in unsafe blocks.indices { unsafe (list + index).initialize(to: blocks[index]) }
        unsafe blocks = unsafe []
    }

    deinit {
        // SAFETY: allocated in `allocate` and given out only as views that do not outlive the arena's owner; elements
        // are bitwise copyable and need no deinitialisation.
        for index in unsafe blocks.indices { unsafe blocks[index].deallocate() }
    }
}
