// Goes on after a structural fault, and says which known mistake explains it.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Reports a fault under the root and returns where to go on; nil when nothing more can be read.
    mutating func recover(from fault: PayloadError, _ bytes: Span<UInt8>) -> Int? {
        let root = DataObjectPath()
        let header = fault.headerOffset
        if fault.code == .zeroLength, let id = fault.id {
            report(fault, in: root, end: endOffset)
            let end = header + DataObject.headerLengthInBytes
            take(DataObject(id: id, headerOffset: header, valueRange: end..<end, characterCount: 0), bytes)
            return end
        }
        if let hint = soleCause(bytes) {
            report(fault, in: root, end: endOffset, hint: hint)
            return nil
        }
        if last == nil, let frame = PayloadFrame(of: bytes) {
            report(fault, in: root, end: endOffset, hint: frame.hint)
            startOffset = frame.range.lowerBound
            if frame.hint.kind != .textBeforePayload { crcStartOffset = startOffset }
            endOffset = frame.range.upperBound
            return startOffset
        }
        if last?.id == .crc {
            report(fault, in: root, end: endOffset, hint: Issue.Hint(.textAfterCRC))
            return nil
        }
        if lengthRepairCount < 4 {
            for counting in [HintKind.lengthCountedInBytes, .lengthCountedInUTF16] {
                guard let end = end(counting, bytes) else { continue }
                report(fault, in: root, end: endOffset)
                putRight(counting, end, bytes)
                return end
            }
        }
        if let next = putLengthRight(fault, bytes) { return next }
        report(fault, in: root, end: endOffset)
        return closingCRC(after: header, bytes)
    }

    /// Returns where the CRC object stands that closes the payload, so that at least the CRC is checked.
    private mutating func closingCRC(after header: Int, _ bytes: Span<UInt8>) -> Int? {
        let closing = endOffset - 8
        guard sawEverything else { return nil }
        sawEverything = false
        guard header < closing, ValueBytes.equal(bytes, closing..<closing + 4, "6304") else { return nil }
        return closing
    }

    // MARK: - Lengths in another unit

    /// Returns where the object before a fault ends when its length counts bytes or UTF-16 units.
    ///
    /// Generators that count so are common; the sign is a good header where the value ends when so counted.
    private func end(_ counting: HintKind, _ bytes: Span<UInt8>) -> Int? {
        guard let object = last, object.valueRange.count > object.characterCount else { return nil }
        var end = object.valueRange.lowerBound
        var units = 0
        while units < object.characterCount, end < object.valueRange.upperBound {
            let width = UTF8Scan.scalarWidth(bytes, at: end, end: object.valueRange.upperBound)
            guard width > 0 else { return nil }
            units += counting == .lengthCountedInBytes ? width : width == 4 ? 2 : 1
            end += width
        }
        guard units == object.characterCount, end < object.valueRange.upperBound,
            isHeader(at: end, bytes)
        else { return nil }
        return end
    }

    private func isHeader(at offset: Int, _ bytes: Span<UInt8>) -> Bool {
        endOffset - offset >= DataObject.headerLengthInBytes
            && ValueBytes.areDigits(bytes, offset..<offset + DataObject.headerLengthInBytes)
    }

    private mutating func putRight(_ counting: HintKind, _ end: Int, _ bytes: Span<UInt8>) {
        guard let object = last else { return }
        lengthRepairCount += 1
        let header = object.headerOffset
        report(
            counting == .lengthCountedInBytes ? .lengthInBytes : .lengthInUTF16, DataObjectPath(object.id),
            header + 2..<header + 4, found: object.characterCount,
            wanted: Self.characterCount(bytes, object.valueRange.lowerBound..<end), hint: Issue.Hint(counting))
        move(endOf: object, to: end)
    }

    // MARK: - Lengths that are just wrong

    /// Reports a fault that another length explains, and returns where that object then ends.
    ///
    /// The sign is that everything from there on is whole data objects with the CRC last. Tried once, and not on
    /// payloads far over the standard's 512 characters.
    private mutating func putLengthRight(_ fault: PayloadError, _ bytes: Span<UInt8>) -> Int? {
        let closing = endOffset - 8
        guard lengthRepairCount < 4, bytes.count <= 4_096, closing > fault.headerOffset,
            ValueBytes.equal(bytes, closing..<closing + 4, "6304")
        else { return nil }
        let isOverrun = fault.code == .lengthOverrun
        let start: Int
        if isOverrun {
            start = fault.headerOffset + DataObject.headerLengthInBytes
        } else if let object = last, fault.code == .nonDigitID || fault.code == .nonDigitLength {
            start = object.valueRange.lowerBound
        } else {
            return nil
        }
        lengthRepairCount = 4
        guard let end = wholeRest(after: start, bytes) else { return nil }
        let count = Self.characterCount(bytes, start..<end)
        report(fault, in: DataObjectPath(), end: endOffset, hint: Issue.Hint(.wrongLength, count: count))
        if isOverrun, let id = fault.id {
            let header = fault.headerOffset
            take(DataObject(id: id, headerOffset: header, valueRange: start..<end, characterCount: count), bytes)
        } else if let object = last {
            move(endOf: object, to: end)
        }
        return end
    }

    /// Returns the first place, 1 to 99 characters after `start`, from which on everything is whole data objects.
    private func wholeRest(after start: Int, _ bytes: Span<UInt8>) -> Int? {
        var position = start
        for _ in 0..<99 {
            guard position < endOffset else { return nil }
            let width = UTF8Scan.scalarWidth(bytes, at: position, end: endOffset)
            guard width > 0 else { return nil }
            position += width
            if endOffset - position >= 8, isHeader(at: position, bytes), endsInCRC(from: position, bytes) {
                return position
            }
        }
        return nil
    }

    private func endsInCRC(from start: Int, _ bytes: Span<UInt8>) -> Bool {
        var reader = DataObjectReader(start..<endOffset, isASCII: survey.isASCII)
        var lastID: DataObjectID?
        do throws(PayloadError) {
            while let object = try reader.next(in: bytes) {
                lastID = object.id
            }
            return lastID == .crc
        } catch {
            return false
        }
    }

    private static func characterCount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for index in range where bytes[index] & 0xC0 != 0x80 {
            count += 1
        }
        return count
    }
}
