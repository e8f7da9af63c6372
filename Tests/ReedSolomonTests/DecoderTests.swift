// The Reed-Solomon decoders: both against what the encoder made, and against each other.
// SPDX-License-Identifier: Apache-2.0

import ReedSolomon
import TestSupport
import Testing

@Suite("Reed-Solomon decoding")
struct DecoderTests {
    /// The numbers of error correction codewords that QR Code uses, with the longest block of each.
    private static let codes: [(correction: Int, longest: Int)] = [
        (7, 26), (10, 44), (13, 26), (15, 70), (16, 59), (17, 26), (18, 69), (20, 107), (22, 86), (24, 141), (26, 134),
        (28, 147), (30, 153),
    ]

    private struct Damaged {
        let clean: [UInt8]
        var block: [UInt8]
        let erasures: [UInt8]
    }

    /// A block of random data with wrong codewords at random places, and erasures of which about half are wrong.
    private func damaged(
        correction: Int, length: Int, errors: Int, erasures: Int, using generator: inout SeededGenerator
    ) -> Damaged {
        let data = (0..<length - correction).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let encoder = ReedSolomonEncoder(errorCorrectionCodewordCount: correction)
        let clean = data + encoder.errorCorrectionCodewords(for: data)
        let places = Array((0..<length).shuffled(using: &generator).prefix(errors + erasures))
        var block = clean
        for place in places.prefix(errors) { block[place] ^= UInt8.random(in: 1...255, using: &generator) }
        for place in places.dropFirst(errors) { block[place] ^= UInt8.random(in: 0...255, using: &generator) }
        return Damaged(clean: clean, block: block, erasures: places.dropFirst(errors).map { UInt8($0) })
    }

    @Test("everything within capacity is corrected and counted, by both decoders", arguments: codes.indices)
    func withinCapacity(_ index: Int) {
        let (correction, longest) = Self.codes[index]
        var generator = SeededGenerator(seed: UInt64(correction))
        var fast = ReedSolomonDecoder(errorCorrectionCodewordCount: correction)
        for protection in 0...3 {
            let plain = PlainReedSolomonDecoder(
                errorCorrectionCodewordCount: correction, misdecodeProtection: protection)
            for erasures in stride(from: 0, through: correction - protection, by: 5) {
                let most = (correction - protection - erasures) / 2
                for errors in Set([0, 1, most / 2, most]) where errors <= most {
                    let length = Int.random(in: correction + 2...longest, using: &generator)
                    guard errors + erasures <= length else { continue }
                    let damaged = damaged(
                        correction: correction, length: length, errors: errors, erasures: erasures, using: &generator)
                    let expected = BlockCorrection(errorCount: errors, erasureCount: erasures)
                    var codewords = [0xAA] + damaged.block + [0x55]
                    let counted = fast.correct(
                        &codewords, in: 1..<length + 1, misdecodeProtection: protection, erasures: damaged.erasures)
                    #expect(counted == expected)
                    #expect(codewords == [0xAA] + damaged.clean + [0x55])
                    let result = plain.corrected(damaged.block, erasures: damaged.erasures.map { Int($0) })
                    #expect(result?.block == damaged.clean && result?.correction == expected)
                }
            }
        }
    }

    @Test("beyond capacity both decoders say the same, and a refused block is left alone", arguments: codes.indices)
    func beyondCapacity(_ index: Int) {
        let (correction, longest) = Self.codes[index]
        var generator = SeededGenerator(seed: UInt64(correction) + 100)
        var fast = ReedSolomonDecoder(errorCorrectionCodewordCount: correction)
        for round in 0..<12 {
            let protection = round % 4
            let erasures = round % 3 == 0 ? Int.random(in: 0...correction, using: &generator) : 0
            let least = max(0, correction - protection - erasures) / 2 + 1
            let length = longest - round % 2
            let errors = min(least + Int.random(in: 0...correction, using: &generator), length - erasures)
            let damaged = damaged(
                correction: correction, length: length, errors: errors, erasures: erasures, using: &generator)
            var codewords = damaged.block
            let counted = fast.correct(
                &codewords, in: 0..<length, misdecodeProtection: protection, erasures: damaged.erasures)
            let plain = PlainReedSolomonDecoder(
                errorCorrectionCodewordCount: correction, misdecodeProtection: protection)
            let result = plain.corrected(damaged.block, erasures: damaged.erasures.map { Int($0) })
            #expect(counted == result?.correction)
            #expect(codewords == result?.block ?? damaged.block)
            if let counted {
                #expect(2 * counted.errorCount + counted.erasureCount <= correction - protection)
            }
        }
    }
}
