// Builds a payload from its parts; what comes out is valid under a profile, or nothing comes out.
// SPDX-License-Identifier: Apache-2.0

public import EMVTLV

/// The parts of a payload.
///
/// What must be there is what the profile asks for when the payload is built. Every value is checked when it is set, against the length of its rule and the 99 characters of its template; the
/// whole is validated when it is built. Nothing is cut or spelled otherwise: see `FittedText` for that.
/// - Source: QRIS table 3.6, 4.7.5, 4.7.7; EMVCo QRCPS-MPM v1.0 table 3.6.
public struct QRISBuilder: Sendable {
    private var editor: PayloadEditor
    private let profile: Profile

    /// Starts a static code of any country: 00 = 01 and 01 = 11.
    ///
    /// - Parameter profile: the rules to keep; under `lenient` a value may be longer than its rule allows, or empty.
    /// - Throws: `EditError`, though these two values fit every profile.
    public init(profile: Profile) throws(EditError) {
        editor = PayloadEditor(ObjectList(), profile: profile)
        self.profile = profile
        try editor.set(DataObjectPath(.payloadFormatIndicator), to: "01")
        try editor.set(DataObjectPath(.pointOfInitiation), to: "11")
    }

    /// Starts a static code for a merchant in Indonesia; add at least one account.
    ///
    /// - Parameters:
    ///   - merchantName: 59, at most 25 characters of ASCII, without "|".
    ///   - merchantCity: 60, at most 15 characters of ASCII, without "|".
    ///   - postalCode: 61, five digits.
    ///   - merchantCategoryCode: 52, four digits by ISO 18245.
    /// - Throws: `EditError` with `tooLong` or `empty`.
    public init(
        merchantName: String, merchantCity: String, postalCode: String, merchantCategoryCode: String
    ) throws(EditError) {
        try self.init(profile: .qris)
        try editor.set(DataObjectPath(.merchantCategoryCode), to: merchantCategoryCode)
        try editor.set(DataObjectPath(.currency), to: "360")
        try editor.set(DataObjectPath(.countryCode), to: "ID")
        try editor.set(DataObjectPath(.merchantName), to: merchantName)
        try editor.set(DataObjectPath(.merchantCity), to: merchantCity)
        try editor.set(DataObjectPath(.postalCode), to: postalCode)
    }

    /// Sets the account at an acquirer.
    ///
    /// - Parameters:
    ///   - id: 26 to 45; 40 is kept for transfers.
    ///   - globallyUniqueIdentifier: the acquirer's reverse domain, at most 32 characters.
    ///   - merchantPAN: 18 digits, or 19 with the check digit; 9360 and the acquirer's code first.
    ///   - merchantID: the acquirer's, at most 15 characters.
    ///   - criteria: the class of the merchant.
    /// - Throws: `EditError` with `tooLong`, also when the template would be over 99 characters, `empty`, or
    ///   `reservedPath` for another ID.
    /// - Source: QRIS table 4.3, 4.7.5.
    public mutating func setAccount(
        _ id: DataObjectID = 26, globallyUniqueIdentifier: String, merchantPAN: String, merchantID: String,
        criteria: MerchantCriteria
    ) throws(EditError) {
        guard 26...45 ~= id.rawValue, id != .transferAccount else {
            throw EditError(.reservedPath, DataObjectPath(id))
        }
        try editor.set(DataObjectPath(id, 0), to: globallyUniqueIdentifier)
        try editor.set(DataObjectPath(id, 1), to: merchantPAN)
        try editor.set(DataObjectPath(id, 2), to: merchantID)
        try editor.set(DataObjectPath(id, 3), to: criteria.code)
    }

    /// Sets the account in the national repository, 51.
    ///
    /// - Parameters:
    ///   - nationalMerchantID: the NMID, "ID" and 13 digits.
    ///   - criteria: the class of the merchant.
    /// - Throws: `EditError` with `tooLong` or `empty`.
    /// - Source: QRIS 4.7.7.
    public mutating func setNationalMerchantID(
        _ nationalMerchantID: String, criteria: MerchantCriteria
    ) throws(EditError) {
        try editor.set(DataObjectPath(.nationalRepository, 0), to: "ID.CO.QRIS.WWW")
        try editor.set(DataObjectPath(.nationalRepository, 2), to: nationalMerchantID)
        try editor.set(DataObjectPath(.nationalRepository, 3), to: criteria.code)
    }

    /// Makes the code one for a single transaction of an amount: 01 = 12 and 54.
    ///
    /// - Parameter amount: greater than zero, in rupiah, at most two decimals and 13 characters.
    /// - Throws: `EditError` with `tooLong`.
    public mutating func setAmount(_ amount: Amount) throws(EditError) {
        try editor.makeDynamic(amount: amount)
    }

    /// Sets the tip or fee, 55 to 57; nil for none.
    ///
    /// - Throws: `EditError` with `tooLong` for a fixed fee over 13 characters.
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6 (55, 56, 57).
    public mutating func setTip(_ tip: Tip?) throws(EditError) {
        try editor.setTip(tip)
    }

    /// Sets the value at any other path, such as 62.07 or 64.01.
    ///
    /// - Parameters:
    ///   - path: not 63.
    ///   - text: 1...99 characters and no more than the rule for the path allows.
    /// - Throws: `EditError`.
    public mutating func set(_ path: DataObjectPath, to text: String) throws(EditError) {
        try editor.set(path, to: text)
    }

    /// Leaves out what stands at a path, such as 01, which the standard does not ask for.
    ///
    /// - Returns: whether there was anything.
    @discardableResult
    public mutating func remove(_ path: DataObjectPath) -> Bool {
        editor.remove(path)
    }

    /// Returns how many characters of value a new data object in a template may still have, 0 when none fits.
    ///
    /// A template holds 99 characters with the four characters of each header in it.
    public func remainingCharacterCount(in template: DataObjectID) -> Int {
        editor.remainingCharacterCount(in: template)
    }

    /// Returns the payload with its CRC.
    ///
    /// - Parameter profile: the rules it must keep; nil for those the builder was made with.
    /// - Returns: a payload without errors under the profile; it may have warnings.
    /// - Throws: `EditError` with `invalidResult` and the report.
    public func build(profile: Profile? = nil) throws(EditError) -> QRISPayload {
        try editor.finish(profile: profile ?? self.profile)
    }
}
