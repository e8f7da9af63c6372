// Checksums and validation.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import CPeers
@_spi(Kernels) import CRC16
import QRIS

extension Comparison {
    /// Our CRC-16 beside one table entry per byte.
    static func checksum(byteCount: Int) throws -> Comparison {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B1 >> 7) }
        guard CRC16CCITT.checksum(of: bytes.span) == peer_crc16(bytes, byteCount) else {
            throw Disagreement(what: "checksums of \(byteCount) bytes")
        }
        return Comparison(
            name: byteCount == 1 << 20 ? "crc/1MiB" : "crc/\(byteCount)",
            contenders: [
                Contender(name: "swift") { Int(CRC16CCITT.swiftChecksum(of: bytes.span)) },
                Contender(name: "kernels") { Int(CRC16CCITT.checksum(of: bytes.span)) },
                Contender(name: "table") { Int(peer_crc16(bytes, byteCount)) },
            ])
    }

    /// The validation of the payment string, into the same report each time.
    static func validation() -> Comparison {
        let bytes = Array(EncodingWork.seed.utf8)
        return Comparison(
            name: "validate/P1",
            contenders: [
                Contender(
                    name: "swift",
                    repeating: { count in
                        var (report, sum) = (ValidationReport(), 0)
                        for _ in 0..<count {
                            report.validate(bytes.span)
                            sum += report.issues.count + 1
                        }
                        return sum
                    })
            ])
    }
}
