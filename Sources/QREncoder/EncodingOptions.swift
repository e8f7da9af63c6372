// What a caller may choose about a symbol.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

/// How a text is made into a symbol.
///
/// The defaults are those of payment codes: byte mode, level M or better, the smallest version, the best mask.
public struct EncodingOptions: Hashable, Sendable {
    /// How the characters of a text are cut into segments.
    public enum SegmentMode: Hashable, Sendable {
        /// One byte segment; EMV merchant-presented payloads allow nothing else (EMVCo QRCPS-MPM 4.12.1).
        case byte
        /// The split into numeric, alphanumeric and byte segments that takes the fewest bits.
        case mixed
        /// One numeric segment.
        case numeric
        /// One alphanumeric segment.
        case alphanumeric
        /// One kanji segment; the input is Shift JIS bytes.
        case kanji
    }

    /// The lowest error correction level wanted.
    public var minimumLevel: ErrorCorrectionLevel
    /// Whether the level is raised as far as the version allows.
    public var raisesLevel: Bool
    /// The version to use, or `nil` for the smallest that fits.
    public var version: QRVersion?
    /// The mask pattern to use, or `nil` for the one with the least penalty, the lowest number among equals.
    public var mask: MaskPattern?
    /// How the characters of a text are cut into segments.
    public var mode: SegmentMode
    /// Whether all eight penalties are computed even when `mask` is given.
    public var reportsPenalties: Bool

    /// Makes options.
    ///
    /// - Parameters:
    ///   - minimumLevel: the lowest error correction level wanted.
    ///   - raisesLevel: whether the level is raised as far as the version allows.
    ///   - version: the version to use, or `nil` for the smallest that fits.
    ///   - mask: the mask pattern to use, or `nil` for the one with the least penalty.
    ///   - mode: how the characters of a text are cut into segments.
    ///   - reportsPenalties: whether all eight penalties are computed even when `mask` is given.
    public init(
        minimumLevel: ErrorCorrectionLevel = .medium,
        raisesLevel: Bool = true,
        version: QRVersion? = nil,
        mask: MaskPattern? = nil,
        mode: SegmentMode = .byte,
        reportsPenalties: Bool = false
    ) {
        self.minimumLevel = minimumLevel
        self.raisesLevel = raisesLevel
        self.version = version
        self.mask = mask
        self.mode = mode
        self.reportsPenalties = reportsPenalties
    }
}
