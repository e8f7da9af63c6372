// The check value of a journal's lines.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// CRC-32/ISO-HDLC, bit by bit: a line is short and a disk is slow.
    ///
    /// - Source: polynomial 04C11DB7, reflected; "123456789" gives CBF43926.
    enum CRC32 {
        static func value(of bytes: some Sequence<UInt8>) -> UInt32 {
            var remainder: UInt32 = 0xFFFF_FFFF
            for byte in bytes {
                remainder ^= UInt32(byte)
                for _ in 0..<8 {
                    remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
                }
            }
            return ~remainder
        }
    }
#endif
