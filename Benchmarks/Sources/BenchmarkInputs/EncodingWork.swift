// The texts and options that encoders are measured on.
// SPDX-License-Identifier: Apache-2.0

import QREncoder
import QRStructure

/// One thing to encode.
public struct EncodingWork: Sendable {
    /// The case's name in results.
    public let name: String
    /// The text, all ASCII.
    public let text: String
    /// Level and mode; the version and the mask are the encoder's choice.
    public let options: EncodingOptions

    /// The qris_string of the published create-transaction sample, 254 characters.
    public static let seed =
        "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW0215ID101904"
        + "50190010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A015036c98a2234-f6d1-46f6-91"
        + "d3-2597ee7863bc5406122.0063044447"

    private static func work(
        _ name: String, _ text: String, _ level: ErrorCorrectionLevel, _ mode: EncodingOptions.SegmentMode
    ) -> EncodingWork {
        EncodingWork(
            name: name, text: text, options: EncodingOptions(minimumLevel: level, raisesLevel: false, mode: mode))
    }

    private static func letters(_ count: Int) -> String {
        String(decoding: (0..<count).map { UInt8(97 + $0 * 7 % 26) }, as: UTF8.self)
    }

    /// All cases, the payment string first.
    public static let all = [
        work("encode/P1-byte-M", seed, .medium, .byte),
        work("encode/P1-byte-L", seed, .low, .byte),
        work("encode/P1-mixed-M", seed, .medium, .mixed),
        work("encode/v1-M-14", letters(14), .medium, .byte),
        work("encode/v10-M-213", letters(213), .medium, .byte),
        work("encode/v20-M-666", letters(666), .medium, .byte),
        work("encode/v30-M-1370", letters(1370), .medium, .byte),
        work("encode/v40-L-2953", letters(2953), .low, .byte),
        work("encode/P2-M", "HELLO WORLD 12345678", .medium, .mixed),
    ]
}
