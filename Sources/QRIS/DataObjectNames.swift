// The standards' names of data objects, for people.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Looks up what the standards call a data object.
public enum DataObjectNames {
    /// Returns the name of the data object at a path, such as "Terminal Label" for 62.07.
    ///
    /// - Parameters:
    ///   - path: the way to the object; the empty path is "Payload".
    ///   - profile: `qris` knows the inside of 26 to 45, 51 and 62.99, the others only that of EMV.
    /// - Returns: the name, or "Unknown" when nothing is laid down.
    public static func name(of path: DataObjectPath, profile: Profile = .qris) -> String {
        title(of: path, profile: profile).description
    }

    /// Returns the name in memory that is never freed.
    static func title(of path: DataObjectPath, profile: Profile = .qris) -> StaticString {
        guard path.depth > 0 else { return "Payload" }
        return PayloadRules.rule(at: path, profile: profile)?.title ?? "Unknown"
    }

    /// Returns whether the standards make the object at a path a template: data objects within a value.
    public static func isTemplate(_ path: DataObjectPath, profile: Profile = .qris) -> Bool {
        path.depth > 0 && RuleScope.inside(path, profile: profile) != nil
    }
}
