// Issues taken apart into numbers and put together again, for callers in other languages.
// SPDX-License-Identifier: Apache-2.0

extension Issue {
    /// What the texts of an issue are made from, beside its code and place; numbers are 0 or more.
    package struct Parts: Hashable, Sendable {
        /// The known mistake, from 1 on; 0 for none.
        package var hint = 0
        /// The number of the known mistake.
        package var hintCount = 0
        /// What was found.
        package var found = 0
        /// What was wanted.
        package var wanted = 0
        /// The rules that were asked for.
        package var profile = Profile.qris

        package init() {}
    }

    /// The numbers that the issue's texts are made from.
    package var parts: Parts {
        var parts = Parts()
        if let hint {
            parts.hint = Int(hint.kind.rawValue) + 1
            parts.hintCount = hint.count
        }
        parts.found = detail.found
        parts.wanted = detail.wanted
        parts.profile = profile
        return parts
    }

    /// Puts an issue together; nil when no validation makes such numbers.
    package init?(kind: IssueKind, severity: Severity, path: DataObjectPath, range: Range<Int>, parts: Parts) {
        guard parts.hintCount >= 0, parts.found >= 0, parts.wanted >= 0 else { return nil }
        var hint: Hint?
        if parts.hint != 0 {
            guard 1...256 ~= parts.hint, let kind = HintKind(rawValue: UInt8(parts.hint - 1)) else { return nil }
            hint = Hint(kind, count: parts.hintCount)
        }
        self.init(
            code: Code(kind), severity: severity, path: path, byteOffset: range.lowerBound, byteLength: range.count,
            hint: hint, profile: parts.profile, detail: Detail(found: parts.found, wanted: parts.wanted))
    }
}
