// A consumer-presented payload: its bytes as they came, and where its data objects lie.
// SPDX-License-Identifier: Apache-2.0

/// A parsed consumer-presented payload: the exact bytes and the data objects under the root, unknown ones too.
///
/// - Source: EMVCo QRCPS-CPM v1.0 3.1; QRIS CPM.
public struct ConsumerPayload: Hashable, Sendable {
    /// The payload, decoded from Base64.
    public let bytes: [UInt8]
    /// The data objects under the root in the order they stand.
    public let objects: [BERObject]

    /// Parses the structure of a payload; templates are not opened and no meaning is checked.
    ///
    /// - Throws: `ConsumerError` at the first structural fault under the root.
    public init(parsing bytes: [UInt8]) throws(ConsumerError) {
        objects = try BERReader.objects(in: bytes.span, range: 0..<bytes.count)
        self.bytes = bytes
    }

    /// Parses the text of a QR symbol: the payload in Base64.
    ///
    /// - Throws: `ConsumerError`.
    public init(base64 text: String) throws(ConsumerError) {
        let characters = Array(text.utf8)
        try self.init(parsing: Base64.decode(characters.span))
    }

    /// Returns the payload in Base64, as a QR symbol carries it.
    public func base64() -> String {
        String(decoding: Base64.encode(bytes.span), as: UTF8.self)
    }

    /// Returns the bytes of a data object's value.
    public func value(of object: BERObject) -> [UInt8] {
        Array(bytes[object.valueRange])
    }

    /// Returns the data objects inside a template; nil when the value is not whole data objects.
    public func objects(inside template: BERObject) -> [BERObject]? {
        guard template.valueRange.upperBound <= bytes.count else { return nil }
        do throws(ConsumerError) {
            return try BERReader.objects(in: bytes.span, range: template.valueRange)
        } catch {
            return nil
        }
    }

    /// The application templates (61) in the order they stand, each with the common data; damaged ones are left out.
    public var applications: [ConsumerApplication] {
        let common = objects.first { $0.tag == .commonData }.flatMap { objects(inside: $0) } ?? []
        var applications: [ConsumerApplication] = []
        for object in objects where object.tag == .application {
            if let inner = objects(inside: object) {
                applications.append(
                    ConsumerApplication(object: object, objects: inner, commonObjects: common, payload: self))
            }
        }
        return applications
    }

    /// Returns the decimal digits at the start of a value, two in a byte, up to D or F: the PAN in 5A or 57.
    package func accountDigits(of object: BERObject) -> [UInt8] {
        var digits: [UInt8] = []
        for byte in value(of: object) {
            for digit in [byte >> 4, byte & 0xF] {
                guard digit < 10 else { return digits }
                digits.append(digit)
            }
        }
        return digits
    }
}

/// One application of a consumer-presented payload: an account the payer can pay from.
///
/// The common data (62) are read together with it. Secrets are not shown: the PAN and track 2 stay bytes of
/// `value(of:)`.
/// - Source: EMVCo QRCPS-CPM v1.0 3.1, 5.1.9; QRIS CPM.
public struct ConsumerApplication: Hashable, Sendable {
    /// The template (61).
    public let object: BERObject
    /// The data objects in it, unknown ones too.
    public let objects: [BERObject]
    /// The data objects of the common data template (62), unknown ones too.
    public let commonObjects: [BERObject]
    let payload: ConsumerPayload

    /// Returns the first data object with a tag in the application or the common data; nil when there is none.
    ///
    /// The templates 61 and 62 come before the transparent templates 63 and 64 in them.
    public func object(_ tag: BERTag) -> BERObject? {
        for object in objects + commonObjects where object.tag == tag {
            return object
        }
        for template in objects + commonObjects
        where template.tag == .applicationSpecific || template.tag == .commonTransparent {
            for object in payload.objects(inside: template) ?? [] where object.tag == tag {
                return object
            }
        }
        return nil
    }

    private func value(_ tag: BERTag) -> [UInt8]? {
        object(tag).map { payload.value(of: $0) }
    }

    private func text(_ tag: BERTag) -> String? {
        value(tag).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The ADF name (4F), in 61 itself.
    public var definitionFileName: [UInt8]? {
        for object in objects where object.tag == .definitionFileName {
            return payload.value(of: object)
        }
        return nil
    }
    /// The label (50), such as "QRISCPM".
    public var label: String? { text(.label) }
    /// The payer's name (5F20).
    public var holderName: String? { text(.holderName) }
    /// The preferred languages (5F2D), such as "iden".
    public var languages: String? { text(.languages) }
    /// Where to reach the issuer (5F50), such as "tel:…".
    public var issuerURL: String? { text(.issuerURL) }
    /// The issuer's QRIS data (9F74), in 63.
    public var issuerData: [UInt8]? { value(.issuerData) }
    /// Whether the ADF name is that of QRIS, A0000006022020.
    public var isQRIS: Bool { definitionFileName.map { $0 == ConsumerRules.definitionFileName } ?? false }
}

extension BERTag {
    static var payloadFormatIndicator: BERTag { 0x85 }
    static var application: BERTag { 0x61 }
    static var commonData: BERTag { 0x62 }
    static var applicationSpecific: BERTag { 0x63 }
    static var commonTransparent: BERTag { 0x64 }
    static var definitionFileName: BERTag { 0x4F }
    static var label: BERTag { 0x50 }
    static var track2: BERTag { 0x57 }
    static var accountNumber: BERTag { 0x5A }
    static var holderName: BERTag { 0x5F20 }
    static var languages: BERTag { 0x5F2D }
    static var issuerURL: BERTag { 0x5F50 }
    static var issuerData: BERTag { 0x9F74 }
}
