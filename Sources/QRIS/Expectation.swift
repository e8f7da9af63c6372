// Compares a payload with what was ordered.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// What a payload should say; nil means that it does not matter.
///
/// Texts are compared byte by byte, so as they stand in the payload.
public struct Expectation: Hashable, Sendable {
    /// 54, compared by value: 1000 and 1000.00 are the same.
    public var amount: Amount?
    /// Whether 55, 56 and 57 may add a tip or fee to an amount that is expected.
    public var acceptsTip = false
    /// 51.02.
    public var nationalMerchantID: String?
    /// 59.
    public var merchantName: String?
    /// 60.
    public var merchantCity: String?
    /// 01 of any merchant account, with or without its check digit.
    public var merchantPAN: String?
    /// 02 of any merchant account but 51.
    public var merchantID: String?
    /// 62.01.
    public var billNumber: String?
    /// 62.05.
    public var referenceLabel: String?
    /// 62.07.
    public var terminalLabel: String?

    /// Creates the expectation of nothing in particular.
    public init() {}
}

/// One thing in which a payload is not what was ordered.
public struct Mismatch: Hashable, Sendable {
    /// What was compared; more subjects may come.
    public struct Subject: Hashable, Sendable {
        private enum Kind: UInt8 {
            case amount, tip, nationalMerchantID, merchantName, merchantCity, merchantPAN, merchantID, billNumber
            case referenceLabel, terminalLabel
        }

        private let kind: Kind

        /// The amount.
        public static var amount: Subject { Subject(kind: .amount) }
        /// A tip or fee that is added to the amount.
        public static var tip: Subject { Subject(kind: .tip) }
        /// The NMID.
        public static var nationalMerchantID: Subject { Subject(kind: .nationalMerchantID) }
        /// The merchant's name.
        public static var merchantName: Subject { Subject(kind: .merchantName) }
        /// The merchant's city.
        public static var merchantCity: Subject { Subject(kind: .merchantCity) }
        /// The merchant PAN.
        public static var merchantPAN: Subject { Subject(kind: .merchantPAN) }
        /// The acquirer's merchant ID.
        public static var merchantID: Subject { Subject(kind: .merchantID) }
        /// The bill number.
        public static var billNumber: Subject { Subject(kind: .billNumber) }
        /// The reference label.
        public static var referenceLabel: Subject { Subject(kind: .referenceLabel) }
        /// The terminal label.
        public static var terminalLabel: Subject { Subject(kind: .terminalLabel) }

        /// The subject in words, such as "merchant name".
        public var name: String {
            switch kind {
            case .amount: "amount"
            case .tip: "tip or fee"
            case .nationalMerchantID: "NMID"
            case .merchantName: "merchant name"
            case .merchantCity: "merchant city"
            case .merchantPAN: "merchant PAN"
            case .merchantID: "merchant ID"
            case .billNumber: "bill number"
            case .referenceLabel: "reference label"
            case .terminalLabel: "terminal label"
            }
        }
    }

    /// What was compared.
    public let subject: Subject
    /// Where it stands; for PAN and merchant ID, the account itself is left open and the path is empty.
    public let path: DataObjectPath
    /// Whether the payload does not say it at all.
    public let isMissing: Bool

    /// The mismatch in a plain sentence, without either value.
    public var message: String {
        if subject == .tip { return "A tip or fee is added to the amount." }
        return isMissing ? "The \(subject.name) is missing." : "The \(subject.name) is not the one expected."
    }
}

extension QRISPayload {
    /// Returns everything in which the payload is not what was ordered; empty when all that was given agrees.
    ///
    /// Texts are compared byte by byte; a data object that stands more than once agrees with nothing, as readers may take
    /// any of them. Agreement tells that the code says what was expected, not who made it.
    public func check(expecting expectation: Expectation) -> [Mismatch] {
        var found: [Mismatch] = []
        if let amount = expectation.amount {
            let path = DataObjectPath(.amount)
            if isRepeated(path) || self.amount.map({ !$0.isSameValue(as: amount) }) ?? true {
                found.append(Mismatch(subject: .amount, path: path, isMissing: find(path) == nil))
            }
            let additions = [DataObjectPath(.tipIndicator), DataObjectPath(.fixedFee), DataObjectPath(.percentageFee)]
            if !expectation.acceptsTip, let addition = additions.first(where: { find($0) != nil }) {
                found.append(Mismatch(subject: .tip, path: addition, isMissing: false))
            }
        }
        compare(expectation.nationalMerchantID, .nationalMerchantID, DataObjectPath(.nationalRepository, 2), &found)
        compare(expectation.merchantName, .merchantName, DataObjectPath(.merchantName), &found)
        compare(expectation.merchantCity, .merchantCity, DataObjectPath(.merchantCity), &found)
        compareAccounts(expectation, &found)
        compare(expectation.billNumber, .billNumber, DataObjectPath(.additionalData, 1), &found)
        compare(expectation.referenceLabel, .referenceLabel, DataObjectPath(.additionalData, 5), &found)
        compare(expectation.terminalLabel, .terminalLabel, DataObjectPath(.additionalData, 7), &found)
        return found
    }

    private func compare(
        _ wanted: String?, _ subject: Mismatch.Subject, _ path: DataObjectPath, _ found: inout [Mismatch]
    ) {
        guard let wanted else { return }
        let value = find(path)
        if let value, !isRepeated(path), bytes[value].elementsEqual(wanted.utf8) { return }
        found.append(Mismatch(subject: subject, path: path, isMissing: value == nil))
    }

    /// Whether a path, or the template on the way to it, stands more than once; also whether that template is damaged,
    /// as readers then may see anything in it.
    private func isRepeated(_ path: DataObjectPath) -> Bool {
        guard let id = path.id(at: 0) else { return false }
        let roots = objects.filter { $0.id == id }
        guard roots.count == 1, let inner = path.id(at: 1) else { return roots.count > 1 }
        guard let list = ObjectList(bytes.span, roots[0].valueRange) else { return true }
        return list.objects.filter { $0.id == inner }.count > 1
    }

    private func compareAccounts(_ expectation: Expectation, _ found: inout [Mismatch]) {
        func compare(_ wanted: String?, _ subject: Mismatch.Subject, _ values: [String], isMissing: Bool) {
            guard let wanted else { return }
            for value in values where value.utf8.elementsEqual(wanted.utf8) {
                return
            }
            found.append(Mismatch(subject: subject, path: DataObjectPath(), isMissing: isMissing))
        }
        guard expectation.merchantPAN != nil || expectation.merchantID != nil else { return }
        let accounts = merchantAccounts.filter { !$0.isNationalRepository }
        var numbers: [String] = []
        for account in accounts where !isRepeated(DataObjectPath(account.id, 1)) {
            if let number = account.merchantPAN { numbers.append(number) }
            if let number = account.merchantPANWithCheckDigit { numbers.append(number) }
        }
        var merchantIDs: [String] = []
        for account in accounts where !isRepeated(DataObjectPath(account.id, 2)) {
            if let merchantID = account.merchantID { merchantIDs.append(merchantID) }
        }
        let hasPAN = accounts.contains { $0.merchantPAN != nil }
        let hasID = accounts.contains { $0.merchantID != nil }
        compare(expectation.merchantPAN, .merchantPAN, numbers, isMissing: !hasPAN)
        compare(expectation.merchantID, .merchantID, merchantIDs, isMissing: !hasID)
    }
}
