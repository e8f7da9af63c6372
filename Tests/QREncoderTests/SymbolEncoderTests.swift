// What a caller sees of the encoder: levels, versions, penalties, errors.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRStructure
import TestSupport
import Testing

/// The qris_string of the published create-transaction sample.
let seedString =
    "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW0215ID101904501"
    + "90010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A015036c98a2234-f6d1-46f6-91d3-2597"
    + "ee7863bc5406122.0063044447"

@Suite("QRSymbolEncoder")
struct SymbolEncoderTests {
    private let encoder = QRSymbolEncoder()

    @Test("the first seed: version 12 at M, 10 at L, in byte mode without an ECI header")
    func seed() throws {
        #expect(seedString.utf8.count == 254)
        for (level, version) in [(ErrorCorrectionLevel.medium, 12), (.low, 10)] {
            let symbol = try encoder.encode(
                seedString, options: EncodingOptions(minimumLevel: level, raisesLevel: false))
            #expect(symbol.version.rawValue == version)
            let decoded = try decodeSymbol(symbol.rows)
            #expect(decoded.level == level.letter)
            #expect(decoded.segments == [.init(mode: 4, bytes: Array(seedString.utf8))])
            #expect(decoded.assignment == nil)
            #expect(encoder.penalties.firstIndex(of: encoder.penalties.min() ?? 0) == symbol.mask.rawValue)
        }
    }

    @Test("one encoder per thread, kept or made for each call: all threads make the same symbols, first ones included")
    func threads() async throws {
        let texts = (0..<40).map { index in String(repeating: "abc\(index)", count: 1 + 5 * index) }
        let expected = try texts.map { try encoder.encode($0) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let own = QRSymbolEncoder()
                    return texts.indices.allSatisfy { (try? own.encode(texts[$0])) == expected[$0] }
                }
                group.addTask { texts.indices.allSatisfy { (try? QRSymbol(encoding: texts[$0])) == expected[$0] } }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test("the penalties of the first seed in reading P")
    func penaltiesOfTheSeed() throws {
        // Counted by an independent implementation of zint's reading on the 12-M symbol.
        _ = try encoder.encode(seedString, options: EncodingOptions(raisesLevel: false))
        #expect(encoder.penalties == [4095, 4552, 3193, 3479, 3736, 3539, 3629, 3679])
    }

    @Test("the level rises as far as the version allows, and not further")
    func raisesTheLevel() throws {
        let text = "12345678901234"
        let plain = try encoder.encode(text, options: EncodingOptions(minimumLevel: .low, raisesLevel: false))
        let raised = try encoder.encode(text, options: EncodingOptions(minimumLevel: .low))
        #expect(plain.level == .low && plain.version == .smallest)
        #expect(raised.level == .medium && raised.version == .smallest)
        #expect(try encoder.encode("1", options: EncodingOptions(minimumLevel: .low)).level == .high)
    }

    @Test("text that is not ASCII gets an ECI 26 header, bytes do not")
    func announcesUTF8() throws {
        let text = "Kopi Susu ☕"
        for mode in [EncodingOptions.SegmentMode.byte, .mixed] {
            let decoded = try decodeSymbol(try encoder.encode(text, options: EncodingOptions(mode: mode)).rows)
            #expect(decoded.assignment == 26)
            #expect(decoded.bytes == Array(text.utf8))
        }
        let bytes = try decodeSymbol(try encoder.encode(bytes: Array(text.utf8)).rows)
        #expect(bytes.assignment == nil)
        #expect(bytes.bytes == Array(text.utf8))
    }

    @Test("penalties are reported when asked for or needed")
    func reportsPenalties() throws {
        var options = EncodingOptions(mask: MaskPattern(rawValue: 5))
        #expect(try encoder.encode("A", options: options).mask.rawValue == 5)
        #expect(encoder.penalties.isEmpty)
        options.reportsPenalties = true
        _ = try encoder.encode("A", options: options)
        let forced = encoder.penalties
        options.mask = nil
        _ = try encoder.encode("A", options: options)
        #expect(forced.count == 8 && forced == encoder.penalties)
    }

    @Test("an empty text and texts without end are refused at once")
    func refusesTexts() {
        let empty = #expect(throws: EncodingError.self) { try encoder.encode("") }
        #expect(empty?.code == .emptyText)
        for mode in [EncodingOptions.SegmentMode.byte, .mixed, .numeric] {
            let error = #expect(throws: EncodingError.self) {
                try encoder.encode(
                    bytes: [UInt8](repeating: 0x31, count: 1_000_000), options: EncodingOptions(mode: mode))
            }
            #expect(error?.code == .dataTooLong)
        }
    }

