// What the value of a data object means, in a few words.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVTLV
    import QRIS

    /// Explains the values of one payload.
    struct Meaning {
        private let bytes: [UInt8]
        private let profile: Profile
        private let currency: String?
        /// The payload, where its structure is sound.
        private let payload: QRISPayload?

        /// Prepares explanations.
        ///
        /// - Parameter tree: its objects, as far as they could be read.
        init(of tree: ObjectTree) {
            bytes = tree.bytes
            profile = tree.profile
            currency = tree.nodes.first { $0.object.id == 53 }
                .map { String(decoding: tree.bytes[$0.object.valueRange], as: UTF8.self) }
            payload = try? QRISPayload(parsing: bytes)
        }

        /// Returns what a value means, or nil when it speaks for itself.
        func text(of node: ObjectNode) -> String? {
            let value = String(decoding: bytes[node.object.valueRange], as: UTF8.self)
            guard node.children.isEmpty else { return nil }
            guard node.path.depth > 1 else { return text(ofRoot: node.object.id, value) }
            return text(ofInner: node, value)
        }

        private func text(ofRoot id: DataObjectID, _ value: String) -> String? {
            switch id {
            case 0: value == "01" ? "the payload format all codes have" : "unknown payload format"
            case 1: pointOfInitiation(value)
            case 2...25: cardScheme(id)
            case 52: value == "4829" ? "money transfer, by ISO 18245" : "category by ISO 18245"
            case 53: MoneyText.name(ofCurrency: value)
            case 54, 56: Amount(value).map { MoneyText.string(of: $0, currency: currency) }
            case 55: tip(value)
            case 57: Percentage(value)?.string
            case 58: value == "ID" ? "Indonesia" : nil
            case 63: payload.map { $0.crcMatches ? "matches" : "does not match" }
            default: nil
            }
        }

        private func text(ofInner node: ObjectNode, _ value: String) -> String? {
            guard let root = node.path.id(at: 0), node.path.depth == 2 else { return nil }
            switch (root, node.object.id) {
            case (26...45, 1) where profile == .qris: return acquirer(ofPAN: value)
            case (26...45, 3) where profile == .qris, (51, 3) where profile == .qris:
                return MerchantCriteria.allCases.first { $0.code == value }.map(words)
            case (51, 2) where profile == .qris: return "NMID"
            case (62, 1...8) where value == "***": return "the payer's app asks for it"
            default: return nil
            }
        }

        private func pointOfInitiation(_ value: String) -> String? {
            switch value {
            case "11": "static: for any number of payments"
            case "12": "dynamic: for one payment"
            default: nil
            }
        }

        /// - Source: EMVCo QRCPS-MPM v1.0 table 4.1.
        private func cardScheme(_ id: DataObjectID) -> String {
            switch id {
            case 2...3: "Visa"
            case 4...5: "Mastercard"
            case 9...10: "Discover"
            case 11...12: "American Express"
            case 13...14: "JCB"
            case 15...16: "UnionPay"
            default: "reserved by EMVCo"
            }
        }

        private func tip(_ value: String) -> String? {
            switch value {
            case "01": "the payer is asked for a tip"
            case "02": "the fixed fee in 56 is added"
            case "03": "the percentage in 57 is added"
            default: nil
            }
        }

        private func acquirer(ofPAN pan: String) -> String {
            NationalNumberingSystem.acquirer(ofPAN: pan)?.name ?? "unknown acquirer"
        }

        private func words(_ criteria: MerchantCriteria) -> String {
            switch criteria {
            case .micro: "micro merchant"
            case .small: "small merchant"
            case .medium: "medium merchant"
            case .large: "large merchant"
            case .regular: "regular merchant"
            case .publicServiceObligation: "public service obligation"
            case .publicServiceAgency: "public service agency"
            }
        }
    }
#endif
