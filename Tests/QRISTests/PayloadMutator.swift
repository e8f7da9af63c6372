// Makes payloads that are wrong in the ways in which payloads are wrong; the same seed makes the same payloads.
// SPDX-License-Identifier: Apache-2.0

/// Mutates payloads by the structure they have, and most of the time puts the CRC right again.
struct PayloadMutator {
    private var random: SplitMix
    private let seeds: [[UInt8]]

    init(seed: UInt64, payloads: [[UInt8]]) {
        random = SplitMix(state: seed)
        seeds = payloads
    }

    /// Returns the next payload.
    mutating func next() -> [UInt8] {
        var objects = PayloadTree.read(pick(seeds)[...])
        for _ in 0...below(4) { change(&objects) }
        var bytes = objects.isEmpty ? pick(seeds) : PayloadTree.write(objects)
        if below(8) == 0 { changeText(&bytes) }
        if below(8) > 0 { putCRCRight(&bytes) }
        if below(8) == 0 { changeText(&bytes) }
        return bytes
    }

    mutating func below(_ bound: Int) -> Int {
        Int(random.next() % UInt64(max(bound, 1)))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    // MARK: - Structure

    /// Changes one place in a list of data objects, or in the templates among them.
    private mutating func change(_ objects: inout [PayloadTree], depth: Int = 0) {
        guard !objects.isEmpty else {
            objects.append(PayloadTree(id: below(100), value: anyValue(of: below(100))))
            return
        }
        let place = below(objects.count)
        if var children = objects[place].children, below(3) > 0 {
            change(&children, depth: depth + 1)
            objects[place].children = children
            return
        }
        switch below(16) {
        case 0: insertCharacter(&objects[place])
        case 1: replaceCharacter(&objects[place])
        case 2: objects.swapAt(place, below(objects.count))
        case 3: objects.insert(objects[place], at: below(objects.count + 1))
        case 4: double(place, &objects)
        case 5: objects[place] = PayloadTree(id: objects[place].id)
        case 6: objects.remove(at: place)
        case 7: objects[place].count = pick([.bytes, .utf16, .off(1), .off(-1), .off(below(12) - 6), .off(-99)])
        case 8: objects[place].id = below(100)
        case 9: objects.insert(someObject(depth), at: below(objects.count + 1))
        case 10: open(&objects[place])
        case 11: change(pick(Self.kinds), &objects, depth)
        default: set(&objects[place], depth)
        }
    }

    /// Puts a second object with the ID of one behind it, with a value of its own.
    private mutating func double(_ place: Int, _ objects: inout [PayloadTree]) {
        var second = objects[place]
        set(&second, 0)
        second.id = objects[place].id
        objects.insert(second, at: below(2) == 0 ? place : below(objects.count + 1))
    }

    private mutating func someObject(_ depth: Int) -> PayloadTree {
        let others = PayloadTree.read(pick(seeds)[...])
        if let other = others.isEmpty ? nil : others[below(others.count)], below(2) == 0 {
            guard depth > 0, let inner = other.children, !inner.isEmpty else { return other }
            return inner[below(inner.count)]
        }
        let id = below(3) == 0 ? pick([0, 1, 2, 3, 8, 9, 50, 99, 63, 64, 80]) : below(100)
        return PayloadTree(id: id, value: anyValue(of: id))
    }

    /// Makes a template of a bare value, or a bare value of a template.
    private mutating func open(_ object: inout PayloadTree) {
        if let children = object.children {
            object.value = PayloadTree.write(children)
            object.children = nil
            insertCharacter(&object)
        } else {
            object.children = [PayloadTree(id: pick([0, 1, below(100)]), value: object.value)]
        }
    }

    private mutating func set(_ object: inout PayloadTree, _ depth: Int) {
        guard object.children == nil else {
            object.children = PayloadTree.read(anyValue(of: 26)[...], depth: depth + 1)
            return
        }
        object.value = anyValue(of: object.id)
    }

    private mutating func anyValue(of id: Int) -> [UInt8] {
        if below(12) == 0 { return (0..<below(100)).map { _ in 0x30 + UInt8(below(10)) } }
        if below(12) == 0 { return Array(pick(Self.characters)) }
        let known = Self.values[id] ?? Self.values[-1] ?? []
        return Array(pick(below(6) == 0 ? Self.values.values.flatMap { $0 } : known).utf8)
    }

    // MARK: - Kinds of payloads

    /// Gives several objects the values that belong together.
    private mutating func change(_ kind: [Int: String], _ objects: inout [PayloadTree], _ depth: Int) {
        guard depth == 0 else { return }
        for (id, value) in kind.sorted(by: { $0.key < $1.key }) {
            objects.removeAll { $0.id == id }
            guard !value.isEmpty else { continue }
            let tree = PayloadTree.read(PayloadTree.write([PayloadTree(id: id, value: Array(value.utf8))])[...])
            let end = objects.last?.id == 63 ? objects.count - 1 : objects.count
            objects.insert(contentsOf: tree, at: min(end, 1 + below(objects.count)))
        }
    }

    // MARK: - Text

    private mutating func insertCharacter(_ object: inout PayloadTree) {
        object.children = nil
        object.value.insert(contentsOf: pick(Self.characters), at: characterPlace(object.value, end: true))
    }

    private mutating func replaceCharacter(_ object: inout PayloadTree) {
        guard object.children == nil, !object.value.isEmpty else { return insertCharacter(&object) }
        let place = characterPlace(object.value, end: false)
        var end = place + 1
        while end < object.value.count, object.value[end] & 0xC0 == 0x80 { end += 1 }
        object.value.replaceSubrange(place..<end, with: pick(Self.characters))
    }

    private mutating func characterPlace(_ value: [UInt8], end: Bool) -> Int {
        var place = below(value.count + (end ? 1 : 0))
        while place > 0, place < value.count, value[place] & 0xC0 == 0x80 { place -= 1 }
        return place
    }

    private mutating func changeText(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        switch below(9) {
        case 0: bytes.removeSubrange(place...)
        case 1: bytes.insert(contentsOf: pick(Self.characters), at: place)
        case 2: bytes.insert(contentsOf: Array(pick(Self.surroundings).utf8), at: 0)
        case 3: bytes.append(contentsOf: Array(pick(Self.surroundings).utf8))
        case 4: bytes = bytes.flatMap { [$0, 0] }
        case 5: wrap(&bytes)
        case 6: bytes = bytes.dropLast(4) + Array(pick(Self.checksums).utf8)
        case 7: if place < bytes.count { bytes[place] = UInt8(below(256)) }
        default: if place < bytes.count { bytes.remove(at: place) }
        }
    }

    /// Breaks the text into lines, as mail and terminals do.
    private mutating func wrap(_ bytes: inout [UInt8]) {
        let width = pick([16, 64, 72, 76, 80])
        let lineBreak = Array(pick(["\n", "\r\n", " ", "\n "]).utf8)
        var place = width
        while place < bytes.count {
            bytes.insert(contentsOf: lineBreak, at: place)
            place += width + lineBreak.count
        }
    }

    /// Puts the CRC of everything before it into the last four bytes, where 6304 stands before them.
    private mutating func putCRCRight(_ bytes: inout [UInt8]) {
        let end = bytes.count - 4
        guard end >= 4 else { return }
        if !bytes[end - 4..<end].elementsEqual("6304".utf8) { return }
        let crc = bytes[..<end].reduce(UInt16(0xFFFF)) { crc, byte in
            (0..<8).reduce(crc ^ UInt16(byte) << 8) { crc, _ in crc << 1 ^ (crc >> 15) * 0x1021 }
        }
        let digits = Array((below(16) == 0 ? "0123456789abcdef" : "0123456789ABCDEF").utf8)
        bytes.replaceSubrange(end..., with: [12, 8, 4, 0].map { (shift: UInt16) in digits[Int(crc >> shift & 15)] })
    }
}
