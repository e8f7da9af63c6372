// Law: a conversion gives a valid payload with the amount, and differs in nothing else; the canonical form stays.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import QRIS

@main enum FuzzConvert {
    static let conversion: Set = ["01", "54", "55", "56", "57", "63"]

    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            do { try FuzzConvert.check(Array(UnsafeBufferPointer(start: data, count: size))) } catch {
                fatalError("\(error)")
            }
            return 0
        }
    }

    static func check(_ bytes: [UInt8]) throws {
        guard let payload = try? QRISPayload(parsing: bytes), let amount = Amount("15000") else { return }
        let copy = payload.anonymised(seed: 1)
        precondition(copy.bytes.count == bytes.count && copy.crcMatches == payload.crcMatches)
        guard
            let dynamic = try? payload.convertedToDynamic(amount: amount, tip: .prompt, repairingCRC: true),
            let again = try? QRISPayload(validating: dynamic.encoded())
        else { return }
        precondition(again == dynamic && dynamic.amount == amount && dynamic.tip == .prompt && dynamic.crcMatches)
        let back = try dynamic.convertedToStatic(keepingSaleData: true, profile: .lenient)
        for difference in payload.differences(to: back) {
            precondition(conversion.contains(difference.path.description))
        }
        let canonical = try dynamic.canonical()
        let twice = try QRISPayload(parsing: canonical).canonical()
        precondition(twice == canonical)
    }
}
