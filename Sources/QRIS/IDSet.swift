// A set of data object IDs in two machine words.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV

/// A set of IDs.
struct IDSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    func contains(_ id: DataObjectID) -> Bool {
        let bit = UInt64(1) << UInt64(id.rawValue & 63)
        return (id.rawValue < 64 ? low : high) & bit != 0
    }

    /// Whether any of the merchant accounts 02 to 51 is in the set.
    var containsAccount: Bool {
        low & 0x000F_FFFF_FFFF_FFFC != 0
    }

    /// Whether 52, 53, 58, 59 and 60 are all in the set.
    var containsAllMandatory: Bool {
        let wanted: UInt64 = 1 << 52 | 1 << 53 | 1 << 58 | 1 << 59 | 1 << 60
        return low & wanted == wanted
    }

    /// Puts an ID in and returns whether it was not there before.
    @discardableResult
    mutating func insert(_ id: DataObjectID) -> Bool {
        let bit = UInt64(1) << UInt64(id.rawValue & 63)
        if id.rawValue < 64 {
            let isNew = low & bit == 0
            low |= bit
            return isNew
        }
        let isNew = high & bit == 0
        high |= bit
        return isNew
    }
}
