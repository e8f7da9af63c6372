// Malformed data bit streams, each with its error and the place of the fault.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRReader
import QRStructure
import TestSupport
import Testing

@Suite("Malformed data bit streams")
struct BitStreamTests {
    /// Makes a 1-L symbol whose data codewords begin with the bits given, and zeros after them.
    private func matrix(_ bits: String) throws -> [UInt8] {
        let version = QRVersion.smallest
        let capacity = SymbolCapacity(version: version, level: .low)
        var data = [UInt8](repeating: 0, count: capacity.dataCodewordCount)
        for (index, bit) in bits.utf8.filter({ $0 != UInt8(ascii: " ") }).enumerated() where bit == UInt8(ascii: "1") {
            data[index / 8] |= 0x80 >> UInt8(index % 8)
        }
        let patterns = FunctionPatterns(version: version)
        let unmasked = Reference.placed(Reference.codewordSequence(data: data, capacity: capacity), in: patterns)
        let masked = Reference.masked(unmasked, by: MaskPattern.allPatterns[0], level: .low, area: patterns.area)
        return (0..<441).map { masked[$0 / 21, $0 % 21] ? 1 : 0 }
    }

    private static let streams: [(bits: String, code: ReadError.Code, bitOffset: Int)] = [
        ("0100 11111111", .truncatedData, 0),
        ("0100 00010011", .truncatedData, 0),
        ("0001 1111111111", .truncatedData, 144),
        ("0001 0000000011 1111101000", .invalidNumeric, 14),
        ("0001 0000000010 1100100", .invalidNumeric, 14),
        ("0001 0000000001 1010", .invalidNumeric, 14),
        ("0010 000000010 11111101001", .invalidAlphanumeric, 13),
        ("0010 000000001 101101", .invalidAlphanumeric, 13),
        ("1000 00000001 1111110111111", .invalidKanji, 12),
        ("1000 00000001 0000000111111", .invalidKanji, 12),
        ("0111 11100000", .invalidAssignment, 0),
        ("0111 110 011110100001001000000", .invalidAssignment, 0),
        ("0011 0011 0010 00000000", .invalidStructuredAppend, 0),
        ("0100 00000001 01000001 0011 0000 0001", .misplacedHeader, 20),
        ("0101 0101", .misplacedHeader, 4),
        ("0100 00000001 01000001 1001 00000000", .misplacedHeader, 20),
        ("0110", .unknownMode, 0),
        ("0111 00011010 1111", .unknownMode, 12),
    ]

    @Test("each fault is told with its place", arguments: streams.indices)
    func faults(_ index: Int) throws {
        let (bits, code, bitOffset) = Self.streams[index]
        let matrix = try matrix(bits)
        let error = #expect(throws: ReadError.self) { try SymbolReader().decode(modules: matrix, side: 21) }
        #expect(error?.code == code && error?.bitOffset == bitOffset)
        #expect(error?.message.isEmpty == false)
    }

    @Test("the largest values that are allowed")
    func limits() throws {
        let reader = SymbolReader()
        try reader.decode(modules: matrix("0001 0000000011 1111100111 0010 000000010 11111101000"), side: 21)
        #expect(reader[0].bytes == Array("999::".utf8))
        try reader.decode(modules: matrix("1000 00000010 1111111111111 0000000000000"), side: 21)
        #expect(reader[0].bytes == [0xEB, 0xBF, 0x81, 0x40])
        try reader.decode(modules: matrix("0100 00000000"), side: 21)
        #expect(reader[0].bytes.isEmpty && reader[0].segments.count == 1)
        try reader.decode(modules: matrix(""), side: 21)
        #expect(reader[0].bytes.isEmpty && reader[0].segments.isEmpty)
    }

    @Test("sizes that no symbol has", arguments: [0, 1, 17, 20, 22, 23, 24, 180, 181, -21, Int.max, Int.min])
    func sizes(_ side: Int) {
        let modules = [UInt8](repeating: 0, count: 441)
        let error = #expect(throws: ReadError.self) { try SymbolReader().decode(modules: modules, side: side) }
        #expect(error?.code == .invalidSize)
    }

    @Test("matrices without any format information, and any bytes at all")
    func noise() {
        let reader = SymbolReader()
        let dark = [UInt8](repeating: 200, count: 25 * 25)
        let error = #expect(throws: ReadError.self) { try reader.decode(modules: dark, side: 25) }
        #expect(error?.code == .formatUnreadable || error?.code == .tooManyErrors)
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let side = 17 + 4 * Int.random(in: 1...6, using: &generator)
            let modules = (0..<side * side).map { _ in UInt8.random(in: 0...1, using: &generator) }
            #expect(throws: ReadError.self) { try reader.decode(modules: modules, side: side) }
        }
    }
}
