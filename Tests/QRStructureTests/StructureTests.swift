// Versions, tables, labels and function patterns against the standard's figures.
// SPDX-License-Identifier: Apache-2.0

import QRStructure
import Testing

@Suite("What the standard fixes")
struct StructureTests {
    @Test("versions exist from 1 to 40, their sides from 21 to 177")
    func versions() {
        #expect(QRVersion(rawValue: 0) == nil && QRVersion(rawValue: 41) == nil)
        #expect(QRVersion.smallest.sideInModules == 21 && QRVersion.largest.sideInModules == 177)
        #expect(QRVersion.largest.next == nil && QRVersion.smallest.next?.rawValue == 2)
        #expect(MaskPattern(rawValue: 8) == nil && MaskPattern(rawValue: -1) == nil)
    }

    @Test("the data area holds the codewords and at most seven remainder bits", arguments: 1...40)
    func dataArea(_ number: Int) throws {
        let version = try #require(QRVersion(rawValue: number))
        let area = FunctionPatterns(version: version).area
        var dataModuleCount = 0
        for row in 0..<area.side {
            for column in 0..<area.side where !area[row, column] { dataModuleCount += 1 }
        }
        for level in ErrorCorrectionLevel.allCases {
            let capacity = SymbolCapacity(version: version, level: level)
            #expect(dataModuleCount / 8 == capacity.codewordCount)
            let dataCount =
                capacity.shortBlockCount * capacity.shortBlockDataCount
                + capacity.longBlockCount * (capacity.shortBlockDataCount + 1)
            #expect(dataCount == capacity.dataCodewordCount)
        }
        // Table 1: remainder bits.
        let remainderBits = [
            0, 7, 7, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3,
            0, 0, 0, 0, 0, 0,
        ]
        #expect(dataModuleCount % 8 == remainderBits[number - 1])
    }

    @Test("format information of Annex C: level M, mask 101")
    func formatInformation() throws {
        let mask = try #require(MaskPattern(rawValue: 0b101))
        #expect(FormatInformation.bits(level: .medium, mask: mask) == 0b100_0000_1100_1110)
    }

    @Test("version information of Annex D: version 7")
    func versionInformation() throws {
        let version = try #require(QRVersion(rawValue: 7))
        #expect(VersionInformation.bits(of: version) == 0b00_0111_1100_1001_0100)
    }

    @Test("levels by their letters")
    func levels() {
        for level in ErrorCorrectionLevel.allCases {
            #expect(level.letter.utf8.first.flatMap(ErrorCorrectionLevel.init(letter:)) == level)
        }
        #expect(ErrorCorrectionLevel(letter: UInt8(ascii: "l")) == nil)
        #expect(ErrorCorrectionLevel.low < .medium && ErrorCorrectionLevel.quartile < .high)
    }

    @Test("the finder patterns and the dark module stand where they belong")
    func functionPatterns() throws {
        let version = try #require(QRVersion(rawValue: 2))
        let modules = FunctionPatterns(version: version).modules
        let finder = ["11111110", "10000010", "10111010", "10111010", "10111010", "10000010", "11111110", "00000000"]
        for (row, text) in finder.enumerated() {
            for (column, character) in text.enumerated() {
                let isDark = character == "1"
                #expect(modules[row, column] == isDark)
                #expect(modules[row, 24 - column] == isDark)
                // The dark module lies at (17, 8), outside the lower left separator.
                #expect(modules[24 - row, column] == isDark)
            }
        }
        #expect(modules[17, 8])
        #expect(modules[18, 18] && !modules[17, 18] && modules[16, 18])
    }
}
