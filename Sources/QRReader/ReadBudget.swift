// The bound on the work that one picture may cost.
// SPDX-License-Identifier: Apache-2.0

/// Work left, in units of some microseconds, and finder fits left.
///
/// Time is never asked: the same picture always gives the same result.
struct ReadBudget {
    /// Units left of the whole picture and of the present pass.
    private(set) var total = 40_000
    private(set) var pass = 0
    /// Fits left of the whole picture.
    var fits = 5_000

    /// Begins a pass, which never starves the later ones.
    mutating func beginPass(isThorough: Bool, limit: Int?) {
        if let limit {
            pass = limit
        } else if isThorough {
            pass = min(12_000, max(3_000, total * 2 / 5))
        } else {
            pass = 3_200
        }
        pass = min(pass, total)
    }

    /// Fits that a pass may make.
    var fitsOfPass: Int { min(1_500, max(250, fits * 2 / 5), fits) }

    /// Whether the pass has used up its share.
    var isSpent: Bool { pass <= 0 }

    /// Takes units off.
    mutating func spend(_ units: Int) {
        pass -= units
        total -= units
    }

    /// Gives back what a symbol that was read has cost, and more for the next one.
    mutating func refund(_ units: Int) {
        pass += units + 200
        total += units + 200
    }
}
