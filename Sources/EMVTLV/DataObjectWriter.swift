// Writes data objects: ID, length in characters, value.
// SPDX-License-Identifier: Apache-2.0

import CRC16

/// Builds the bytes of a payload or of a template, object by object.
///
/// The IDs' meaning and order are the caller's; the writer only keeps every header true.
/// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.3.1, 4.4.1.
public struct DataObjectWriter: Sendable, Hashable {
    /// What has been written so far.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer that has written nothing.
    public init() {}

    /// Creates a writer that goes on behind data objects written before.
    package init(continuing bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Appends one data object.
    ///
    /// - Parameters:
    ///   - id: the ID.
    ///   - value: the value in UTF-8, 1...99 characters (Unicode scalars).
    /// - Throws: `PayloadError` with `zeroLength`, `lengthOverrun` (over 99 characters) or `invalidUTF8`;
    ///   `byteOffset` then counts from the start of what the writer holds, and nothing is written.
    public mutating func append(_ id: DataObjectID, _ value: Span<UInt8>) throws(PayloadError) {
        let header = bytes.count
        let count = try Self.characterCount(of: value, id: id, headerOffset: header)
        let idDigits = ASCII.digits(of: id.rawValue)
        let lengthDigits = ASCII.digits(of: UInt8(count))
        bytes.append(idDigits.tens)
        bytes.append(idDigits.units)
        bytes.append(lengthDigits.tens)
        bytes.append(lengthDigits.units)
        for index in value.indices {
            bytes.append(value[index])
        }
    }

    /// Appends one data object with the value in an array of UTF-8 bytes.
    ///
    /// - Throws: `PayloadError` for a value that has no or over 99 characters or is not UTF-8; nothing is written then.
    public mutating func append(_ id: DataObjectID, _ value: [UInt8]) throws(PayloadError) {
        try append(id, value.span)
    }

    /// Appends one data object with a text as its value.
    ///
    /// - Throws: `PayloadError` for a value that has no or over 99 characters or is not UTF-8; nothing is written then.
    public mutating func append(_ id: DataObjectID, _ value: String) throws(PayloadError) {
        try append(id, Array(value.utf8).span)
    }

    /// Appends a template: one data object whose value is the objects of another writer.
    ///
    /// - Throws: `PayloadError` for a value that has no or over 99 characters or is not UTF-8; nothing is written then.
    public mutating func append(_ id: DataObjectID, template: DataObjectWriter) throws(PayloadError) {
        try append(id, template.bytes.span)
    }

    /// Appends the CRC object "63", computed over everything before and "6304", in upper-case hexadecimal.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.3.
    public mutating func appendCRC() {
        bytes.append(contentsOf: [0x36, 0x33, 0x30, 0x34])
        let crc = CRC16CCITT.checksum(of: bytes.span)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: (crc >> shift) & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }

    /// Returns the characters of a value, checked to be 1...99.
    private static func characterCount(
        of value: Span<UInt8>, id: DataObjectID, headerOffset: Int
    ) throws(PayloadError) -> Int {
        let valueOffset = headerOffset + DataObject.headerLengthInBytes
        var position = 0
        var count = 0
        while position < value.count {
            let width = UTF8Scan.scalarWidth(value, at: position, end: value.count)
            guard width > 0 else {
                throw PayloadError(
                    .invalidUTF8, byteOffset: valueOffset + position, headerOffset: headerOffset, id: id)
            }
            position += width
            count += 1
        }
        guard count > 0 else {
            throw PayloadError(.zeroLength, byteOffset: headerOffset + 2, headerOffset: headerOffset, id: id)
        }
        guard count <= 99 else {
            throw PayloadError(
                .lengthOverrun, byteOffset: headerOffset + 2, headerOffset: headerOffset, id: id,
                declaredCharacterCount: 99, availableCount: count)
        }
        return count
    }
}
