// Says what a text is that is no payload as it stands: a picture, UTF-16, wrapped lines, a quotation.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

/// Recognises texts that are no payload, or no payload yet.
enum ForeignText {
    /// Returns the one cause of every fault in a text; nil when it is a payload, or one of unknown faults.
    ///
    /// Line breaks are not looked for in texts far over the standard's 512 characters.
    static func cause(of bytes: Span<UInt8>) -> Issue.Hint? {
        if isPicture(bytes) { return Issue.Hint(.picture) }
        if isUTF16(bytes) { return Issue.Hint(.utf16) }
        if isConsumerPresented(bytes) { return Issue.Hint(.notMerchantPresented) }
        guard bytes.count <= 4_096 else { return nil }
        return wrapped(bytes, PayloadFrame(of: bytes)?.range ?? 0..<bytes.count)
    }

    /// Whether a picture begins here: its file's first bytes, these in Base64, or SVG.
    ///
    /// - Source: ISO/IEC 15948 5.2 (PNG); ISO/IEC 10918-1 B.2.1 (JPEG); GIF89a; RFC 9649 (WebP); RFC 2397 (data URL).
    private static func isPicture(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 4 else { return false }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x89, 0x50, 0x4E, 0x47), (0xFF, 0xD8, 0xFF, _): return true
        default: break
        }
        return begins(bytes, "GIF8") || begins(bytes, "RIFF") && isText(bytes, at: 8, "WEBP") || begins(bytes, "<svg")
            || begins(bytes, "<?xml") || begins(bytes, "data:image/") || begins(bytes, "iVBORw0KGgo")
            || begins(bytes, "/9j/")
    }

    /// Whether a text is in UTF-16 of either byte order: by its byte order mark, or by two digits with zero bytes.
    ///
    /// - Source: RFC 2781 3.2.
    private static func isUTF16(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 4 else { return false }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF): return true
        // Two more zero bytes would be the mark of UTF-32.
        case (0xFF, 0xFE): return bytes[2] != 0 || bytes[3] != 0
        case (0, let digit): return ASCII.digit(digit) != nil && bytes[2] == 0 && ASCII.digit(bytes[3]) != nil
        case (let digit, 0): return ASCII.digit(digit) != nil && ASCII.digit(bytes[2]) != nil && bytes[3] == 0
        default: return false
        }
    }

    /// Whether a consumer-presented code begins here: 85 05 "CPV0" in Base64 or hexadecimal.
    ///
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1.
    private static func isConsumerPresented(_ bytes: Span<UInt8>) -> Bool {
        begins(bytes, "hQVDUFYw") || begins(bytes, "850543505630")
    }

    /// Returns the hint that a payload was wrapped: with its lines joined it is whole data objects with one CRC, last.
    ///
    /// A line break may have come into the text alone or with an indent, or in place of a blank: then the CRC must tell,
    /// because the structure stays.
    private static func wrapped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Issue.Hint? {
        guard let firstBreak = firstLineBreak(bytes, range) else { return nil }
        for join in Join.allCases where isComplete(joined(bytes, range, join).span, hasRightCRC: join == .withBlanks) {
            return Issue.Hint(.lineBreaks, count: firstBreak)
        }
        return nil
    }

    /// Returns where the first line break stands that is not at the end, where it would wrap nothing.
    private static func firstLineBreak(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var first: Int?
        for index in range {
            if bytes[index] == 0x0A || bytes[index] == 0x0D {
                first = first ?? index
            } else if first != nil, bytes[index] > 0x20 {
                return first
            }
        }
        return nil
    }

    /// What is done with line breaks and the blanks that follow them.
    private enum Join: CaseIterable {
        case withoutBreaks, withoutIndents, withBlanks
    }

    private static func joined(_ bytes: Span<UInt8>, _ range: Range<Int>, _ join: Join) -> [UInt8] {
        var joined: [UInt8] = []
        joined.reserveCapacity(range.count)
        var isAtBreak = false
        for index in range {
            switch bytes[index] {
            case 0x0A, 0x0D:
                if !isAtBreak, join == .withBlanks { joined.append(0x20) }
                isAtBreak = true
            case 0x20 where isAtBreak && join != .withoutBreaks, 0x09 where isAtBreak && join != .withoutBreaks:
                break
            default:
                isAtBreak = false
                joined.append(bytes[index])
            }
        }
        return joined
    }

    private static func isComplete(_ bytes: Span<UInt8>, hasRightCRC: Bool) -> Bool {
        guard begins(bytes, "00") else { return false }
        var reader = DataObjectReader(0..<bytes.count)
        while let object = DataObjectFinder.next(&reader, bytes) {
            guard object.id == .crc else { continue }
            guard reader.offset == bytes.count else { return false }
            let value = object.valueRange
            return !hasRightCRC
                || StatedCRC(bytes, value).value
                    == CRC16CCITT.checksum(of: bytes.extracting(0..<value.lowerBound))
        }
        return false
    }

    private static func begins(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        isText(bytes, at: 0, text)
    }

    private static func isText(_ bytes: Span<UInt8>, at offset: Int, _ text: StaticString) -> Bool {
        let end = offset + text.utf8CodeUnitCount
        return end <= bytes.count && ValueBytes.equal(bytes, offset..<end, text)
    }
}

/// Where a payload lies among bytes that are none of it.
struct PayloadFrame {
    /// The bytes of the payload; what follows it belongs to it, but for the mark that closes a quotation.
    let range: Range<Int>
    /// What stands before it.
    let hint: Issue.Hint

    /// Finds a payload behind 1 to 63 bytes that are none of it; nil when none begins there.
    init?(of bytes: Span<UInt8>) {
        guard let start = Self.start(of: bytes) else { return nil }
        if let closing = Self.closingMark(bytes, before: start) {
            let end = bytes.count - closing.utf8CodeUnitCount
            let isClosed = end > start && ValueBytes.equal(bytes, end..<bytes.count, closing)
            range = start..<(isClosed ? end : bytes.count)
            hint = Issue.Hint(.quotationMarks)
        } else {
            range = start..<bytes.count
            let isMark = start == 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
            hint = isMark ? Issue.Hint(.byteOrderMark) : Issue.Hint(.textBeforePayload, count: start)
        }
    }

    private static func start(of bytes: Span<UInt8>) -> Int? {
        for start in 1..<max(1, min(64, bytes.count - 5)) where ValueBytes.equal(bytes, start..<start + 6, "000201") {
            return start
        }
        return nil
    }

    /// Returns the mark that closes a quotation when all that stands before `start` is the mark that opens it.
    private static func closingMark(_ bytes: Span<UInt8>, before start: Int) -> StaticString? {
        for mark in marks where ValueBytes.equal(bytes, 0..<start, mark.opening) {
            return mark.closing
        }
        return nil
    }

    private struct Mark: Sendable {
        let opening: StaticString
        let closing: StaticString
    }

    private static let marks: [Mark] = [
        Mark(opening: "\"", closing: "\""), Mark(opening: "'", closing: "'"), Mark(opening: "`", closing: "`"),
        Mark(opening: "\u{201C}", closing: "\u{201D}"), Mark(opening: "\u{2018}", closing: "\u{2019}"),
        Mark(opening: "\u{201E}", closing: "\u{201C}"), Mark(opening: "\u{AB}", closing: "\u{BB}"),
    ]
}
