// The 40 sizes of a QR Code symbol.
// SPDX-License-Identifier: Apache-2.0

/// The version of a QR Code symbol: its size class, 1 to 40.
///
/// - Source: ISO/IEC 18004:2015 6.3.2, Table 1.
public struct QRVersion: RawRepresentable, Hashable, Sendable, Comparable {
    /// The version number, 1...40.
    public let rawValue: Int

    /// Makes a version from its number, or `nil` outside 1...40.
    ///
    /// - Parameter rawValue: the version number.
    public init?(rawValue: Int) {
        guard (1...40).contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private init(checked rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Version 1: 21 by 21 modules.
    public static let smallest = QRVersion(checked: 1)

    /// Version 40: 177 by 177 modules.
    public static let largest = QRVersion(checked: 40)

    /// The next larger version, or `nil` after version 40.
    public var next: QRVersion? { QRVersion(rawValue: rawValue + 1) }

    /// The side of the symbol in modules, quiet zone not counted: 17 + 4 x version, 21...177.
    public var sideInModules: Int { 17 + 4 * rawValue }

    /// Whether the symbol carries version information (version 7 and up).
    ///
    /// - Source: ISO/IEC 18004:2015 7.10.
    public var hasVersionInformation: Bool { rawValue >= 7 }

    /// Rows and columns of the alignment patterns' centre modules; empty for version 1.
    ///
    /// - Source: ISO/IEC 18004:2015 Annex E, Table E.1.
    package var alignmentPatternCentres: [Int] { SymbolTables.alignmentPatternCentres[rawValue - 1] }

    /// Whether the left version is the smaller.
    public static func < (left: QRVersion, right: QRVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}
