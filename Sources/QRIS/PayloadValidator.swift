// Walks a payload once and gathers every issue: structure, order, duplicates; values are checked on the way.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// The state of one validation: what stands where, and what was found.
///
/// Allocates nothing but the issues; a payload without issues costs no heap memory.
struct PayloadValidator {
    let options: ValidationOptions
    private(set) var issues: [Issue]
    /// Errors and warnings found, those left out of `issues` too.
    private(set) var errorCount = 0
    private(set) var warningCount = 0
    private var present = IDSet()
    /// Where the root objects lie that later checks ask for; the first of duplicates.
    private var places = InlineArray<16, Range<Int>>(repeating: 0..<0)
    /// False after a fault the walk could not step over: what seems missing may only be unread.
    var sawEverything = true
    private(set) var last: DataObject?
    /// Where the payload begins: 0, or behind a few bytes that are none of it.
    var startOffset = 0
    /// Where the bytes begin that the CRC covers: those of the payload where it is sure what stands before it.
    var crcStartOffset = 0
    /// Where the payload must end: the end of the bytes, or before the mark that closes a quotation.
    var endOffset = 0
    /// Whether the bytes were searched for what they are if no payload.
    private var hasAskedForCause = false
    /// Whether one cause explains every fault, so that nothing more is to be said.
    private(set) var isExplained = false
    /// How often a wrong length was put right; bounded, as each time the walk goes back a little.
    var lengthRepairCount = 0
    private(set) var survey = ByteSurvey(Span())
    /// Root objects that stand once more, of those that `nextRange` is asked for; seldom any.
    private var repeats: [DataObject] = []
    /// What the accounts tell about the scheme; only gathered under `qris`.
    var origin = SchemeOrigin()
    /// The known criteria of the accounts; only gathered under `qris`.
    var criteria = CriteriaNotes()
    /// The first 62.05 with a value other than "***"; empty at 0 without one.
    var referenceLabel = 0..<0

    /// Creates a validation that adds to `gathering`, an empty array with whatever capacity.
    init(_ options: ValidationOptions, gathering: [Issue]) {
        self.options = options
        issues = gathering
    }

    var profile: Profile { options.profile }

    /// Runs all checks over a whole qris_string.
    mutating func run(_ bytes: Span<UInt8>) {
        guard !bytes.isEmpty else {
            report(.empty, DataObjectPath(), 0..<0)
            return
        }
        survey = ByteSurvey(bytes)
        endOffset = bytes.count
        walkRoot(bytes)
        if !isExplained { checkCRC(bytes) }
        guard !isExplained else { return }
        checkPresence()
        checkAmounts(bytes)
        checkTips(bytes)
        checkIndonesia(bytes)
        checkTransfer(bytes)
        checkForeign(bytes)
        checkCriteria(bytes)
        checkTotalLength(bytes)
        tellWhatIsLeftOut()
    }

    // MARK: - What stands where

    /// Whether a root object is present, with or without a value.
    func has(_ id: DataObjectID) -> Bool {
        present.contains(id)
    }

    /// Whether any of 02 to 51 is present.
    var hasAccount: Bool { present.containsAccount }

    /// Whether 52, 53, 58, 59, 60 and an account are present, so that nothing needs to be asked one by one.
    var hasAllMandatory: Bool { present.containsAllMandatory && hasAccount }

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

    /// Returns place after place of a root object of interest to later checks, in the order they stand; nil at the end.
    ///
    /// `cursor` is 0 at first.
    @inline(__always)
    func nextRange(of id: DataObjectID, _ cursor: inout Int) -> Range<Int>? {
        if cursor > 0 { return repeats.isEmpty ? nil : Self.next(id, in: repeats, &cursor) }
        cursor = 1
        return has(id) ? range(id) : nil
    }

    private static func next(_ id: DataObjectID, in repeats: [DataObject], _ cursor: inout Int) -> Range<Int>? {
        while cursor <= repeats.count {
            cursor += 1
            if repeats[cursor - 2].id == id { return repeats[cursor - 2].range }
        }
        return nil
    }

    /// The value of a whole root object.
    static func value(of range: Range<Int>) -> Range<Int> {
        range.lowerBound + DataObject.headerLengthInBytes..<range.upperBound
    }

