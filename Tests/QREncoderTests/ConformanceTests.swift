// The encoder against foreign encoders and against an independent decoder.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRStructure
import TestSupport
import Testing

@Suite("Conformance of symbols")
struct ConformanceTests {
    private let encoder = QRSymbolEncoder()

    private func level(_ letter: String) throws -> ErrorCorrectionLevel {
        try #require(letter.utf8.first.flatMap(ErrorCorrectionLevel.init(letter:)))
    }

    @Test(
        "forced version, level, mask and mode: equal to libqrencode and qrcodegen",
        arguments: PeerVectors.recorded.symbols)
    func equalsPeers(_ vector: PeerVectors.Symbol) throws {
        let mode = try #require(namedModes.first { $0.name == vector.mode }?.mode)
        let payload = peerPayload(mode: mode, length: vector.length)
        let options = EncodingOptions(
            minimumLevel: try level(vector.level), raisesLevel: false, version: QRVersion(rawValue: vector.version),
            mask: vector.mask.flatMap(MaskPattern.init(rawValue:)), mode: mode)
        let symbol = try encoder.encode(bytes: payload, options: options)
        #expect(symbol.digest == vector.digest)
        let decoded = try decodeSymbol(symbol.rows)
        #expect(decoded.bytes == payload)
        #expect(decoded.mask == vector.mask)
        #expect(decoded.hasProperPadding)
    }

    @Test("automatic mask: equal to zint", arguments: PeerVectors.recorded.automaticMasks)
    func choosesTheMaskOfZint(_ vector: PeerVectors.Symbol) throws {
        let options = EncodingOptions(
            minimumLevel: try level(vector.level), raisesLevel: false, version: QRVersion(rawValue: vector.version))
        let symbol = try encoder.encode(bytes: lowerCasePayload(length: vector.length), options: options)
        #expect(symbol.digest == vector.digest)
    }

    @Test("the longest payload of each mode fits, one more moves on", arguments: 1...40)
    func holdsWhatTheVersionHolds(_ version: Int) throws {
        let row = PeerVectors.recorded.capacities[version - 1]
        for (levelIndex, level) in ErrorCorrectionLevel.allCases.enumerated() {
            for (modeIndex, named) in namedModes.enumerated() {
                let most = row[levelIndex * 4 + modeIndex]
                let options = EncodingOptions(minimumLevel: level, raisesLevel: false, mode: named.mode)
                let longest = peerPayload(mode: named.mode, length: most)
                #expect(try SymbolChoice(bytes: longest, isUTF8: false, options: options).version.rawValue == version)
                let tooLong = peerPayload(mode: named.mode, length: most + 1)
                if version < 40 {
                    let next = try SymbolChoice(bytes: tooLong, isUTF8: false, options: options).version
                    #expect(next.rawValue == version + 1)
                } else {
                    let error = #expect(throws: EncodingError.self) {
                        try SymbolChoice(bytes: tooLong, isUTF8: false, options: options)
                    }
                    #expect(error?.code == .dataTooLong)
                    #expect(error?.code.name == "data_too_long")
                    #expect((error?.neededBitCount ?? 0) > (error?.availableBitCount ?? 0))
                }
            }
        }
    }

    @Test("the worked example of Annex I: 01234567 in a 1-M symbol")
    func annexI() throws {
        let segment = try Segment.numeric(Array("01234567".utf8))
        let version = QRVersion.smallest
        let capacity = SymbolCapacity(version: version, level: .medium)
        let data = Reference.dataCodewords(of: [segment], version: version, count: capacity.dataCodewordCount)
        let expectedData: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ]
        #expect(data == expectedData)
        let expectedCorrection: [UInt8] = [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55]
        #expect(Reference.codewordSequence(data: data, capacity: capacity) == expectedData + expectedCorrection)
    }
}
