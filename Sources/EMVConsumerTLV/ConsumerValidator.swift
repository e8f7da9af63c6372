// Checks consumer-presented payloads against the rules of EMVCo and of QRIS.
// SPDX-License-Identifier: Apache-2.0

/// The rules a consumer-presented payload is checked against.
public enum ConsumerProfile: UInt8, Hashable, Sendable, CaseIterable {
    /// QRIS: EMVCo's rules, and an application of QRIS with its account and its issuer's data.
    case qris
    /// EMVCo consumer-presented mode by the book, whatever the applications.
    case emv
    /// Only what makes a payload unreadable, or its account doubtful, is an error.
    case lenient
}

extension ConsumerPayload {
    /// Returns everything that is wrong or doubtful in the payload; unknown data objects are fine.
    ///
    /// - Parameter profile: the rules to apply.
    /// - Returns: at most 100 issues, and one more that says when there are others.
    /// - Complexity: O(`bytes.count`) but for templates with many data objects, each looked up among those before.
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1, 5.1.8 to 5.1.11; QRIS CPM.
    public func validate(profile: ConsumerProfile = .qris) -> [ConsumerIssue] {
        var validator = ConsumerValidator(payload: self, profile: profile)
        validator.run()
        return validator.issues
    }
}

/// The state of one validation.
struct ConsumerValidator {
    let payload: ConsumerPayload
    let profile: ConsumerProfile
    private(set) var issues: [ConsumerIssue] = []

    init(payload: ConsumerPayload, profile: ConsumerProfile) {
        self.payload = payload
        self.profile = profile
    }

    mutating func run() {
        checkStart()
        checkDuplicates(among: payload.objects, in: [])
        for object in payload.objects.dropFirst(isStartSound ? 1 : 0) { checkLength(object, in: []) }
        let common = checkCommonData()
        checkApplications(common)
        if payload.bytes.count > 512 { checkSize() }
    }

    private var isStartSound: Bool { payload.objects.first?.tag == .payloadFormatIndicator }

    /// Checks that 85 comes first, then 61 and 62, and everything else behind them.
    ///
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1.
    private mutating func checkStart() {
        guard isStartSound else {
            report(.formatIndicator, [.payloadFormatIndicator], 0..<min(1, payload.bytes.count))
            return
        }
        var rank = 0
        for (index, object) in payload.objects.enumerated() {
            if index == 0 {
                guard payload.value(of: object) != ConsumerRules.payloadFormatIndicator else { continue }
                report(.formatIndicator, [.payloadFormatIndicator], object.range)
                continue
            }
            if object.tag == .payloadFormatIndicator { continue }  // told as a duplicate
            let own = object.tag == .application ? 1 : object.tag == .commonData ? 2 : 3
            guard own >= rank else { return report(.order, [object.tag], object.range) }
            rank = own
        }
    }

    /// The issue is that of the data object in which byte 512 stands.
    private mutating func checkSize() {
        for object in payload.objects where object.range.contains(512) {
            report(.over512, [object.tag], 512..<payload.bytes.count)
        }
    }

    // MARK: - Templates

    /// Checks the common data template (62) and returns its data objects; none when it is absent or damaged.
    private mutating func checkCommonData() -> [BERObject] {
        for template in payload.objects where template.tag == .commonData {
            guard let objects = inner(template, []) else { return [] }
            _ = checkContent(objects, of: [.commonData])
            return objects
        }
        return []
    }

    private mutating func checkApplications(_ common: [BERObject]) {
        var count = 0
        var hasQRIS = false
        for template in payload.objects where template.tag == .application {
            count += 1
            if count == 3 { report(.tooManyApplications, [.application], template.range) }
            guard count <= 2, let objects = inner(template, []) else { continue }
            let application = ConsumerApplication(
                object: template, objects: objects, commonObjects: common, payload: payload)
            hasQRIS = hasQRIS || application.isQRIS
            check(application, checkContent(objects, of: [.application]))
        }
        if count == 0 {
            report(.missing, [.application], 0..<0)
        } else if !hasQRIS {
            report(.notQRIS, [.application, .definitionFileName], 0..<0)
        }
    }

