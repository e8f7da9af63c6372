// Walks BER-TLV data objects front to back, without allocating.
// SPDX-License-Identifier: Apache-2.0

/// A cursor over the data objects in a range of bytes: a whole payload or a template's value.
///
/// - Source: EMVCo Book 3 annex B: tags of one to three bytes, lengths of one byte, or of one or two bytes after 81
///   or 82.
public struct BERReader: Sendable, Hashable {
    /// Where the next object begins, in bytes from the start of the payload.
    public private(set) var offset: Int
    /// Where the last object must end.
    public let endOffset: Int

    /// Creates a cursor over a range of a payload's bytes.
    public init(_ range: Range<Int>) {
        offset = range.lowerBound
        endOffset = range.upperBound
    }

    /// Returns the next data object, or nil at the end.
    ///
    /// - Parameter bytes: the whole payload; must reach at least to `endOffset`.
    /// - Returns: the object at `offset`, which moves behind it.
    /// - Throws: `ConsumerError`; `offset` then stays where it was.
    public mutating func next(in bytes: Span<UInt8>) throws(ConsumerError) -> BERObject? {
        precondition(offset >= 0 && endOffset <= bytes.count, "the reader's range lies outside the bytes")
        guard let object = try nextCut(in: bytes) else { return nil }
        guard object.missingCount == 0 else { throw ConsumerError(.lengthOverrun, at: object.lengthOffset) }
        offset = object.object.valueRange.upperBound
        return object.object
    }

    /// A data object of which the end may be missing.
    package struct CutObject: Sendable {
        /// The object; its value ends where the bytes end when there are too few.
        package let object: BERObject
        /// Where its length stands.
        package let lengthOffset: Int
        /// How many bytes of its value are missing.
        package let missingCount: Int
    }

    /// Returns the next data object, also one that states more bytes than are left; `offset` stays.
    package func nextCut(in bytes: Span<UInt8>) throws(ConsumerError) -> CutObject? {
        guard offset < endOffset else { return nil }
        var position = offset
        let tag = try readTag(bytes, &position)
        let lengthOffset = position
        let length = try readLength(bytes, &position)
        let end = position + min(length, endOffset - position)
        return CutObject(
            object: BERObject(tag: tag, headerOffset: offset, valueRange: position..<end), lengthOffset: lengthOffset,
            missingCount: position + length - end)
    }

    private func readTag(_ bytes: Span<UInt8>, _ position: inout Int) throws(ConsumerError) -> BERTag {
        let start = position
        var number = UInt32(bytes[position])
        position += 1
        if number & 0x1F == 0x1F {
            var hasMore = true
            while hasMore {
                guard position < endOffset else { throw ConsumerError(.truncatedTag, at: start) }
                guard position - start < 3 else { throw ConsumerError(.unsupportedTag, at: start) }
                number = number << 8 | UInt32(bytes[position])
                hasMore = bytes[position] & 0x80 != 0
                position += 1
            }
        }
        guard let tag = BERTag(rawValue: number) else { throw ConsumerError(.unsupportedTag, at: start) }
        return tag
    }

    private func readLength(_ bytes: Span<UInt8>, _ position: inout Int) throws(ConsumerError) -> Int {
        let start = position
        guard position < endOffset else { throw ConsumerError(.truncatedLength, at: start) }
        let first = bytes[position]
        position += 1
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard 1...2 ~= count else { throw ConsumerError(.unsupportedLength, at: start) }
        guard endOffset - position >= count else { throw ConsumerError(.truncatedLength, at: start) }
        var length = 0
        for _ in 0..<count {
            length = length << 8 | Int(bytes[position])
            position += 1
        }
        return length
    }

    /// Returns all data objects in a range in order; templates are not opened.
    ///
    /// - Parameters:
    ///   - bytes: the whole payload.
    ///   - range: the bytes to read, inside `bytes`: all of them, or a template's value.
    /// - Returns: the objects; their offsets count from the start of the payload.
    /// - Throws: `ConsumerError` at the first structural fault.
    public static func objects(in bytes: Span<UInt8>, range: Range<Int>) throws(ConsumerError) -> [BERObject] {
        var reader = BERReader(range)
        var objects: [BERObject] = []
        while let object = try reader.next(in: bytes) {
            objects.append(object)
        }
        return objects
    }
}

/// Builds BER-TLV bytes, object by object, with lengths in their shortest form.
public struct BERWriter: Sendable, Hashable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer that has written nothing.
    public init() {}

    /// Appends one data object.
    ///
    /// - Parameters:
    ///   - tag: the tag.
    ///   - value: 0...65,535 bytes.
    /// - Throws: `ConsumerError` with `valueTooLong`; nothing is written then.
    public mutating func append(_ tag: BERTag, _ value: [UInt8]) throws(ConsumerError) {
        guard value.count <= 0xFFFF else { throw ConsumerError(.valueTooLong, at: bytes.count) }
        for step in (0..<tag.byteCount).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: tag.rawValue >> UInt32(8 * step)))
        }
        if value.count > 0xFF {
            bytes += [0x82, UInt8(value.count >> 8), UInt8(value.count & 0xFF)]
        } else if value.count > 0x7F {
            bytes += [0x81, UInt8(value.count)]
        } else {
            bytes.append(UInt8(value.count))
        }
        bytes += value
    }

    /// Appends a template: one data object whose value is the objects of another writer.
    ///
    /// - Throws: `ConsumerError` with `valueTooLong` over 65,535 bytes; nothing is written then.
    public mutating func append(_ tag: BERTag, template: BERWriter) throws(ConsumerError) {
        try append(tag, template.bytes)
    }
}