    /// Moves the end of the last root object, whose length was wrong.
    mutating func move(endOf object: DataObject, to end: Int) {
        let moved = DataObject(
            id: object.id, headerOffset: object.headerOffset, valueRange: object.valueRange.lowerBound..<end,
            characterCount: object.characterCount)
        last = moved
        guard let slot = Self.slot(object.id) else { return }
        if places[slot].lowerBound == object.headerOffset { places[slot] = moved.range }
        if let index = repeats.indices.last, repeats[index].headerOffset == object.headerOffset {
            repeats[index] = moved
        }
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
    ///
    /// Never inlined: the checks stay small, and hardly any payload comes here often.
    @inline(never)
    mutating func report(
        _ kind: IssueKind, _ path: DataObjectPath, _ range: Range<Int>, found: Int = 0, wanted: Int = 0,
        hint: Issue.Hint? = nil, severity: Severity? = nil
    ) {
        let code = Issue.Code(kind)
        guard let severity = severity ?? code.severity(under: profile) else { return }
        if severity == .error { errorCount += 1 } else { warningCount += 1 }
        if issues.isEmpty { issues.reserveCapacity(8) }
        guard issues.count < ValidationReport.issueLimit || (severity == .error && dropWarning()) else { return }
        issues.append(
            Issue(
                code: code, severity: severity, path: path, byteOffset: range.lowerBound, byteLength: range.count,
                hint: hint, profile: profile, detail: Issue.Detail(found: found, wanted: wanted)))
    }

    /// Makes room for an error in a full list, by leaving out the last warning in it; false when it has errors only.
    private mutating func dropWarning() -> Bool {
        // The first errors all have a place, and this one is counted already.
        guard errorCount <= ValidationReport.issueLimit else { return false }
        for index in issues.indices.reversed() where issues[index].severity == .warning {
            issues.remove(at: index)
            return true
        }
        return false
    }

    /// Closes a list from which issues were left out with one that tells how many.
    private mutating func tellWhatIsLeftOut() {
        let leftOutCount = errorCount + warningCount - issues.count
        guard leftOutCount > 0, let severity = Issue.Code.moreIssues.severity(under: profile) else { return }
        let leftOutErrorCount = max(0, errorCount - ValidationReport.issueLimit)
        issues.append(
            Issue(
                code: .moreIssues, severity: severity, path: DataObjectPath(), byteOffset: 0, byteLength: 0, hint: nil,
                profile: profile, detail: Issue.Detail(found: leftOutCount, wanted: leftOutErrorCount)))
    }

    /// Returns the one cause of all faults, once, and drops what was found: more would only say the same.
    mutating func soleCause(_ bytes: Span<UInt8>) -> Issue.Hint? {
        guard !hasAskedForCause else { return nil }
        hasAskedForCause = true
        guard let hint = ForeignText.cause(of: bytes) else { return nil }
        issues.removeAll(keepingCapacity: true)
        errorCount = 0
        warningCount = 0
        isExplained = true
        return hint
    }

    /// Adds a structural fault; `end` bounds where the walk was.
    mutating func report(_ fault: PayloadError, in parent: DataObjectPath, end: Int, hint: Issue.Hint? = nil) {
        let kind: IssueKind
        switch fault.code {
        case .truncatedHeader: kind = .truncatedHeader
        case .nonDigitID, .nonDigitLength: kind = .badHeader
        case .zeroLength: kind = .zeroLength
        case .lengthOverrun: kind = .lengthOverrun
        case .trailingBytes: kind = .trailingBytes
        default: kind = .invalidUTF8
        }
        // Digits that begin a bad header are not known to be an ID.
        let path = kind == .badHeader ? parent : fault.id.flatMap { parent.appending($0) } ?? parent
        let range: Range<Int>
        switch kind {
        case .zeroLength, .lengthOverrun: range = fault.byteOffset..<min(fault.byteOffset + 2, end)
        case .badHeader: range = fault.headerOffset..<min(fault.headerOffset + DataObject.headerLengthInBytes, end)
        default: range = fault.byteOffset..<min(fault.byteOffset + 1, end)
        }
        // EMV 4.4.1.2 forbids empty labels; live codes have them in 62, where they say nothing and hide nothing.
        let isEmptyLabel = kind == .zeroLength && profile == .qris && parent == DataObjectPath(.additionalData)
        let found = kind == .badHeader ? fault.byteOffset : fault.availableCount
        report(
            kind, path, range, found: found, wanted: fault.declaredCharacterCount, hint: hint,
            severity: isEmptyLabel ? .warning : nil)
    }

    // MARK: - The walk

    private mutating func walkRoot(_ bytes: Span<UInt8>) {
        var reader = DataObjectReader(0..<bytes.count, isASCII: survey.isASCII)
        while true {
            while let object = reader.nextPlain(in: bytes) {
                take(object, bytes)
            }
            do throws(PayloadError) {
                guard let object = try reader.next(in: bytes) else { return }
                take(object, bytes)
            } catch {
                guard let next = recover(from: error, bytes) else { return }
                reader = DataObjectReader(next..<endOffset, isASCII: survey.isASCII)
            }
        }
    }

    /// Notes a root object and checks its value.
    mutating func take(_ object: DataObject, _ bytes: Span<UInt8>) {
        let path = DataObjectPath(object.id)
        if last == nil, sawEverything, object.id != .payloadFormatIndicator {
            report(.payloadFormatIndicatorNotFirst, path, object.range)
        }
        last = object
        if present.insert(object.id) {
            if let slot = Self.slot(object.id) { places[slot] = object.range }
        } else {
            takeRepeat(object, path)
        }
        let rule = PayloadRules.brief(object.id, in: .root)
        if rule.format == .template, let scope = RuleScope.inside(object.id, profile: profile) {
            checkTemplate(object, scope, path, bytes)
        } else {
            check(object, rule, path, bytes)
        }
        switch object.id.rawValue {
        case 59, 60: checkBlanks(object, path, bytes)
        case 52 where ValueBytes.equal(bytes, object.valueRange, "0000"):
            report(.merchantCategoryCodeZero, path, object.range)
        default: break
        }
    }

    /// Notes a root object that stands once more: what is paid must not be open to doubt under any profile.
    private mutating func takeRepeat(_ object: DataObject, _ path: DataObjectPath) {
        let isMoney = 53...57 ~= object.id.rawValue
        report(.duplicateTag, path, object.range, severity: isMoney ? .error : nil)
        switch object.id.rawValue {
        case 40, 53, 54, 56...61: repeats.append(object)
        default: break
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
