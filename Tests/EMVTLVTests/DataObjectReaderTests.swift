// Reading data objects: the standard's example, every structural fault with its exact byte, recovery, random bytes.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import Testing

@Suite struct DataObjectReaderTests {
    /// The worked example of the standard.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 annex B.
    static let example =
        "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
        + "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME"
        + "91320016A0112233449988770708123456786304A13A"

    @Test func readsTheStandardsExampleInOrder() throws {
        let bytes = Array(Self.example.utf8)
        let objects = try DataObjectReader.dataObjects(in: bytes)
        let ids = objects.map { $0.id.rawValue }
        #expect(ids == [0, 1, 29, 31, 52, 58, 59, 60, 64, 54, 53, 55, 62, 91, 63])
        let language = try #require(objects.first { $0.id == 64 })
        #expect(language.characterCount == 20)
        #expect(language.valueRange.count == 32)  // six characters of three bytes
        #expect(objects.last?.range.upperBound == bytes.count)
    }

    @Test func walksATemplateWithOffsetsFromTheWhole() throws {
        let bytes = Array(Self.example.utf8)
        let objects = try DataObjectReader.dataObjects(in: bytes)
        let language = try #require(objects.first { $0.id == 64 })
        let inner = try DataObjectReader.dataObjects(in: bytes.span, range: language.valueRange)
        #expect(inner.map { $0.id.rawValue } == [0, 1, 2])
        #expect(inner.map { $0.characterCount } == [2, 4, 2])
        #expect(Array(bytes[inner[1].valueRange]) == Array("最佳运输".utf8))
        #expect(inner[0].headerOffset == language.valueRange.lowerBound)
    }

    struct Fault: Sendable {
        let bytes: [UInt8]
        let code: PayloadError.Code
        let byteOffset: Int
        let headerOffset: Int

        init(_ text: String, _ code: PayloadError.Code, _ byteOffset: Int, header: Int) {
            self.init(Array(text.utf8), code, byteOffset, header: header)
        }

        init(_ bytes: [UInt8], _ code: PayloadError.Code, _ byteOffset: Int, header: Int) {
            self.bytes = bytes
            self.code = code
            self.byteOffset = byteOffset
            self.headerOffset = header
        }
    }

    static let faults: [Fault] = [
        Fault("0", .truncatedHeader, 0, header: 0),
        Fault("000201540", .truncatedHeader, 6, header: 6),
        Fault("000201\n", .trailingBytes, 6, header: 6),
        Fault("0002015\0", .trailingBytes, 7, header: 6),
        Fault(" 00201", .nonDigitID, 0, header: 0),
        Fault("0002015A03360", .nonDigitID, 7, header: 6),
        Fault("00020153X3360", .nonDigitLength, 8, header: 6),
        Fault("000201530x360", .nonDigitLength, 9, header: 6),
        Fault("0002016200", .zeroLength, 8, header: 6),
        Fault("0002015303", .lengthOverrun, 8, header: 6),
        Fault("000201530336", .lengthOverrun, 8, header: 6),
        Fault("5903é", .lengthOverrun, 2, header: 0),
        Fault("+1021200", .nonDigitID, 0, header: 0),
        Fault("00+21200", .nonDigitLength, 2, header: 0),
        Fault("5902".utf8 + [0x41, 0xFF], .invalidUTF8, 5, header: 0),
        Fault("5902".utf8 + [0xC0, 0xAF], .invalidUTF8, 4, header: 0),
        Fault("5901".utf8 + [0xED, 0xA0, 0x80], .invalidUTF8, 4, header: 0),
        Fault("5901".utf8 + [0xF4, 0x90, 0x80, 0x80], .invalidUTF8, 4, header: 0),
        Fault("5901".utf8 + [0xE2, 0x82], .invalidUTF8, 4, header: 0),
        Fault("5902".utf8 + [0x80, 0x41], .invalidUTF8, 4, header: 0),
    ]

    @Test(arguments: faults)
    func reportsTheFaultAtItsByte(fault: Fault) {
        let error = #expect(throws: PayloadError.self) {
            _ = try DataObjectReader.dataObjects(in: fault.bytes)
        }
        #expect(error?.code == fault.code)
        #expect(error?.byteOffset == fault.byteOffset)
        #expect(error?.headerOffset == fault.headerOffset)
    }

    @Test func overrunTellsDeclaredAndAvailable() {
        let error = #expect(throws: PayloadError.self) {
            _ = try DataObjectReader.dataObjects(in: Array("5910Café".utf8))
        }
        #expect(error?.id == 59)
        #expect(error?.declaredCharacterCount == 10)
        #expect(error?.availableCount == 4)
    }

    @Test func resumesAfterAFault() throws {
        let bytes = Array("00020162005303360".utf8)
        var reader = DataObjectReader(0..<bytes.count)
        _ = try reader.next(in: bytes.span)
        let error = #expect(throws: PayloadError.self) { _ = try reader.next(in: bytes.span) }
        #expect(reader.offset == 6)
        reader.offset = try #require(error).headerOffset + DataObject.headerLengthInBytes
        let next = try reader.next(in: bytes.span)
        #expect(next?.id == 53)
        #expect(try reader.next(in: bytes.span) == nil)
    }

    @Test func emptyInputHasNoObjects() throws {
        #expect(try DataObjectReader.dataObjects(in: [UInt8]()).isEmpty)
    }

    @Test func codesHaveStableNames() {
        let codes: [PayloadError.Code] = [
            .truncatedHeader, .nonDigitID, .nonDigitLength, .zeroLength, .lengthOverrun, .trailingBytes, .invalidUTF8,
        ]
        #expect(
            codes.map { $0.name } == [
                "tlv.truncated_header", "tlv.bad_id", "tlv.bad_length", "tlv.zero_length", "tlv.length_overrun",
                "tlv.trailing_bytes", "tlv.invalid_utf8",
            ])
    }

    @Test func randomBytesNeverTrapAndScalarsAgreeWithTheStandardLibrary() {
        var random = SplitMix(state: 2_026)
        for _ in 0..<20_000 {
            var bytes = Array("59".utf8)
            let count = Int(random.next() % 12)
            bytes += [0x30, 0x30 + UInt8(count % 10)]
            for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
            guard let object = try? DataObjectReader.dataObjects(in: bytes).first else { continue }
            let text = String(validating: bytes[object.valueRange], as: UTF8.self)
            #expect(text?.unicodeScalars.count == object.characterCount)
        }
    }
}

/// A small seeded generator (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
