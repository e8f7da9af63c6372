// Law: what the reader reads, the writer writes again byte for byte; the short way of the reader agrees with the long.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import CRC16
import EMVTLV

@main enum FuzzTLV {
    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            FuzzTLV.check(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
    }

    static func check(_ bytes: [UInt8]) {
        var writer = DataObjectWriter()
        var reader = DataObjectReader(0..<bytes.count)
        do throws(PayloadError) {
            while let object = try reader.next(in: bytes.span) {
                try writer.append(object.id, Array(bytes[object.valueRange]))
            }
            precondition(writer.bytes == bytes)
        } catch {
            precondition(error.byteOffset >= error.headerOffset && error.byteOffset <= bytes.count)
            precondition(writer.bytes.elementsEqual(bytes[..<reader.offset]))
        }
        var crc = CRC16CCITT()
        crc.update(with: bytes.span.extracting(0..<bytes.count / 3))
        crc.update(with: bytes.span.extracting(bytes.count / 3..<bytes.count))
        precondition(crc.value == CRC16CCITT.checksum(of: bytes))
    }
}
