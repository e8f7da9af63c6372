// Finds a data object by its path, without allocating.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// Finds data objects in the bytes of a qris_string.
public enum DataObjectFinder {
    /// Returns the first data object at a path, nil when there is none or a structural fault comes before it.
    ///
    /// Empty objects are stepped over or returned, so that payloads accepted with a warning can be read.
    /// - Complexity: O(`bytes.count`), no allocation.
    public static func object(at path: DataObjectPath, in bytes: Span<UInt8>) -> DataObject? {
        var range = 0..<bytes.count
        var found: DataObject?
        for depth in 0..<path.depth {
            guard let id = path.id(at: depth), let object = first(id, in: range, bytes) else { return nil }
            found = object
            range = object.valueRange
        }
        return found
    }

    /// Returns the first object with an ID in a range, nil when there is none before a fault.
    static func first(_ id: DataObjectID, in range: Range<Int>, _ bytes: Span<UInt8>) -> DataObject? {
        var reader = DataObjectReader(range)
        while let object = next(&reader, bytes) {
            if object.id == id { return object }
        }
        return nil
    }

    /// Returns the next object, an empty one included; nil at the end and at any other fault.
    static func next(_ reader: inout DataObjectReader, _ bytes: Span<UInt8>) -> DataObject? {
        do throws(PayloadError) {
            return try reader.next(in: bytes)
        } catch {
            guard error.code == .zeroLength, let id = error.id else { return nil }
            let end = error.headerOffset + DataObject.headerLengthInBytes
            reader.offset = end
            return DataObject(id: id, headerOffset: error.headerOffset, valueRange: end..<end, characterCount: 0)
        }
    }
}
