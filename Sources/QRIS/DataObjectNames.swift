// The standards' names of data objects, for people.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Looks up what the standards call a data object.
public enum DataObjectNames {
    /// Returns the name of the data object at a path, such as "Terminal Label" for 62.07.
    ///
    /// - Parameters:
    ///   - path: the way to the object; the empty path is "Payload".
    ///   - profile: `qris` knows the inside of 26 to 45 and 51, the others only that of EMV.
    /// - Returns: the name, or "Unknown" when nothing is laid down.
    public static func name(of path: DataObjectPath, profile: Profile = .qris) -> String {
        guard let root = path.id(at: 0) else { return "Payload" }
        guard let inner = path.id(at: 1) else { return name(of: root, in: .root) }
        guard let scope = RuleScope.inside(root, profile: profile) else { return unknown }
        guard let innermost = path.id(at: 2) else { return name(of: inner, in: scope) }
        return scope == .additionalData && inner >= 50 ? name(of: innermost, in: .system) : unknown
    }

    /// Returns whether the standards make the object at a path a template: data objects within a value.
    public static func isTemplate(_ path: DataObjectPath, profile: Profile = .qris) -> Bool {
        guard let root = path.id(at: 0) else { return false }
        guard let inner = path.id(at: 1) else { return RuleScope.inside(root, profile: profile) != nil }
        return path.depth == 2 && root == 62 && inner >= 50
    }

    private static func name(of id: DataObjectID, in scope: RuleScope) -> String {
        guard let rule = PayloadRules.rule(for: id, in: scope) else { return unknown }
        return rule.name.description
    }

    private static var unknown: String { "Unknown" }
}
