// Issues in C: as plain structs, with their names and texts.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import QRIS

/// Returns the stable name of an issue's code.
@c @implementation
public func qris_issue_code_name(_ code: Int32) -> UnsafePointer<CChar>? {
    guard let kind = IssueKind(number: code) else { return nil }
    return unsafe characters(of: Issue.Code(kind).staticName)
}

/// Writes what is wrong, where, and how to mend it.
@c @implementation
public func qris_issue_message(
    _ issue: UnsafePointer<qris_issue>?, _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        let text = unsafe try Issue(read: issue).messageBytes
        try buffer.write(text.span)
    }
}

/// Writes what should have stood there.
@c @implementation
public func qris_issue_expected(
    _ issue: UnsafePointer<qris_issue>?, _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        let text = unsafe try Issue(read: issue).expectedBytes ?? []
        try buffer.write(text.span)
    }
}

/// Writes the known mistake that explains the issue.
@c @implementation
public func qris_issue_hint(
    _ issue: UnsafePointer<qris_issue>?, _ out: UnsafeMutablePointer<CChar>?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        let buffer = unsafe try CallerBuffer(text: out, capacity, length)
        let text = unsafe try Issue(read: issue).hint?.messageBytes ?? []
        try buffer.write(text.span)
    }
}

extension Issue {
    /// The issue as a plain struct.
    var plain: qris_issue {
        var plain = qris_issue()
        plain.code = code.kind.number
        plain.severity = Int32(severity == .error ? QRIS_SEVERITY_ERROR : QRIS_SEVERITY_WARNING)
        plain.offset = byteOffset
        plain.length = byteLength
        path.write(to: &plain.path)
        let parts = parts
        plain.hint = Int32(parts.hint)
        plain.numbers = (parts.hintCount, parts.found, parts.wanted)
        plain.profile = parts.profile.number
        return plain
    }

    /// Reads a plain struct.
    ///
    /// - Throws: `QRIS_NULL_POINTER`, or `QRIS_INVALID_ARGUMENT` when no validation makes such a struct.
    fileprivate init(read pointer: UnsafePointer<qris_issue>?) throws(Refusal) {
        guard let pointer = unsafe pointer else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for a struct that the library filled; any numbers are taken.
        let plain = unsafe pointer.pointee
        let (end, overflow) = plain.offset.addingReportingOverflow(plain.length)
        guard let kind = IssueKind(number: plain.code), let severity = Severity(number: plain.severity),
            let path = DataObjectPath(plain.path), plain.offset >= 0, plain.length >= 0, !overflow
        else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        var parts = Parts()
        parts.hint = Int(plain.hint)
        parts.profile = try Profile(number: plain.profile)
        (parts.hintCount, parts.found, parts.wanted) = plain.numbers
        guard
            let issue = Issue(
                kind: kind, severity: severity, path: path, range: plain.offset..<end, parts: parts)
        else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        self = issue
    }
}

extension Severity {
    fileprivate init?(number: Int32) {
        switch Int(number) {
        case QRIS_SEVERITY_WARNING: self = .warning
        case QRIS_SEVERITY_ERROR: self = .error
        default: return nil
        }
    }
}