    /// Checks an application, whose tags are given, together with the common data, as a reader takes them.
    ///
    /// - Source: EMVCo QRCPS-CPM v1.0 5.1.8 to 5.1.10; QRIS CPM.
    private mutating func check(_ application: ConsumerApplication, _ tags: [BERTag]) {
        let range = application.object.range
        if application.definitionFileName == nil {
            report(.missing, [.application, .definitionFileName], range)
        }
        for object in application.commonObjects where !object.tag.isTemplate && tags.contains(object.tag) {
            report(.duplicate, [.commonData, object.tag], object.range)
        }
        let hasAccount = checkAccounts(application)
        guard application.isQRIS, profile == .qris else { return }
        if !hasAccount { report(.noAccount, [.application], range) }
        checkIssuerData(application)
        if let url = application.object(.issuerURL), !hasKnownScheme(payload.value(of: url)) {
            report(.issuerURL, [.application, .issuerURL], url.range)
        }
    }

    private mutating func checkIssuerData(_ application: ConsumerApplication) {
        guard let specific = application.objects.first(where: { $0.tag == .applicationSpecific }) else {
            report(.missing, [.application, .applicationSpecific], application.object.range)
            return
        }
        guard let objects = payload.objects(inside: specific) else { return }
        if !objects.contains(where: { $0.tag == .issuerData }) {
            report(.missing, [.application, .applicationSpecific, .issuerData], specific.range)
        }
    }

    /// Checks lengths and duplicates inside 61 or 62, and lengths inside the transparent template of either.
    ///
    /// - Returns: the tags in the template, at most 64 of them.
    /// - Source: EMVCo QRCPS-CPM v1.0 5.1.10: a tag may stand twice in the transparent data (63, 64).
    private mutating func checkContent(_ objects: [BERObject], of parents: [BERTag]) -> [BERTag] {
        let tags = checkDuplicates(among: objects, in: parents)
        for object in objects {
            checkLength(object, in: parents)
            guard object.tag == .applicationSpecific || object.tag == .commonTransparent,
                let content = inner(object, parents)
            else { continue }
            for inner in content { checkLength(inner, in: parents + [object.tag]) }
        }
        return tags
    }

    private mutating func inner(_ template: BERObject, _ parents: [BERTag]) -> [BERObject]? {
        let objects = payload.objects(inside: template)
        if objects == nil { report(.structure, parents + [template.tag], template.range) }
        return objects
    }

    @discardableResult
    private mutating func checkDuplicates(among objects: [BERObject], in parents: [BERTag]) -> [BERTag] {
        var seen: [BERTag] = []
        for object in objects where !parents.isEmpty || object.tag != .application {
            if seen.contains(object.tag) {
                report(.duplicate, parents + [object.tag], object.range)
            } else if seen.count < 64 {
                seen.append(object.tag)
            }
        }
        return seen
    }

    private mutating func checkLength(_ object: BERObject, in parents: [BERTag]) {
        guard let rule = ConsumerRules.rule(for: object.tag, in: parents.last) else { return }
        if !rule.lengths.contains(object.valueRange.count) { report(.length, parents + [object.tag], object.range) }
    }

    // MARK: - Values

    /// Checks that track 2 and PAN, in 61 or 62, are one number; returns whether there is any.
    private mutating func checkAccounts(_ application: ConsumerApplication) -> Bool {
        var account: [UInt8]?
        for (parent, objects) in [(BERTag.application, application.objects), (.commonData, application.commonObjects)] {
            for object in objects where object.tag == .track2 || object.tag == .accountNumber {
                let number = payload.accountDigits(of: object)
                if let account, account != number { report(.accountsDiffer, [parent, object.tag], object.range) }
                account = account ?? number
            }
        }
        return account != nil
    }

    private func hasKnownScheme(_ url: [UInt8]) -> Bool {
        let schemes: [[UInt8]] = [[0x74, 0x65, 0x6C, 0x3A], [0x6D, 0x61, 0x69, 0x6C, 0x74, 0x6F, 0x3A]]
        for scheme in schemes where url.starts(with: scheme) {
            return true
        }
        return false
    }

    /// Most issues that are listed; one more then says that there are others.
    private static let issueLimit = 100

    /// Adds an issue, unless the profile does not look for its code or it is told already.
    private mutating func report(_ code: ConsumerIssue.Code, _ path: [BERTag], _ range: Range<Int>) {
        guard issues.count <= Self.issueLimit, let isError = code.isError(under: profile),
            !issues.contains(where: { $0.code == code && $0.byteOffset == range.lowerBound && $0.path == path })
        else { return }
        guard issues.count < Self.issueLimit else {
            issues.append(ConsumerIssue(code: .moreIssues, isError: true, path: [], byteOffset: 0, byteLength: 0))
            return
        }
        issues.append(
            ConsumerIssue(
                code: code, isError: isError, path: path, byteOffset: range.lowerBound, byteLength: range.count))
    }
}
