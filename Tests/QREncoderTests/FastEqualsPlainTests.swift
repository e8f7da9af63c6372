// The fast encoder against the plain one.
// SPDX-License-Identifier: Apache-2.0

@_spi(Kernels) import QREncoder
import QRStructure
import TestSupport
import Testing

/// The plain encoder takes long without optimisation: debug builds test every seventh version, release builds all.
#if DEBUG
    private let versions = Array(stride(from: 1, through: 40, by: 7)) + [10, 12, 40]
#else
    private let versions = Array(1...40)
#endif

@Suite("The fast encoder equals the plain one")
struct FastEqualsPlainTests {
    private func plain(_ bytes: [UInt8], _ options: EncodingOptions) throws -> (symbol: QRSymbol, penalties: [Int]) {
        let choice = try SymbolChoice(bytes: bytes, isUTF8: false, options: options)
        return Reference.symbol(of: choice, mask: options.mask, reportsPenalties: options.reportsPenalties)
    }

    @Test("every version, level and mask, with all penalties", arguments: versions)
    func wholeDomain(_ number: Int) throws {
        let encoders = KernelLevel.available.map { QRSymbolEncoder(kernels: $0) }
        var generator = SeededGenerator(seed: UInt64(number))
        for (levelIndex, level) in ErrorCorrectionLevel.allCases.enumerated() {
            let most = PeerVectors.recorded.capacities[number - 1][levelIndex * 4 + 2]
            let length = Int.random(in: max(1, most / 2)...most, using: &generator)
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var options = EncodingOptions(
                minimumLevel: level, raisesLevel: false, version: QRVersion(rawValue: number))
            let expected = try plain(bytes, options)
            for encoder in encoders {
                let symbol = try encoder.encode(bytes: bytes, options: options)
                #expect(encoder.penalties == expected.penalties)
                #expect(symbol == expected.symbol)
            }
            for mask in MaskPattern.allPatterns {
                options.mask = mask
                let masked = try plain(bytes, options).symbol
                for encoder in encoders {
                    #expect(try encoder.encode(bytes: bytes, options: options) == masked)
                }
            }
        }
    }

    @Test("every length at the edges of words, in every mode")
    func lengths() throws {
        let encoder = QRSymbolEncoder()
        for length in Array(1...40) + [63, 64, 65, 127, 128, 129] {
            for named in namedModes {
                let bytes = peerPayload(mode: named.mode, length: length)
                let options = EncodingOptions(mask: MaskPattern(rawValue: length % 8), mode: named.mode)
                #expect(try encoder.encode(bytes: bytes, options: options) == plain(bytes, options).symbol)
            }
        }
    }

    @Test("penalties of symbols that are all runs, blocks and finder patterns", arguments: KernelLevel.available)
    func extremePenalties(_ kernels: KernelLevel) throws {
        let encoder = QRSymbolEncoder(kernels: kernels)
        let patterns: [[UInt8]] = [[0], [255], [0x5D], [0x0B, 0xA0], [0xAA], [0xCC, 0x33], [0xF0]]
        for (index, pattern) in patterns.enumerated() {
            for number in [1, 4, 7, 11] {
                let most = PeerVectors.recorded.capacities[number - 1][2]
                let bytes = (0..<most).map { pattern[$0 % pattern.count] }
                let options = EncodingOptions(minimumLevel: .low, raisesLevel: index % 2 == 0)
                let expected = try plain(bytes, options)
                #expect(try encoder.encode(bytes: bytes, options: options) == expected.symbol)
                #expect(encoder.penalties == expected.penalties)
            }
        }
    }

    @Test("mixed segmentation takes as many bits as the plain one", arguments: KernelLevel.available)
    func mixedSegmentation(_ kernels: KernelLevel) throws {
        let encoder = QRSymbolEncoder(kernels: kernels)
        var generator = SeededGenerator(seed: 11)
        let classes = ["0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", "abcxyz{}~é"].map { Array($0.utf8) }
        for round in 0..<400 {
            var text: [UInt8] = []
            let most = round % 20 == 0 ? 2000 : 80
            while text.count < most {
                let letters = classes.randomElement(using: &generator) ?? []
                for _ in 0..<Int.random(in: 1...18, using: &generator) {
                    text.append(letters.randomElement(using: &generator) ?? 0)
                }
            }
            let options = EncodingOptions(
                minimumLevel: .low, raisesLevel: false, mask: MaskPattern.allPatterns[0], mode: .mixed)
            let choice = try SymbolChoice(bytes: text, isUTF8: false, options: options)
            let symbol = try encoder.encode(bytes: text, options: options)
            #expect(symbol.version == choice.version)
            let decoded = try decodeSymbol(symbol.rows)
            #expect(decoded.bytes == text)
            let segments = try decoded.segments.map { segment in
                switch segment.mode {
                case 1: try Segment.numeric(segment.bytes)
                case 2: try Segment.alphanumeric(segment.bytes)
                default: Segment.byte(segment.bytes)
                }
            }
            let version = choice.version
            #expect(
                SymbolChoice.bitCount(of: segments, in: version)
                    == SymbolChoice.bitCount(of: choice.segments, in: version))
        }
    }

    @Test("texts with and without characters beyond ASCII, of every length up to 40")
    func texts() throws {
        let encoder = QRSymbolEncoder()
        for length in 1...40 {
            for character in ["a", "é", "☕"] {
                let text = String(repeating: "x", count: length - 1) + character
                for mode in [EncodingOptions.SegmentMode.byte, .mixed] {
                    let options = EncodingOptions(mask: MaskPattern.allPatterns[3], mode: mode)
                    let choice = try SymbolChoice(bytes: Array(text.utf8), isUTF8: true, options: options)
                    let expected = Reference.symbol(of: choice, mask: options.mask, reportsPenalties: false).symbol
                    #expect(try encoder.encode(text, options: options) == expected)
                }
            }
        }
    }

    @Test("a symbol's memory is used again")
    func reusesMemory() throws {
        let encoder = QRSymbolEncoder()
        var symbol = try QRSymbol(encoding: "first")
        try encoder.encode(utf8: Array(seedString.utf8).span, into: &symbol)
        #expect(symbol == (try QRSymbol(encoding: seedString)))
        let before = symbol
        #expect(throws: EncodingError.self) { try encoder.encode(utf8: [UInt8]().span, into: &symbol) }
        #expect(symbol == before)
    }
}
