// Writing data objects: headers stay true, wrong values are refused, and what is written reads back.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import Testing

@Suite struct DataObjectWriterTests {
    @Test func writesHeaderInCharacters() throws {
        var writer = DataObjectWriter()
        try writer.append(0, "01")
        try writer.append(1, "最佳运输")
        #expect(writer.bytes == Array("0002010104最佳运输".utf8))
    }

    @Test func writesTemplates() throws {
        var inner = DataObjectWriter()
        try inner.append(7, "A01")
        var writer = DataObjectWriter()
        try writer.append(62, template: inner)
        #expect(writer.bytes == Array("62070703A01".utf8))
    }

    // 007B is the standard's own example of a CRC object's form; the value here is one of the published strings'.
    @Test func appendsTheCRCOfEverythingBefore() throws {
        let text =
            "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G4066636330303UMI51440014ID.CO.QRIS.WWW"
            + "0215ID10190240190010303UMI5204581253033605802ID5922jumpstart-staging-qris6015Bandung deket r61054"
            + "025762470703A0150363ed186eb-4837-4f54-afa6-0e007b36b4ce5406342.00"
        let bytes = Array(text.utf8)
        var writer = DataObjectWriter()
        for object in try DataObjectReader.dataObjects(in: bytes) {
            try writer.append(object.id, Array(bytes[object.valueRange]))
        }
        writer.appendCRC()
        #expect(writer.bytes == Array((text + "6304B802").utf8))
    }

    @Test func refusesWhatCannotBeWritten() {
        var writer = DataObjectWriter()
        let empty = #expect(throws: PayloadError.self) { try writer.append(59, "") }
        #expect(empty?.code == .zeroLength)
        let long = #expect(throws: PayloadError.self) {
            try writer.append(59, [UInt8](repeating: 0x41, count: 100))
        }
        #expect(long?.code == .lengthOverrun)
        #expect(long?.availableCount == 100)
        let broken = #expect(throws: PayloadError.self) { try writer.append(59, [0x41, 0xC3]) }
        #expect(broken?.code == .invalidUTF8)
        #expect(broken?.byteOffset == 5)
        #expect(writer.bytes.isEmpty)
    }

    @Test func everyIDWritesAndReads() throws {
        for number in 0..<100 as Range<UInt8> {
            let id = try #require(DataObjectID(rawValue: number))
            var writer = DataObjectWriter()
            try writer.append(id, "x")
            #expect(try DataObjectReader.dataObjects(in: writer.bytes).first?.id == id)
            #expect(id.description.utf8.count == 2)
        }
        #expect(DataObjectID(rawValue: 100) == nil)
        #expect(DataObjectID(tens: 0x2B, units: 0x31) == nil)
    }

    @Test(arguments: 1...99)
    func everyLengthReadsBack(length: Int) throws {
        var writer = DataObjectWriter()
        try writer.append(99, String(repeating: "é", count: length))
        let object = try #require(try DataObjectReader.dataObjects(in: writer.bytes).first)
        #expect(object.characterCount == length)
        #expect(object.valueRange.count == 2 * length)
    }
}
