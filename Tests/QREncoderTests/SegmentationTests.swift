// Mixed segmentation is exact, and segments say what they were made of.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRStructure
import TestSupport
import Testing

@Suite("Segmentation")
struct SegmentationTests {
    /// The fewest bits of any split, by trying all of them.
    private func bruteForceBits(_ text: ArraySlice<UInt8>, _ version: QRVersion) throws -> Int {
        guard !text.isEmpty else { return 0 }
        var best = Int.max
        for end in (text.startIndex + 1)...text.endIndex {
            let part = Array(text[text.startIndex..<end])
            let makers = [try? Segment.numeric(part), try? Segment.alphanumeric(part), Segment.byte(part)]
            let bits = makers.compactMap { $0?.bitCount(in: version) }.min() ?? Int.max
            best = min(best, bits + (try bruteForceBits(text[end...], version)))
        }
        return best
    }

    @Test("equals the optimum found by brute force", arguments: [1, 10, 27])
    func isOptimal(_ versionNumber: Int) throws {
        let version = try #require(QRVersion(rawValue: versionNumber))
        var generator = SeededGenerator(seed: UInt64(versionNumber))
        let alphabet = Array("0123456789AB:a".utf8)
        for _ in 0..<60 {
            // Long runs of a class make switching worth its header.
            var text: [UInt8] = []
            while text.count < 10 {
                let character = alphabet.randomElement(using: &generator) ?? 0
                text += [UInt8](repeating: character, count: Int.random(in: 1...5, using: &generator))
            }
            text = Array(text.prefix(11))
            let segments = Reference.optimalSegments(of: text, in: VersionGroup(of: version))
            #expect(SymbolChoice.bitCount(of: segments, in: version) == (try bruteForceBits(text[...], version)))
        }
    }

    @Test("long runs are split where it pays")
    func splitsLongRuns() {
        let text = Array("abcdefgh0123456789012345ABCDEFGHIJKLMNOP".utf8)
        let segments = Reference.optimalSegments(of: text, in: .upTo9)
        #expect(segments.map(\.mode) == [.byte, .numeric, .alphanumeric])
        #expect(segments.map(\.characterCount) == [8, 16, 16])
    }

    @Test("the first seed takes 1544 bits in versions 10 to 26")
    func seed() throws {
        // 1544 bits in 14 segments were counted by an independent prototype.
        let version = try #require(QRVersion(rawValue: 10))
        let segments = Reference.optimalSegments(of: Array(seedString.utf8), in: .upTo26)
        #expect(SymbolChoice.bitCount(of: segments, in: version) == 1544)
        #expect(segments.count == 14)
        let symbol = try QRSymbol(encoding: seedString, options: EncodingOptions(raisesLevel: false, mode: .mixed))
        #expect(symbol.version.rawValue == 10)
        #expect(try decodeSymbol(symbol.rows).bytes == Array(seedString.utf8))
    }

    @Test("a text is cut into segments whose characters are the text")
    func keepsTheText() throws {
        var generator = SeededGenerator(seed: 7)
        for length in 1...60 {
            let text = (0..<length).map { _ in UInt8.random(in: 32...126, using: &generator) }
            let symbol = try QRSymbolEncoder().encode(bytes: text, options: EncodingOptions(mode: .mixed))
            #expect(try decodeSymbol(symbol.rows).bytes == text)
        }
    }
}

@Suite("Segments")
struct SegmentTests {
    private func decode(_ segments: [Segment]) throws -> DecodedSymbol {
        try decodeSymbol(try QRSymbolEncoder().encode(segments: segments).rows)
    }

    @Test("ECI assignment numbers of one, two and three bytes", arguments: [0, 26, 127, 128, 16_383, 16_384, 999_999])
    func assignments(_ number: Int) throws {
        let decoded = try decode([try .extendedChannelInterpretation(number), .byte([0x41])])
        #expect(decoded.assignment == number)
        #expect(decoded.bytes == [0x41])
    }

