// What a payload says, by the names of the standards.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

/// Values come as the payload writes them, valid or not; nil means that the data object is absent.
///
/// Of data objects that stand twice the first counts.
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.6.
extension QRISPayload {
    /// Whether the code is static or dynamic (01); nil when it does not say.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2.
    public var pointOfInitiation: PointOfInitiation? {
        find(DataObjectPath(.pointOfInitiation)).map { PointOfInitiation(bytes.span, $0) }
    }

    /// The merchant category code (52), four digits by ISO 18245.
    public var merchantCategoryCode: String? { text(at: DataObjectPath(.merchantCategoryCode)) }

    /// The currency (53), three digits by ISO 4217; rupiah is "360".
    public var currency: String? { text(at: DataObjectPath(.currency)) }

    /// The country (58), two letters by ISO 3166-1.
    public var countryCode: String? { text(at: DataObjectPath(.countryCode)) }

    /// The merchant's name (59), by the rules at most 25 characters of ASCII.
    public var merchantName: String? { text(at: DataObjectPath(.merchantName)) }

    /// The merchant's city (60), by the rules at most 15 characters of ASCII.
    public var merchantCity: String? { text(at: DataObjectPath(.merchantCity)) }

    /// The postal code (61), by the rules at most 10 characters of ASCII, in Indonesia five digits.
    public var postalCode: String? { text(at: DataObjectPath(.postalCode)) }

    /// The amount (54), exact; nil when absent or malformed.
    public var amount: Amount? {
        find(DataObjectPath(.amount)).flatMap { Amount(bytes.span, $0) }
    }

    /// The tip or convenience fee (55, 56, 57); nil when absent or incomplete.
    public var tip: Tip? {
        switch find(DataObjectPath(.tipIndicator)).flatMap({ TipIndicator(bytes.span, $0) }) {
        case .prompt: .prompt
        case .fixedFee:
            find(DataObjectPath(.fixedFee)).flatMap { Amount(bytes.span, $0) }.map { .fixed($0) }
        case .percentageFee:
            find(DataObjectPath(.percentageFee)).flatMap { Percentage(bytes.span, $0) }.map { .percentage($0) }
        case nil: nil
        }
    }

    /// The CRC that 63 states; nil when 63 is absent or not four hexadecimal digits.
    public var crc: UInt16? {
        find(DataObjectPath(.crc)).flatMap { StatedCRC(bytes.span, $0).value }
    }

    /// Whether 63 is the last data object and states the CRC of everything before its value.
    ///
    /// This finds damage; it is no proof of origin.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.3.
    public var crcMatches: Bool {
        guard let last = objects.last, last.id == .crc, let stated = StatedCRC(bytes.span, last.valueRange).value
        else { return false }
        return stated == CRC16CCITT.checksum(of: bytes.span.extracting(0..<last.valueRange.lowerBound))
    }

    /// The national merchant ID (51.02), such as "ID" and 13 digits.
    ///
    /// - Source: QRIS 4.7.7.
    public var nationalMerchantID: String? { text(at: DataObjectPath(.nationalRepository, 2)) }

    /// The merchant accounts (02 to 51) in the order they stand.
    public var merchantAccounts: [MerchantAccount] {
        var accounts: [MerchantAccount] = []
        for object in objects where 2...51 ~= object.id.rawValue {
            accounts.append(MerchantAccount(object, in: self))
        }
        return accounts
    }

    /// The additional data (62); nil when absent.
    public var additionalData: AdditionalData? {
        object(at: DataObjectPath(.additionalData)).map { AdditionalData($0, in: self) }
    }

    /// The merchant in another language (64); nil when absent.
    public var alternateLanguage: AlternateLanguage? {
        object(at: DataObjectPath(.languageTemplate)).map { AlternateLanguage($0, in: self) }
    }

    /// What the code is for: a payment, or with the account 40 a transfer, cash deposit or cash withdrawal.
    ///
    /// - Source: QRIS 4.2, tables 3.20 and 3.23.
    public var kind: PaymentKind {
        guard object(at: DataObjectPath(.transferAccount)) != nil else { return .payment }
        return PaymentKind(find(DataObjectPath(.additionalData, 8)), bytes.span)
    }

    /// How many decimals the currency (53) has; nil when 53 is absent or not three digits.
    ///
    /// - Source: ISO 4217.
    public var currencyExponent: Int? {
        find(DataObjectPath(.currency)).flatMap { CurrencyExponent.exponent(bytes.span, $0) }
    }
}
