// Explains a wrong CRC: what it would be the CRC of.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

/// Tries the known mistakes in making a CRC.
enum ForeignCRC {
    /// Returns the mistake that gives the CRC a payload states; nil when none does.
    ///
    /// `stated` is the number in 63, the last data object, whose value begins at `end`; `right` the one for the bytes
    /// before it. Conversions are not tried on payloads far over the standard's 512 characters.
    static func explain(_ stated: UInt16, right: UInt16, _ bytes: Span<UInt8>, before end: Int) -> Issue.Hint? {
        if stated == right.byteSwapped { return Issue.Hint(.crcBytesSwapped) }
        if stated == CRC16CCITT.checksum(of: bytes.extracting(0..<end - 4)) { return Issue.Hint(.crcWithoutHeader) }
        guard end <= 4_096 else { return nil }
        if stated == checksum(bytes, asStatic: false, withoutAmount: true) { return Issue.Hint(.crcWithoutAmount) }
        if stated == checksum(bytes, asStatic: true, withoutAmount: false) { return Issue.Hint(.crcOfStaticCode) }
        if stated == checksum(bytes, asStatic: true, withoutAmount: true) {
            return Issue.Hint(.crcOfStaticCodeWithoutAmount)
        }
        return nil
    }

    /// Returns the CRC of a payload as it was before a conversion.
    private static func checksum(_ bytes: Span<UInt8>, asStatic: Bool, withoutAmount: Bool) -> UInt16 {
        var crc = CRC16CCITT()
        var reader = DataObjectReader(0..<bytes.count)
        while let object = DataObjectFinder.next(&reader, bytes) {
            switch object.id.rawValue {
            case 63:
                crc.update(with: bytes.extracting(object.headerOffset..<object.valueRange.lowerBound))
                return crc.value
            case 1 where asStatic && ValueBytes.equal(bytes, object.valueRange, "12"):
                crc.update(with: bytes.extracting(object.headerOffset..<object.valueRange.lowerBound + 1))
                crc.update(with: [0x31])
            case 54...57 where withoutAmount:
                continue
            default:
                crc.update(with: bytes.extracting(object.range))
            }
        }
        return crc.value
    }
}
