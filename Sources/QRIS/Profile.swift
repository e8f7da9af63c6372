// Which book a payload is judged by, and how grave an issue is.
// SPDX-License-Identifier: Apache-2.0

/// The rules a payload is checked against.
public enum Profile: UInt8, Hashable, Sendable, CaseIterable {
    /// Indonesia's QRIS: EMV plus the national rules, with warnings where live codes are known to differ.
    case qris
    /// EMVCo merchant-presented mode by the book, any country.
    case emv
    /// Only what makes a payload unreadable or dangerous is an error; for foreign and unusual codes.
    case lenient

    /// The profile's name: "qris", "emv" or "lenient".
    public var name: String {
        switch self {
        case .qris: "qris"
        case .emv: "emv"
        case .lenient: "lenient"
        }
    }

    /// Creates the profile of a name, compared byte by byte; nil when there is none.
    public init?(name: String) {
        for profile in Profile.allCases where profile.name.utf8.elementsEqual(name.utf8) {
            self = profile
            return
        }
        return nil
    }
}

/// How grave an issue is; `Issue.Code.severity(under:)` is the table.
public enum Severity: UInt8, Hashable, Sendable {
    /// Breaks a rule but does not make the payload invalid.
    case warning
    /// Makes the payload invalid.
    case error

    /// The severity's name: "warning" or "error".
    public var name: String {
        switch self {
        case .warning: "warning"
        case .error: "error"
        }
    }
}

/// What to check a payload against.
public struct ValidationOptions: Hashable, Sendable {
    /// The most one QRIS transaction may amount to, in whole rupiah: 10,000,000.
    ///
    /// - Source: Bank Indonesia, from 1 March 2022.
    public static let usualTransactionLimit: Int64 = 10_000_000

    /// The rules to apply.
    public var profile: Profile
    /// The amount in whole rupiah above which a rupiah amount is warned about under `qris`; nil for no limit.
    public var transactionLimit: Int64?

    /// Creates options; without arguments those of QRIS.
    public init(profile: Profile = .qris, transactionLimit: Int64? = Self.usualTransactionLimit) {
        self.profile = profile
        self.transactionLimit = transactionLimit
    }
}
