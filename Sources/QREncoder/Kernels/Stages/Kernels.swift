// The fast encoder's stages. Each has a plain twin in Reference/ that it must equal.
// SPDX-License-Identifier: Apache-2.0

/// The fast forms of the encoder's stages, in pure Swift.
///
/// The symbol lives in *two* bit matrices, one by rows and one by columns, so that every penalty rule is plain logic on
/// whole words: line against the line before it. Lines are 64-bit words, line-major inside a word column:
///
///     word 0 of line 0, word 0 of line 1, ... | word 1 of line 0, word 1 of line 1, ...
///
/// The eight mask patterns are the lanes of a vector, so that all eight penalties come out of one pass.
enum Kernels {
    /// Lines that each word column of a matrix has room for: a multiple of 64, at least 177.
    static let lineStride = 192
    /// Readable bytes before the codeword sequence in its memory; the placement reads words that begin before it.
    static let sequenceStart = 16
}

/// Sixteen modules of a line for each of the eight mask patterns: lane k belongs to pattern k, bit c to column c.
typealias MaskLanes = SIMD8<UInt16>
