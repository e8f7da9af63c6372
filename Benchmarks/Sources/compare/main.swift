import CPeers
import QREncoder
import QRStructure

let p1 =
    "00020101021226610014COM.GO-JEK.WWW01189360091430438058080210G7641517890303UMI51440014ID.CO.QRIS.WWW0215ID101904501"
    + "90010303UMI5204581253033605802ID5907Circlek6015Bandung deket r61054025762470703A015036c98a2234-f6d1-46f6-91d3-2597"
    + "ee7863bc5406122.0063044447"
func letters(_ n: Int) -> String { String(decoding: (0..<n).map { UInt8(97 + $0 * 7 % 26) }, as: UTF8.self) }
let cases: [(String, String, ErrorCorrectionLevel, EncodingOptions.SegmentMode)] = [
    ("encode/P1-byte-M", p1, .medium, .byte), ("encode/P1-byte-L", p1, .low, .byte),
    ("encode/P1-mixed-M", p1, .medium, .mixed),
    ("encode/v1-M-14", letters(14), .medium, .byte), ("encode/v10-M-213", letters(213), .medium, .byte),
    ("encode/v40-L-2953", letters(2953), .low, .byte), ("encode/P2-M", "HELLO WORLD 12345678", .medium, .mixed),
]
let clock = ContinuousClock()
func minimum(_ batches: Int, _ reps: Int, _ body: () -> Void) -> Double {
    var best = Double.infinity
    for _ in 0..<batches {
        let d = clock.measure { for _ in 0..<reps { body() } }
        best = min(best, Double(d.components.attoseconds) / 1e9 / Double(reps))
    }
    return best
}
bench_pin(1)
let encoder = QRSymbolEncoder()
for (name, text, level, mode) in cases {
    let options = EncodingOptions(minimumLevel: level, raisesLevel: false, mode: mode)
    var symbol = try encoder.encode(text, options: options)
    let bytes = Array(text.utf8)
    var ours = Double.infinity
    var peer = Double.infinity
    for _ in 0..<20 {
        ours = min(ours, minimum(50, 10) { try? encoder.encode(utf8: bytes.span, options: options, into: &symbol) })
        peer = min(
            peer,
            minimum(3, 2) {
                _ =
                    mode == .mixed
                    ? peer_libqrencode_mixed(text, bytes.count, Int32(level.rawValue))
                    : peer_libqrencode_byte(text, bytes.count, Int32(level.rawValue))
            })
    }
    print(
        name, "v\(symbol.version.rawValue)", "ours \(Int(ours)) ns", "libqrencode \(Int(peer)) ns",
        "ratio \(Int(peer / ours))")
}
