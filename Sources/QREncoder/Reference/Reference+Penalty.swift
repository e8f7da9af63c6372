// The penalty of a masked symbol.
// SPDX-License-Identifier: Apache-2.0

package import QRStructure

extension Reference {
    /// Returns the penalty of a finished symbol; the mask with the least is the best.
    ///
    /// The standard leaves rule 3 open to several readings. This is the one taken here: a pattern of exactly the
    /// modules 1011101, four light modules before or after it, the quiet zone counting as light, 40 points once.
    ///
    /// - Parameter modules: the complete symbol, format and version information included.
    /// - Returns: the sum of the four rules.
    /// - Source: ISO/IEC 18004:2015 7.8.3.1, Table 11.
    package static func penalty(of modules: ModuleMatrix) -> Int {
        let rows = (0..<modules.side).map { row in (0..<modules.side).map { modules[row, $0] } }
        let columns = (0..<modules.side).map { column in (0..<modules.side).map { modules[$0, column] } }
        var penalty = blockPenalty(of: rows) + proportionPenalty(of: rows)
        for line in rows + columns {
            penalty += adjacentPenalty(of: line) + finderLikePenalty(of: line)
        }
        return penalty
    }

    /// Rule 1: 3 points for five adjacent modules of one colour, 1 more for each further one.
    package static func adjacentPenalty(of line: [Bool]) -> Int {
        var penalty = 0
        var runLength = 0
        for index in line.indices {
            runLength = index > 0 && line[index] == line[index - 1] ? runLength + 1 : 1
            if runLength == 5 {
                penalty += 3
            } else if runLength > 5 {
                penalty += 1
            }
        }
        return penalty
    }

    /// Rule 2: 3 points for every block of two by two modules of one colour; blocks may overlap.
    package static func blockPenalty(of rows: [[Bool]]) -> Int {
        var penalty = 0
        for row in 1..<rows.count {
            for column in 1..<rows.count {
                let module = rows[row][column]
                if rows[row][column - 1] == module && rows[row - 1][column] == module
                    && rows[row - 1][column - 1] == module
                {
                    penalty += 3
                }
            }
        }
        return penalty
    }

    /// Rule 3: 40 points for dark-light-dark-dark-dark-light-dark with four light modules before or after.
    package static func finderLikePenalty(of line: [Bool]) -> Int {
        let pattern = [true, false, true, true, true, false, true]
        func isLight(_ places: Range<Int>) -> Bool {
            places.allSatisfy { !line.indices.contains($0) || !line[$0] }
        }
        var penalty = 0
        for start in 0...(line.count - pattern.count) {
            let end = start + pattern.count
            if line[start..<end].elementsEqual(pattern) && (isLight(start - 4..<start) || isLight(end..<end + 4)) {
                penalty += 40
            }
        }
        return penalty
    }

    /// Rule 4: 10 points for every full 5 % that the dark modules' share lies away from 50 %.
    package static func proportionPenalty(of rows: [[Bool]]) -> Int {
        let moduleCount = rows.count * rows.count
        let darkCount = rows.reduce(0) { $0 + $1.count { $0 } }
        return abs(20 * darkCount - 10 * moduleCount) / moduleCount * 10
    }
}
