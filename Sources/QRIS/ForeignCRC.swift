// Explains a wrong CRC: what it would be the CRC of.
// SPDX-License-Identifier: Apache-2.0

import CRC16
import EMVTLV

/// Tries the known mistakes in making a CRC.
enum ForeignCRC {
    /// Returns the mistake that gives the CRC a payload states; nil when none does.
    ///
    /// `stated` is the number in 63, the last data object; `range` reaches from the start of the payload to the value of
    /// 63, and `right` is the CRC of these bytes. Conversions are not tried on payloads far over the standard's 512
    /// characters.
    static func explain(_ stated: UInt16, right: UInt16, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Issue.Hint? {
        let payload = bytes.extracting(range)
        if stated == right.byteSwapped { return Issue.Hint(.crcBytesSwapped) }
        if stated == CRC16CCITT.checksum(of: payload.extracting(0..<payload.count - 4)) {
            return Issue.Hint(.crcWithoutHeader)
        }
        guard range.count <= 4_096 else { return nil }
        if stated == checksum(payload, asStatic: false, withoutAmount: true) { return Issue.Hint(.crcWithoutAmount) }
        if stated == checksum(payload, asStatic: true, withoutAmount: false) { return Issue.Hint(.crcOfStaticCode) }
        if stated == checksum(payload, asStatic: true, withoutAmount: true) {
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
            case 1 where asStatic && ValueBytes.equal(bytes, object.valueRange, "12"):
                crc.update(with: bytes.extracting(object.headerOffset..<object.valueRange.lowerBound + 1))
                crc.update(with: [0x31])
            case 54...57 where withoutAmount:
                continue
            default:
                crc.update(with: bytes.extracting(object.range))
            }
        }
        crc.update(with: bytes.extracting(reader.offset..<bytes.count))
        return crc.value
    }
}
