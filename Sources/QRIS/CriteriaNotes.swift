// The merchant criteria met while a payload is walked, to be compared at its end.
// SPDX-License-Identifier: Apache-2.0

/// The known criteria of all accounts; of one account at an acquirer without heap memory.
struct CriteriaNotes: Sendable {
    /// One known 03 of an account at an acquirer.
    struct Note: Sendable {
        let code: MerchantCriteria
        let path: DataObjectPath
        let range: Range<Int>
    }

    /// One bit for each of the criteria in 51.03.
    private var national: UInt8 = 0
    /// One bit for each of the criteria anywhere.
    private var all: UInt8 = 0
    private var first: Note?
    private var more: [Note] = []

    /// Whether there are two criteria that differ.
    var haveSeveral: Bool { all & (all &- 1) != 0 }

    /// The criteria of accounts at acquirers in the order they stand.
    var notes: [Note] { (first.map { [$0] } ?? []) + more }

    /// Notes a known 51.03.
    mutating func take(national code: MerchantCriteria) {
        national |= 1 << code.rawValue
        all |= 1 << code.rawValue
    }

    /// Notes a known 03 of an account at an acquirer.
    mutating func take(_ note: Note) {
        all |= 1 << note.code.rawValue
        if first == nil {
            first = note
        } else {
            more.append(note)
        }
    }

    /// Whether a 51.03 names other criteria.
    func nationalDiffers(from code: MerchantCriteria) -> Bool {
        national & ~(1 << code.rawValue) != 0
    }
}
