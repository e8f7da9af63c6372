// Payloads the tests share: two published samples, the standard's example, and a seeded generator.
// SPDX-License-Identifier: Apache-2.0

/// Payloads with known verdicts.
enum Seeds {
    /// Two qris_strings from GoBiz's public API documentation; their merchants are samples.
    static let published = [
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW"
            + "0215ID10190450190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A01"
            + "5036c98a2234-f6d1-46f6-91d3-2597ee7863bc5406122.0063044447",
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G4066636330303UMI51440014ID.CO.QRIS.WWW"
            + "0215ID10190240190010303UMI5204581253033605802ID5922jumpstart-staging-qris6015Bandung deket r61054"
            + "025762470703A0150363ed186eb-4837-4f54-afa6-0e007b36b4ce5406342.006304B802",
    ]

    /// The worked example of the standard.
    ///
    /// - Source: EMVCo QRCPS-MPM v1.0 annex B.
    static let standardExample =
        "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
        + "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME"
        + "91320016A0112233449988770708123456786304A13A"
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