    @Test("numbers outside their range are refused")
    func refusesNumbers() {
        for number in [-1, 1_000_000, Int.max, Int.min] {
            #expect(throws: EncodingError.self) { try Segment.extendedChannelInterpretation(number) }
        }
        for (position, count) in [(0, 0), (1, 1), (-1, 2), (0, 17), (16, 16)] {
            #expect(throws: EncodingError.self) {
                try Segment.structuredAppend(position: position, count: count, parity: 0)
            }
        }
    }

    @Test("FNC1 in first and in second position")
    func fnc1() throws {
        #expect(try decode([.fnc1FirstPosition, .byte([0x30])]).fnc1 == [5])
        #expect(try decode([.fnc1SecondPosition(applicationIndicator: 165), .byte([0x30])]).fnc1 == [9 << 8 | 165])
    }

    @Test("a message over several symbols")
    func structuredAppend() throws {
        let message = peerPayload(mode: .byte, length: 200)
        let version = try #require(QRVersion(rawValue: 4))
        let symbols = try QRSymbolEncoder().encodeSequence(bytes: message, version: version)
        let decoded = try symbols.map { try decodeSymbol($0.rows) }
        #expect(decoded.flatMap(\.bytes) == message)
        let parity = Int(message.reduce(0, ^))
        #expect(decoded.map(\.structuredAppend) == (0..<symbols.count).map { [$0, symbols.count, parity] })
        #expect(symbols.allSatisfy { $0.version == version })
        #expect(throws: EncodingError.self) {
            try QRSymbolEncoder().encodeSequence(bytes: message, version: .smallest)
        }
    }

    // ISO/IEC 18004:2015 table 7: version 4 at level M holds 62 bytes.
    @Test("a message that one symbol holds is a plain symbol", arguments: [1, 60, 61, 62, 63])
    func structuredAppendOfOne(length: Int) throws {
        let message = peerPayload(mode: .byte, length: length)
        let version = try #require(QRVersion(rawValue: 4))
        let symbols = try QRSymbolEncoder().encodeSequence(bytes: message, version: version)
        let decoded = try symbols.map { try decodeSymbol($0.rows) }
        #expect(decoded.flatMap(\.bytes) == message)
        #expect(decoded.map { $0.structuredAppend == nil } == (length > 62 ? [false, false] : [true]))
        #expect(symbols.allSatisfy { $0.version == version })
    }

    @Test("the two kanji of the standard's example, one from each range")
    func kanji() throws {
        let symbol = try QRSymbolEncoder().encode(
            bytes: [0x93, 0x5F, 0xE4, 0xAA], options: EncodingOptions(mode: .kanji))
        #expect(try decodeSymbol(symbol.rows).segments == [.init(mode: 8, bytes: [0x93, 0x5F, 0xE4, 0xAA])])
        let codewords = Reference.dataCodewords(
            of: [try .kanji(shiftJIS: [0x93, 0x5F, 0xE4, 0xAA])], version: .smallest, count: 9)
        // 1000 00000010 0110110011111 1101010101010 0000
        #expect(codewords.prefix(6) == [0x80, 0x26, 0xCF, 0xEA, 0xA8, 0x00])
    }

    @Test("a character outside the mode is named by its place")
    func refusesCharacters() throws {
        let cases: [(EncodingOptions.SegmentMode, [UInt8], Int)] = [
            (.numeric, Array("123x5".utf8), 3), (.numeric, Array("１".utf8), 0), (.numeric, [0x3A], 0),
            (.alphanumeric, Array("ABc".utf8), 2), (.alphanumeric, Array("A_".utf8), 1),
            (.kanji, [0x93, 0x5F, 0x93], 2), (.kanji, [0x93, 0x5F, 0x80, 0x40], 2), (.kanji, [0x93, 0x7F], 0),
            (.kanji, [0xEB, 0xC0], 0), (.kanji, [0x9F, 0xFD], 0),
        ]
        for (mode, bytes, offset) in cases {
            let error = #expect(throws: EncodingError.self) {
                try QRSymbolEncoder().encode(bytes: bytes, options: EncodingOptions(mode: mode))
            }
            #expect(error?.code == .invalidCharacter)
            #expect(error?.byteOffset == offset)
        }
    }
}
