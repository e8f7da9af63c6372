// What a payer or a cashier wants to know of a payload.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QRIS

    /// The main facts of a payload, one per line.
    struct PayloadSummary {
        private let payload: QRISPayload

        init(_ payload: QRISPayload) {
            self.payload = payload
        }

        /// The facts, each with its label; nothing untrusted is raw.
        var lines: [String] {
            let facts = [
                ("Merchant", payload.merchantName.map(visible)),
                ("City", payload.merchantCity.map(visible)),
                ("Amount", amount),
                ("Tip or fee", tip),
                ("NMID", payload.nationalMerchantID.map(visible)),
            ]
            let others = acquirers.map { ("Acquirer", Optional($0)) } + [("Scheme", scheme), ("Kind", kind)]
            return (facts + others).compactMap { label, fact in
                fact.map { label + String(repeating: " ", count: 12 - label.count) + $0 }
            }
        }

        private var amount: String {
            payload.amount.map { MoneyText.string(of: $0, currency: payload.currency) } ?? "entered by the payer"
        }

        private var tip: String? {
            payload.tip.map { tip in
                switch tip {
                case .prompt: "the payer is asked for a tip"
                case .fixed(let fee): "plus " + MoneyText.string(of: fee, currency: payload.currency)
                case .percentage(let percentage): "plus " + percentage.string
                }
            }
        }

        /// The acquirer of each account, or else the account's identifier: money may go to any of them.
        private var acquirers: [String] {
            payload.merchantAccounts.filter { !$0.isNationalRepository }.compactMap { account in
                if let acquirer = account.acquirer {
                    return acquirer.name + (acquirer.legalName.map { " (\($0))" } ?? "")
                }
                return account.globallyUniqueIdentifier.map { "unknown, " + visible($0) }
            }
        }

        /// The payment scheme, when it is another than QRIS.
        private var scheme: String? {
            payload.scheme.flatMap { $0 == .qris ? nil : $0.name }
        }

        /// What the code is for, when that is no payment, and how often.
        private var kind: String? {
            let initiation: String? =
                switch payload.pointOfInitiation {
                case .dynamicCode: "dynamic: for one payment"
                case .staticCode: "static: for any number of payments"
                case .other, nil: nil
                }
            guard payload.kind != .payment else { return initiation }
            return payload.kind.name + (payload.pointOfInitiation == .staticCode ? ", static" : "")
        }

        private func visible(_ text: String) -> String {
            VisibleText.string(of: text.utf8)
        }
    }
#endif
