// The matrix decoder against the encoder, against an independent decoder, and against damage.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRReader
import QRStructure
import TestSupport
import Testing

@Suite("Decoding module matrices")
struct MatrixTests {
    private func reading(_ modules: [UInt8], side: Int, with reader: SymbolReader = SymbolReader()) throws -> Reading {
        try reader.decode(modules: modules, side: side)
        #expect(reader.count == 1)
        return reader[0]
    }

    @Test("every version, level and mask, as it is and mirrored", arguments: 1...40)
    func wholeDomain(_ number: Int) throws {
        let reader = SymbolReader()
        let encoder = QRSymbolEncoder()
        var generator = SeededGenerator(seed: UInt64(number))
        let version = try #require(QRVersion(rawValue: number))
        for level in ErrorCorrectionLevel.allCases {
            let most = SymbolCapacity(version: version, level: level).dataCodewordCount - (number < 10 ? 2 : 3)
            for mask in MaskPattern.allPatterns {
                let length = mask.rawValue % 2 == 0 ? most : Int.random(in: 1...most, using: &generator)
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                let options = EncodingOptions(minimumLevel: level, raisesLevel: false, version: version, mask: mask)
                let symbol = try encoder.encode(bytes: bytes, options: options)
                let isMirrored = mask.rawValue >= 4
                let matrix = modules(of: symbol)
                let side = symbol.sideInModules
                let reading = try reading(
                    isMirrored ? transposed(matrix, side: side) : matrix, side: side, with: reader)
                #expect(reading.bytes == bytes && reading.version == version)
                #expect(reading.level == level && reading.mask == mask && reading.isMirrored == isMirrored)
                #expect(reading.correctedCodewordCount == 0 && reading.unusedErrorCorrection == 1)
                #expect(reading.formatErrors.total == 0 && reading.versionErrors.total == 0)
            }
        }
    }

    @Test("the decoder of the tests says the same, in every mode", arguments: [1, 9, 10, 26, 27, 40])
    func agreement(_ number: Int) throws {
        let version = try #require(QRVersion(rawValue: number))
        let texts: [(EncodingOptions.SegmentMode, [UInt8])] = [
            (.byte, Array("QRIS \u{1}\u{7f}".utf8) + [0xFF, 0x80]), (.numeric, Array("0012345670".utf8)),
            (.numeric, Array("09".utf8)), (.alphanumeric, Array("AC-42 $%*+-./:Z".utf8)),
            (.alphanumeric, Array("A1".utf8)), (.kanji, [0x93, 0x5F, 0xE4, 0xAA, 0x81, 0x40]),
            (.mixed, Array("0123456789ABCDEFabc".utf8)),
        ]
        for (mode, bytes) in texts {
            let options = EncodingOptions(minimumLevel: .low, version: version, mode: mode)
            guard let symbol = try? QRSymbolEncoder().encode(bytes: bytes, options: options) else {
                #expect(number == 1)
                continue
            }
            let side = symbol.sideInModules
            let rows = (0..<side).map { row in (0..<side).map { symbol[row, $0] } }
            let expected = try decodeSymbol(rows)
            let reading = try reading(modules(of: symbol), side: side)
            #expect(reading.bytes == bytes && reading.bytes == expected.bytes)
            let modes: [ReadSegment.Mode: Int] = [.numeric: 1, .alphanumeric: 2, .byte: 4, .kanji: 8]
            #expect(reading.segments.map { modes[$0.mode] } == expected.segments.map { $0.mode })
            #expect(reading.segments.map { Array(bytes[$0.byteRange]) } == expected.segments.map { $0.bytes })
            #expect(reading.level.letter == expected.level && reading.mask.rawValue == expected.mask)
        }
    }

