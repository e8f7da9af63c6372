// The merchant's name and city in another language.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// The data object 64: how to name the merchant in a language of the payer's.
///
/// - Source: EMVCo QRCPS-MPM v1.0 table 3.8.
public struct AlternateLanguage: Hashable, Sendable {
    /// The data object it was read from.
    public let object: DataObject
    /// The language (00), two letters by ISO 639, as written: "ZH" or "zh".
    public let language: String?
    /// The merchant's name (01), at most 25 characters of any script.
    public let merchantName: String?
    /// The merchant's city (02), at most 15 characters of any script.
    public let merchantCity: String?

    init(_ object: DataObject, in payload: QRISPayload) {
        self.object = object
        language = payload.text(at: DataObjectPath(.languageTemplate, 0))
        merchantName = payload.text(at: DataObjectPath(.languageTemplate, 1))
        merchantCity = payload.text(at: DataObjectPath(.languageTemplate, 2))
    }
}
