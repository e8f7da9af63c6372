// The checksum of many bytes with carry-less multiplication, where the processor has it.
// SPDX-License-Identifier: Apache-2.0

private import CQRKernels

extension CRC16CCITT {
    /// Bytes below which the call does not pay.
    private static let fewestBytes = 32

    /// Returns `start` after taking in `bytes`, by the fastest form for their count on this processor.
    static func fastUpdate(_ start: UInt16, with bytes: Span<UInt8>) -> UInt16 {
        foldedUpdate(start, with: bytes) ?? slicedUpdate(start, with: bytes)
    }

    /// Returns `start` after taking in `bytes`, or `nil` when the processor lacks the instructions or `bytes` are few.
    ///
    /// The kernel and its figures are described in CQRKernels/crc_pclmul.c.
    static func foldedUpdate(_ start: UInt16, with bytes: Span<UInt8>) -> UInt16? {
        let level = qrk_best_level()
        guard bytes.count >= fewestBytes, level == QRK_LEVEL_AVX2 || level == QRK_LEVEL_AVX512 else { return nil }
        // SAFETY: the kernel reads exactly `count` bytes, at least 16, and keeps no pointer.
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress else { return nil }
            return unsafe qrk_crc16_pclmul(start, first, bytes.count)
        }
    }
}
