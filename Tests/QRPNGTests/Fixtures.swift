// Payloads and symbols that the tests draw.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRStructure

enum Fixtures {
    /// Two sample payloads that GoBiz publishes in its API documentation.
    static let qrisStrings = [
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW"
            + "0215ID10190450190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A01"
            + "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc5406122.0063044447",
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G4066636330303UMI51440014ID.CO.QRIS.WWW"
            + "0215ID10190240190010303UMI5204581253033605802ID5922jumpstart-staging-qris6015Bandung deket r61054"
            + "025762470703A0150363ed186eb-4837-4f54-afa6-0e007b36b4ce5406342.006304B802",
    ]

    /// Symbols of one, two and three words per row, with sides at and near the words' edges.
    static func symbols() throws -> [QRSymbol] {
        try encodedSymbols.get()
    }

    /// The symbols, encoded once; every mask pattern but one occurs.
    private static let encodedSymbols = Result {
        try [1, 2, 11, 12, 27, 28, 40].enumerated().map { index, version in
            let options = EncodingOptions(version: QRVersion(rawValue: version), mask: MaskPattern(rawValue: index))
            return try QRSymbol(encoding: "QRIS 01", options: options)
        }
    }
}
