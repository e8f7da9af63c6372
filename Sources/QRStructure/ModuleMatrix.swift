// A square of modules that can still be written.
// SPDX-License-Identifier: Apache-2.0

/// A square matrix of modules, packed like a `QRSymbol`'s: one bit a module, column 0 at bit 0 of a row.
package struct ModuleMatrix: Hashable, Sendable {
    /// Modules a side.
    package let side: Int
    /// 64-bit words per row, 1...3.
    package let wordsPerRow: Int
    /// The packed rows; bits past the side are 0.
    package private(set) var words: [UInt64]

    /// Makes a matrix with every module light.
    ///
    /// - Parameter version: the version whose side the matrix has.
    package init(version: QRVersion) {
        side = version.sideInModules
        wordsPerRow = QRSymbol.wordsPerRow(of: version)
        words = [UInt64](repeating: 0, count: side * wordsPerRow)
    }

    /// The module at a place: `true` is dark, or "belongs to the set" where the matrix is a map.
    package subscript(row: Int, column: Int) -> Bool {
        get {
            words[row * wordsPerRow + column / 64] >> UInt64(column % 64) & 1 == 1
        }
        set {
            let bit: UInt64 = 1 << UInt64(column % 64)
            if newValue {
                words[row * wordsPerRow + column / 64] |= bit
            } else {
                words[row * wordsPerRow + column / 64] &= ~bit
            }
        }
    }
}
