// Reads the data bit stream of a symbol back to characters, for tests.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Walks the segments of a symbol's data codewords.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4, read backwards.
    struct SegmentReader {
        private let data: [UInt8]
        private let version: Int
        private var position = 0
        private var segments: [DecodedSymbol.Segment] = []
        private var assignment: Int?
        private var structuredAppend: [Int]?
        private var fnc1: [Int] = []

        init(data: [UInt8], version: Int) {
            self.data = data
            self.version = version
        }

        private var bitsLeft: Int { data.count * 8 - position }

        private mutating func bits(_ count: Int) throws -> Int {
            guard count <= bitsLeft else { throw DecodingFailure(description: "the bit stream ends too early") }
            var value = 0
            for _ in 0..<count {
                value = value << 1 | Int(data[position / 8] >> (7 - position % 8) & 1)
                position += 1
            }
            return value
        }

        consuming func read(level: String, mask: Int) throws -> DecodedSymbol {
            while bitsLeft >= 4 {
                let mode = try bits(4)
                if mode == 0 { break }
                try readSegment(mode)
            }
            return DecodedSymbol(
                version: version, level: level, mask: mask, segments: segments, assignment: assignment,
                structuredAppend: structuredAppend, fnc1: fnc1, hasProperPadding: try hasProperPadding())
        }

        private mutating func readSegment(_ mode: Int) throws {
            switch mode {
            case 1, 2, 4, 8: segments.append(.init(mode: mode, bytes: try characters(mode)))
            case 3: structuredAppend = [try bits(4), try bits(4) + 1, try bits(8)]
            case 5: fnc1.append(5)
            case 7: assignment = try readAssignment()
            case 9: fnc1.append(9 << 8 | (try bits(8)))
            default: throw DecodingFailure(description: "unknown mode indicator \(mode)")
            }
        }

        private mutating func readAssignment() throws -> Int {
            let first = try bits(8)
            if first < 0x80 { return first }
            if first < 0xC0 { return (first & 0x3F) << 8 | (try bits(8)) }
            return (first & 0x1F) << 16 | (try bits(16))
        }

        private mutating func characters(_ mode: Int) throws -> [UInt8] {
            let column = version < 10 ? 0 : version < 27 ? 1 : 2
            let widths = [1: [10, 12, 14], 2: [9, 11, 13], 4: [8, 16, 16], 8: [8, 10, 12]]
            var left = try bits(widths[mode, default: []][column])
            var bytes: [UInt8] = []
            while left > 0 {
                switch mode {
                case 1:
                    let count = min(left, 3)
                    bytes += padded(try bits(count * 3 + 1), count)
                    left -= count
                case 2:
                    let count = min(left, 2)
                    let table = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
                    let value = try bits(count == 2 ? 11 : 6)
                    bytes += count == 2 ? [table[value / 45], table[value % 45]] : [table[value]]
                    left -= count
                case 4:
                    bytes.append(UInt8(try bits(8)))
                    left -= 1
                default:
                    let value = try bits(13)
                    let offset = (value / 0xC0) << 8 + value % 0xC0
                    let character = offset + (offset + 0x8140 <= 0x9FFC ? 0x8140 : 0xC140)
                    bytes += [UInt8(character >> 8), UInt8(character & 0xFF)]
                    left -= 1
                }
            }
            return bytes
        }

        private func padded(_ value: Int, _ count: Int) -> [UInt8] {
            let digits = Array(String(value).utf8)
            return [UInt8](repeating: 0x30, count: max(0, count - digits.count)) + digits
        }

        /// After the terminator: zero bits up to a byte's end, then EC, 11, EC, ...
        private func hasProperPadding() throws -> Bool {
            var rest = self
            while rest.position % 8 != 0 {
                if try rest.bits(1) != 0 { return false }
            }
            var expected = 0xEC
            while rest.bitsLeft > 0 {
                if try rest.bits(8) != expected { return false }
                expected ^= 0xEC ^ 0x11
            }
            return true
        }
    }
#endif
