// The data bit stream back to segments and bytes.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// Walks the segments of a symbol's data codewords, strictly: what the standard does not define is an error.
///
/// - Source: ISO/IEC 18004:2015 7.4.
struct SegmentDecoder {
    private let data: [UInt8]
    private let dataCount: Int
    private let versionNumber: Int
    private var position = 0
    private var assignment: Int?

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - data: begins with the data codewords in order.
    ///   - dataCount: how many there are.
    ///   - version: the symbol's version.
    init(data: [UInt8], dataCount: Int, version: QRVersion) {
        self.data = data
        self.dataCount = dataCount
        versionNumber = version.rawValue
    }

    private var bitsLeft: Int { dataCount * 8 - position }

    /// Reads every segment up to the terminator into a reading.
    ///
    /// - Parameter reading: receives bytes, segments and headers; what it held of them is dropped.
    /// - Throws: what is wrong with the bit stream, with the bit at which the faulty group begins.
    mutating func decode(into reading: inout Reading) throws(ReadError) {
        reading.bytes.removeAll(keepingCapacity: true)
        reading.segments.removeAll(keepingCapacity: true)
        reading.structuredAppend = nil
        reading.fnc1 = nil
        while bitsLeft >= 4 {
            let start = position
            switch try bits(4, of: start) {
            case 0b0000: return
            case 0b0001: try readSegment(.numeric, into: &reading)
            case 0b0010: try readSegment(.alphanumeric, into: &reading)
            case 0b0011: try readStructuredAppend(at: start, into: &reading)
            case 0b0100: try readSegment(.byte, into: &reading)
            case 0b0101: try readFNC1(isFirst: true, at: start, into: &reading)
            case 0b0111: assignment = try readAssignment(at: start)
            case 0b1000: try readSegment(.kanji, into: &reading)
            case 0b1001: try readFNC1(isFirst: false, at: start, into: &reading)
            default: throw ReadError(.unknownMode, bitOffset: start)
            }
        }
    }

    /// Reads up to 16 bits, highest first.
    private mutating func bits(_ count: Int, of start: Int) throws(ReadError) -> Int {
        guard count <= bitsLeft else { throw ReadError(.truncatedData, bitOffset: start) }
        var value = 0
        var left = count
        while left > 0 {
            let inCodeword = 8 - position % 8
            let taken = min(left, inCodeword)
            let codeword = Int(data[position / 8])
            value = value << taken | codeword >> (inCodeword - taken) & (1 << taken - 1)
            position += taken
            left -= taken
        }
        return value
    }

    /// - Source: ISO/IEC 18004:2015 clause 8: the header comes first.
    private mutating func readStructuredAppend(at start: Int, into reading: inout Reading) throws(ReadError) {
        guard start == 0 else { throw ReadError(.misplacedHeader, bitOffset: start) }
        let position = try bits(4, of: start)
        let count = try bits(4, of: start) + 1
        let parity = UInt8(try bits(8, of: start))
        guard position < count else { throw ReadError(.invalidStructuredAppend, bitOffset: start) }
        reading.structuredAppend = StructuredAppend(position: position, count: count, parity: parity)
    }

    /// - Source: ISO/IEC 18004:2015 7.4.8: the indicator stands once, before all data.
    private mutating func readFNC1(isFirst: Bool, at start: Int, into reading: inout Reading) throws(ReadError) {
        guard reading.fnc1 == nil, reading.segments.isEmpty else {
            throw ReadError(.misplacedHeader, bitOffset: start)
        }
        reading.fnc1 =
            isFirst ? .firstPosition : .secondPosition(applicationIndicator: UInt8(try bits(8, of: start)))
    }

    /// - Source: ISO/IEC 18004:2015 7.4.2.2, Table 4.
    private mutating func readAssignment(at start: Int) throws(ReadError) -> Int {
        let first = try bits(8, of: start)
        let assignment: Int
        switch first.leadingZeroBitCount - (Int.bitWidth - 8) {
        case 1...: assignment = first
        case 0 where first < 0xC0: assignment = (first & 0x3F) << 8 | (try bits(8, of: start))
        case 0 where first < 0xE0: assignment = (first & 0x1F) << 16 | (try bits(16, of: start))
        default: throw ReadError(.invalidAssignment, bitOffset: start)
        }
        guard assignment <= 999_999 else { throw ReadError(.invalidAssignment, bitOffset: start) }
        return assignment
    }

    private mutating func readSegment(_ mode: ReadSegment.Mode, into reading: inout Reading) throws(ReadError) {
        let start = position - 4
        let count = try bits(countWidth(of: mode), of: start)
        let first = reading.bytes.count
        switch mode {
        case .numeric: try readDigits(count, into: &reading.bytes)
        case .alphanumeric: try readAlphanumerics(count, into: &reading.bytes)
        case .byte: try readBytes(count, at: start, into: &reading.bytes)
        case .kanji: try readKanji(count, into: &reading.bytes)
        }
        if mode == .alphanumeric && reading.fnc1 != nil { replacePercents(in: &reading.bytes, from: first) }
        reading.segments.append(
            ReadSegment(mode: mode, byteRange: first..<reading.bytes.count, assignment: assignment))
    }

