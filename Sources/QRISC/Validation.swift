// Checking a payload and finding values in it, for C.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CQRIS
import EMVTLV
import QRIS

/// Checks a payload and writes every issue.
@c @implementation
public func qris_validate(
    _ text: UnsafePointer<CChar>?, _ textLength: Int, _ profile: Int32, _ issues: UnsafeMutablePointer<qris_issue>?,
    _ capacity: Int, _ count: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        guard let count = unsafe count else { throw Refusal(QRIS_NULL_POINTER) }
        // SAFETY: the header asks for memory of one number.
        unsafe count.initialize(to: 0)
        let text = unsafe try CallerText(text, textLength)
        let profile = try Profile(number: profile)
        guard capacity >= 0 else { throw Refusal(QRIS_INVALID_ARGUMENT) }
        let found = QRISPayload.validate(unsafe text.bytes.span, profile: profile).issues
        // SAFETY: as above.
        unsafe count.initialize(to: found.count)
        guard let issues = unsafe issues else { return }
        for index in 0..<min(capacity, found.count) {
            // SAFETY: the header asks for memory of `capacity` structs.
            unsafe (issues + index).initialize(to: found[index].plain)
        }
        guard found.count <= capacity else { throw Refusal(QRIS_BUFFER_TOO_SMALL) }
    }
}

/// Returns 1 for a payload without errors.
@c @implementation
public func qris_is_valid(_ text: UnsafePointer<CChar>?, _ textLength: Int, _ profile: Int32) -> Int32 {
    do throws(Refusal) {
        let text = unsafe try CallerText(text, textLength)
        return QRISPayload.validate(unsafe text.bytes.span, profile: try Profile(number: profile)).isValid ? 1 : 0
    } catch {
        return 0
    }
}

/// Finds the first data object at a path.
@c @implementation
public func qris_find(
    _ text: UnsafePointer<CChar>?, _ textLength: Int, _ path: UnsafePointer<CChar>?,
    _ offset: UnsafeMutablePointer<Int>?, _ length: UnsafeMutablePointer<Int>?
) -> qris_status {
    answer(nil) { () throws(Refusal) in
        // SAFETY: the header asks for null or for memory of one number each.
        if let offset = unsafe offset { unsafe offset.initialize(to: 0) }
        if let length = unsafe length { unsafe length.initialize(to: 0) }
        guard let offset = unsafe offset, let length = unsafe length, let path = unsafe path else {
            throw Refusal(QRIS_NULL_POINTER)
        }
        let text = unsafe try CallerText(text, textLength)
        var pathLength = 0
        // SAFETY: the header asks for a text closed by a zero byte; nothing behind the ninth byte is read.
        while pathLength < 9, unsafe path[pathLength] != 0 { pathLength += 1 }
        let name = unsafe try CallerText(path, pathLength)
        guard let wanted = DataObjectPath(ascii: unsafe name.bytes.span) else {
            throw Refusal(QRIS_INVALID_ARGUMENT)
        }
        guard let object = DataObjectFinder.object(at: wanted, in: unsafe text.bytes.span) else {
            throw Refusal(QRIS_NOT_FOUND)
        }
        // SAFETY: as above.
        unsafe offset.initialize(to: object.valueRange.lowerBound)
        unsafe length.initialize(to: object.valueRange.count)
    }
}

extension Profile {
    /// The number of the header.
    var number: Int32 {
        switch self {
        case .qris: Int32(QRIS_PROFILE_QRIS)
        case .emv: Int32(QRIS_PROFILE_EMV)
        case .lenient: Int32(QRIS_PROFILE_LENIENT)
        }
    }

    /// The profile of a number.
    ///
    /// - Throws: `QRIS_INVALID_ARGUMENT` for any other.
    init(number: Int32) throws(Refusal) {
        switch Int(number) {
        case QRIS_PROFILE_QRIS: self = .qris
        case QRIS_PROFILE_EMV: self = .emv
        case QRIS_PROFILE_LENIENT: self = .lenient
        default: throw Refusal(QRIS_INVALID_ARGUMENT)
        }
    }
}
