// The plain CRC-16/IBM-3740, bit by bit as the standard describes it: the law the fast form must match.
// SPDX-License-Identifier: Apache-2.0

extension CRC16CCITT {
    /// Returns `start` after taking in `bytes`, one bit at a time.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 4.7.3.
    package static func plainUpdate(_ start: UInt16 = 0xFFFF, with bytes: Span<UInt8>) -> UInt16 {
        var crc = start
        for index in bytes.indices {
            crc ^= UInt16(bytes[index]) << 8
            for _ in 0..<8 {
                crc = (crc & 0x8000 != 0) ? (crc << 1) ^ 0x1021 : crc << 1
            }
        }
        return crc
    }
}
