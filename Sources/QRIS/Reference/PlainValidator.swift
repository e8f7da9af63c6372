// The validator as the documents describe it: the law that the fast form is held to.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// The plain validator: reads a payload whole, then asks one clause after the other.
///
/// It shares with the fast form only data: the rules (`PayloadRules.all`), the severities (`Issue.Code`), the lists
/// of acquirers and of schemes, and the decimals of currencies. Its issues have no hint and none of the numbers that a message needs.
struct PlainValidator {
    let reading: PlainReading
    let options: ValidationOptions
    /// Everything that was found, in order.
    private(set) var issues: [Issue] = []

    /// Checks a qris_string.
    ///
    /// - Source: the issues in the order of `ValidationReport.issues`: those of the walk in payload order, then those that
    ///   concern several data objects.
    init(_ bytes: [UInt8], options: ValidationOptions) {
        reading = PlainReading(PlainText(bytes: bytes))
        self.options = options
        if bytes.isEmpty {
            report(.empty, DataObjectPath(), 0..<0)
            return
        }
        judgeEvents()
        guard !reading.isExplained, judgeCRC() else { return }
        judgePresence()
        judgeAmounts()
        judgeTips()
        judgeIndonesia()
        judgeTransfer()
        judgeOrigin()
        judgeCriteria()
        judgeTotalLength()
    }

    var profile: Profile { options.profile }
    var text: PlainText { reading.text }

    /// The root object with an ID, the first when there are several.
    func root(_ id: UInt8) -> PlainObject? {
        reading.objects.first { $0.id == id }
    }

    /// All root objects with an ID: what one says is not hidden by another before it.
    func roots(_ id: UInt8) -> [PlainObject] {
        reading.objects.filter { $0.id == id }
    }

    /// Whether a root object's value is a text; false when it is absent.
    func isRoot(_ id: UInt8, _ value: String) -> Bool {
        root(id).map { text.isText($0.value, value) } ?? false
    }

    // MARK: - Reporting

    /// Adds an issue, unless the profile does not look for its code.
    mutating func report(
        _ kind: IssueKind, _ path: DataObjectPath, _ range: Range<Int>, severity: Severity? = nil
    ) {
        let code = Issue.Code(kind)
        guard let severity = severity ?? code.severity(under: profile) else { return }
        issues.append(
            Issue(
                code: code, severity: severity, path: path, byteOffset: range.lowerBound, byteLength: range.count,
                hint: nil, profile: profile, detail: Issue.Detail()))
    }

    /// Whether the text is no payload as it stands, asked once; then this is all there is to say.
    mutating func isExplained() -> Bool {
        guard !reading.hasAskedForCause, text.isForeign else { return false }
        issues = []
        return true
    }

    /// Adds what could not be read; an empty label of 62 is a warning under `qris`, as live codes have it.
    mutating func report(_ fault: PlainFault, inside parent: DataObjectPath) {
        let isEmptyLabel = fault.kind == .zeroLength && parent == path(62) && profile == .qris
        report(
            fault.kind, fault.id.map { path(parent, $0) } ?? parent, fault.range,
            severity: isEmptyLabel ? .warning : nil)
    }

    func path(_ id: UInt8) -> DataObjectPath {
        path(DataObjectPath(), id)
    }

    func path(_ parent: DataObjectPath, _ id: UInt8) -> DataObjectPath {
        DataObjectID(rawValue: id).flatMap { parent.appending($0) } ?? parent
    }

    /// The issues that a report lists: the first 100 errors and, where they leave room, the first warnings, in order.
    ///
    /// One more issue tells how many were left out.
    /// - Source: `ValidationReport.issues`.
    var listed: [Issue] {
        let limit = ValidationReport.issueLimit
        guard issues.count > limit else { return issues }
        let errorCount = issues.count { $0.severity == .error }
        var errorRoom = min(errorCount, limit)
        var warningRoom = limit - errorRoom
        var listed: [Issue] = []
        for issue in issues {
            if issue.severity == .error, errorRoom > 0 {
                errorRoom -= 1
                listed.append(issue)
            } else if issue.severity == .warning, warningRoom > 0 {
                warningRoom -= 1
                listed.append(issue)
            }
        }
        let leftOut = Issue.Detail(found: issues.count - limit, wanted: max(0, errorCount - limit))
        let last = Issue(
            code: .moreIssues, severity: .warning, path: DataObjectPath(), byteOffset: 0, byteLength: 0, hint: nil,
            profile: profile, detail: leftOut)
        return listed + [last]
    }

    // MARK: - In payload order

    /// Judges what was read, one thing after the other.
    private mutating func judgeEvents() {
        var seen: [UInt8] = []
        var mayBeUnread = false
        for event in reading.events {
            switch event {
            case .fault(let fault):
                report(fault, inside: DataObjectPath())
            case .unread(let fault):
                report(fault, inside: DataObjectPath())
                mayBeUnread = true
            case .otherUnit(let kind, let object):
                report(kind, path(object.id), object.start + 2..<object.start + 4)
            case .object(let object):
                // EMV 4.6.1: 00 is the first data object.
                if seen.isEmpty, !mayBeUnread, object.id != 0 {
                    report(.payloadFormatIndicatorNotFirst, path(object.id), object.range)
                }
                judge(object, seen)
                seen.append(object.id)
            }
        }
    }

    /// Judges a root object; `seen` are the IDs before it.
    private mutating func judge(_ object: PlainObject, _ seen: [UInt8]) {
        let path = path(object.id)
        // EMV 4.3.1.2: an ID stands once under the root.
        if seen.contains(object.id) {
            // Of 53 to 57, readers may take either for what is paid, which no profile lets pass.
            report(.duplicateTag, path, object.range, severity: 53...57 ~= object.id ? .error : nil)
        }
        if let scope = scope(inside: object.id) {
            judgeTemplate(object, scope, path)
        } else {
            judgeValue(object, .root, path)
        }
    }

    /// The rules inside a root object; nil when it is no template.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (26 to 51, 62, 64, 80 to 99); QRIS 4.7.5 for 26 to 45, table 3.20 for 40,
    ///   4.7.7 for 51.
    private func scope(inside id: UInt8) -> RuleScope? {
        if profile == .qris {
            if id == 40 { return .transferAccount }
            if id >= 26, id <= 45 { return .domesticAccount }
            if id == 51 { return .nationalRepository }
        }
        if id >= 26, id <= 51 { return .account }
        if id == 62 { return .additionalData }
        if id == 64 { return .language }
        return id >= 80 ? .system : nil
    }
}

extension QRISPayload {
    /// Returns what the plain validator finds, for fuzzers and tests: the law for `validate`.
    ///
    /// - Returns: everything that was found, and the issues that a report lists. Code, severity, path and place of each
    ///   are set, its hint and the numbers of its message are not, but for those of the issue that closes a list.
    @_spi(Reference)
    public static func plainIssues(
        _ bytes: [UInt8], options: ValidationOptions
    ) -> (found: [Issue], listed: [Issue]) {
        let validator = PlainValidator(bytes, options: options)
        return (validator.issues, validator.listed)
    }
}
