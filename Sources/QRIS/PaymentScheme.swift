// Which national payment scheme a code belongs to.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A payment scheme that uses EMV merchant-presented codes.
public enum PaymentScheme: UInt8, Hashable, Sendable, CaseIterable {
    /// Indonesia.
    case qris
    /// Thailand.
    case promptPay
    /// Malaysia.
    case duitNow
    /// Vietnam.
    case vietQR
    /// Singapore.
    case payNow
    /// The Philippines.
    case qrPh
    /// Brazil.
    case pix
    /// Cambodia.
    case khqr
    /// India.
    case bharatQR
    /// Hong Kong.
    case fps

    /// The name to show, such as "PromptPay".
    public var name: String { staticName.description }

    /// The name in memory that is never freed.
    var staticName: StaticString {
        switch self {
        case .qris: "QRIS"
        case .promptPay: "PromptPay"
        case .duitNow: "DuitNow"
        case .vietQR: "VietQR"
        case .payNow: "PayNow"
        case .qrPh: "QR Ph"
        case .pix: "Pix"
        case .khqr: "KHQR"
        case .bharatQR: "BharatQR"
        case .fps: "FPS"
        }
    }

    /// Reads the scheme from the identifier 00 of a merchant account; nil when it is none of the known.
    ///
    /// Letters of either size count, as in live codes.
    /// - Source: the identifiers seen in live codes of each scheme; QRIS 4.7.7 for 51.
    init?(_ identifier: Range<Int>, _ bytes: Span<UInt8>) {
        for entry in Self.identifiers
        where entry.identifier.utf8CodeUnitCount == identifier.count
            && ValueBytes.equalIgnoringCase(bytes, identifier, entry.identifier)
        {
            self = entry.scheme
            return
        }
        return nil
    }

    /// An identifier and whose it is.
    struct Entry: Sendable {
        let identifier: StaticString
        let scheme: PaymentScheme

        init(_ identifier: StaticString, _ scheme: PaymentScheme) {
            self.identifier = identifier
            self.scheme = scheme
        }
    }

    /// The identifiers in capital letters.
    static let identifiers: [Entry] = [
        Entry("ID.CO.QRIS.WWW", .qris), Entry("ID.OR.GPNQR.WWW", .qris), Entry("ID.OR.QRNPG.WWW", .qris),
        Entry("A000000677010111", .promptPay), Entry("A000000677010112", .promptPay),
        Entry("A000000677010113", .promptPay), Entry("A0000006150001", .duitNow), Entry("A000000727", .vietQR),
        Entry("SG.PAYNOW", .payNow), Entry("SG.SGQR", .payNow), Entry("COM.P2PQRPAY", .qrPh),
        Entry("PH.PPMI.P2M", .qrPh), Entry("BR.GOV.BCB.PIX", .pix), Entry("A000000524", .bharatQR),
        Entry("HK.COM.HKICL", .fps),
    ]
}

extension PaymentScheme {
    /// Reads the scheme from a payload, sound or not; nil when none is known.
    ///
    /// It is the scheme whose identifier a merchant account (26 to 51) carries. QRIS is also known by a merchant PAN of
    /// the national numbering system, and KHQR, whose accounts 29 and 30 carry an address such as name@bank, by that and
    /// the country KH.
    /// - Parameter bytes: any bytes; they are read up to the first fault that cannot be stepped over, from behind what
    ///   may stand before a payload, such as a quotation mark.
    /// - Complexity: O(`bytes.count`), no allocation.
    public init?(of bytes: Span<UInt8>) {
        let beginsWell = bytes.count >= 2 && bytes[0] == ASCII.zero && bytes[1] == ASCII.zero
        let range = beginsWell ? 0..<bytes.count : PayloadFrame(of: bytes)?.range ?? 0..<bytes.count
        var isNational = false
        var hasAddress = false
        var isCambodian = false
        var reader = DataObjectReader(range)
        while let object = DataObjectFinder.next(&reader, bytes) {
            if object.id == .countryCode { isCambodian = ValueBytes.equal(bytes, object.valueRange, "KH") }
            guard 26...51 ~= object.id.rawValue,
                let identifier = DataObjectFinder.first(0, in: object.valueRange, bytes)?.valueRange
            else { continue }
            if let scheme = PaymentScheme(identifier, bytes) {
                self = scheme
                return
            }
            hasAddress = hasAddress || ValueBytes.contains(0x40, bytes, identifier)
            if let pan = DataObjectFinder.first(1, in: object.valueRange, bytes)?.valueRange, pan.count >= 8,
                ValueBytes.equal(bytes, pan.lowerBound..<pan.lowerBound + 4, "9360")
            {
                isNational = true
            }
        }
        guard isNational || hasAddress && isCambodian else { return nil }
        self = isNational ? .qris : .khqr
    }
}

/// What the accounts of a payload tell about its scheme, gathered while it is walked.
struct SchemeOrigin: Sendable {
    /// Whether an account has an identifier of QRIS or a PAN of the national numbering system.
    var isNational = false
    /// The first known scheme other than QRIS.
    private(set) var foreign: PaymentScheme?
    /// Where its identifier stands.
    private(set) var path = DataObjectPath()
    /// The bytes of that data object.
    private(set) var range = 0..<0
    /// Whether the identifier of 29 or 30 is an address such as name@bank, as in KHQR.
    private(set) var hasAddress = false

    /// Takes the identifier 00 of an account, 26 to 51.
    mutating func take(identifier: DataObject, _ path: DataObjectPath, _ bytes: Span<UInt8>) {
        guard let scheme = PaymentScheme(identifier.valueRange, bytes) else {
            if 29...30 ~= path.id(at: 0)?.rawValue ?? 0, ValueBytes.contains(0x40, bytes, identifier.valueRange) {
                hasAddress = true
            }
            return
        }
        guard scheme != .qris else {
            isNational = true
            return
        }
        guard foreign == nil else { return }
        foreign = scheme
        self.path = path
        range = identifier.range
    }

    /// Takes 01 of an account, 26 to 45.
    mutating func take(pan value: Range<Int>, _ bytes: Span<UInt8>) {
        guard value.count >= 8, !isNational else { return }
        isNational = ValueBytes.equal(bytes, value.lowerBound..<value.lowerBound + 4, "9360")
    }
}

extension QRISPayload {
    /// The payment scheme, as `PaymentScheme(of:)` reads it; nil when none is known.
    public var scheme: PaymentScheme? { PaymentScheme(of: bytes.span) }
}
