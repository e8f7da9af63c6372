// The merchant criteria met while a payload is walked, to be compared at its end.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// Where criteria stand: of one account at an acquirer and one national repository without heap memory.
struct CriteriaNotes: Sendable {
    /// One 03 of an account at an acquirer.
    struct Note: Sendable {
        let range: Range<Int>
        let path: DataObjectPath
    }

    private var first = Note(range: 0..<0, path: DataObjectPath())
    private var more: [Note] = []
    private var national = 0..<0
    private var moreNational: [Range<Int>] = []

    /// Notes an 03 of an account at an acquirer.
    mutating func take(_ range: Range<Int>, _ path: DataObjectPath) {
        let note = Note(range: range, path: path)
        if first.range.isEmpty { first = note } else { more.append(note) }
    }

    /// Notes a 51.03.
    mutating func take(national range: Range<Int>) {
        if national.isEmpty { national = range } else { moreNational.append(range) }
    }

    /// Returns each of the accounts at acquirers whose known criteria are not those of a 51.03, in order.
    func differing(_ bytes: Span<UInt8>) -> [Note] {
        if more.isEmpty, moreNational.isEmpty, Self.areEqual(first.range, national, bytes) { return [] }
        var wanted: UInt8 = 0
        for range in [national] + moreNational {
            if let code = Self.code(range, bytes) { wanted |= 1 << code.rawValue }
        }
        var differing: [Note] = []
        for note in [first] + more {
            guard let code = Self.code(note.range, bytes), wanted & ~(1 << code.rawValue) != 0 else { continue }
            differing.append(note)
        }
        return differing
    }

    /// Whether two data objects have the same bytes, or one of them is absent.
    private static func areEqual(_ one: Range<Int>, _ other: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        if one.isEmpty || other.isEmpty { return true }
        guard one.count == other.count else { return false }
        for offset in DataObject.headerLengthInBytes..<one.count
        where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
            return false
        }
        return true
    }

    /// The criteria of a whole data object; nil when it is absent or they are not known.
    private static func code(_ range: Range<Int>, _ bytes: Span<UInt8>) -> MerchantCriteria? {
        range.isEmpty ? nil : MerchantCriteria(bytes, PayloadValidator.value(of: range))
    }
}
