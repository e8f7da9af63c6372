// Walks a payload once and gathers every issue: structure, order, duplicates; values are checked on the way.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// The state of one validation: what stands where, and what was found.
///
/// Allocates nothing but the issues; a payload without issues costs no heap memory.
struct PayloadValidator {
    let profile: Profile
    private(set) var issues: [Issue] = []
    private var present = IDSet()
    /// Where the root objects lie that later checks ask for; the first of duplicates.
    private var places = InlineArray<16, Range<Int>>(repeating: 0..<0)
    /// False after a fault the walk could not step over: what seems missing may only be unread.
    private(set) var sawEverything = true
    private var last: DataObject?
    /// How often a length counted in bytes was put right; bounded, as each time the walk goes back a little.
    private var lengthRepairCount = 0

    init(profile: Profile) {
        self.profile = profile
    }

    /// Runs all checks over a whole qris_string.
    mutating func run(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty else {
            report(.empty, DataObjectPath(), 0..<0)
            return
        }
        walkRoot(bytes)
        checkCRC(bytes)
        checkPresence(bytes)
        checkAmounts(bytes)
        checkTips(bytes)
        checkIndonesia(bytes)
        checkTransfer(bytes)
        checkTotalLength(bytes)
    }

    // MARK: - What stands where

    /// Whether a root object is present, with or without a value.
    func has(_ id: DataObjectID) -> Bool {
        present.contains(id)
    }

    /// Whether any of 02 to 51 is present.
    var hasAccount: Bool { present.containsAccount }

    /// The ID of the last object read, nil when there was none.
    var lastID: DataObjectID? { last?.id }

    /// The bytes of a root object's value, nil when it is absent or of no interest to later checks.
    func valueRange(_ id: DataObjectID) -> Range<Int>? {
        let whole = range(id)
        guard !whole.isEmpty else { return nil }
        return whole.lowerBound + DataObject.headerLengthInBytes..<whole.upperBound
    }

    /// The bytes of a whole root object, empty at 0 when it is absent.
    func range(_ id: DataObjectID) -> Range<Int> {
        guard let slot = Self.slot(id) else { return 0..<0 }
        return places[slot]
    }

    /// Returns where `places` keeps an ID: 51...63, then 01 and 40.
    private static func slot(_ id: DataObjectID) -> Int? {
        switch id.rawValue {
        case 51...63: Int(id.rawValue) - 51
        case 1: 13
        case 40: 14
        default: nil
        }
    }

    // MARK: - Reporting

    /// Adds an issue, unless the profile does not look for its code.
    mutating func report(
        _ kind: IssueKind, _ path: DataObjectPath, _ range: Range<Int>, found: Int = 0, wanted: Int = 0
    ) {
        let code = Issue.Code(kind)
        guard let severity = code.severity(under: profile) else { return }
        issues.append(
            Issue(
                code: code, severity: severity, path: path, byteOffset: range.lowerBound, byteLength: range.count,
                detail: Issue.Detail(found: found, wanted: wanted)))
    }

    /// Adds a structural fault; `range` bounds where the walk was.
    mutating func report(_ fault: PayloadError, in parent: DataObjectPath, end: Int) {
        let path = fault.id.flatMap { parent.appending($0) } ?? parent
        let kind: IssueKind
        switch fault.code {
        case .truncatedHeader: kind = .truncatedHeader
        case .nonDigitID, .nonDigitLength: kind = .badHeader
        case .zeroLength: kind = .zeroLength
        case .lengthOverrun: kind = .lengthOverrun
        case .trailingBytes: kind = .trailingBytes
        default: kind = .invalidUTF8
        }
        let length = fault.code == .zeroLength || fault.code == .lengthOverrun ? 2 : 1
        let range = fault.byteOffset..<min(fault.byteOffset + length, end)
        report(kind, path, range, found: fault.availableCount, wanted: fault.declaredCharacterCount)
    }

    // MARK: - The walk

