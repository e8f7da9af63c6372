// One data object of a payload, by offsets into the bytes it was read from.
// SPDX-License-Identifier: Apache-2.0

/// One data object: an ID, a length and a value, located in the bytes of a qris_string.
///
/// It holds no bytes; keep the qris_string to read the value. All offsets count bytes from the start of the
/// whole qris_string, also for objects inside templates.
/// - Source: EMVCo QRCPS-MPM v1.0 3.2.
public struct DataObject: Hashable, Sendable {
    /// The ID, the first two characters.
    public let id: DataObjectID
    /// Where the ID begins, in bytes.
    public let headerOffset: Int
    /// Where the value lies, in bytes; begins four bytes after the header.
    public let valueRange: Range<Int>
    /// The length field, 1...99: the value's characters (Unicode scalars), not its bytes.
    ///
    /// Zero only for an object kept by a reader that was told to go on after a zero length.
    public let characterCount: Int

    /// Creates a data object from its place.
    @inlinable
    public init(id: DataObjectID, headerOffset: Int, valueRange: Range<Int>, characterCount: Int) {
        self.id = id
        self.headerOffset = headerOffset
        self.valueRange = valueRange
        self.characterCount = characterCount
    }

    /// Where the whole object lies: ID, length and value, in bytes.
    public var range: Range<Int> {
        headerOffset..<valueRange.upperBound
    }

    /// Bytes of ID and length before a value.
    public static var headerLengthInBytes: Int { 4 }
}
