// Amounts as people in Indonesia write them.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// Amounts in words and signs.
    enum MoneyText {
        /// Returns an amount with its currency, such as `Rp 1.234.567,50`; every digit that is not a zero decimal shows.
        ///
        /// - Parameters:
        ///   - amount: the amount.
        ///   - currency: the currency's three digits by ISO 4217.
        /// - Returns: the amount in Indonesian style for rupiah, with a decimal point for other currencies.
        static func string(of amount: Amount, currency: String?) -> String {
            guard currency == "360" else {
                return name(ofCurrency: currency) + " " + amount.description
            }
            let parts = amount.description.split(separator: ".")
            var decimals = parts.count > 1 ? String(parts[1]) : ""
            while decimals.last == "0" { decimals.removeLast() }
            if decimals.count == 1 { decimals += "0" }
            return "Rp " + grouped(String(parts[0])) + (decimals.isEmpty ? "" : "," + decimals)
        }

        /// Returns the letters of a currency that Indonesian tills meet, or its digits.
        ///
        /// - Source: ISO 4217 list one.
        static func name(ofCurrency digits: String?) -> String {
            guard let digits else { return "(no currency)" }
            return letters[digits] ?? "currency " + VisibleText.string(of: digits.utf8)
        }

        private static let letters = [
            "036": "AUD", "096": "BND", "104": "MMK", "116": "KHR", "156": "CNY", "344": "HKD", "356": "INR",
            "360": "IDR", "392": "JPY", "410": "KRW", "418": "LAK", "458": "MYR", "608": "PHP", "682": "SAR",
            "702": "SGD", "704": "VND", "764": "THB", "784": "AED", "840": "USD", "978": "EUR", "986": "BRL",
        ]

        private static func grouped(_ digits: String) -> String {
            var text = ""
            for (index, digit) in digits.enumerated() {
                if index > 0, (digits.count - index).isMultiple(of: 3) { text += "." }
                text.append(digit)
            }
            return text
        }
    }

    extension Percentage {
        /// The percentage with its two decimals where they are not zero, such as `2.5 %`.
        var string: String {
            var text = "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
            return text + " %"
        }
    }
#endif
