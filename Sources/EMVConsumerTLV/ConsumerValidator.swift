// Checks consumer-presented payloads against the rules of QRIS.
// SPDX-License-Identifier: Apache-2.0

extension ConsumerPayload {
    /// Returns everything that is wrong or doubtful in the payload; unknown data objects are fine.
    ///
    /// - Complexity: O(`bytes.count`) but for templates with many data objects, each looked up among those before.
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1, 5.1.10, 5.1.11; QRIS CPM.
    public func validate() -> [ConsumerIssue] {
        var validator = ConsumerValidator(payload: self)
        validator.run()
        return validator.issues
    }
}

/// The state of one validation.
struct ConsumerValidator {
    let payload: ConsumerPayload
    private(set) var issues: [ConsumerIssue] = []

    init(payload: ConsumerPayload) {
        self.payload = payload
    }

    mutating func run() {
        let first = payload.objects.first
        if first?.tag != .payloadFormatIndicator
            || first.map({ payload.value(of: $0) != ConsumerRules.payloadFormatIndicator }) ?? true
        {
            report(.formatIndicator, .payloadFormatIndicator, 0..<min(1, payload.bytes.count))
        }
        var applicationCount = 0
        var hasQRIS = false
        for object in payload.objects {
            checkLength(object, in: nil)
            guard object.tag == .application else { continue }
            applicationCount += 1
            if applicationCount == 3 { report(.tooManyApplications, .application, object.range) }
            if applicationCount <= 2 { hasQRIS = checkApplication(object) || hasQRIS }
        }
        if applicationCount == 0 {
            report(.missing, .application, 0..<0)
        } else if !hasQRIS {
            report(.notQRIS, .definitionFileName, 0..<0)
        }
        if payload.bytes.count > 512 {
            report(.over512, .payloadFormatIndicator, 512..<payload.bytes.count, isError: false)
        }
    }

    /// Checks an application template and returns whether it is that of QRIS.
    private mutating func checkApplication(_ template: BERObject) -> Bool {
        guard let objects = payload.objects(inside: template) else {
            report(.structure, template.tag, template.range)
            return false
        }
        let application = ConsumerApplication(object: template, objects: objects, payload: payload)
        checkTemplate(objects, of: template)
        if application.object(.definitionFileName) == nil {
            report(.missing, .definitionFileName, template.range)
        }
        guard application.isQRIS else { return false }
        checkAccounts(application)
        checkSpecificTemplate(application)
        if let url = application.object(.issuerURL), !hasKnownScheme(payload.value(of: url)) {
            report(.issuerURL, .issuerURL, url.range, isError: false)
        }
        return true
    }

    private mutating func checkSpecificTemplate(_ application: ConsumerApplication) {
        guard let specific = application.objects.first(where: { $0.tag == .applicationSpecific }) else {
            report(.missing, .applicationSpecific, application.object.range)
            return
        }
        guard let inner = payload.objects(inside: specific) else {
            report(.structure, specific.tag, specific.range)
            return
        }
        checkTemplate(inner, of: specific)
        if !inner.contains(where: { $0.tag == .issuerData }) { report(.missing, .issuerData, specific.range) }
    }

    /// Checks lengths and duplicates inside a template.
    private mutating func checkTemplate(_ objects: [BERObject], of template: BERObject) {
        var seen: [BERTag] = []
        for object in objects {
            checkLength(object, in: template.tag)
            if seen.contains(object.tag) {
                report(.duplicate, object.tag, object.range)
            } else if seen.count < 64 {
                seen.append(object.tag)
            }
        }
    }

    private mutating func checkLength(_ object: BERObject, in parent: BERTag?) {
        guard let rule = ConsumerRules.rule(for: object.tag, in: parent) else { return }
        if !rule.lengths.contains(object.valueRange.count) { report(.length, object.tag, object.range) }
    }

    /// Checks that there is a PAN, and one only.
    private mutating func checkAccounts(_ application: ConsumerApplication) {
        let track = application.object(.track2)
        let number = application.object(.accountNumber)
        guard track != nil || number != nil else {
            report(.noAccount, .track2, application.object.range)
            return
        }
        if let track, let number, digits(of: track) != digits(of: number) {
            report(.accountsDiffer, .accountNumber, number.range)
        }
    }

    /// Returns the decimal digits at the start of a value, two in a byte, up to D or F.
    private func digits(of object: BERObject) -> [UInt8] {
        var digits: [UInt8] = []
        for byte in payload.value(of: object) {
            for digit in [byte >> 4, byte & 0xF] {
                guard digit < 10 else { return digits }
                digits.append(digit)
            }
        }
        return digits
    }

    private func hasKnownScheme(_ url: [UInt8]) -> Bool {
        let schemes: [[UInt8]] = [[0x74, 0x65, 0x6C, 0x3A], [0x6D, 0x61, 0x69, 0x6C, 0x74, 0x6F, 0x3A]]
        for scheme in schemes where url.starts(with: scheme) {
            return true
        }
        return false
    }

    private mutating func report(
        _ code: ConsumerIssue.Code, _ tag: BERTag, _ range: Range<Int>, isError: Bool = true
    ) {
        issues.append(
            ConsumerIssue(
                code: code, isError: isError, tag: tag, byteOffset: range.lowerBound, byteLength: range.count))
    }
}