    @Test("a version given is kept, and refused when too small")
    func keepsTheVersion() throws {
        #expect(try encoder.encode("A", options: EncodingOptions(version: .largest)).version == .largest)
        let error = #expect(throws: EncodingError.self) {
            try encoder.encode(seedString, options: EncodingOptions(version: QRVersion(rawValue: 11)))
        }
        #expect(error?.code == .dataTooLong)
        #expect(error?.neededBitCount == 4 + 16 + 254 * 8)
        #expect(error?.availableBitCount == 251 * 8 + 24)
    }

    @Test("the bits needed are told where the character count does not even fit its indicator, by both encoders")
    func tellsTheBitsNeeded() throws {
        // Version 8 counts bytes in eight bits.
        let options = EncodingOptions(version: QRVersion(rawValue: 8))
        let bytes = [UInt8](repeating: 200, count: 256)
        let fast = #expect(throws: EncodingError.self) { try encoder.encode(bytes: bytes, options: options) }
        let plain = #expect(throws: EncodingError.self) {
            try SymbolChoice(bytes: bytes, isUTF8: false, options: options)
        }
        #expect(fast?.neededBitCount == 4 + 8 + 256 * 8)
        #expect(plain == fast)
    }

    @Test("NUL and every other byte survive")
    func keepsAllBytes() throws {
        let bytes = (0...255).map { UInt8($0) }
        #expect(try decodeSymbol(try encoder.encode(bytes: bytes).rows).bytes == bytes)
    }
}

@Suite("Penalty rules")
struct PenaltyTests {
    private func line(_ text: String) -> [Bool] { text.map { $0 == "1" } }

    @Test(
        "rule 1: a run of L costs L - 2 from five on",
        arguments: [("0101", 0), ("01111", 0), ("11111", 3), ("111111", 4), ("00000111111", 7), ("1111100000000", 9)])
    func adjacent(_ text: String, _ penalty: Int) {
        #expect(Reference.adjacentPenalty(of: line(text)) == penalty)
    }

    @Test(
        "rule 3: exactly 1011101 with four light on one side",
        arguments: [
            ("00001011101", 40), ("10111010000", 40), ("1011101", 40), ("0000101110100001", 40),
            ("1000101110100011", 0), ("0001011101", 40), ("1100111110011", 0), ("10111011101", 80),
            ("11101110111", 0), ("110111011011101011", 0),
        ])
    func finderLike(_ text: String, _ penalty: Int) {
        #expect(Reference.finderLikePenalty(of: line(text)) == penalty)
    }

    @Test("rule 2: overlapping blocks count each")
    func blocks() {
        #expect(Reference.blockPenalty(of: ["111", "111", "110"].map(line)) == 9)
        #expect(Reference.blockPenalty(of: ["101", "010", "101"].map(line)) == 0)
    }

    @Test("rule 4: ten points for every full 5 % away from half")
    func proportion() {
        func rows(dark: Int) -> [[Bool]] { (0..<10).map { row in (0..<10).map { row * 10 + $0 < dark } } }
        let expected = [(50, 0), (54, 0), (55, 10), (45, 10), (46, 0), (60, 20), (0, 100), (100, 100)]
        for (dark, penalty) in expected {
            #expect(Reference.proportionPenalty(of: rows(dark: dark)) == penalty)
        }
    }
}
