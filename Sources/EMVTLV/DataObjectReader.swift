// Walks the data objects of a payload or of a template's value, front to back, without allocating.
// SPDX-License-Identifier: Apache-2.0

/// A cursor over the data objects in a range of bytes.
///
/// The bytes are passed to every call, so the cursor is a plain value; pass the same whole qris_string each time
/// and the offsets of objects inside templates still count from its start:
/// `DataObjectReader(template.valueRange)`.
///
/// After a fault the cursor stays at the faulty object. Set `offset` to go on elsewhere.
/// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.3.1, 4.4.1.
public struct DataObjectReader: Sendable, Hashable {
    /// Where the next object begins, in bytes from the start of the qris_string; move it to resume after a fault.
    public var offset: Int
    /// Where the last object must end, in bytes from the start of the qris_string.
    public let endOffset: Int

    /// Whether all bytes are known to be below 0x80, so that values need not be walked.
    @usableFromInline let isASCII: Bool

    /// Creates a cursor over a range of a qris_string's bytes: all of it, or a template's value.
    public init(_ range: Range<Int>) {
        self.init(range, isASCII: false)
    }

    /// Creates a cursor over bytes that the caller has seen to be ASCII, or not.
    package init(_ range: Range<Int>, isASCII: Bool) {
        offset = range.lowerBound
        endOffset = range.upperBound
        self.isASCII = isASCII
    }

    /// Returns the next data object of bytes known to be ASCII; nil at the end, at a fault, and of other bytes.
    ///
    /// `next` tells which: this is its short way for payloads without surprises.
    @inlinable
    package mutating func nextPlain(in bytes: Span<UInt8>) -> DataObject? {
        let start = offset
        let valueStart = start + DataObject.headerLengthInBytes
        guard isASCII, valueStart <= endOffset, endOffset <= bytes.count,
            let header = HeaderDigits(bytes, at: start), header.characterCount > 0
        else { return nil }
        let end = valueStart + header.characterCount
        guard end <= endOffset else { return nil }
        offset = end
        return DataObject(
            id: header.id, headerOffset: start, valueRange: valueStart..<end, characterCount: header.characterCount)
    }

    /// Returns the next data object, or nil at the end.
    ///
    /// - Parameter bytes: the whole qris_string; must reach at least to `endOffset`.
    /// - Returns: the object at `offset`, which moves behind it.
    /// - Throws: `PayloadError`; `offset` then stays where it was.
    /// - Complexity: O(bytes of the object), no allocation.
    public mutating func next(in bytes: Span<UInt8>) throws(PayloadError) -> DataObject? {
        precondition(offset >= 0 && endOffset <= bytes.count, "the reader's range lies outside the bytes")
        let start = offset
        guard start < endOffset else { return nil }
        guard endOffset - start >= DataObject.headerLengthInBytes else {
            throw Self.shortHeaderFault(in: bytes, start: start, end: endOffset)
        }
        guard let id = DataObjectID(tens: bytes[start], units: bytes[start + 1]) else {
            let place = ASCII.digit(bytes[start]) == nil ? start : start + 1
            throw PayloadError(.nonDigitID, byteOffset: place, headerOffset: start)
        }
        guard let count = ASCII.twoDigits(bytes[start + 2], bytes[start + 3]) else {
            let place = ASCII.digit(bytes[start + 2]) == nil ? start + 2 : start + 3
            throw PayloadError(.nonDigitLength, byteOffset: place, headerOffset: start, id: id)
        }
        guard count > 0 else {
            throw PayloadError(.zeroLength, byteOffset: start + 2, headerOffset: start, id: id)
        }
        let valueStart = start + DataObject.headerLengthInBytes
        let end = try valueEnd(in: bytes, from: valueStart, id: id, characterCount: Int(count))
        offset = end
        return DataObject(id: id, headerOffset: start, valueRange: valueStart..<end, characterCount: Int(count))
    }

    /// Returns where a value of `characterCount` characters ends.
    private func valueEnd(
        in bytes: Span<UInt8>, from valueStart: Int, id: DataObjectID, characterCount: Int
    ) throws(PayloadError) -> Int {
        if endOffset - valueStart >= characterCount {
            let end = valueStart + characterCount
            if isASCII || UTF8Scan.isASCII(bytes, valueStart..<end) { return end }
        }
        var position = valueStart
        for read in 0..<characterCount {
            guard position < endOffset else {
                throw PayloadError(
                    .lengthOverrun, byteOffset: valueStart - 2, headerOffset: valueStart - 4, id: id,
                    declaredCharacterCount: characterCount, availableCount: read)
            }
            let width = UTF8Scan.scalarWidth(bytes, at: position, end: endOffset)
            guard width > 0 else {
                throw PayloadError(
                    .invalidUTF8, byteOffset: position, headerOffset: valueStart - 4, id: id,
                    declaredCharacterCount: characterCount, availableCount: read)
            }
            position += width
        }
        return position
    }

    /// Tells a header cut short from stray bytes after the last object.
    private static func shortHeaderFault(in bytes: Span<UInt8>, start: Int, end: Int) -> PayloadError {
        for position in start..<end where ASCII.digit(bytes[position]) == nil {
            return PayloadError(.trailingBytes, byteOffset: position, headerOffset: start, availableCount: end - start)
        }
        return PayloadError(.truncatedHeader, byteOffset: start, headerOffset: start, availableCount: end - start)
    }
}

extension DataObjectReader {
    /// Returns all data objects of a payload in order.
    ///
    /// Templates are not opened: read `template.valueRange` for their objects.
    /// - Parameters:
    ///   - bytes: the whole qris_string.
    ///   - range: the part to read; nil for all.
    /// - Returns: the objects in the order they stand.
    /// - Throws: `PayloadError` at the first structural fault.
    public static func dataObjects(
        in bytes: Span<UInt8>, range: Range<Int>? = nil
    ) throws(PayloadError) -> [DataObject] {
        var reader = DataObjectReader(range ?? 0..<bytes.count)
        var objects: [DataObject] = []
        while let object = try reader.next(in: bytes) {
            objects.append(object)
        }
        return objects
    }

    /// Returns all data objects of a payload held in an array, in order.
    ///
    /// - Throws: `PayloadError` at the first structural fault.
    public static func dataObjects(in bytes: [UInt8]) throws(PayloadError) -> [DataObject] {
        try dataObjects(in: bytes.span)
    }
}
