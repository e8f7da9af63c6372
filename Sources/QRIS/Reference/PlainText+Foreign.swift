// Says in words which texts are no payload as they stand, and what may stand around a payload.
// SPDX-License-Identifier: Apache-2.0

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
    /// both.
    private var isWrapped: Bool {
        let payload = Array(bytes[frame?.payload ?? 0..<bytes.count])
        guard let last = payload.lastIndex(where: { $0 > 0x20 }),
            payload[..<last].contains(where: { $0 == 0x0A || $0 == 0x0D })
        else { return false }
        let lines = payload.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
        let withoutIndents = lines.prefix(1) + lines.dropFirst().map { $0.drop { $0 == 0x20 || $0 == 0x09 } }
        return [
            Array(lines.joined()), Array(withoutIndents.joined()), joinedWithBlanks(Array(withoutIndents)),
        ].contains { PlainText(bytes: $0).isComplete }
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

    private var isComplete: Bool {
        guard begins("00") else { return false }
        let objects = objects(in: 0..<bytes.count)
        let crc = objects.first { $0.id == 63 }
        return crc?.value.upperBound == bytes.count
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
