// Builds valid codes of many countries again from their parts, and compares their data objects.
// SPDX-License-Identifier: Apache-2.0

import EMVTLV
import QRIS
import Testing

@Suite struct RebuildTests {
    /// Vectors that some profile calls valid, with the strictest such profile; no ID twice.
    private static let codes: [(id: String, profile: Profile, payload: QRISPayload)] = Vector.all.compactMap { vector in
        for profile in [Profile.qris, .emv, .lenient] {
            guard let payload = try? QRISPayload(validating: vector.string, profile: profile) else { continue }
            let isRepeated = payload.validate(profile: profile).issues.contains { $0.code == .duplicateTag }
            return isRepeated ? nil : (vector.id, profile, payload)
        }
        return nil
    }

    /// The data objects but the CRC, those of templates one by one, sorted.
    private func parts(_ payload: QRISPayload) -> [String: String] {
        var parts: [String: String] = [:]
        for object in payload.objects where object.id != 63 {
            let path = DataObjectPath(object.id)
            let isTemplate = 26...51 ~= object.id.rawValue || object.id == 62
            let inner = isTemplate ? payload.objects(inside: object) ?? [] : []
            for part in inner {
                parts[DataObjectPath(object.id, part.id).description] = String(
                    decoding: payload.bytes[part.valueRange], as: UTF8.self)
            }
            if inner.isEmpty { parts[path.description] = payload.text(at: path) }
        }
        return parts
    }

    @Test func everyValidCodeIsBuiltAgain() throws {
        #expect(Self.codes.count > 150)
        #expect(Set(Self.codes.map(\.profile)).count == 3)
        for code in Self.codes {
            var builder = try QRISBuilder(profile: code.profile)
            builder.remove(DataObjectPath(01))
            let parts = parts(code.payload)
            for (path, value) in parts {
                try builder.set(#require(DataObjectPath(path)), to: value)
            }
            let built = try builder.build()
            #expect(self.parts(built) == parts, "\(code.id)")
            #expect(built.crcMatches)
        }
    }

    @Test func theProfileDecidesWhatIsAskedFor() throws {
        func missing(_ profile: Profile) throws -> [String] {
            var builder = try QRISBuilder(profile: profile)
            try builder.set(DataObjectPath(29, 0), to: "A000000677010111")
            do {
                _ = try builder.build()
                return []
            } catch {
                let errors = error.report?.issues.filter { $0.severity == .error } ?? []
                return errors.map { $0.path.description }
            }
        }
        #expect(try Set(missing(.qris)).isSuperset(of: ["52", "53", "58", "59", "60"]))
        #expect(try missing(.emv) == ["52", "53", "58", "59", "60"])
        #expect(try missing(.lenient) == [])
    }

    @Test func onlyLenientTakesOtherLengths() throws {
        let long = String(repeating: "A", count: 26)
        for profile in Profile.allCases {
            var builder = try QRISBuilder(profile: profile)
            if profile == .lenient {
                try builder.set(DataObjectPath(59), to: long)
                try builder.set(DataObjectPath(60), to: "")
                try builder.set(DataObjectPath(26, 0), to: "ID.CO.CONTOH.WWW")
                let text = try String(decoding: builder.build().encoded(), as: UTF8.self)
                #expect(text.contains("5926\(long)6000"))
            } else {
                let tooLong = #expect(throws: EditError.self) { try builder.set(DataObjectPath(59), to: long) }
                let empty = #expect(throws: EditError.self) { try builder.set(DataObjectPath(60), to: "") }
                #expect(tooLong?.code == .tooLong && empty?.code == .empty)
            }
        }
    }
}
