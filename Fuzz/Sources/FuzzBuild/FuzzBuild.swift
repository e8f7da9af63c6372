// Law: a builder gives a valid payload that says what was set, or throws; what was set can be taken out again.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import EMVTLV
import QRIS

@main enum FuzzBuild {
    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            FuzzBuild.check(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
    }

    /// Takes the input line by line: name, city, postal code, category, PAN, merchant ID, NMID, then paths and values.
    static func check(_ input: [UInt8]) {
        var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        while lines.count < 7 { lines.append("1") }
        do throws(EditError) {
            var builder = try QRISBuilder(
                merchantName: lines[0], merchantCity: lines[1], postalCode: lines[2], merchantCategoryCode: lines[3])
            try builder.setAccount(
                globallyUniqueIdentifier: "ID.CO.CONTOH.WWW", merchantPAN: lines[4], merchantID: lines[5],
                criteria: .micro)
            try builder.setNationalMerchantID(lines[6], criteria: .micro)
            for line in lines.dropFirst(7) {
                guard let path = DataObjectPath(String(line.prefix { $0 != "=" })) else { continue }
                try builder.set(path, to: String(line.drop { $0 != "=" }.dropFirst()))
            }
            let payload = try builder.build()
            precondition(payload.validate().isValid && payload.crcMatches)
            do throws(EditError) { try checkEdits(of: payload) } catch { fatalError(error.message) }
        } catch {
            precondition(!error.message.isEmpty)
        }
        for limit in [0, 15, 25] { precondition(FittedText(lines[0], limit: limit).text.utf8.count <= limit) }
    }

    static func checkEdits(of payload: QRISPayload) throws(EditError) {
        var editor = try PayloadEditor(payload)
        let path = DataObjectPath(62, 99, 1)
        guard payload.object(at: DataObjectPath(62)) == nil else { return }
        precondition(editor.remainingCharacterCount(in: 62) == 95)
        try editor.set(path, to: "ABCDEFGH")
        try editor.set(DataObjectPath(62, 99, 0), to: "00")
        let more = try editor.finish()
        precondition(more.text(at: path) == "ABCDEFGH")
        precondition(editor.remove(DataObjectPath(62, 99)) && !editor.remove(path))
        let back = try editor.finish()
        precondition(back == payload)
    }
}
