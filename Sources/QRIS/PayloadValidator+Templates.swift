// Checks the data objects inside templates.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadValidator {
    /// Walks a template's value and checks each object in it.
    mutating func checkTemplate(
        _ template: DataObject, _ scope: RuleScope, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        if scope == .system, !isTemplate(template.valueRange, bytes) {
            report(.globallyUniqueIdentifierMissing, path, template.range)
            checkVisible(template, .text, path, bytes)
            return
        }
        var seen = IDSet()
        var isWhole = true
        var reader = DataObjectReader(template.valueRange, isASCII: survey.isASCII)
        walk: while true {
            while let object = reader.nextPlain(in: bytes) {
                takeInner(object, scope, path, &seen, bytes)
            }
            do throws(PayloadError) {
                guard let object = try reader.next(in: bytes) else { break walk }
                takeInner(object, scope, path, &seen, bytes)
            } catch {
                report(error, in: path, end: template.valueRange.upperBound)
                guard error.code == .zeroLength, let id = error.id else {
                    isWhole = false
                    break walk
                }
                let end = error.headerOffset + DataObject.headerLengthInBytes
                if !seen.insert(id) { report(.duplicateTag, path.appending(id) ?? path, error.headerOffset..<end) }
                reader.offset = end
            }
        }
        if isWhole { checkInnerPresence(template, scope, path, seen) }
    }

    private mutating func takeInner(
        _ object: DataObject, _ scope: RuleScope, _ parent: DataObjectPath, _ seen: inout IDSet, _ bytes: Span<UInt8>
    ) {
        let path = parent.appending(object.id) ?? parent
        if !seen.insert(object.id) { report(.duplicateTag, path, object.range) }
        let rule = PayloadRules.brief(object.id, in: scope)
        if rule.format == .template {
            checkPaymentSystemTemplate(object, path, bytes)
        } else {
            check(object, rule, path, bytes)
        }
        switch scope {
        case .account, .domesticAccount, .transferAccount, .nationalRepository:
            if profile == .qris, object.id.rawValue <= 3, object.id.rawValue != 2 {
                takeAccountObject(object, scope, path, bytes)
            }
        case .additionalData where object.id.rawValue == 5:
            if referenceLabel.isEmpty, !ValueBytes.equal(bytes, object.valueRange, "***") {
                referenceLabel = object.range
            }
        case .language where 1...2 ~= object.id.rawValue:
            checkBlanks(object, path, bytes)
        default:
            break
        }
    }

    /// Notes what a data object 00, 01 or 03 of an account, 26 to 51, tells beyond its own rule.
    private mutating func takeAccountObject(
        _ object: DataObject, _ scope: RuleScope, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        switch object.id.rawValue {
        case 0:
            if scope == .nationalRepository {
                guard !ValueBytes.equal(bytes, object.valueRange, "ID.CO.QRIS.WWW") else {
                    origin.isNational = true
                    return
                }
                report(.nationalRepositoryIdentifierLegacy, path, object.range)
            }
            if !origin.isNational { origin.take(identifier: object, path, bytes) }
        case 1 where scope == .domesticAccount || scope == .transferAccount:
            origin.take(pan: object.valueRange, bytes)
        case 3 where scope == .domesticAccount:
            criteria.take(object.range, path)
        case 3 where scope == .nationalRepository:
            criteria.take(national: object.range)
        default:
            break
        }
    }

    /// Reports what a template lacks.
    private mutating func checkInnerPresence(
        _ template: DataObject, _ scope: RuleScope, _ path: DataObjectPath, _ seen: IDSet
    ) {
        switch scope {
        case .root, .additionalData, .paymentSystem, .uniqueData:
            break
        case .language:
            if !seen.contains(0) || !seen.contains(1) { report(.languageTemplateIncomplete, path, template.range) }
        case .account, .system, .transferAccount, .domesticAccount, .nationalRepository:
            if !seen.contains(0) { report(.globallyUniqueIdentifierMissing, path, template.range) }
            if scope == .domesticAccount, !seen.contains(1) {
                report(.merchantPANFormat, path, template.range, wanted: 18)
            }
            if scope == .domesticAccount, !seen.contains(2) { report(.merchantIDMissing, path, template.range) }
            if scope == .nationalRepository, !seen.contains(2) {
                report(.nationalMerchantIDFormat, path, template.range)
            }
        }
    }

    /// Checks 62.50 to 62.99: each should be a template with an identifier, but live codes put bare values there.
    ///
    /// A bare number can look like data objects by chance, so a lack of the identifier counts as a bare value.
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.7.
    private mutating func checkPaymentSystemTemplate(
        _ object: DataObject, _ path: DataObjectPath, _ bytes: Span<UInt8>
    ) {
        guard object.characterCount > 0 else { return }
        guard isTemplate(object.valueRange, bytes), firstObject(0, in: object.valueRange, bytes) != nil else {
            report(.additionalTemplateExpected, path, object.range)
            checkVisible(object, .text, path, bytes)
            return
        }
        var seen = IDSet()
        var reader = DataObjectReader(object.valueRange, isASCII: survey.isASCII)
        while let inner = DataObjectFinder.next(&reader, bytes) {
            let innermost = path.appending(inner.id) ?? path
            if !seen.insert(inner.id) { report(.duplicateTag, innermost, inner.range) }
            check(inner, PayloadRules.brief(inner.id, in: .paymentSystem), innermost, bytes)
        }
    }

    /// Whether a value is nothing but whole data objects, at least one.
    func isTemplate(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var reader = DataObjectReader(value, isASCII: survey.isASCII)
        do throws(PayloadError) {
            while reader.nextPlain(in: bytes) != nil {}
            while try reader.next(in: bytes) != nil {}
            return !value.isEmpty
        } catch {
            return false
        }
    }

    /// Returns the first object with an ID in a template's value; nil when there is none before a fault.
    func firstObject(_ id: DataObjectID, in value: Range<Int>, _ bytes: Span<UInt8>) -> DataObject? {
        DataObjectFinder.first(id, in: value, bytes)
    }
}
