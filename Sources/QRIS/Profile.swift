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

/// How grave an issue is.
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
