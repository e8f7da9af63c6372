// Reads characters and data objects one by one, as the standard describes them.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// One data object: where it begins, where its value lies, and how many characters its length states.
struct PlainObject {
    let id: UInt8
    let start: Int
    var value: Range<Int>
    let characterCount: Int

    /// ID, length and value.
    var range: Range<Int> { start..<value.upperBound }
}

/// Why no data object can be read.
struct PlainFault {
    let kind: IssueKind
    /// The ID, where one was read.
    let id: UInt8?
    /// Where the data object should begin.
    let start: Int
    /// The bytes that the issue names.
    let range: Range<Int>
}

/// What stands at a place.
enum PlainStep {
    case object(PlainObject)
    case fault(PlainFault)
    case end
}

/// The bytes of a payload.
struct PlainText {
    let bytes: [UInt8]

    /// Returns the character at a place and how many bytes it takes; nil when no character of UTF-8 stands there.
    ///
    /// The first byte's leading ones say how many bytes there are, the others begin with the bits 10. What the bits
    /// write must need that many bytes, must not be a surrogate, and must not be over U+10FFFF.
    /// - Source: RFC 3629 sections 3 and 4.
    func character(at place: Int, end: Int) -> (scalar: UInt32, width: Int)? {
        let first = bytes[place]
        let width: Int
        var scalar: UInt32
        switch first {
        case 0b0000_0000...0b0111_1111: (width, scalar) = (1, UInt32(first))
        case 0b1100_0000...0b1101_1111: (width, scalar) = (2, UInt32(first & 0b0001_1111))
        case 0b1110_0000...0b1110_1111: (width, scalar) = (3, UInt32(first & 0b0000_1111))
        case 0b1111_0000...0b1111_0111: (width, scalar) = (4, UInt32(first & 0b0000_0111))
        default: return nil
        }
        guard place + width <= end else { return nil }
        for next in bytes[place + 1..<place + width] {
            guard next >> 6 == 0b10 else { return nil }
            scalar = scalar << 6 | UInt32(next & 0b0011_1111)
        }
        let least: [UInt32] = [0, 0, 0x80, 0x800, 0x1_0000]
        guard scalar >= least[width], scalar <= 0x10_FFFF, !(0xD800...0xDFFF ~= scalar) else { return nil }
        return (scalar, width)
    }

    func width(at place: Int, end: Int) -> Int? {
        character(at: place, end: end)?.width
    }

    /// Returns the characters of a value and where they stand.
    func characters(_ value: Range<Int>) -> [(scalar: UInt32, range: Range<Int>)] {
        var characters: [(scalar: UInt32, range: Range<Int>)] = []
        var place = value.lowerBound
        while place < value.upperBound, let next = character(at: place, end: value.upperBound) {
            characters.append((next.scalar, place..<place + next.width))
            place += next.width
        }
        return characters
    }

    func isDigit(_ place: Int) -> Bool {
        bytes[place] >= 0x30 && bytes[place] <= 0x39
    }

    /// Returns the number that at most nine digits write; nil when there are none, or something else is among them.
    func number(_ range: Range<Int>) -> Int? {
        var number = 0
        for place in range {
            guard isDigit(place), number < 100_000_000 else { return nil }
            number = number * 10 + Int(bytes[place] - 0x30)
        }
        return range.isEmpty ? nil : number
    }

    func isText(_ range: Range<Int>, _ text: String) -> Bool {
        bytes[range].elementsEqual(text.utf8)
    }

    /// Returns the data object at a place, or why there is none.
    ///
    /// An ID of two digits, a length of two digits that counts characters, 01 to 99, and a value of so many characters.
    /// - Source: EMVCo QRCPS-MPM v1.0 3.2, 4.3.1.1, 4.4.1.1, 4.4.1.2.
    func step(at start: Int, end: Int) -> PlainStep {
        if start == end { return .end }
        if end - start < 4 {
            for place in start..<end where !isDigit(place) {
                return fault(.trailingBytes, nil, start, place..<place + 1)
            }
            return fault(.truncatedHeader, nil, start, start..<start + 1)
        }
        guard let id = number(start..<start + 2), let count = number(start + 2..<start + 4) else {
            return fault(.badHeader, nil, start, start..<start + 4)
        }
        if count == 0 { return fault(.zeroLength, UInt8(id), start, start + 2..<start + 4) }
        var place = start + 4
        for _ in 0..<count {
            if place == end { return fault(.lengthOverrun, UInt8(id), start, start + 2..<start + 4) }
            guard let width = width(at: place, end: end) else {
                return fault(.invalidUTF8, UInt8(id), start, place..<place + 1)
            }
            place += width
        }
        return .object(PlainObject(id: UInt8(id), start: start, value: start + 4..<place, characterCount: count))
    }

    private func fault(_ kind: IssueKind, _ id: UInt8?, _ start: Int, _ range: Range<Int>) -> PlainStep {
        .fault(PlainFault(kind: kind, id: id, start: start, range: range))
    }

    /// Returns the data object that a fault of zero length leaves: one without a value.
    func empty(_ fault: PlainFault) -> PlainObject? {
        guard fault.kind == .zeroLength, let id = fault.id else { return nil }
        return PlainObject(id: id, start: fault.start, value: fault.start + 4..<fault.start + 4, characterCount: 0)
    }

    /// Returns the data objects in a value up to the first that cannot be read; those without a value count.
    func objects(in range: Range<Int>) -> [PlainObject] {
        var objects: [PlainObject] = []
        var place = range.lowerBound
        while true {
            switch step(at: place, end: range.upperBound) {
            case .end: return objects
            case .object(let object): objects.append(object)
            case .fault(let fault):
                guard let object = empty(fault) else { return objects }
                objects.append(object)
            }
            place = objects.last?.value.upperBound ?? range.upperBound
        }
    }

    /// Returns the first data object with an ID in a value.
    func first(_ id: UInt8, in range: Range<Int>) -> PlainObject? {
        objects(in: range).first { $0.id == id }
    }

    /// Whether a range is data objects and nothing else, at least one, and none without a value.
    func isWhole(_ range: Range<Int>) -> Bool {
        let objects = objects(in: range)
        return objects.last?.value.upperBound == range.upperBound && !objects.contains { $0.value.isEmpty }
    }

    /// The characters of a range: the bytes that do not begin with the bits 10.
    func characterCount(_ range: Range<Int>) -> Int {
        bytes[range].count { $0 >> 6 != 0b10 }
    }
}
