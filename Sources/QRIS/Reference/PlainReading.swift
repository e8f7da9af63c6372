// Reads a payload from front to back, and says in words how it goes on where no data object can be read.
// SPDX-License-Identifier: Apache-2.0

/// What was read of a payload, in order.
///
/// Where no data object can be read, the first of these rules that fits says how to go on:
///
/// 1. A length of 00: the data object is there, without a value. Reading goes on behind its header.
/// 2. The text is no payload as it stands, for a cause that explains every fault (`PlainText.isForeign`). Reading ends,
///    and this fault is all there is to say.
/// 3. Nothing has been read yet, and "000201" begins at one of the bytes 1 to 63: what is before it is none of the
///    payload. Reading goes on there. When it is a byte order mark or opens a quotation, the CRC does not cover it; when
///    the text ends in the mark that closes the quotation, the payload ends before that.
/// 4. The last data object read is 63: the payload is complete, what follows is none of it. Reading ends.
/// 5. The last data object read would end earlier if its length counted bytes, or else UTF-16 units: at the end of a
///    character, with four digits behind it. Its length is put right, and reading goes on there.
/// 6. The text ends in a data object 63 of four bytes, and a length is just wrong: that of the data object at fault,
///    when fewer characters follow than it states, or that of the last one read, when no header follows it. The right
///    length is the least, 1 to 99, from where on everything is data objects, none without a value and the last of
///    them 63. Reading goes on there.
/// 7. Else what follows is not understood. Once, reading goes on at the data object 63 of four bytes in which the text
///    ends, so that at least the CRC is looked at; it ends when there is none behind the fault.
///
/// Rule 5 applies four times at most, rule 6 is tried once and only in texts of at most 4,096 bytes; after the fourth time
/// of rule 5, or once rule 6 was tried, neither applies: a damaged text must not cost more than its length.
struct PlainReading {
    enum Event {
        case object(PlainObject)
        case fault(PlainFault)
        /// By rule 7 a part was not read.
        case unread(PlainFault)
        /// A data object's length counts bytes or UTF-16 units.
        case otherUnit(IssueKind, PlainObject)
    }

    let text: PlainText
    private(set) var events: [Event] = []
    /// The data objects under the root, with their lengths put right.
    private(set) var objects: [PlainObject] = []
    /// False after rule 7: what seems to be missing may only not have been read.
    private(set) var sawEverything = true
    /// The data objects under the root with the lengths that they state: so templates are opened.
    var asStated: [PlainObject] {
        events.compactMap { event in
            if case .object(let object) = event { object } else { nil }
        }
    }
    /// Whether rule 2 was looked at.
    private(set) var hasAskedForCause = false
    /// Whether rule 2 applied.
    private(set) var isExplained = false
    /// Where the bytes begin that the CRC covers.
    private(set) var crcStart = 0
    /// Where the payload must end.
    private(set) var end: Int
    private var otherUnits = 0
    private var hasTriedLengths = false

    init(_ text: PlainText) {
        self.text = text
        end = text.bytes.count
        var place = 0
        while true {
            switch text.step(at: place, end: end) {
            case .end: return
            case .object(let object): place = take(object)
            case .fault(let fault):
                guard let next = goOn(after: fault) else { return }
                place = next
            }
        }
    }

    private mutating func take(_ object: PlainObject) -> Int {
        events.append(.object(object))
        objects.append(object)
        return object.value.upperBound
    }

    private mutating func goOn(after fault: PlainFault) -> Int? {
        if let object = text.empty(fault) {
            events.append(.fault(fault))
            return take(object)
        }
        if !hasAskedForCause, text.isForeign {
            events = [.fault(fault)]
            isExplained = true
            return nil
        }
        hasAskedForCause = true
        if objects.isEmpty, let frame = text.frame {
            events.append(.fault(fault))
            if frame.isKnown { crcStart = frame.payload.lowerBound }
            end = frame.payload.upperBound
            return frame.payload.lowerBound
        }
        if objects.last?.id == 63 {
            events.append(.fault(fault))
            return nil
        }
        return otherUnit(fault) ?? otherLength(fault) ?? closingCRC(fault)
    }

    // MARK: - Rule 5

    private mutating func otherUnit(_ fault: PlainFault) -> Int? {
        guard otherUnits < 4, !hasTriedLengths, let object = objects.last else { return nil }
        for kind in [IssueKind.lengthInBytes, .lengthInUTF16] {
            guard let end = end(of: object, kind), isHeader(end) else { continue }
            otherUnits += 1
            events.append(.fault(fault))
            events.append(.otherUnit(kind, object))
            objects[objects.count - 1].value = object.value.lowerBound..<end
            return end
        }
        return nil
    }

    /// Returns where a value ends, before where it was thought to, when its length counts something else.
    private func end(of object: PlainObject, _ kind: IssueKind) -> Int? {
        var end = object.value.lowerBound
        var units = 0
        while units < object.characterCount, end < object.value.upperBound,
            let width = text.width(at: end, end: object.value.upperBound)
        {
            // A character of four bytes is a surrogate pair in UTF-16.
            units += kind == .lengthInBytes ? width : width == 4 ? 2 : 1
            end += width
        }
        return units == object.characterCount && end < object.value.upperBound ? end : nil
    }

    private func isHeader(_ place: Int) -> Bool {
        place + 4 <= end && text.number(place..<place + 4) != nil
    }

    // MARK: - Rule 6

    private mutating func otherLength(_ fault: PlainFault) -> Int? {
        guard otherUnits < 4, !hasTriedLengths, text.bytes.count <= 4_096, let closing, closing > fault.start else {
            return nil
        }
        let isOverrun = fault.kind == .lengthOverrun
        let start: Int
        if isOverrun {
            start = fault.start + 4
        } else if fault.kind == .badHeader, let object = objects.last {
            start = object.value.lowerBound
        } else {
            return nil
        }
        hasTriedLengths = true
        guard let end = wholeRest(after: start) else { return nil }
        events.append(.fault(fault))
        if isOverrun, let id = fault.id {
            let count = text.characterCount(start..<end)
            return take(PlainObject(id: id, start: fault.start, value: start..<end, characterCount: count))
        }
        objects[objects.count - 1].value = start..<end
        return end
    }

    /// Returns the first place, 1 to 99 characters on, from where everything is data objects with 63 the last.
    private func wholeRest(after start: Int) -> Int? {
        var place = start
        for _ in 1...99 {
            guard place < end, let width = text.width(at: place, end: end) else { return nil }
            place += width
            if text.isWhole(place..<end), text.objects(in: place..<end).last?.id == 63 { return place }
        }
        return nil
    }

    // MARK: - Rule 7

    private mutating func closingCRC(_ fault: PlainFault) -> Int? {
        events.append(.unread(fault))
        guard sawEverything else { return nil }
        sawEverything = false
        guard let closing, closing > fault.start else { return nil }
        return closing
    }

    /// Where the text ends in a data object 63 of four bytes.
    private var closing: Int? {
        let start = end - 8
        return start >= 0 && text.isText(start..<start + 4, "6304") ? start : nil
    }
}
