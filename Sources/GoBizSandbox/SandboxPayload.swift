// The QR payloads of the sandbox: valid by every rule, and visibly nobody's.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import EMVTLV
    import QRIS

    /// Makes payloads that a reader accepts and no payment application can pay.
    ///
    /// The merchant's name says that it must not be paid, the acquirer's identifier is of a domain kept for examples
    /// (RFC 2606), no acquirer has the number 93600000, and no NMID begins with zeros.
    enum SandboxPayload {
        static let merchantName = "SANDBOX - JANGAN DIBAYAR"

        /// Returns the payload for a transaction.
        ///
        /// - Parameters:
        ///   - outlet: the outlet.
        ///   - amount: whole rupiah, 1...9,999,999,999,999.
        ///   - reference: 62.05, at most 25 characters of ASCII.
        /// - Returns: a payload without errors under the profile `qris`.
        /// - Throws: `EditError` when the outlet's label or the reference does not fit.
        static func text(outlet: SandboxOutlet, amount: Int, reference: String) throws(EditError) -> String {
            var builder = try QRISBuilder(
                merchantName: merchantName, merchantCity: "KOTA UJI COBA", postalCode: "00000",
                merchantCategoryCode: "5812")
            let number = digits(of: outlet.id)
            try builder.setAccount(
                globallyUniqueIdentifier: "COM.EXAMPLE.SANDBOX", merchantPAN: "936000003" + number.suffix(9),
                merchantID: "SANDBOX", criteria: .micro)
            let national = "00" + number
            try builder.setNationalMerchantID("ID\(national)\(luhnCheckDigit(national))", criteria: .micro)
            if let total = Amount(wholeUnits: Int64(amount)) { try builder.setAmount(total) }
            try builder.set(DataObjectPath(62, 5), to: reference)
            try builder.set(DataObjectPath(62, 7), to: outlet.terminalLabel)
            return String(decoding: try builder.build().encoded(), as: UTF8.self)
        }

        /// Ten digits that tell outlets apart.
        ///
        /// - Source: FNV-1a, 64 bits, for the hash.
        private static func digits(of outletID: String) -> String {
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for byte in outletID.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
            let digits = String(hash % 10_000_000_000)
            return String(repeating: "0", count: 10 - digits.utf8.count) + digits
        }

        /// The digit that makes a number pass Luhn's check.
        ///
        /// - Source: ISO/IEC 7812-1 annex B.
        private static func luhnCheckDigit(_ digits: String) -> Int {
            var sum = 0
            for (index, byte) in digits.utf8.reversed().enumerated() {
                let digit = Int(byte) - 0x30
                let doubled = index.isMultiple(of: 2) ? digit * 2 : digit
                sum += doubled > 9 ? doubled - 9 : doubled
            }
            return (10 - sum % 10) % 10
        }
    }
#endif
