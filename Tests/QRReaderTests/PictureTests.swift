// The reader on pictures that the tests draw: every version, size, turn and colour, and pictures without a symbol.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRReader
import QRStructure
import TestSupport
import Testing

/// Which way a picture takes through the reader.
enum ReadingPath: CaseIterable {
    /// The one for drawn pictures first.
    case drawn
    /// The one for photographs alone.
    case general

    func reader() -> SymbolReader {
        let reader = SymbolReader()
        reader.skipsFastPath = self == .general
        return reader
    }
}

@Suite("Reading drawn pictures")
struct PictureTests {
    private func symbol(version number: Int, level: ErrorCorrectionLevel) throws -> (QRSymbol, [UInt8]) {
        let version = try #require(QRVersion(rawValue: number))
        let capacity = SymbolCapacity(version: version, level: level)
        var generator = SeededGenerator(seed: UInt64(number) * 4 + UInt64(level.rawValue))
        let bytes = (0..<capacity.dataCodewordCount - 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let options = EncodingOptions(minimumLevel: level, raisesLevel: false, version: version)
        return (try QRSymbolEncoder().encode(bytes: bytes, options: options), bytes)
    }

    @Test("every version and level, one, two and four pixels per module", arguments: 1...40)
    func everyVersion(number: Int) throws {
        let reader = SymbolReader()
        for level in ErrorCorrectionLevel.allCases {
            let (symbol, bytes) = try symbol(version: number, level: level)
            for scale in [1, 2, 4] {
                let picture = Picture(symbol, scale: scale)
                #expect(try reader.read(picture.image) == 1, "\(level), scale \(scale)")
                #expect(reader.readings.first?.bytes == bytes && reader.readings.first?.version == symbol.version)
            }
        }
    }

    @Test(
        "turned, mirrored and with exchanged colours, with and without quiet zone", arguments: ReadingPath.allCases,
        [1, 2, 6, 7, 12])
    func turns(path: ReadingPath, number: Int) throws {
        let reader = path.reader()
        let (symbol, bytes) = try symbol(version: number, level: .medium)
        for quietZone in [0, 4] {
            for turn in 0..<4 {
                for isMirrored in [false, true] {
                    for isInverted in [false, true] {
                        var picture = Picture(symbol, scale: 3, quietZone: quietZone)
                        if isMirrored { picture = picture.transposed }
                        for _ in 0..<turn { picture = picture.turned }
                        if isInverted { picture = picture.inverted }
                        let words = "\(quietZone) \(turn) \(isMirrored) \(isInverted)"
                        #expect(try reader.read(picture.image) == 1, "\(words)")
                        guard let reading = reader.readings.first else { continue }
                        #expect(reading.bytes == bytes && reading.isInverted == isInverted, "\(words)")
                        #expect(reading.isMirrored == isMirrored, "\(words)")
                    }
                }
            }
        }
    }

    @Test("scales one to ten", arguments: ReadingPath.allCases, [1, 5, 10])
    func scales(path: ReadingPath, number: Int) throws {
        let reader = path.reader()
        let (symbol, bytes) = try symbol(version: number, level: .low)
        for scale in (path == .drawn ? 1 : 2)...10 {
            #expect(try reader.read(Picture(symbol, scale: scale).image) == 1, "scale \(scale)")
            #expect(reader.readings.first?.bytes == bytes)
        }
    }

    @Test("several symbols in one picture are all read, once each")
    func severalSymbols() throws {
        let texts = (0..<4).map { "symbol number \($0)" }
        var canvas = Picture(width: 420, height: 420)
        for (index, text) in texts.enumerated() {
            let picture = Picture(try QRSymbol(encoding: text), scale: 5)
            canvas.put(picture, x: 20 + index % 2 * 200, y: 20 + index / 2 * 200)
        }
        let reader = SymbolReader()
        #expect(try reader.read(canvas.image) == 4)
        #expect(Set(reader.readings.map { String(decoding: $0.bytes, as: UTF8.self) }) == Set(texts))
        #expect(try reader.read(canvas.image, options: ReadOptions(maximumSymbolCount: 1)) == 1)
    }

    @Test("noise, stripes and checkerboards hold nothing", arguments: ReadOptions.Effort.allCases)
    func nothingIsRead(effort: ReadOptions.Effort) throws {
        let reader = SymbolReader()
        var generator = SeededGenerator(seed: 7)
        for index in 0..<6 {
            var picture = Picture(width: 120, height: 120)
            for place in picture.pixels.indices {
                let (x, y) = (place % 120, place / 120)
                picture.pixels[place] =
                    switch index {
                    case 0: UInt8.random(in: 0...255, using: &generator)
                    case 1: Bool.random(using: &generator) ? 0 : 255
                    case 2: (x / 3 + y / 3) % 2 == 0 ? 0 : 255
                    case 3: x / 4 % 2 == 0 ? 0 : 255
                    case 4: UInt8(x + y)
                    default: 128
                    }
            }
            #expect(try reader.read(picture.image, options: ReadOptions(effort: effort)) == 0)
        }
    }

    @Test("what was read before changes nothing")
    func historyDoesNotMatter() throws {
        let kept = SymbolReader()
        for number in [9, 1, 4] {
            let picture = Picture(try symbol(version: number, level: .high).0, scale: 2).turned
            try kept.read(picture.image)
            let fresh = SymbolReader()
            try fresh.read(picture.image)
            #expect(kept.readings == fresh.readings)
        }
    }

    @Test("sizes that do not fit the memory are refused")
    func sizes() throws {
        let pixels = [UInt8](repeating: 0, count: 100)
        for (width, height, stride) in [(10, 11, 10), (0, 1, 1), (-1, 1, 1), (10, 10, 9), (Int.max, Int.max, Int.max)] {
            let error = #expect(throws: ReadError.self) {
                try GreyImage(pixels: pixels, width: width, height: height, stride: stride)
            }
            #expect(error?.code == .invalidSize)
        }
        let image = try GreyImage(pixels: pixels, width: 10, height: 10)
        let error = #expect(throws: ReadError.self) {
            try SymbolReader().read(image, options: ReadOptions(maximumPixelCount: 99))
        }
        #expect(error?.code == .pictureTooLarge)
    }
}
