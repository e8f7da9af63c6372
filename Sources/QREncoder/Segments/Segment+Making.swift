// Makers of segments: characters to bits, one function a mode.
// SPDX-License-Identifier: Apache-2.0

extension Segment {
    /// Makes a numeric segment: three digits in ten bits, two in seven, one in four.
    ///
    /// - Parameter digits: ASCII digits.
    /// - Returns: the segment.
    /// - Throws: `invalidCharacter` at the first byte that is not `0`...`9`.
    /// - Source: ISO/IEC 18004:2015 7.4.3.
    public static func numeric(_ digits: [UInt8]) throws(EncodingError) -> Segment {
        var data = BitBuffer()
        for start in stride(from: 0, to: digits.count, by: 3) {
            var value = 0
            let end = min(start + 3, digits.count)
            for offset in start..<end {
                guard let digit = CharacterSet.digitValue(of: digits[offset]) else {
                    throw EncodingError(.invalidCharacter, byteOffset: offset)
                }
                value = value * 10 + digit
            }
            data.append(value, count: [0, 4, 7, 10][end - start])
        }
        return Segment(mode: .numeric, characterCount: digits.count, data: data)
    }

    /// Makes an alphanumeric segment: two characters in eleven bits, one in six.
    ///
    /// - Parameter characters: ASCII digits, upper-case letters and ` $%*+-./:`.
    /// - Returns: the segment.
    /// - Throws: `invalidCharacter` at the first byte outside that set.
    /// - Source: ISO/IEC 18004:2015 7.4.4, Table 5.
    public static func alphanumeric(_ characters: [UInt8]) throws(EncodingError) -> Segment {
        var data = BitBuffer()
        for start in stride(from: 0, to: characters.count, by: 2) {
            var value = 0
            let end = min(start + 2, characters.count)
            for offset in start..<end {
                guard let character = CharacterSet.alphanumericValue(of: characters[offset]) else {
                    throw EncodingError(.invalidCharacter, byteOffset: offset)
                }
                value = value * 45 + character
            }
            data.append(value, count: [0, 6, 11][end - start])
        }
        return Segment(mode: .alphanumeric, characterCount: characters.count, data: data)
    }

    /// Makes a byte segment: eight bits per byte.
    ///
    /// Without an ECI header readers may take the bytes for ISO/IEC 8859-1, UTF-8 or Shift JIS.
    ///
    /// - Parameter bytes: any bytes.
    /// - Returns: the segment.
    /// - Source: ISO/IEC 18004:2015 7.4.5.
    public static func byte(_ bytes: [UInt8]) -> Segment {
        var data = BitBuffer()
        for byte in bytes {
            data.append(Int(byte), count: 8)
        }
        return Segment(mode: .byte, characterCount: bytes.count, data: data)
    }

    /// Makes a kanji segment: thirteen bits a double-byte character.
    ///
    /// - Parameter shiftJIS: characters 8140...9FFC and E040...EBBF of Shift JIS, high byte first.
    /// - Returns: the segment.
    /// - Throws: `invalidCharacter` at the first byte of a pair outside those ranges or of a lone last byte.
    /// - Source: ISO/IEC 18004:2015 7.4.6.
    public static func kanji(shiftJIS: [UInt8]) throws(EncodingError) -> Segment {
        var data = BitBuffer()
        for start in stride(from: 0, to: shiftJIS.count, by: 2) {
            guard start + 1 < shiftJIS.count,
                let value = CharacterSet.kanjiValue(high: shiftJIS[start], low: shiftJIS[start + 1])
            else {
                throw EncodingError(.invalidCharacter, byteOffset: start)
            }
            data.append(value, count: 13)
        }
        return Segment(mode: .kanji, characterCount: shiftJIS.count / 2, data: data)
    }

    /// Makes the header that names the extended channel interpretation of the segments after it.
    ///
    /// - Parameter assignment: the ECI assignment number, 0...999999; 26 is UTF-8, 20 is Shift JIS.
    /// - Returns: the header.
    /// - Throws: `invalidValue` outside that range.
    /// - Source: ISO/IEC 18004:2015 7.4.2, Table 4.
    public static func extendedChannelInterpretation(_ assignment: Int) throws(EncodingError) -> Segment {
        var data = BitBuffer()
        switch assignment {
        case 0..<128:
            data.append(assignment, count: 8)
        case 128..<16_384:
            data.append(0b10 << 14 | assignment, count: 16)
        case 16_384..<1_000_000:
            data.append(0b110 << 21 | assignment, count: 24)
        default:
            throw EncodingError(.invalidValue)
        }
        return Segment(mode: .extendedChannelInterpretation, data: data)
    }

    /// The header that marks the symbol's data as formatted by the GS1 rules.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.8.2.
    public static let fnc1FirstPosition = Segment(mode: .fnc1FirstPosition)

    /// Makes the header that marks the symbol's data as formatted by an industry's own rules.
    ///
    /// - Parameter applicationIndicator: the value AIM International assigned: 0...99 for two digits, or 100 + the
    ///   ASCII code for one letter.
    /// - Returns: the header.
    /// - Source: ISO/IEC 18004:2015 7.4.8.3.
    public static func fnc1SecondPosition(applicationIndicator: UInt8) -> Segment {
        var data = BitBuffer()
        data.append(Int(applicationIndicator), count: 8)
        return Segment(mode: .fnc1SecondPosition, data: data)
    }

    /// Makes the header of one symbol of a structured append sequence.
    ///
    /// - Parameters:
    ///   - position: the symbol's place in the sequence, 0...15.
    ///   - count: symbols of the sequence, 1...16, more than `position`.
    ///   - parity: the exclusive or of all bytes of the whole message.
    /// - Returns: the header.
    /// - Throws: `invalidValue` when position or count is outside its range.
    /// - Source: ISO/IEC 18004:2015 clause 8.
    public static func structuredAppend(
        position: Int, count: Int, parity: UInt8
    ) throws(EncodingError) -> Segment {
        guard (1...16).contains(count), (0..<count).contains(position) else {
            throw EncodingError(.invalidValue)
        }
        var data = BitBuffer()
        data.append(position << 4 | (count - 1), count: 8)
        data.append(Int(parity), count: 8)
        return Segment(mode: .structuredAppend, data: data)
    }
}

/// Which characters each mode can hold, and their values.
enum CharacterSet {
    /// Returns the value of an ASCII digit, 0...9.
    static func digitValue(of byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }

    /// Returns the value of an alphanumeric character, 0...44.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.4, Table 5.
    static func alphanumericValue(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): 10 + Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: " "): 36
        case UInt8(ascii: "$"): 37
        case UInt8(ascii: "%"): 38
        case UInt8(ascii: "*"): 39
        case UInt8(ascii: "+"): 40
        case UInt8(ascii: "-"): 41
        case UInt8(ascii: "."): 42
        case UInt8(ascii: "/"): 43
        case UInt8(ascii: ":"): 44
        default: nil
        }
    }

    /// Returns the thirteen-bit value of a double-byte Shift JIS character, 0...0x1FFF.
    ///
    /// - Source: ISO/IEC 18004:2015 7.4.6.
    static func kanjiValue(high: UInt8, low: UInt8) -> Int? {
        guard (0x40...0xFC).contains(low), low != 0x7F else { return nil }
        let character = Int(high) << 8 | Int(low)
        let base: Int
        switch character {
        case 0x8140...0x9FFC: base = 0x8140
        case 0xE040...0xEBBF: base = 0xC140
        default: return nil
        }
        let (high, low) = (character - base).quotientAndRemainder(dividingBy: 0x100)
        return high * 0xC0 + low
    }
}
