// CRC-16/IBM-3740 ("CCITT-FALSE"), the checksum that closes every EMV merchant-presented payload.
// SPDX-License-Identifier: Apache-2.0

/// A running CRC-16/IBM-3740, also known as CRC-16/CCITT-FALSE.
///
/// Polynomial 0x1021, start value 0xFFFF, no reflection, no final XOR; "123456789" gives 0x29B1.
/// The checksum finds accidents, it is no proof of origin.
/// - Source: EMVCo QRCPS-MPM v1.0 4.7.3 (ISO/IEC 13239 with polynomial 1021 and initial value FFFF).
public struct CRC16CCITT: Sendable, Hashable {
    /// The checksum of all bytes taken so far; 0xFFFF before the first.
    public private(set) var value: UInt16

    /// Creates a checksum that has seen no bytes.
    public init() {
        value = 0xFFFF
    }

    /// Takes more bytes into the checksum.
    ///
    /// - Parameter bytes: the next bytes in order; any number, also none.
    /// - Complexity: O(`bytes.count`), no allocation.
    public mutating func update(with bytes: Span<UInt8>) {
        value = Self.fastUpdate(value, with: bytes)
    }

    /// Returns the checksum of one run of bytes.
    ///
    /// - Complexity: O(`bytes.count`), no allocation.
    public static func checksum(of bytes: Span<UInt8>) -> UInt16 {
        fastUpdate(0xFFFF, with: bytes)
    }
}

extension CRC16CCITT {
    /// Returns the checksum of one run of bytes in pure Swift, whatever the processor has.
    @_spi(Kernels)
    public static func swiftChecksum(of bytes: Span<UInt8>) -> UInt16 {
        slicedUpdate(0xFFFF, with: bytes)
    }

    /// Takes more bytes into the checksum.
    public mutating func update(with bytes: [UInt8]) {
        update(with: bytes.span)
    }

    /// Returns the checksum of an array of bytes.
    public static func checksum(of bytes: [UInt8]) -> UInt16 {
        checksum(of: bytes.span)
    }

    /// Returns the checksum of a text's UTF-8 bytes.
    public static func checksum(of text: String) -> UInt16 {
        checksum(of: Array(text.utf8).span)
    }
}
