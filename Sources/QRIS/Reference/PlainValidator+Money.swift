// Judges amounts, fees and tips.
// SPDX-License-Identifier: Apache-2.0

/// A number with decimals, as digits.
struct PlainDecimal {
    /// The digits before the full stop, at least one.
    var whole: [UInt8] = []
    /// The digits behind it.
    var fraction: [UInt8] = []

    var isZero: Bool { (whole + fraction).allSatisfy { $0 == 0 } }

    /// Compares digit by digit, both numbers with as many digits before and behind the full stop.
    func exceeds(_ other: PlainDecimal) -> Bool {
        func digits(_ decimal: PlainDecimal) -> [UInt8] {
            let before = max(whole.count, other.whole.count) - decimal.whole.count
            let behind = max(fraction.count, other.fraction.count) - decimal.fraction.count
            return [UInt8](repeating: 0, count: before) + decimal.whole + decimal.fraction
                + [UInt8](repeating: 0, count: behind)
        }
        for (left, right) in zip(digits(self), digits(other)) where left != right {
            return left > right
        }
        return false
    }
}

extension PlainValidator {
    /// Reads digits with at most one full stop, a digit first; nil for anything else.
    ///
    /// Of more than 18 digits no number is made, so that every reader agrees about it.
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.4.1.
    func decimal(_ value: Range<Int>) -> PlainDecimal? {
        var decimal = PlainDecimal()
        var isFraction = false
        for place in value {
            if text.isDigit(place) {
                let digit = text.bytes[place] - 0x30
                if isFraction { decimal.fraction.append(digit) } else { decimal.whole.append(digit) }
            } else if text.bytes[place] == 0x2E, !isFraction {
                isFraction = true
            } else {
                return nil
            }
        }
        guard !decimal.whole.isEmpty, decimal.whole.count + decimal.fraction.count <= 18 else { return nil }
        return decimal
    }

    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.2 (01 and 54), 4.7.4.1 (54), table 3.6 (56).
    mutating func judgeAmounts() {
        for amount in roots(54) { judgeAmount(amount) }
        for fee in roots(56) { judgeAmount(fee) }
        if isRoot(1, "11"), let amount = root(54) { report(.staticWithAmount, path(54), amount.range) }
        judgeReferenceLabel()
        // A transfer may leave the amount to the payer.
        if isRoot(1, "12"), reading.sawEverything, root(54) == nil, root(40) == nil {
            report(.dynamicWithoutAmount, path(54), 0..<0)
        }
    }

    private mutating func judgeAmount(_ object: PlainObject) {
        let id = object.id
        guard !object.value.isEmpty else { return }
        guard let amount = decimal(object.value) else {
            report(.amountFormat, path(id), object.range)
            return
        }
        if amount.isZero { report(.amountZero, path(id), object.range) }
        // ISO 4217: how many decimals the currency has; 2 when the payload names none.
        let currency = root(53).flatMap { $0.value.count == 3 ? text.number($0.value) : nil }
        if amount.fraction.count > currency.map({ CurrencyExponent.exponent(ofCurrency: $0) }) ?? 2 {
            report(.amountExponent, path(id), object.range)
        }
        if id == 54, isRoot(53, "360"), let limit = options.transactionLimit, exceeds(amount, limit) {
            report(.amountOverLimit, path(id), object.range)
        }
        if amount.whole.count > 1, amount.whole[0] == 0 { report(.amountLeadingZero, path(id), object.range) }
        if id == 56, let total = root(54).flatMap({ decimal($0.value) }), amount.exceeds(total) {
            report(.fixedFeeOverAmount, path(id), object.range)
        }
    }

    private func exceeds(_ amount: PlainDecimal, _ limit: Int64) -> Bool {
        let whole = amount.whole.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        return whole > limit || whole == limit && amount.fraction.contains { $0 != 0 }
    }

    /// 56 is there when 55 is 02 and else absent, 57 when 55 is 03; 57 is 00.01 to 99.99 in at most five characters.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 table 3.6, 4.7.7.1, 4.7.8.1.
    mutating func judgeTips() {
        for fee in roots(57) where !fee.value.isEmpty && !isPercentage(fee.value) {
            report(.percentageRange, path(57), fee.range)
        }
        judgeFee(56, "02", .fixedFeeMissing, .fixedFeeOrphan)
        judgeFee(57, "03", .percentageFeeMissing, .percentageFeeOrphan)
    }

    private mutating func judgeFee(_ id: UInt8, _ wanted: String, _ missing: IssueKind, _ orphan: IssueKind) {
        let indicator = root(55)
        if let fee = root(id) {
            if !isRoot(55, wanted), indicator != nil || reading.sawEverything { report(orphan, path(id), fee.range) }
        } else if let indicator, isRoot(55, wanted), reading.sawEverything {
            report(missing, path(id), indicator.range)
        }
    }

    private func isPercentage(_ value: Range<Int>) -> Bool {
        guard value.count <= 5, let percentage = decimal(value), !percentage.isZero else { return false }
        // More than two decimals must be zeros: there is nothing below 00.01.
        return percentage.whole.drop { $0 == 0 }.count <= 2 && percentage.fraction.dropFirst(2).allSatisfy { $0 == 0 }
    }
}
