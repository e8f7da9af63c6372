// Where a data object stands, which decides the rules for it.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Where a data object stands: under the root or in a kind of template.
enum RuleScope: UInt8, Sendable, CaseIterable {
    case root, account, domesticAccount, transferAccount, nationalRepository, additionalData, language, system
    case paymentSystem, uniqueData

    /// The rules inside a root object under a profile; nil when the object is no template.
    static func inside(_ id: DataObjectID, profile: Profile) -> RuleScope? {
        switch id.rawValue {
        case 40 where profile == .qris: .transferAccount
        case 26...45 where profile == .qris: .domesticAccount
        case 51 where profile == .qris: .nationalRepository
        case 26...51: .account
        case 62: .additionalData
        case 64: .language
        case 80...99: .system
        default: nil
        }
    }

    /// The rules inside the object at a path; nil when it is no template.
    static func inside(_ path: DataObjectPath, profile: Profile) -> RuleScope? {
        guard let root = path.id(at: 0) else { return .root }
        guard let inner = path.id(at: 1) else { return inside(root, profile: profile) }
        guard path.depth == 2, root == .additionalData, inner >= 50 else { return nil }
        return inner == 99 && profile == .qris ? .uniqueData : .paymentSystem
    }

    /// Whether a profile applies the rules of this scope.
    func holds(under profile: Profile) -> Bool {
        switch self {
        case .domesticAccount, .transferAccount, .nationalRepository, .uniqueData: profile == .qris
        default: true
        }
    }

    /// What stands before the ID in a path.
    var prefix: StaticString {
        switch self {
        case .root: ""
        case .account: "26-51."
        case .domesticAccount: "26-45."
        case .transferAccount: "40."
        case .nationalRepository: "51."
        case .additionalData: "62."
        case .language: "64."
        case .system: "80-99."
        case .paymentSystem: "62.50-99."
        case .uniqueData: "62.99."
        }
    }
}
