// Judges what stands inside templates.
// SPDX-License-Identifier: Apache-2.0

extension PlainValidator {
    /// Judges the data objects in a template, then what it lacks; what it lacks is not known when a part is unreadable.
    mutating func judgeTemplate(_ template: PlainObject, _ scope: RuleScope, _ path: DataObjectPath) {
        // EMV table 4.5: 80 to 99 hold data objects, which payloads of other makers do not know.
        if scope == .system, !text.isWhole(template.value) {
            report(.globallyUniqueIdentifierMissing, path, template.range)
            judgeVisibility(template.value, path, .text)
            return
        }
        var seen: [UInt8] = []
        var place = template.value.lowerBound
        while place < template.value.upperBound {
            let object: PlainObject
            switch text.step(at: place, end: template.value.upperBound) {
            case .end: return
            case .object(let read): object = read
            case .fault(let fault):
                report(fault, inside: path)
                guard let empty = text.empty(fault) else { return }
                object = empty
            }
            judgeInner(object, scope, path, seen)
            seen.append(object.id)
            place = object.value.upperBound
        }
        judgeWhatIsMissing(template, scope, path, seen)
    }

    private mutating func judgeInner(
        _ object: PlainObject, _ scope: RuleScope, _ parent: DataObjectPath, _ seen: [UInt8]
    ) {
        let path = path(parent, object.id)
        // EMV 4.3.1.2: an ID stands once in a template.
        if seen.contains(object.id) { report(.duplicateTag, path, object.range) }
        if scope == .additionalData, object.id >= 50 {
            judgePaymentSystemTemplate(object, path)
            return
        }
        judgeValue(object, scope, path)
        // QRIS 4.7.7.
        if scope == .nationalRepository, object.id == 0, !object.value.isEmpty,
            !text.isText(object.value, "ID.CO.QRIS.WWW")
        {
            report(.nationalRepositoryIdentifierLegacy, path, object.range)
        }
    }

    private mutating func judgeWhatIsMissing(
        _ template: PlainObject, _ scope: RuleScope, _ path: DataObjectPath, _ seen: [UInt8]
    ) {
        switch scope {
        case .language:
            // EMV table 3.8: 00 and 01 are mandatory.
            if !(seen.contains(0) && seen.contains(1)) { report(.languageTemplateIncomplete, path, template.range) }
        case .account, .domesticAccount, .transferAccount, .nationalRepository, .system:
            // EMV tables 4.2 and 4.5: 00 is mandatory.
            if !seen.contains(0) { report(.globallyUniqueIdentifierMissing, path, template.range) }
        default:
            break
        }
        switch scope {
        case .domesticAccount:
            // QRIS table 4.3: 01 and 02 are mandatory; 03 need not be there, URE is then meant.
            if !seen.contains(1) { report(.merchantPANFormat, path, template.range) }
            if !seen.contains(2) { report(.merchantIDMissing, path, template.range) }
        case .nationalRepository:
            // QRIS 4.7.7: 02 is the NMID.
            if !seen.contains(2) { report(.nationalMerchantIDFormat, path, template.range) }
        default:
            break
        }
    }

    /// Judges 62.50 to 62.99: a template with an identifier; live codes have bare values there, which have their own code.
    ///
    /// A bare number can look like data objects by chance, so one without the identifier counts as a bare value.
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.7.
    private mutating func judgePaymentSystemTemplate(_ object: PlainObject, _ path: DataObjectPath) {
        guard !object.value.isEmpty else { return }
        guard text.isWhole(object.value), text.first(0, in: object.value) != nil else {
            report(.additionalTemplateExpected, path, object.range)
            judgeVisibility(object.value, path, .text)
            return
        }
        var seen: [UInt8] = []
        for inner in text.objects(in: object.value) {
            let innermost = self.path(path, inner.id)
            if seen.contains(inner.id) { report(.duplicateTag, innermost, inner.range) }
            judgeValue(inner, .paymentSystem, innermost)
            seen.append(inner.id)
        }
    }
}
