// Indonesia's national numbering system: which acquirer the first eight digits of a PAN name.
// SPDX-License-Identifier: Apache-2.0

/// Looks up acquirers by national numbering system code (NNS), the first eight digits of a merchant PAN.
///
/// - Source: QRIS 4.7.5.4, 4.7.5.5; Bank Indonesia's NNS list.
public enum NationalNumberingSystem {
    /// One acquirer as the table holds it.
    struct Entry: Sendable {
        let code: UInt32
        let name: StaticString
        /// Empty when not known.
        let legalName: StaticString
        let networks: SwitchingNetwork.Set

        init(
            _ code: UInt32, _ name: StaticString, _ legalName: StaticString, _ networks: SwitchingNetwork.Set = []
        ) {
            self.code = code
            self.name = name
            self.legalName = legalName
            self.networks = networks
        }
    }

    /// Returns the acquirer with a code, nil when it is not in the list.
    ///
    /// - Complexity: O(log n), n = 151.
    public static func acquirer(code: UInt32) -> Acquirer? {
        entry(code: code).map { entry in
            let legalName = entry.legalName.utf8CodeUnitCount == 0 ? nil : entry.legalName.description
            return Acquirer(
                code: entry.code, name: entry.name.description, legalName: legalName,
                switchingNetworks: entry.networks.members)
        }
    }

    /// Returns the acquirer that the first eight digits of a PAN name; nil when unknown or not eight digits.
    public static func acquirer(ofPAN pan: String) -> Acquirer? {
        let bytes = Array(pan.utf8)
        return code(in: bytes.span, at: 0, end: bytes.count).flatMap { acquirer(code: $0) }
    }

    /// Returns whether a code is in the list, without building any text.
    static func isKnown(_ code: UInt32) -> Bool {
        entry(code: code) != nil
    }

    /// Returns the number the eight digits at `offset` write, nil when there are not eight digits before `end`.
    static func code(in bytes: Span<UInt8>, at offset: Int, end: Int) -> UInt32? {
        guard end - offset >= 8 else { return nil }
        var code: UInt32 = 0
        for index in offset..<offset + 8 {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            code = code * 10 + UInt32(bytes[index] - 0x30)
        }
        return code
    }

    private static func entry(code: UInt32) -> Entry? {
        let entries = table
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].code < code {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < entries.count && entries[low].code == code ? entries[low] : nil
    }
}

/// An acquirer of QRIS payments.
///
/// - Source: Bank Indonesia's NNS list.
public struct Acquirer: Hashable, Sendable {
    /// The eight-digit NNS code, such as 93600914.
    public let code: UInt32
    /// The name to show, such as "GoPay".
    public let name: String
    /// The company's full name, when the list gives one.
    public let legalName: String?
    /// The switching networks that serve it, in alphabetical order; empty when not known.
    public let switchingNetworks: [SwitchingNetwork]
}

/// A network that carries QRIS payments between banks and wallets.
///
/// - Source: the switching column of the public copies of Bank Indonesia's NNS list.
public enum SwitchingNetwork: UInt8, Hashable, Sendable, CaseIterable {
    /// PT Alto Network.
    case alto
    /// PT Artajasa Pembayaran Elektronis.
    case artajasa
    /// PT Jalin Pembayaran Nusantara.
    case jalin
    /// PT Rintis Sejahtera.
    case rintis

    /// The name to show, such as "Artajasa".
    public var name: String {
        switch self {
        case .alto: "Alto"
        case .artajasa: "Artajasa"
        case .jalin: "Jalin"
        case .rintis: "Rintis"
        }
    }

    /// Some of the networks in one byte, one bit each.
    struct Set: OptionSet, Sendable {
        let rawValue: UInt8
        static let alto = Set(.alto)
        static let artajasa = Set(.artajasa)
        static let jalin = Set(.jalin)
        static let rintis = Set(.rintis)

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        private init(_ network: SwitchingNetwork) {
            rawValue = 1 << network.rawValue
        }

        var members: [SwitchingNetwork] {
            var members: [SwitchingNetwork] = []
            for network in SwitchingNetwork.allCases where contains(Set(network)) {
                members.append(network)
            }
            return members
        }
    }
}