    private mutating func walkRoot(_ bytes: Span<UInt8>) {
        var reader = DataObjectReader(0..<bytes.count)
        while true {
            do throws(PayloadError) {
                guard let object = try reader.next(in: bytes) else { return }
                take(object, bytes)
            } catch {
                report(error, in: DataObjectPath(), end: bytes.count)
                guard stepOver(error, &reader, bytes) else { return }
            }
        }
    }

    /// Goes on after a fault, behind an empty object or else at the CRC that closes the payload; false if it cannot.
    private mutating func stepOver(
        _ fault: PayloadError, _ reader: inout DataObjectReader, _ bytes: Span<UInt8>
    ) -> Bool {
        let header = fault.headerOffset
        if fault.code == .zeroLength, let id = fault.id {
            let end = header + DataObject.headerLengthInBytes
            take(DataObject(id: id, headerOffset: header, valueRange: end..<end, characterCount: 0), bytes)
            reader.offset = end
            return true
        }
        if let end = endCountedInBytes(bytes) {
            reader.offset = end
            return true
        }
        let closing = bytes.count - 8
        guard sawEverything else { return false }
        sawEverything = false
        guard header < closing, bytes[closing] == 0x36, bytes[closing + 1] == 0x33, bytes[closing + 2] == 0x30,
            bytes[closing + 3] == 0x34
        else { return false }
        reader.offset = closing
        return true
    }

    /// Reports that the object before a fault has its length in bytes, and returns where it ends then.
    ///
    /// Generators that count bytes are common; the sign is a good header where the value ends when so counted.
    private mutating func endCountedInBytes(_ bytes: Span<UInt8>) -> Int? {
        guard let object = last, lengthRepairCount < 4, object.valueRange.count > object.characterCount else {
            return nil
        }
        let end = object.valueRange.lowerBound + object.characterCount
        guard bytes.count - end >= DataObject.headerLengthInBytes,
            DataObjectID(tens: bytes[end], units: bytes[end + 1]) != nil,
            ASCII.twoDigits(bytes[end + 2], bytes[end + 3]) != nil
        else { return nil }
        lengthRepairCount += 1
        var count = 0
        for index in object.valueRange.lowerBound..<end where bytes[index] & 0xC0 != 0x80 {
            count += 1
        }
        let header = object.headerOffset
        report(
            .lengthInBytes, DataObjectPath(object.id), header + 2..<header + 4, found: object.characterCount,
            wanted: count)
        if let slot = Self.slot(object.id), places[slot].lowerBound == header { places[slot] = header..<end }
        return end
    }

    /// Notes a root object and checks its value.
    private mutating func take(_ object: DataObject, _ bytes: Span<UInt8>) {
        let path = DataObjectPath(object.id)
        if last == nil, sawEverything, object.id != .payloadFormatIndicator {
            report(.payloadFormatIndicatorNotFirst, path, object.range)
        }
        last = object
        if present.contains(object.id) {
            report(.duplicateTag, path, object.range)
        } else {
            present.insert(object.id)
            if let slot = Self.slot(object.id) { places[slot] = object.range }
        }
        if let rule = PayloadRules.rootByID[Int(object.id.rawValue)], rule.format != .template {
            check(object, rule, path, bytes)
        } else if let scope = RuleScope.inside(object.id, profile: profile) {
            checkTemplate(object, scope, path, bytes)
        }
    }
}

extension DataObjectID {
    static var payloadFormatIndicator: DataObjectID { 0 }
    static var pointOfInitiation: DataObjectID { 1 }
    static var transferAccount: DataObjectID { 40 }
    static var nationalRepository: DataObjectID { 51 }
    static var merchantCategoryCode: DataObjectID { 52 }
    static var currency: DataObjectID { 53 }
    static var amount: DataObjectID { 54 }
    static var tipIndicator: DataObjectID { 55 }
    static var fixedFee: DataObjectID { 56 }
    static var percentageFee: DataObjectID { 57 }
    static var countryCode: DataObjectID { 58 }
    static var merchantName: DataObjectID { 59 }
    static var merchantCity: DataObjectID { 60 }
    static var postalCode: DataObjectID { 61 }
    static var additionalData: DataObjectID { 62 }
    static var crc: DataObjectID { 63 }
    static var languageTemplate: DataObjectID { 64 }
}
