// One merchant account of a payload: a card scheme's number or an acquirer's template.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// One of the data objects 02 to 51.
///
/// 02 to 25 hold a bare number; 26 to 51 are templates.
/// - Source: EMVCo QRCPS-MPM v1.0 tables 4.1, 4.2; QRIS tables 4.3, 4.6, 4.7.7.
public struct MerchantAccount: Hashable, Sendable {
    /// The data object the account was read from.
    public let object: DataObject
    /// The number of a primitive account, 02 to 25; nil for templates.
    public let number: String?
    /// The globally unique identifier (00), such as "COM.GO-JEK.WWW".
    public let globallyUniqueIdentifier: String?
    /// The merchant PAN (01), 18 or 19 digits in QRIS; nil in 51.
    public let merchantPAN: String?
    /// The acquirer's merchant ID (02), or the NMID in 51.
    public let merchantID: String?
    /// The class of the merchant (03); nil when absent or unknown.
    public let criteria: MerchantCriteria?
    /// All data objects of the template in order; empty for primitive and for damaged accounts.
    public let objects: [DataObject]

    init(_ object: DataObject, in payload: QRISPayload) {
        self.object = object
        let isTemplate = object.id.rawValue >= 26
        let inner = isTemplate ? payload.objects(inside: object) ?? [] : []
        func value(_ id: DataObjectID) -> Range<Int>? {
            for object in inner where object.id == id {
                return object.valueRange
            }
            return nil
        }
        number = isTemplate ? nil : payload.text(in: object.valueRange)
        globallyUniqueIdentifier = value(0).map { payload.text(in: $0) }
        merchantPAN = object.id == .nationalRepository ? nil : value(1).map { payload.text(in: $0) }
        merchantID = value(2).map { payload.text(in: $0) }
        criteria = value(3).flatMap { MerchantCriteria(payload.bytes.span, $0) }
        objects = inner
    }

    /// The ID of the data object, 02 to 51.
    public var id: DataObjectID { object.id }

    /// Whether this is 51, the national repository, whose merchant ID is the NMID.
    public var isNationalRepository: Bool { object.id == .nationalRepository }

    /// The first eight digits of the merchant PAN, the national numbering system code; nil without such digits.
    public var numberingSystemCode: UInt32? {
        guard let merchantPAN else { return nil }
        let digits = Array(merchantPAN.utf8)
        return NationalNumberingSystem.code(in: digits.span, at: 0, end: digits.count)
    }

    /// The acquirer the merchant PAN names; nil when it is not in the national list.
    public var acquirer: Acquirer? {
        numberingSystemCode.flatMap { NationalNumberingSystem.acquirer(code: $0) }
    }

    /// The kind of account that the ninth digit of the merchant PAN tells; nil without one.
    public var accountType: AccountType? {
        guard let merchantPAN, numberingSystemCode != nil else { return nil }
        let digits = Array(merchantPAN.utf8)
        guard digits.count > 8, let digit = ASCII.digit(digits[8]) else { return nil }
        return AccountType(digit: digit)
    }

    /// The merchant PAN with its check digit: 18 digits and the Luhn digit, or the 19 digits as they are.
    public var merchantPANWithCheckDigit: String? {
        guard let merchantPAN else { return nil }
        let digits = Array(merchantPAN.utf8)
        guard ValueBytes.areDigits(digits.span, 0..<digits.count) else { return nil }
        if digits.count == 19 { return merchantPAN }
        guard digits.count == 18, let check = ValueBytes.luhnCheckDigit(digits.span, 0..<18) else { return nil }
        return merchantPAN + "\(check)"
    }
}

/// The kind of account a merchant PAN belongs to.
///
/// - Source: QRIS merchant PAN, ninth digit, as public libraries and live codes agree.
public enum AccountType: UInt8, Hashable, Sendable {
    /// 0.
    case unspecified
    /// 1.
    case debit
    /// 2.
    case credit
    /// 3.
    case electronicMoney
    /// 4 to 9.
    case reserved

    init(digit: UInt8) {
        self = AccountType(rawValue: digit) ?? .reserved
    }

    /// The kind in words, such as "electronic money".
    public var name: String {
        switch self {
        case .unspecified: "unspecified"
        case .debit: "debit"
        case .credit: "credit"
        case .electronicMoney: "electronic money"
        case .reserved: "reserved"
        }
    }
}
