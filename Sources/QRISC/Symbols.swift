// Symbols in C: plain structs, and modules as bytes or bits.
// SPDX-License-Identifier: Apache-2.0

import CQRIS
import QRStructure

extension QRSymbol {
    /// Words of rows that a `qris_symbol` has room for: 177 rows of 3.
    private static let mostWords = 531

    /// Writes the symbol as a plain struct.
    func write(to plain: UnsafeMutablePointer<qris_symbol>, penalties: SIMD8<Int32>?) {
        // SAFETY: the header asks for memory of one struct; every member is written.
        unsafe plain.pointee.version = Int32(version.rawValue)
        unsafe plain.pointee.level = level.number
        unsafe plain.pointee.mask = Int32(mask.rawValue)
        unsafe plain.pointee.side = Int32(sideInModules)
        unsafe plain.pointee.words_per_row = Int32(wordsPerRow)
        unsafe plain.pointee.has_penalties = penalties == nil ? 0 : 1
        let values = penalties ?? SIMD8()
        unsafe plain.pointee.penalties = (
            values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]
        )
        unsafe plain.pointee.reserved = (0, 0)
        // SAFETY: a symbol has at most as many words as the struct, by the sizes of versions; the two do not overlap.
        unsafe withUnsafeMutableBytes(of: &plain.pointee.words) { memory in
            unsafe words.withUnsafeBytes { unsafe memory.copyMemory(from: $0) }
        }
    }

    /// Reads a plain struct.
    ///
    /// - Throws: `QRIS_NULL_POINTER`, or `QRIS_INVALID_SYMBOL` when its numbers contradict each other.
    init(read pointer: UnsafePointer<qris_symbol>?) throws(Refusal) {
        guard let pointer = unsafe pointer else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for a struct that the library filled; any numbers are taken.
        guard let version = unsafe QRVersion(rawValue: Int(pointer.pointee.version)),
            let level = unsafe ErrorCorrectionLevel(number: pointer.pointee.level),
            let mask = unsafe MaskPattern(rawValue: Int(pointer.pointee.mask)),
            unsafe pointer.pointee.side == version.sideInModules,
            unsafe pointer.pointee.words_per_row == QRSymbol.wordsPerRow(of: version)
        else { throw Refusal(QRIS_INVALID_SYMBOL) }
        let wordsPerRow = QRSymbol.wordsPerRow(of: version)
        var words = [UInt64](repeating: 0, count: version.sideInModules * wordsPerRow)
        let offset = MemoryLayout<qris_symbol>.size - Self.mostWords * MemoryLayout<UInt64>.size
        var excess: UInt64 = 0
        for index in words.indices {
            // SAFETY: the words are the struct's last member, and the index is below their count.
            words[index] = unsafe UnsafeRawPointer(pointer).load(fromByteOffset: offset + 8 * index, as: UInt64.self)
            let columns = version.sideInModules - index % wordsPerRow * 64
            if columns < 64 { excess |= words[index] >> UInt64(columns) }
        }
        guard excess == 0 else { throw Refusal(QRIS_INVALID_SYMBOL) }
        self.init(version: version, level: level, mask: mask, words: words)
    }

    /// Writes the modules: one byte each, or one bit each with the highest leftmost and rows padded to whole bytes.
    ///
    /// - Throws: `QRIS_BUFFER_TOO_SMALL`.
    func writeModules(
        asBits: Bool, to memory: UnsafeMutablePointer<UInt8>, _ capacity: Int
    ) throws(Refusal) {
        let rowLength = asBits ? (sideInModules + 7) / 8 : sideInModules
        let length = sideInModules * rowLength
        guard length <= capacity else {
            var refusal = Refusal(QRIS_BUFFER_TOO_SMALL)
            refusal.value = length
            refusal.limit = capacity
            throw refusal
        }
        for row in 0..<sideInModules {
            // SAFETY: rows are below the side, and side x rowLength is `length`.
            let target = unsafe UnsafeMutableRawPointer(memory + row * rowLength)
            for index in 0..<(sideInModules + 7) / 8 {
                let byte = UInt8(truncatingIfNeeded: words[row * wordsPerRow + index / 8] >> UInt64(index % 8 * 8))
                let count = min(8, sideInModules - 8 * index)
                if asBits {
                    // SAFETY: a row has as many bytes.
                    unsafe target.storeBytes(of: byte.reversedBits, toByteOffset: index, as: UInt8.self)
                } else if count == 8 {
                    // SAFETY: eight more columns are below the side; the store may be unaligned.
                    unsafe target.storeBytes(of: byte.spread.littleEndian, toByteOffset: 8 * index, as: UInt64.self)
                } else {
                    for bit in 0..<count {
                        // SAFETY: the column is below the side.
                        unsafe target.storeBytes(
                            of: byte >> UInt8(bit) & 1, toByteOffset: 8 * index + bit, as: UInt8.self)
                    }
                }
            }
        }
    }
}

extension UInt8 {
    /// Each bit in a byte of its own, the lowest bit in the lowest byte.
    fileprivate var spread: UInt64 {
        // Bit i alone in byte i, then carried to the byte's highest bit by adding 7F.
        let alone = (UInt64(self) &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
        return ((alone &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7) & 0x0101_0101_0101_0101
    }

    /// The same bits, lowest first.
    fileprivate var reversedBits: UInt8 {
        var bits = self
        bits = bits >> 4 | bits << 4
        bits = (bits & 0xCC) >> 2 | (bits & 0x33) << 2
        return (bits & 0xAA) >> 1 | (bits & 0x55) << 1
    }
}

extension ErrorCorrectionLevel {
    /// The level of a number; nil for any other.
    init?(number: Int32) {
        switch Int(number) {
        case QRIS_LEVEL_L: self = .low
        case QRIS_LEVEL_M: self = .medium
        case QRIS_LEVEL_Q: self = .quartile
        case QRIS_LEVEL_H: self = .high
        default: return nil
        }
    }

    /// The number of the header.
    var number: Int32 {
        switch self {
        case .low: Int32(QRIS_LEVEL_L)
        case .medium: Int32(QRIS_LEVEL_M)
        case .quartile: Int32(QRIS_LEVEL_Q)
        case .high: Int32(QRIS_LEVEL_H)
        }
    }
}
