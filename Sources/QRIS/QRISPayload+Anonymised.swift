// Makes a payload fit for a bug report: other names and numbers of the same shape.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

extension QRISPayload {
    /// Returns the payload with names, cities, IDs, PANs and labels invented, for bug reports.
    ///
    /// Every digit becomes a digit, every letter a letter of the same case, every character beyond ASCII another of the
    /// same length in bytes, so that the structure and its faults stay. Kept are identifiers of systems (00), the
    /// acquirer's digits of a PAN, what is no one's own (01, 52 to 58, 62.08, 62.09, 62.11, "***") and the order. Check
    /// digits and the CRC that were right are right again; a wrong CRC stays as wrong as it was.
    /// - Parameter seed: the same seed gives the same result.
    /// - Returns: a payload with the same objects in the same places.
    public func anonymised(seed: UInt64) -> QRISPayload {
        var copy = bytes
        var generator = SeededGenerator(seed: seed)
        for object in objects {
            Self.disguise(object, DataObjectPath(object.id), &copy, &generator)
        }
        if let crc = objects.last, crc.id == .crc { Self.renewCRC(at: crc.valueRange, &copy, from: bytes) }
        return QRISPayload(bytes: copy, objects: objects)
    }

    private static func disguise(
        _ object: DataObject, _ path: DataObjectPath, _ bytes: inout [UInt8], _ generator: inout SeededGenerator
    ) {
        if RuleScope.inside(path, profile: .qris) != nil, let inner = inner(object.valueRange, bytes) {
            for object in inner {
                if let longer = path.appending(object.id) { disguise(object, longer, &bytes, &generator) }
            }
            return
        }
        let value = object.valueRange
        guard !isKept(path, value, bytes) else { return }
        // Other schemes keep telephone numbers, e-mail addresses and keys where QRIS has the merchant PAN.
        let isPAN =
            PayloadRules.rule(at: path)?.format == .merchantPAN && 16...19 ~= value.count
            && ValueBytes.equal(bytes.span, value.lowerBound..<value.lowerBound + 4, "9360")
        let isNMID = PayloadRules.rule(at: path)?.format == .nationalMerchantID
        let kept = isPAN ? min(9, value.count) : isNMID ? min(2, value.count) : 0
        let digits = isNMID ? value.lowerBound + kept..<value.upperBound : value
        let hasCheckDigit = (isPAN && value.count == 19 || isNMID) && ValueBytes.passLuhn(bytes.span, digits)
        invent(value.lowerBound + kept..<value.upperBound, &bytes, &generator)
        if hasCheckDigit, let last = digits.last,
            let check = ValueBytes.luhnCheckDigit(bytes.span, digits.lowerBound..<last)
        {
            bytes[last] = ASCII.zero + check
        }
    }

    private static func inner(_ range: Range<Int>, _ bytes: [UInt8]) -> [DataObject]? {
        do throws(PayloadError) {
            return try DataObjectReader.dataObjects(in: bytes.span, range: range)
        } catch {
            return nil
        }
    }

    /// Whether a value is nobody's own.
    private static func isKept(_ path: DataObjectPath, _ value: Range<Int>, _ bytes: [UInt8]) -> Bool {
        if ValueBytes.equal(bytes.span, value, "***") { return true }
        guard let root = path.id(at: 0)?.rawValue else { return true }
        guard let inner = path.id(at: 1)?.rawValue else {
            return root <= 1 || 52...58 ~= root || root == 63
        }
        switch root {
        case 62: return inner == 8 || inner == 9 || inner == 11 || path.depth == 3 && path.id(at: 2) == 0
        case 26...51:
            return inner == 0 && !ValueBytes.contains(0x40, bytes.span, value)
                || inner == 3 && MerchantCriteria(bytes.span, value) != nil
        default: return inner == 0
        }
    }

    /// Puts other characters of the same kinds into a range.
    private static func invent(_ range: Range<Int>, _ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        var index = range.lowerBound
        while index < range.upperBound {
            let width = UTF8Scan.scalarWidth(bytes.span, at: index, end: range.upperBound)
            switch bytes[index] {
            case 0x30...0x39: bytes[index] = 0x30 + generator.next(below: 10)
            case 0x41...0x5A: bytes[index] = 0x41 + generator.next(below: 26)
            case 0x61...0x7A: bytes[index] = 0x61 + generator.next(below: 26)
            default: replaceWide(index, width, &bytes)
            }
            index += max(1, width)
        }
    }

    /// Puts é, 中 or 🍜 in place of a character of two, three or four bytes.
    private static func replaceWide(_ index: Int, _ width: Int, _ bytes: inout [UInt8]) {
        let stand: [UInt8] =
            switch width {
            case 2: [0xC3, 0xA9]
            case 3: [0xE4, 0xB8, 0xAD]
            case 4: [0xF0, 0x9F, 0x8D, 0x9C]
            default: []
            }
        for (step, byte) in stand.enumerated() {
            bytes[index + step] = byte
        }
    }

    private static func renewCRC(at range: Range<Int>, _ bytes: inout [UInt8], from original: [UInt8]) {
        let stated = StatedCRC(original.span, range)
        guard let value = stated.value else { return }
        let before = CRC16CCITT.checksum(of: original.span.extracting(0..<range.lowerBound))
        let after = CRC16CCITT.checksum(of: bytes.span.extracting(0..<range.lowerBound))
        var rest = after ^ before ^ value
        for index in range.reversed() {
            let digit = UInt8(truncatingIfNeeded: rest & 0xF)
            bytes[index] = digit < 10 ? ASCII.zero + digit : digit + (stated.hasSmallLetters ? 0x57 : 0x37)
            rest >>= 4
        }
    }
}
