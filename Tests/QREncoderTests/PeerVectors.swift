// What libqrencode, qrcodegen and zint made of generated payloads; see Tests/Conformance for how.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import QREncoder
import QRStructure
import TestSupport
import Testing

/// The recorded answers of foreign encoders.
struct PeerVectors: Decodable {
    struct Symbol: Decodable, CustomTestStringConvertible {
        let version: Int
        let level: String
        let mask: Int?
        let mode: String?
        let length: Int
        let digest: String

        var testDescription: String { "\(version)-\(level) mask \(mask ?? -1) \(mode ?? "text") x \(length)" }
    }

    /// Most characters by version; levels L M Q H, in each numeric, alphanumeric, byte, kanji.
    let capacities: [[Int]]
    let symbols: [Symbol]
    let automaticMasks: [Symbol]

    static let recorded: PeerVectors = {
        guard let url = Bundle.module.url(forResource: "peers", withExtension: "json", subdirectory: "Vectors"),
            let data = try? Data(contentsOf: url),
            let vectors = try? JSONDecoder().decode(PeerVectors.self, from: data)
        else { fatalError("Vectors/peers.json is missing or not of its form") }
        return vectors
    }()
}

/// The payload of a mode and length, by the same rule as in Tests/Conformance/conformance.c.
func peerPayload(mode: EncodingOptions.SegmentMode, length: Int) -> [UInt8] {
    let alphanumerics = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    return (0..<length).flatMap { index -> [UInt8] in
        switch mode {
        case .numeric: return [UInt8(0x30 + (index * 7 + index / 10) % 10)]
        case .alphanumeric: return [alphanumerics[(index * 11 + index / 45) % 45]]
        case .byte, .mixed: return [UInt8(truncatingIfNeeded: index * 31 + index / 256 * 17 + 7)]
        case .kanji:
            let value = (index * 53 + 7) % (31 * 188)
            let low = 0x40 + value % 188
            return [UInt8(0x81 + value / 188), UInt8(low >= 0x7F ? low + 1 : low)]
        }
    }
}

/// A lower-case text, which every encoder holds as one byte segment.
func lowerCasePayload(length: Int) -> [UInt8] {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    return (0..<length).map { letters[($0 * 7 + $0 / 26) % 26] }
}

/// The modes by the names in the vectors, in the order of the capacity table.
let namedModes: [(name: String, mode: EncodingOptions.SegmentMode)] = [
    ("numeric", .numeric), ("alphanumeric", .alphanumeric), ("byte", .byte), ("kanji", .kanji),
]

extension QRSymbol {
    /// The modules as rows of Booleans, `true` for dark.
    var rows: [[Bool]] {
        (0..<sideInModules).map { row in (0..<sideInModules).map { self[row, $0] } }
    }

    /// FNV-1a over the modules, one byte 0 or 1 a module, row by row, in hexadecimal.
    var digest: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for isDark in rows.joined() {
            hash = (hash ^ (isDark ? 1 : 0)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
