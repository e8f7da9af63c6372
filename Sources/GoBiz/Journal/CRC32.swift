// The check value of a journal's lines.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// CRC-32/ISO-HDLC, byte by byte.
    ///
    /// - Source: polynomial 04C11DB7, reflected; "123456789" gives CBF43926.
    enum CRC32 {
        /// The remainder of each byte with eight zero bits behind it.
        private static let table: [UInt32] = (0..<256).map { byte in
            (0..<8).reduce(UInt32(byte)) { remainder, _ in
                remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1
            }
        }

        static func value(of bytes: some Sequence<UInt8>) -> UInt32 {
            ~bytes.reduce(0xFFFF_FFFF as UInt32) { remainder, byte in
                remainder >> 8 ^ table[Int(remainder & 0xFF ^ UInt32(byte))]
            }
        }
    }
#endif
