// The additional data of a payload: bill number, labels, purpose and the payment systems' own data.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// The data object 62.
///
/// By the rules 01 to 08 have at most 25 characters, 09 and 11 three, 10 twenty. A value of "***" means that the
/// payer's application must ask for it.
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.7, 4.8.1; v1.1 for 10 and 11.
public struct AdditionalData: Hashable, Sendable {
    /// One data object of the template.
    public struct Field: Hashable, Sendable {
        /// Where it lies.
        public let object: DataObject
        /// Its value as text.
        public let value: String
    }

    /// All data objects in the order they stand, unknown ones too; empty when the template is damaged.
    public let fields: [Field]

    init(_ object: DataObject, in payload: QRISPayload) {
        var fields: [Field] = []
        for inner in payload.objects(inside: object) ?? [] {
            fields.append(Field(object: inner, value: payload.text(in: inner.valueRange)))
        }
        self.fields = fields
    }

    /// Returns the value of the first data object with an ID; nil when there is none.
    public func value(_ id: DataObjectID) -> String? {
        for field in fields where field.object.id == id {
            return field.value
        }
        return nil
    }

    /// The bill number (01).
    public var billNumber: String? { value(1) }
    /// The mobile number (02).
    public var mobileNumber: String? { value(2) }
    /// The store label (03).
    public var storeLabel: String? { value(3) }
    /// The loyalty number (04).
    public var loyaltyNumber: String? { value(4) }
    /// The reference label (05).
    public var referenceLabel: String? { value(5) }
    /// The customer label (06).
    public var customerLabel: String? { value(6) }
    /// The terminal label (07).
    public var terminalLabel: String? { value(7) }
    /// The purpose of the transaction (08).
    public var purposeOfTransaction: String? { value(8) }
    /// The letters of the consumer data asked for (09): A address, M mobile number, E e-mail.
    public var consumerDataRequest: String? { value(9) }
    /// The merchant's tax ID (10).
    public var merchantTaxID: String? { value(10) }
    /// The merchant channel (11).
    public var merchantChannel: String? { value(11) }
}
