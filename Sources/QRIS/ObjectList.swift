// The data objects of a payload or template as values of their own, to be changed and written again.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// One data object with its value's bytes.
struct OwnedObject: Sendable {
    var id: DataObjectID
    /// UTF-8, 0...99 characters; empty only when it was read so.
    var value: [UInt8]
}

/// Data objects in order, with everything that was there: unknown IDs, duplicates, empty values.
struct ObjectList: Sendable {
    var objects: [OwnedObject] = []

    init() {}

    /// Reads a range of bytes; nil unless it is nothing but data objects.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var reader = DataObjectReader(range)
        while let object = DataObjectFinder.next(&reader, bytes) {
            var value: [UInt8] = []
            value.reserveCapacity(object.valueRange.count)
            for index in object.valueRange {
                value.append(bytes[index])
            }
            objects.append(OwnedObject(id: object.id, value: value))
        }
        guard reader.offset == range.upperBound else { return nil }
    }

    init?(_ bytes: [UInt8]) {
        self.init(bytes.span, 0..<bytes.count)
    }

    func index(of id: DataObjectID) -> Int? {
        for index in objects.indices where objects[index].id == id {
            return index
        }
        return nil
    }

    /// Whether every ID is greater than the one before it.
    var isAscending: Bool {
        for index in objects.indices.dropFirst() where objects[index].id <= objects[index - 1].id {
            return false
        }
        return true
    }

    /// Gives the first object with an ID a value, or puts a new object in.
    ///
    /// A new object goes to its ascending place when the list is ascending. Else 01 goes behind 00, 54 to 57 go before
    /// 58, as acquirers place them, and everything else goes to the end. Templates have no such places of their own.
    mutating func set(_ id: DataObjectID, _ value: [UInt8], isRoot: Bool) {
        if let index = index(of: id) {
            objects[index].value = value
        } else {
            objects.insert(OwnedObject(id: id, value: value), at: place(of: id, isRoot: isRoot))
        }
    }

    private func place(of id: DataObjectID, isRoot: Bool) -> Int {
        if isAscending {
            var place = 0
            while place < objects.count, objects[place].id < id { place += 1 }
            return place
        }
        guard isRoot else { return objects.count }
        if id == .pointOfInitiation { return min(1, objects.count) }
        if 54...57 ~= id.rawValue, let country = index(of: .countryCode) { return country }
        return objects.count
    }

    /// Takes all objects with an ID out and returns whether there were any.
    mutating func remove(_ id: DataObjectID) -> Bool {
        let count = objects.count
        objects.removeAll { $0.id == id }
        return objects.count < count
    }

    /// Puts the objects in ascending order of ID; objects of the same ID keep theirs.
    mutating func sort() {
        guard !isAscending else { return }
        var sorted: [OwnedObject] = []
        sorted.reserveCapacity(objects.count)
        for number in UInt8(0)...99 {
            for object in objects where object.id.rawValue == number {
                sorted.append(object)
            }
        }
        objects = sorted
    }

    /// Writes the objects one after the other.
    func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        for object in objects {
            let id = ASCII.digits(of: object.id.rawValue)
            let count = ASCII.digits(of: UInt8(min(99, Self.characterCount(object.value) ?? 99)))
            bytes += [id.tens, id.units, count.tens, count.units]
            bytes += object.value
        }
        return bytes
    }

    /// Returns the characters (Unicode scalars) of a value; nil when it is not UTF-8.
    static func characterCount(_ value: [UInt8]) -> Int? {
        var position = 0
        var count = 0
        while position < value.count {
            let width = UTF8Scan.scalarWidth(value.span, at: position, end: value.count)
            guard width > 0 else { return nil }
            position += width
            count += 1
        }
        return count
    }
}
