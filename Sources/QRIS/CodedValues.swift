// Values that are codes: point of initiation, tip indicator, merchant criteria, the stated CRC.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Whether a code is made once for all transactions or anew for each.
///
/// - Source: EMVCo QRCPS-MPM v1.0 4.7.2.
public enum PointOfInitiation: UInt8, Hashable, Sendable {
    /// "11": the same code for every transaction.
    case staticCode
    /// "12": a new code for each transaction.
    case dynamicCode
    /// Any other value.
    case other

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        if ValueBytes.equal(bytes, range, "11") {
            self = .staticCode
        } else if ValueBytes.equal(bytes, range, "12") {
            self = .dynamicCode
        } else {
            self = .other
        }
    }

    var isOther: Bool { self == .other }
}

/// What 55 says about a tip or fee.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (55).
public enum TipIndicator: UInt8, Hashable, Sendable {
    /// "01": the payer's application asks for a tip.
    case prompt = 1
    /// "02": a fixed fee stands in 56.
    case fixedFee
    /// "03": a percentage stands in 57.
    case percentageFee

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count == 2, bytes[range.lowerBound] == ASCII.zero,
            let digit = ASCII.digit(bytes[range.lowerBound + 1])
        else { return nil }
        self.init(rawValue: digit)
    }
}

/// The tip or convenience fee of a payload.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (55, 56, 57).
public enum Tip: Hashable, Sendable {
    /// The payer's application asks for a tip.
    case prompt
    /// A fixed fee is added.
    case fixed(Amount)
    /// A percentage of the amount is added.
    case percentage(Percentage)
}

/// The class of a merchant.
///
/// - Source: QRIS table 4.6.
public enum MerchantCriteria: UInt8, Hashable, Sendable, CaseIterable {
    /// UMI.
    case micro
    /// UKE.
    case small
    /// UME.
    case medium
    /// UBE.
    case large
    /// URE; also meant when the criteria are absent.
    case regular
    /// PSO.
    case publicServiceObligation
    /// BLU.
    case publicServiceAgency

    /// The three letters of the code.
    public var code: String {
        switch self {
        case .micro: "UMI"
        case .small: "UKE"
        case .medium: "UME"
        case .large: "UBE"
        case .regular: "URE"
        case .publicServiceObligation: "PSO"
        case .publicServiceAgency: "BLU"
        }
    }

    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count == 3 else { return nil }
        switch (bytes[range.lowerBound], bytes[range.lowerBound + 1], bytes[range.lowerBound + 2]) {
        case (0x55, 0x4D, 0x49): self = .micro
        case (0x55, 0x4B, 0x45): self = .small
        case (0x55, 0x4D, 0x45): self = .medium
        case (0x55, 0x42, 0x45): self = .large
        case (0x55, 0x52, 0x45): self = .regular
        case (0x50, 0x53, 0x4F): self = .publicServiceObligation
        case (0x42, 0x4C, 0x55): self = .publicServiceAgency
        default: return nil
        }
    }
}

/// The four hexadecimal digits of 63.
struct StatedCRC {
    /// The number they write; nil when one is no hexadecimal digit.
    private(set) var value: UInt16?
    private(set) var hasSmallLetters = false

    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard range.count == 4 else { return }
        var total: UInt16 = 0
        for index in range {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66:
                digit = byte - 0x57
                hasSmallLetters = true
            default: return
            }
            total = total << 4 | UInt16(digit)
        }
        value = total
    }
}
