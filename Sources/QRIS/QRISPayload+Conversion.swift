// Static to dynamic and back, and the canonical form.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

extension QRISPayload {
    /// Returns the code for one transaction: 01 = 12, the amount in 54, and what else is given.
    ///
    /// Unknown data objects and the order stay. The payer's bank may refuse a converted code, because the acquirer has
    /// not issued it.
    /// - Parameters:
    ///   - amount: greater than zero, with no more decimals than the currency has.
    ///   - tip: nil leaves a tip or fee (55 to 57) as it is.
    ///   - referenceLabel: 62.05, at most 25 characters; nil leaves it as it is.
    ///   - terminalLabel: 62.07, at most 25 characters; nil leaves it as it is.
    ///   - profile: the rules the result must keep.
    ///   - repairingCRC: true to take a payload whose CRC is missing or wrong, which may be damaged.
    /// - Returns: a payload without errors under the profile.
    /// - Throws: `EditError`.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2, 4.7.4.1, table 3.6 (55 to 57).
    public func convertedToDynamic(
        amount: Amount, tip: Tip? = nil, referenceLabel: String? = nil, terminalLabel: String? = nil,
        profile: Profile = .qris, repairingCRC: Bool = false
    ) throws(EditError) -> QRISPayload {
        try convertedToDynamic(
            amount: amount, tip: tip, referenceLabelBytes: referenceLabel.map { Array($0.utf8) },
            terminalLabelBytes: terminalLabel.map { Array($0.utf8) }, profile: profile, repairingCRC: repairingCRC)
    }

    /// Returns the code for one transaction, the labels given in UTF-8.
    package func convertedToDynamic(
        amount: Amount, tip: Tip?, referenceLabelBytes: [UInt8]?, terminalLabelBytes: [UInt8]?, profile: Profile,
        repairingCRC: Bool
    ) throws(EditError) -> QRISPayload {
        var editor = try PayloadEditor(self, repairingCRC: repairingCRC, profile: profile)
        try editor.makeDynamic(amount: amount)
        if let tip { try editor.setTip(tip) }
        if let label = referenceLabelBytes { try editor.setOnly(DataObjectPath(.additionalData, 5), to: label) }
        if let label = terminalLabelBytes { try editor.setOnly(DataObjectPath(.additionalData, 7), to: label) }
        return try editor.finish(profile: profile)
    }

    /// Returns the code for any number of transactions: 01 = 11, without amount, tip and fees (54 to 57).
    ///
    /// What belongs to one sale goes too, unless it is to be kept: see `PayloadEditor.removeSaleData()`, which also tells
    /// what went. Everything else stays.
    /// - Parameters:
    ///   - keepingSaleData: true to keep bill number, reference label and expiry.
    ///   - profile: the rules the result must keep.
    ///   - repairingCRC: true to take a payload whose CRC is missing or wrong, which may be damaged.
    /// - Returns: a payload without errors under the profile.
    /// - Throws: `EditError`.
    public func convertedToStatic(
        keepingSaleData: Bool = false, profile: Profile = .qris, repairingCRC: Bool = false
    ) throws(EditError) -> QRISPayload {
        var editor = try PayloadEditor(self, repairingCRC: repairingCRC, profile: profile)
        try editor.makeStatic()
        if !keepingSaleData { _ = editor.removeSaleData() }
        return try editor.finish(profile: profile)
    }

    /// Returns the canonical bytes: ascending IDs, also inside templates, and the CRC in capital letters.
    ///
    /// Two payloads that say the same in another order have the same canonical form.
    /// - Returns: the whole qris_string; its values are those of the payload.
    /// - Throws: `EditError` with `wrongCRC`.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.6.1: the order means nothing.
    public func canonical() throws(EditError) -> [UInt8] {
        var editor = try PayloadEditor(self)
        editor.sort()
        return editor.withCRC()
    }
}

extension PointOfInitiation {
    /// The value of 01: "12" for a code of one transaction, otherwise "11".
    fileprivate var digits: [UInt8] { [0x31, self == .dynamicCode ? 0x32 : 0x31] }
}

extension TipIndicator {
    /// The value of 55, "01" to "03".
    fileprivate var digits: [UInt8] { [0x30, 0x30 + rawValue] }
}

extension PayloadEditor {
    /// Makes the code one for a single transaction of an amount: 01 = 12 and 54.
    ///
    /// - Parameter amount: greater than zero, at most 13 characters.
    /// - Throws: `EditError` with `tooLong`.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2, 4.7.4.1.
    public mutating func makeDynamic(amount: Amount) throws(EditError) {
        try setOnly(DataObjectPath(.amount), to: amount.digits)
        try setOnly(DataObjectPath(.pointOfInitiation), to: PointOfInitiation.dynamicCode.digits)
    }

    /// Sets the value at a path and removes what else stands there: a second amount must not outlive the first.
    ///
    /// - Throws: `EditError`, as `set` does; nothing has been changed then.
    mutating func setOnly(_ path: DataObjectPath, to value: [UInt8]) throws(EditError) {
        try set(path, to: value)
        removeRepeats(of: path)
    }

    /// Makes the code one for any number of transactions: 01 = 11, without amount, tip and fees (54 to 57).
    ///
    /// Everything else stays: `removeSaleData()` takes what belongs to one sale.
    /// - Throws: `EditError`, as `set` does.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2.
    public mutating func makeStatic() throws(EditError) {
        try setOnly(DataObjectPath(.pointOfInitiation), to: PointOfInitiation.staticCode.digits)
        try setTip(nil)
        remove(DataObjectPath(.amount))
    }

    /// Sets 55, 56 and 57 to what a tip or fee needs.
    ///
    /// - Parameter tip: nil removes all three.
    /// - Throws: `EditError` with `tooLong`.
    public mutating func setTip(_ tip: Tip?) throws(EditError) {
        remove(DataObjectPath(.tipIndicator))
        remove(DataObjectPath(.fixedFee))
        remove(DataObjectPath(.percentageFee))
        switch tip {
        case nil:
            break
        case .prompt:
            try set(DataObjectPath(.tipIndicator), to: TipIndicator.prompt.digits)
        case .fixed(let amount):
            try set(DataObjectPath(.tipIndicator), to: TipIndicator.fixedFee.digits)
            try set(DataObjectPath(.fixedFee), to: amount.digits)
        case .percentage(let percentage):
            try set(DataObjectPath(.tipIndicator), to: TipIndicator.percentageFee.digits)
            try set(DataObjectPath(.percentageFee), to: percentage.digits)
        }
    }
}