    @Test("headers: ECI, FNC1 and structured append")
    func headers() throws {
        let encoder = QRSymbolEncoder()
        for assignment in [0, 26, 127, 128, 16_383, 16_384, 999_999] {
            let symbol = try encoder.encode(segments: [
                .structuredAppend(position: 3, count: 7, parity: 0xA5), .byte([0xE9]),
                .extendedChannelInterpretation(assignment), .byte([0xC3, 0xA9]),
            ])
            let reading = try reading(modules(of: symbol), side: symbol.sideInModules)
            #expect(reading.segments.map { $0.assignment } == [nil, assignment])
            #expect(reading.bytes == [0xE9, 0xC3, 0xA9])
            let header = try #require(reading.structuredAppend)
            #expect(header.position == 3 && header.count == 7 && header.parity == 0xA5)
        }
        let first = try encoder.encode(segments: [
            .fnc1FirstPosition, .alphanumeric(Array("0104%10AB%%C%".utf8)), .byte(Array("%".utf8)),
        ])
        let reading = try reading(modules(of: first), side: first.sideInModules)
        #expect(reading.fnc1 == .firstPosition)
        #expect(reading.bytes == Array("0104\u{1D}10AB%C\u{1D}%".utf8))
        let second = try encoder.encode(segments: [
            .fnc1SecondPosition(applicationIndicator: 165), .byte(Array("x".utf8)),
        ])
        let other = try self.reading(modules(of: second), side: second.sideInModules)
        #expect(other.fnc1 == .secondPosition(applicationIndicator: 165) && other.structuredAppend == nil)
    }

    @Test("as many wrong codewords as the standard promises, in every block", arguments: 1...40)
    func damage(_ number: Int) throws {
        let reader = SymbolReader()
        var generator = SeededGenerator(seed: UInt64(number) + 40)
        for level in ErrorCorrectionLevel.allCases {
            let count = try correctableCount(version: number, level: level)
            for isBurst in [false, true] {
                var symbol = try DamagedSymbol(
                    version: number, level: level, mask: number % 8, using: &generator)
                symbol.damage(count, isBurst: isBurst, using: &generator)
                let reading = try reading(symbol.modules, side: symbol.version.sideInModules, with: reader)
                #expect(reading.bytes == symbol.bytes && reading.blocks.allSatisfy { $0.errorCount == count })
                #expect(reading.correctedCodewordCount == count * symbol.blocks.count)
            }
        }
    }

    @Test("more wrong codewords never give another text", arguments: 1...40)
    func beyondCapacity(_ number: Int) throws {
        let reader = SymbolReader()
        var generator = SeededGenerator(seed: UInt64(number) + 80)
        for level in ErrorCorrectionLevel.allCases {
            var symbol = try DamagedSymbol(version: number, level: level, mask: 3, using: &generator)
            let count = try correctableCount(version: number, level: level)
            symbol.damage(count + 1 + number % 3, isBurst: false, using: &generator)
            #expect(throws: ReadError.self) {
                try reader.decode(modules: symbol.modules, side: symbol.version.sideInModules)
            }
            #expect(reader.count == 0 && reader.readings.isEmpty)
        }
    }

    @Test("three wrong bits in both copies of the format information, or seven in one", arguments: 0..<32)
    func formatDamage(_ index: Int) throws {
        let reader = SymbolReader()
        var generator = SeededGenerator(seed: UInt64(index))
        for number in [1, 3, 7, 21] {
            let symbol = try DamagedSymbol(
                version: number, level: ErrorCorrectionLevel.allCases[index / 8], mask: index % 8, using: &generator)
            let side = symbol.version.sideInModules
            let places = FormatInformation.places(side: side)
            for (first, second) in [(3, 3), (7, 0), (0, 7)] {
                var matrix = symbol.modules
                for (copy, count) in [(0, first), (1, second)] {
                    for bit in (0..<15).shuffled(using: &generator).prefix(count) {
                        let place = places[2 * bit + copy]
                        matrix[place.row * side + place.column] ^= 1
                    }
                }
                let reading = try reading(matrix, side: side, with: reader)
                #expect(reading.bytes == symbol.bytes)
                #expect(reading.formatErrors.first == first && reading.formatErrors.second == second)
            }
        }
    }

    @Test("wrong bits in the version information are counted and change nothing", arguments: 7...40)
    func versionDamage(_ number: Int) throws {
        var generator = SeededGenerator(seed: UInt64(number))
        let symbol = try DamagedSymbol(version: number, level: .quartile, mask: 5, using: &generator)
        let side = symbol.version.sideInModules
        var matrix = symbol.modules
        for bit in (0..<18).shuffled(using: &generator).prefix(3) {
            matrix[bit / 3 * side + side - 11 + bit % 3] ^= 1
            matrix[(side - 11 + bit % 3) * side + bit / 3] ^= 1
        }
        let reading = try reading(matrix, side: side)
        #expect(reading.bytes == symbol.bytes)
        #expect(reading.versionErrors.first == 3 && reading.versionErrors.second == 3)
        let mirrored = try self.reading(transposed(matrix, side: side), side: side)
        #expect(mirrored.versionErrors == reading.versionErrors && mirrored.isMirrored)
    }
}
