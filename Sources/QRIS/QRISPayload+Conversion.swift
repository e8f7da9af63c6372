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
        var editor = try PayloadEditor(self, repairingCRC: repairingCRC)
        try editor.makeDynamic(amount: amount)
        if let tip { try editor.setTip(tip) }
        if let referenceLabel { try editor.set(DataObjectPath(.additionalData, 5), to: referenceLabel) }
        if let terminalLabel { try editor.set(DataObjectPath(.additionalData, 7), to: terminalLabel) }
        return try editor.finish(profile: profile)
    }

    /// Returns the code for any number of transactions: 01 = 11, without amount, tip and fees (54 to 57).
    ///
    /// Everything else stays, also the labels in 62: remove those of one transaction with `PayloadEditor`.
    /// - Parameters:
    ///   - profile: the rules the result must keep.
    ///   - repairingCRC: true to take a payload whose CRC is missing or wrong, which may be damaged.
    /// - Returns: a payload without errors under the profile.
    /// - Throws: `EditError`.
    public func convertedToStatic(
        profile: Profile = .qris, repairingCRC: Bool = false
    ) throws(EditError) -> QRISPayload {
        var editor = try PayloadEditor(self, repairingCRC: repairingCRC)
        try editor.makeStatic()
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

extension PayloadEditor {
    /// Makes the code one for a single transaction of an amount: 01 = 12 and 54.
    ///
    /// - Parameter amount: greater than zero, at most 13 characters.
    /// - Throws: `EditError` with `tooLong`.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2, 4.7.4.1.
    public mutating func makeDynamic(amount: Amount) throws(EditError) {
        try set(DataObjectPath(.amount), to: amount.description)
        try set(DataObjectPath(.pointOfInitiation), to: "12")
    }

    /// Makes the code one for any number of transactions: 01 = 11, without amount, tip and fees (54 to 57).
    ///
    /// - Throws: `EditError`, as `set` does.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2.
    public mutating func makeStatic() throws(EditError) {
        try set(DataObjectPath(.pointOfInitiation), to: "11")
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
            try set(DataObjectPath(.tipIndicator), to: "01")
        case .fixed(let amount):
            try set(DataObjectPath(.tipIndicator), to: "02")
            try set(DataObjectPath(.fixedFee), to: amount.description)
        case .percentage(let percentage):
            try set(DataObjectPath(.tipIndicator), to: "03")
            try set(DataObjectPath(.percentageFee), to: percentage.description)
        }
    }
}
