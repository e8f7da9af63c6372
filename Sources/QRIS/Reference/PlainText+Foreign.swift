// Says in words which texts are no payload as they stand, and what may stand around a payload.
// SPDX-License-Identifier: Apache-2.0

import CRC16

extension PlainText {
    /// Where a payload lies behind bytes that are none of it.
    struct Frame {
        let payload: Range<Int>
        /// Whether it is sure what stands before the payload: a byte order mark or the opening of a quotation.
        let isKnown: Bool
    }

    /// Whether one cause explains every fault.
    ///
    /// - a picture: the first bytes of PNG, JPEG, GIF or WebP, the first two of these in Base64, SVG or XML, a data URL;
    /// - UTF-16: its byte order mark, which is not that of UTF-32, or two digits each beside a zero byte;
    /// - a consumer-presented code: 85 05 "CPV0" in Base64 or hexadecimal;
    /// - wrapped lines, in texts of at most 4,096 bytes.
    var isForeign: Bool {
        isPicture || isUTF16 || begins("hQVDUFYw") || begins("850543505630") || bytes.count <= 4_096 && isWrapped
    }

    private var isPicture: Bool {
        guard bytes.count >= 4 else { return false }
        let names = ["GIF8", "<svg", "<?xml", "data:image/", "iVBORw0KGgo", "/9j/"]
        return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF])
            || names.contains { begins($0) }
            || begins("RIFF") && PlainText(bytes: Array(bytes.dropFirst(8))).begins("WEBP")
    }

    private var isUTF16: Bool {
        guard bytes.count >= 4 else { return false }
        if bytes.starts(with: [0xFE, 0xFF]) { return true }
        if bytes.starts(with: [0xFF, 0xFE]) { return !(bytes[2] == 0 && bytes[3] == 0) }
        return [0, 1].contains { zero in
            bytes[zero] == 0 && bytes[zero + 2] == 0 && isDigit(1 - zero) && isDigit(3 - zero)
        }
    }

    private func begins(_ text: String) -> Bool {
        bytes.starts(with: text.utf8)
    }

    // MARK: - Wrapped lines

    /// Whether the payload has a line break before its last visible character, and its lines can be joined to 00 and
    /// other data objects, the first 63 of which is the end.
    ///
    /// Lines are joined without their breaks; without the breaks and the blanks behind them; or with a blank in place of
    /// both, and then the CRC must be right.
    private var isWrapped: Bool {
        let payload = Array(bytes[frame?.payload ?? 0..<bytes.count])
        guard let last = payload.lastIndex(where: { $0 > 0x20 }),
            payload[..<last].contains(where: { $0 == 0x0A || $0 == 0x0D })
        else { return false }
        let lines = payload.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
        let withoutIndents = lines.prefix(1) + lines.dropFirst().map { $0.drop { $0 == 0x20 || $0 == 0x09 } }
        let joined = [Array(lines.joined()), Array(withoutIndents.joined())]
        return joined.contains { PlainText(bytes: $0).closingCRC != nil }
            || PlainText(bytes: joinedWithBlanks(Array(withoutIndents))).hasRightCRC
    }

    /// Joins lines with a blank; where one line break follows another, they count as one.
    private func joinedWithBlanks(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
        var joined = Array(lines[0])
        for (number, line) in lines.enumerated().dropFirst() {
            // An empty line between two breaks makes no second blank.
            if number == 1 || !lines[number - 1].isEmpty { joined.append(0x20) }
            joined += line
        }
        return joined
    }

    /// The data object 63 when the text is 00 and other data objects, the first 63 of which is the end.
    private var closingCRC: PlainObject? {
        guard begins("00"), let crc = first(63, in: 0..<bytes.count), crc.value.upperBound == bytes.count else {
            return nil
        }
        return crc
    }

    /// Whether the text is complete and its CRC is right, with letters of either size.
    private var hasRightCRC: Bool {
        guard let crc = closingCRC else { return false }
        let right = CRC16CCITT.plainUpdate(with: bytes.span.extracting(0..<crc.value.lowerBound))
        let stated = bytes[crc.value].map { $0 >= 0x61 && $0 <= 0x66 ? $0 - 0x20 : $0 }
        let digits = Array("0123456789ABCDEF".utf8)
        return stated == [12, 8, 4, 0].map { (shift: UInt16) in digits[Int(right >> shift & 15)] }
    }

    // MARK: - What stands around a payload

    /// Where "000201" begins at one of the bytes 1 to 63.
    var frame: Frame? {
        let wanted = Array("000201".utf8)
        guard let start = (1...63).first(where: { bytes.dropFirst($0).starts(with: wanted) }) else { return nil }
        let before = Array(bytes[..<start])
        if before == [0xEF, 0xBB, 0xBF] { return Frame(payload: start..<bytes.count, isKnown: true) }
        let marks = [("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("„", "“"), ("«", "»")]
        guard let mark = marks.first(where: { before == Array($0.0.utf8) }) else {
            return Frame(payload: start..<bytes.count, isKnown: false)
        }
        let closing = Array(mark.1.utf8)
        let isClosed = bytes.count - start > closing.count && bytes.suffix(closing.count) == closing[...]
        return Frame(payload: start..<bytes.count - (isClosed ? closing.count : 0), isKnown: true)
    }
}
