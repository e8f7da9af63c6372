// Small systems of linear equations.
// SPDX-License-Identifier: Apache-2.0

/// Normal equations of a least squares problem with up to eight unknowns.
struct LeastSquares {
    /// Unknowns, 1...8.
    let count: Int
    /// Row-major, 8 per row, then the right side in column 8; upper triangle only until solved.
    private var matrix = InlineArray<72, Double>(repeating: 0)

    init(unknownCount: Int) {
        count = unknownCount
    }

    /// Adds the equation row · x = value.
    mutating func add(_ row: InlineArray<8, Double>, value: Double, weight: Double) {
        for first in 0..<count where row[first] != 0 {
            let scaled = row[first] * weight
            for second in first..<count { matrix[9 * first + second] += scaled * row[second] }
            matrix[9 * first + 8] += scaled * value
        }
    }

    /// Returns the solution, or `nil` when the equations do not fix it.
    mutating func solution() -> InlineArray<8, Double>? {
        for row in 0..<count {
            for column in 0..<row { matrix[9 * row + column] = matrix[9 * column + row] }
        }
        var largest = 0.0
        for row in 0..<count { largest = max(largest, matrix[10 * row]) }
        for step in 0..<count {
            // Symmetric and positive definite: the pivot may stay on the diagonal.
            let pivot = matrix[10 * step]
            guard pivot > largest * 1e-13 else { return nil }
            for row in step + 1..<max(count, step + 1) {
                let factor = matrix[9 * row + step] / pivot
                guard factor != 0 else { continue }
                for column in step..<count { matrix[9 * row + column] -= factor * matrix[9 * step + column] }
                matrix[9 * row + 8] -= factor * matrix[9 * step + 8]
            }
        }
        var solution = InlineArray<8, Double>(repeating: 0)
        for row in stride(from: count - 1, through: 0, by: -1) {
            var value = matrix[9 * row + 8]
            for column in row + 1..<max(count, row + 1) { value -= matrix[9 * row + column] * solution[column] }
            solution[row] = value / matrix[10 * row]
            guard solution[row].isFinite else { return nil }
        }
        return solution
    }
}
