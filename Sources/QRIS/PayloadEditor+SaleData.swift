// Takes out what belongs to one sale, so that a code can be used again.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension PayloadEditor {
    /// Removes what belongs to one sale: bill number, reference label, and what tells when the code expires.
    ///
    /// These are 62.01 and 62.05, unless they are "***", which asks the payer; of 62.50 to 62.99 bare values, the one in
    /// 50, where acquirers put their transaction, and any that is a UUID or holds a time; 04 of an account with the
    /// identifier SG.PAYNOW, and 99 when its 00 is a time in milliseconds, as in KHQR.
    /// - Returns: the paths of what was removed, in ascending order.
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.7; for expiry, live codes: neither EMV nor QRIS knows it.
    public mutating func removeSaleData() -> [DataObjectPath] {
        var removed: [DataObjectPath] = []
        func note(_ path: DataObjectPath, _ wasThere: Bool) {
            if wasThere { removed.append(path) }
        }
        for id in expiringAccounts {
            let path = DataObjectPath(id, 4)
            note(path, remove(path))
        }
        for id: DataObjectID in [1, 5] {
            let path = DataObjectPath(.additionalData, id)
            note(path, remove(path) { !ValueBytes.equal($0.span, 0..<$0.count, "***") })
        }
        for number in UInt8(50)...99 {
            guard let id = DataObjectID(rawValue: number) else { continue }
            let path = DataObjectPath(.additionalData, id)
            note(path, remove(path) { SaleData.isOfOneSale($0, isTransaction: number == 50) })
        }
        if let path = DataObjectID(rawValue: 99).map({ DataObjectPath($0) }) {
            note(path, remove(path, where: SaleData.isTimeTemplate))
        }
        return removed
    }

    /// The accounts in which 04 is the date of expiry.
    private var expiringAccounts: [DataObjectID] {
        var ids: [DataObjectID] = []
        for object in objects where 26...51 ~= object.id.rawValue && !ids.contains(object.id) {
            let bytes = object.value
            guard let identifier = DataObjectFinder.first(0, in: 0..<bytes.count, bytes.span)?.valueRange,
                ValueBytes.equalIgnoringCase(bytes.span, identifier, "SG.PAYNOW")
            else { continue }
            ids.append(object.id)
        }
        return ids
    }
}

/// Recognises values of one sale.
enum SaleData {
    /// Whether a value of 62.50 to 62.99 belongs to one sale; templates with an identifier do not.
    static func isOfOneSale(_ value: [UInt8], isTransaction: Bool) -> Bool {
        let bytes = value.span
        guard !value.isEmpty, !isTemplate(value) else { return false }
        return isTransaction || isUUID(bytes) || holdsTime(bytes)
    }

    /// Whether a value is a template whose 00 is a time in milliseconds since 1970, thirteen digits.
    static func isTimeTemplate(_ value: [UInt8]) -> Bool {
        guard let time = DataObjectFinder.first(0, in: 0..<value.count, value.span)?.valueRange else { return false }
        return time.count == 13 && ValueBytes.areDigits(value.span, time)
    }

    private static func isTemplate(_ value: [UInt8]) -> Bool {
        ObjectList(value) != nil && DataObjectFinder.first(0, in: 0..<value.count, value.span) != nil
    }

    /// Whether a value is 36 characters with hyphens where a UUID has them.
    private static func isUUID(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count == 36 else { return false }
        for index in bytes.indices {
            let isHyphen = bytes[index] == 0x2D
            guard isHyphen == (index == 8 || index == 13 || index == 18 || index == 23) else { return false }
        }
        return true
    }

    /// Whether a value has the digits of a time from the year 2000 on: year, month, day, hour and minute.
    private static func holdsTime(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 12 else { return false }
        for start in 0...bytes.count - 12 {
            guard ValueBytes.areDigits(bytes, start..<start + 12) else { continue }
            func number(_ place: Int) -> UInt8 {
                (bytes[start + place] - ASCII.zero) * 10 + bytes[start + place + 1] - ASCII.zero
            }
            if number(0) == 20, 1...12 ~= number(4), 1...31 ~= number(6), number(8) < 24, number(10) < 60 {
                return true
            }
        }
        return false
    }
}
