// PNG files: their chunks, their pixels by a foreign zlib, their limits, and what foreign readers see.
// SPDX-License-Identifier: Apache-2.0

#if PNG
    import QREncoder
    import QRPNG
    import QRRendering
    import QRStructure
    import TestSupport
    import Testing

    @Suite struct PNGTests {
        @Test(arguments: Fixtures.qrisStrings, [1, 2, 3, 5, 8, 16]) func foreignReaders(
            payload: String, modulePixels: Int
        ) throws {
            let symbol = try QRSymbol(encoding: payload)
            let file = try symbol.png(options: RenderOptions(modulePixels: modulePixels))
            // One pixel a module is below what the readers promise; the pixels are checked elsewhere.
            for reader in ForeignReader.allCases where modulePixels > 1 {
                #expect(try reader.read(file) == Array(payload.utf8), "\(reader)")
            }
        }

        @Test(arguments: Fixtures.qrisStrings) func coloursReadByForeignReaders(payload: String) throws {
            let symbol = try QRSymbol(encoding: payload)
            let options = RenderOptions(
                dark: Color(red: 0, green: 32, blue: 96), light: Color(red: 255, green: 250, blue: 220))
            let file = try symbol.png(options: options)
            for reader in ForeignReader.allCases {
                #expect(try reader.read(file) == Array(payload.utf8), "\(reader)")
            }
        }

        /// Python's zlib inflates the rows; the script refuses any filter but "none".
        @Test(arguments: [(0, 1), (1, 3), (4, 8), (3, 13)]) func pixelsAreTheModules(
            quietZone: Int, modulePixels: Int
        ) throws {
            for symbol in try Fixtures.symbols() where symbol.sideInModules * modulePixels < 400 {
                let options = RenderOptions(quietZone: quietZone, modulePixels: modulePixels)
                let side = (symbol.sideInModules + 2 * quietZone) * modulePixels
                let want = expected(symbol, quietZone: quietZone, modulePixels: modulePixels)
                #expect(try rows(of: symbol.png(options: options), side: side) == want)
                var coloured = options
                coloured.light = .transparent
                #expect(try rows(of: symbol.png(options: coloured), side: side) == want)
            }
        }

        private func expected(_ symbol: QRSymbol, quietZone: Int, modulePixels: Int) -> PortableBitmap {
            let side = symbol.sideInModules + 2 * quietZone
            var picture = PortableBitmap(width: side, height: side)
            for row in 0..<symbol.sideInModules {
                for column in 0..<symbol.sideInModules {
                    picture[row + quietZone, column + quietZone] = symbol[row, column]
                }
            }
            return picture.scaled(by: modulePixels)
        }

        private func rows(of file: [UInt8], side: Int) throws -> PortableBitmap? {
            let script = """
                import sys, zlib
                f = sys.stdin.buffer.read()
                at, data = 8, b''
                while at < len(f):
                    n = int.from_bytes(f[at:at + 4], 'big')
                    if f[at + 4:at + 8] == b'IDAT': data += f[at + 8:at + 8 + n]
                    at += n + 12
                raw, step = zlib.decompress(data), (\(side) + 7) // 8 + 1
                assert len(raw) == step * \(side) and set(raw[::step]) == {0}
                rows = b''.join(raw[i + 1:i + step] for i in range(0, len(raw), step))
                sys.stdout.buffer.write(b'P4\\n\(side) \(side)\\n' + bytes(b ^ 255 for b in rows))
                """
            let result = try ProcessRunner.run(.python, ["-c", script], input: file)
            #expect(result.exitCode == 0, "\(result.errorText)")
            return PortableBitmap(file: result.output)
        }

        @Test func chunksInBlackOnWhite() throws {
            let symbol = try QRSymbol(encoding: "QRIS")
            let chunks = try #require(Chunk.chunks(of: symbol.png()))
            #expect(chunks.map(\.name).filter { $0 != "IDAT" } == ["IHDR", "IEND"])
            // Width and height 232, 1 bit, grey, deflate, adaptive filters, no interlace.
            #expect(chunks[0].data == [0, 0, 0, 232, 0, 0, 0, 232, 1, 0, 0, 0, 0])
        }

        @Test(arguments: [
            (Color.black, Color.transparent, [UInt8]([255, 0])), (Color.transparent, Color.white, [0]),
            (Color.white, Color.black, []),
            (Color(red: 1, green: 2, blue: 3, alpha: 4), Color(red: 5, green: 6, blue: 7, alpha: 8), [4, 8]),
        ])
        func chunksInColour(dark: Color, light: Color, alphas: [UInt8]) throws {
            let symbol = try QRSymbol(encoding: "QRIS")
            let file = try symbol.png(options: RenderOptions(dark: dark, light: light))
            let chunks = try #require(Chunk.chunks(of: file))
            #expect(chunks[0].data == [0, 0, 0, 232, 0, 0, 0, 232, 1, 3, 0, 0, 0])
            let palette = try #require(chunks.first { $0.name == "PLTE" })
            #expect(palette.data == [dark.red, dark.green, dark.blue, light.red, light.green, light.blue])
            #expect(chunks.first { $0.name == "tRNS" }?.data ?? [] == alphas)
            try expectSound(file)
        }

        @Test func checkedByPngcheck() throws {
            for symbol in try Fixtures.symbols() {
                try expectSound(symbol.png())
                try expectSound(symbol.png(options: RenderOptions(quietZone: 0, modulePixels: 1)))
            }
        }

        /// pngcheck verifies every chunk's CRC and the compressed rows.
        private func expectSound(_ file: [UInt8]) throws {
            let result = try ProcessRunner.run(.pngcheck, ["-v"], input: file)
            #expect(result.exitCode == 0, "\(result.outputText)")
            #expect(result.outputText.contains("No errors detected"))
        }

        @Test(arguments: Fixtures.qrisStrings) func fileIsSmall(payload: String) throws {
            let symbol = try QRSymbol(encoding: payload)
            let file = try symbol.png()
            #expect(file.count < 1300)
        }

        @Test(arguments: [
            (Int.max, 8, "picture_too_large"), (4, Int.max, "picture_too_large"),
            (Int.max, Int.max, "picture_too_large"),
            (-1, 8, "invalid_quiet_zone"), (Int.min, 8, "invalid_quiet_zone"), (4, 0, "invalid_module_size"),
            (4, Int.min, "invalid_module_size"), (4, 565, "picture_too_large"), (1 << 32, 1, "picture_too_large"),
        ])
        func sizesPastTheLimits(quietZone: Int, modulePixels: Int, name: String) throws {
            let symbol = try QRSymbol(encoding: "QRIS")
            let error = #expect(throws: RenderingError.self) {
                try symbol.png(options: RenderOptions(quietZone: quietZone, modulePixels: modulePixels))
            }
            #expect(error?.code.name == name)
        }

        @Test func largestPicture() throws {
            let symbol = try QRSymbol(encoding: "QRIS")
            let file = try symbol.png(options: RenderOptions(modulePixels: 16_384 / 29))
            let chunks = try #require(Chunk.chunks(of: file))
            #expect(chunks[0].data.prefix(8) == [0, 0, 0x3F, 0xE4, 0, 0, 0x3F, 0xE4])
        }

        /// Ends libpng at every length of the file, so its jump is taken from each of its calls.
        @Test func everyLengthLimit() throws {
            let symbol = try QRSymbol(encoding: "QRIS")
            let options = RenderOptions(modulePixels: 4, dark: .black, light: .transparent)
            let file = try symbol.png(options: options)
            for limit in 0..<file.count {
                let error = #expect(throws: RenderingError.self) {
                    try symbol.png(options: options, lengthLimit: limit)
                }
                #expect(error?.code == .pictureTooLarge)
                #expect(error?.limit == limit)
            }
            #expect(try symbol.png(options: options, lengthLimit: file.count) == file)
        }
    }

    /// A chunk of a PNG file, read by the test itself.
    private struct Chunk {
        let name: String
        let data: [UInt8]

        /// Returns the chunks, or `nil` when the bytes are not made of a signature and whole chunks.
        static func chunks(of file: [UInt8]) -> [Chunk]? {
            guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
            var chunks: [Chunk] = []
            var rest = file.dropFirst(8)
            while !rest.isEmpty {
                guard rest.count >= 12 else { return nil }
                let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
                guard rest.count >= length + 12 else { return nil }
                let name = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
                chunks.append(Chunk(name: name, data: Array(rest.dropFirst(8).prefix(length))))
                rest = rest.dropFirst(length + 12)
            }
            return chunks
        }
    }
#endif