    /// The width of the character count indicator.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.1, Table 3.
    private func countWidth(of mode: ReadSegment.Mode) -> Int {
        let group = versionNumber < 10 ? 0 : versionNumber < 27 ? 1 : 2
        return switch mode {
        case .numeric: 10 + 2 * group
        case .alphanumeric: 9 + 2 * group
        case .byte: group == 0 ? 8 : 16
        case .kanji: 8 + 2 * group
        }
    }

    /// - Source: ISO/IEC 18004:2015 7.4.3.
    private mutating func readDigits(_ count: Int, into bytes: inout [UInt8]) throws(ReadError) {
        var left = count
        while left > 0 {
            let start = position
            let digitCount = min(left, 3)
            let value = try bits(3 * digitCount + 1, of: start)
            let limit = digitCount == 3 ? 1000 : digitCount == 2 ? 100 : 10
            guard value < limit else { throw ReadError(.invalidNumeric, bitOffset: start) }
            if digitCount == 3 { bytes.append(0x30 + UInt8(value / 100)) }
            if digitCount >= 2 { bytes.append(0x30 + UInt8(value / 10 % 10)) }
            bytes.append(0x30 + UInt8(value % 10))
            left -= digitCount
        }
    }

    /// - Source: ISO/IEC 18004:2015 7.4.4.
    private mutating func readAlphanumerics(_ count: Int, into bytes: inout [UInt8]) throws(ReadError) {
        var left = count
        while left > 0 {
            let start = position
            if left >= 2 {
                let value = try bits(11, of: start)
                guard value < 45 * 45 else { throw ReadError(.invalidAlphanumeric, bitOffset: start) }
                bytes.append(SegmentDecoder.alphanumeric(value / 45))
                bytes.append(SegmentDecoder.alphanumeric(value % 45))
            } else {
                let value = try bits(6, of: start)
                guard value < 45 else { throw ReadError(.invalidAlphanumeric, bitOffset: start) }
                bytes.append(SegmentDecoder.alphanumeric(value))
            }
            left -= 2
        }
    }

    /// - Source: ISO/IEC 18004:2015 7.4.4, Table 5.
    private static func alphanumeric(_ value: Int) -> UInt8 {
        switch value {
        case 0...9: 0x30 + UInt8(value)
        case 10...35: 0x41 + UInt8(value - 10)
        case 36: UInt8(ascii: " ")
        case 37: UInt8(ascii: "$")
        case 38: UInt8(ascii: "%")
        case 39: UInt8(ascii: "*")
        case 40: UInt8(ascii: "+")
        case 41: UInt8(ascii: "-")
        case 42: UInt8(ascii: ".")
        case 43: UInt8(ascii: "/")
        default: UInt8(ascii: ":")
        }
    }

    /// - Source: ISO/IEC 18004:2015 7.4.5.
    private mutating func readBytes(_ count: Int, at start: Int, into bytes: inout [UInt8]) throws(ReadError) {
        guard count * 8 <= bitsLeft else { throw ReadError(.truncatedData, bitOffset: start) }
        let shift = UInt16(position % 8)
        for index in position / 8..<position / 8 + count {
            let next = shift == 0 ? 0 : UInt16(data[index + 1])
            bytes.append(UInt8(truncatingIfNeeded: (UInt16(data[index]) << 8 | next) >> (8 - shift)))
        }
        position += count * 8
    }

    /// - Source: ISO/IEC 18004:2015 7.4.6.
    private mutating func readKanji(_ count: Int, into bytes: inout [UInt8]) throws(ReadError) {
        for _ in 0..<count {
            let start = position
            let value = try bits(13, of: start)
            let offset = (value / 0xC0) << 8 + value % 0xC0
            let character = offset + (offset < 0x1F00 ? 0x8140 : 0xC140)
            let low = character & 0xFF
            guard character <= 0xEBBF, low != 0x7F, low <= 0xFC else {
                throw ReadError(.invalidKanji, bitOffset: start)
            }
            bytes.append(UInt8(character >> 8))
            bytes.append(UInt8(low))
        }
    }

    /// Under FNC1 a percent sign stands for the group separator 1D, two of them for one percent sign.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.8.2 and 7.4.8.3.
    private func replacePercents(in bytes: inout [UInt8], from first: Int) {
        var written = first
        var index = first
        while index < bytes.count {
            var byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                if index + 1 < bytes.count && bytes[index + 1] == byte { index += 1 } else { byte = 0x1D }
            }
            bytes[written] = byte
            written += 1
            index += 1
        }
        bytes.removeLast(bytes.count - written)
    }
}
