// A payload as a tree of data objects that can be changed in every wrong way and written again.
// SPDX-License-Identifier: Apache-2.0

/// One data object of a payload under mutation.
struct PayloadTree {
    /// What a header's length says.
    enum Count {
        case characters, bytes, utf16
        /// The characters, and so many more or fewer.
        case off(Int)
    }

    var id: Int
    /// The value of an object without children.
    var value: [UInt8] = []
    /// The objects of a template.
    var children: [PayloadTree]?
    var count = Count.characters

    /// Reads what can be read of a payload or template; the rest is lost.
    static func read(_ bytes: ArraySlice<UInt8>, depth: Int = 0) -> [PayloadTree] {
        var objects: [PayloadTree] = []
        var place = bytes.startIndex
        while let header = number(bytes[place...].prefix(4)) {
            var end = place + 4
            for _ in 0..<header % 100 where end < bytes.endIndex {
                end += 1
                while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
            }
            var object = PayloadTree(id: header / 100, value: Array(bytes[place + 4..<end]))
            let isTemplate = depth == 0 ? 26...51 ~= object.id || 62 == object.id || object.id >= 64 : object.id >= 50
            if depth < 2, isTemplate {
                let inner = read(bytes[place + 4..<end], depth: depth + 1)
                if write(inner) == object.value { object.children = inner }
            }
            objects.append(object)
            place = end
        }
        return objects
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.count == 4, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    static func write(_ objects: [PayloadTree]) -> [UInt8] {
        objects.flatMap { $0.written() }
    }

    private func written() -> [UInt8] {
        let value = children.map { Self.write($0) } ?? value
        let characters = value.count { $0 & 0xC0 != 0x80 }
        let stated =
            switch count {
            case .characters: characters
            case .bytes: value.count
            case .utf16: characters + value.count { $0 & 0xF8 == 0xF0 }
            case .off(let more): characters + more
            }
        return Self.digits(id) + Self.digits(min(max(stated, 0), 99)) + value
    }

    private static func digits(_ number: Int) -> [UInt8] {
        [0x30 + UInt8(number / 10 % 10), 0x30 + UInt8(number % 10)]
    }
}
