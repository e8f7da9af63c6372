// Reads a module matrix back to its segments: an independent decoder for tests.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// What a perfect symbol says, read straight from the standard and without any code of the library.
    ///
    /// Nothing is corrected: a codeword that does not fit its block's error correction codewords is an error.
    package struct DecodedSymbol: Equatable {
        /// A run of characters in one mode; `bytes` are ASCII for numeric and alphanumeric, Shift JIS for kanji.
        package struct Segment: Equatable {
            package let mode: Int
            package let bytes: [UInt8]

            package init(mode: Int, bytes: [UInt8]) {
                self.mode = mode
                self.bytes = bytes
            }
        }

        package let version: Int
        package let level: String
        package let mask: Int
        /// Data segments in order, headers left out.
        package let segments: [Segment]
        /// The last ECI assignment number met, if any.
        package let assignment: Int?
        /// Position, count and parity of a structured append header.
        package let structuredAppend: [Int]?
        /// FNC1 headers met: 5 for first position, 9 for second.
        package let fnc1: [Int]
        /// Whether the pad codewords after the terminator are EC, 11, EC, ...
        package let hasProperPadding: Bool

        /// All segments' bytes.
        package var bytes: [UInt8] { segments.flatMap { $0.bytes } }
    }

    /// Why a matrix is not a perfect symbol.
    package struct DecodingFailure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Decodes a matrix given as rows of dark (true) and light modules.
    ///
    /// - Source: ISO/IEC 18004:2015 clause 12, without the image and the correction steps.
    package func decodeSymbol(_ rows: [[Bool]]) throws -> DecodedSymbol {
        let layout = try SymbolLayout(rows: rows)
        let codewords = layout.codewords(of: rows)
        let data = try layout.dataCodewords(of: codewords)
        return try SegmentReader(data: data, version: layout.version).read(level: layout.level, mask: layout.mask)
    }

    /// Blocks x error correction codewords of a block, versions 1 to 40 (Table 9).
    private let blocksByLevel: [String: String] = [
        "L": """
        1x7 1x10 1x15 1x20 1x26 2x18 2x20 2x24 2x30 4x18
        4x20 4x24 4x26 4x30 6x22 6x24 6x28 6x30 7x28 8x28
        8x28 9x28 9x30 10x30 12x26 12x28 12x30 13x30 14x30 15x30
        16x30 17x30 18x30 19x30 19x30 20x30 21x30 22x30 24x30 25x30
        """,
        "M": """
        1x10 1x16 1x26 2x18 2x24 4x16 4x18 4x22 5x22 5x26
        5x30 8x22 9x22 9x24 10x24 10x28 11x28 13x26 14x26 16x26
        17x26 17x28 18x28 20x28 21x28 23x28 25x28 26x28 28x28 29x28
        31x28 33x28 35x28 37x28 38x28 40x28 43x28 45x28 47x28 49x28
        """,
        "Q": """
        1x13 1x22 2x18 2x26 4x18 4x24 6x18 6x22 8x20 8x24
        8x28 10x26 12x24 16x20 12x30 17x24 16x28 18x28 21x26 20x30
        23x28 23x30 25x30 27x30 29x30 34x28 34x30 35x30 38x30 40x30
        43x30 45x30 48x30 51x30 53x30 56x30 59x30 62x30 65x30 68x30
        """,
        "H": """
        1x17 1x28 2x22 4x16 4x22 4x28 5x26 6x26 8x24 8x28
        11x24 11x28 16x22 16x24 18x24 16x30 19x28 21x28 25x26 25x28
        25x30 34x24 30x30 32x30 35x30 37x30 40x30 42x30 45x30 48x30
        51x30 54x30 57x30 60x30 63x30 66x30 70x30 74x30 77x30 81x30
        """,
    ]

    /// Where things stand in one symbol, and what its format information says.
    private struct SymbolLayout {
        let version: Int
        let level: String
        let mask: Int
        let side: Int

        init(rows: [[Bool]]) throws {
            side = rows.count
            version = (side - 17) / 4
            guard (1...40).contains(version), side == 17 + 4 * version, rows.allSatisfy({ $0.count == rows.count })
            else { throw DecodingFailure(description: "not a square of a symbol's size") }
            let near = [0, 1, 2, 3, 4, 5, 7, 8].map { rows[8][$0] } + [7, 5, 4, 3, 2, 1, 0].map { rows[$0][8] }
            let far = (1...7).map { rows[rows.count - $0][8] } + (1...8).reversed().map { rows[8][rows.count - $0] }
            guard near == far else { throw DecodingFailure(description: "format information copies differ") }
            let format = near.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } ^ 0x5412
            guard SymbolLayout.remainder(of: format, by: 0x537, degree: 10) == 0 else {
                throw DecodingFailure(description: "format information is not a code word")
            }
            level = ["M", "L", "H", "Q"][format >> 13]
            mask = format >> 10 & 7
            try checkVersionInformation(rows)
        }

        private func checkVersionInformation(_ rows: [[Bool]]) throws {
            guard version >= 7 else { return }
            let places = (0..<18).reversed().map { ($0 / 3, side - 11 + $0 % 3) }
            for bits in [places.map { rows[$0.0][$0.1] }, places.map { rows[$0.1][$0.0] }] {
                let value = bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
                guard value >> 12 == version, SymbolLayout.remainder(of: value, by: 0x1F25, degree: 12) == 0 else {
                    throw DecodingFailure(description: "version information is wrong")
                }
            }
        }

        private static func remainder(of value: Int, by generator: Int, degree: Int) -> Int {
            var value = value
            while value >> degree != 0 {
                value ^= generator << (Int.bitWidth - value.leadingZeroBitCount - 1 - degree)
            }
            return value
        }

        /// Whether a module carries data, from the geometry of the patterns.
        private func isData(_ row: Int, _ column: Int, _ centres: [Int]) -> Bool {
            if row == 6 || column == 6 { return false }
            if row < 9 && (column < 9 || column >= side - 8) { return false }
            if row >= side - 8 && column < 9 { return false }
            if version >= 7 && ((row < 6 && column >= side - 11) || (column < 6 && row >= side - 11)) { return false }
            let row = centres.first { abs($0 - row) <= 2 }
            let column = centres.first { abs($0 - column) <= 2 }
            guard let row, let column else { return true }
            let last = side - 7
            return (row == 6 && (column == 6 || column == last)) || (row == last && column == 6)
        }

        /// Alignment pattern centres, evenly spaced from the far edge (Annex E in closed form).
        private var alignmentCentres: [Int] {
            guard version > 1 else { return [] }
            let gaps = version / 7 + 1
            let exact = Double(4 * version + 4) / Double(gaps)
            let step = version == 32 ? 26 : Int((exact / 2).rounded(.up)) * 2
            return [6] + (0..<gaps).reversed().map { side - 7 - $0 * step }
        }

        func codewords(of rows: [[Bool]]) -> [UInt8] {
            let centres = alignmentCentres
            var bits: [Bool] = []
            var upwards = true
            var right = side - 1
            while right > 0 {
                if right == 6 { right = 5 }
                for step in 0..<side {
                    let row = upwards ? side - 1 - step : step
                    for column in [right, right - 1] where isData(row, column, centres) {
                        bits.append(rows[row][column] != isInverted(row, column))
                    }
                }
                upwards.toggle()
                right -= 2
            }
            return stride(from: 0, to: bits.count - 7, by: 8).map { start in
                bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
            }
        }

        private func isInverted(_ i: Int, _ j: Int) -> Bool {
            let conditions = [
                (i + j) % 2, i % 2, j % 3, (i + j) % 3, (i / 2 + j / 3) % 2, i * j % 2 + i * j % 3,
                (i * j % 2 + i * j % 3) % 2, ((i + j) % 2 + i * j % 3) % 2,
            ]
            return conditions[mask] == 0
        }

        func dataCodewords(of codewords: [UInt8]) throws -> [UInt8] {
            let entry = blocksByLevel[level, default: ""].split { " \n".contains($0) }[version - 1]
            let numbers = entry.split(separator: "x").compactMap { Int($0) }
            let (blockCount, correctionCount) = (numbers[0], numbers[1])
            let shortCount = codewords.count / blockCount - correctionCount
            let longBlocks = codewords.count % blockCount
            var blocks = [[UInt8]](repeating: [], count: blockCount)
            var next = codewords.makeIterator()
            for index in 0...shortCount {
                for block in 0..<blockCount where index < shortCount || block >= blockCount - longBlocks {
                    blocks[block].append(next.next() ?? 0)
                }
            }
            let data = blocks.flatMap { $0 }
            for _ in 0..<correctionCount {
                for block in 0..<blockCount { blocks[block].append(next.next() ?? 0) }
            }
            guard blocks.allSatisfy({ SymbolLayout.isCodeWord($0, correctionCount) }) else {
                throw DecodingFailure(description: "a block has errors")
            }
            return data
        }

        /// Whether the block's polynomial vanishes at the first `count` powers of 2, from 2^0.
        private static func isCodeWord(_ block: [UInt8], _ count: Int) -> Bool {
            var root = 1
            for _ in 0..<count {
                let value = block.reduce(0) { multiply($0, root) ^ Int($1) }
                if value != 0 { return false }
                root = multiply(root, 2)
            }
            return true
        }

        private static func multiply(_ left: Int, _ right: Int) -> Int {
            var product = 0
            for bit in 0..<8 where right >> bit & 1 == 1 { product ^= left << bit }
            for bit in (8...15).reversed() where product >> bit & 1 == 1 { product ^= 0x11D << (bit - 8) }
            return product
        }
    }
#endif
