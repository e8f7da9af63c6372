// Arithmetic in the field that QR Code's Reed-Solomon codes live in.
// SPDX-License-Identifier: Apache-2.0

/// GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (0x11D), in which 2 generates every element but 0.
///
/// - Source: ISO/IEC 18004:2015 7.5.2.
package enum GaloisField {
    /// Returns the product of two elements, by shifting and reducing one bit at a time.
    ///
    /// - Parameters:
    ///   - left: an element.
    ///   - right: an element.
    /// - Returns: the product.
    package static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt16 = 0
        for bit in stride(from: 7, through: 0, by: -1) {
            product <<= 1
            if product & 0x100 != 0 { product ^= 0x11D }
            if right >> UInt8(bit) & 1 == 1 { product ^= UInt16(left) }
        }
        return UInt8(product)
    }
}
