// What was put right in one block of codewords.
// SPDX-License-Identifier: Apache-2.0

/// The wrong codewords that a Reed-Solomon decoder found in one block.
///
/// - Source: ISO/IEC 18004:2015 7.5.1: a block is correctable while erasures + 2 x errors <= codewords - p.
package struct BlockCorrection: Hashable, Sendable {
    /// Wrong codewords at places that the caller did not know, 0...15.
    package var errorCount: Int
    /// Codewords that the caller gave up beforehand, right or wrong, 0...30.
    package var erasureCount: Int

    /// Makes a count.
    ///
    /// - Parameters:
    ///   - errorCount: wrong codewords at unknown places.
    ///   - erasureCount: codewords given up beforehand.
    package init(errorCount: Int, erasureCount: Int) {
        self.errorCount = errorCount
        self.erasureCount = erasureCount
    }
}
