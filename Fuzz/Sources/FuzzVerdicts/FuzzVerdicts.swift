// Law: the fast validator finds what the plain one finds, under every profile, with any CRC and with the right one.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import CRC16
import QRIS

@main enum FuzzVerdicts {
    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            let bytes = Array(UnsafeBufferPointer(start: data, count: size))
            FuzzVerdicts.check(bytes)
            FuzzVerdicts.check(FuzzVerdicts.closed(bytes))
            return 0
        }
    }

    static func check(_ bytes: [UInt8]) {
        for profile in Profile.allCases {
            if let difference = VerdictLaw.difference(bytes, ValidationOptions(profile: profile)) {
                fatalError(difference)
            }
        }
    }

    /// Puts the right CRC behind a payload, in the place of the one that it has.
    static func closed(_ bytes: [UInt8]) -> [UInt8] {
        let hasCRC = bytes.count >= 8 && bytes.dropLast(4).suffix(4).elementsEqual("6304".utf8)
        let before = hasCRC ? bytes.dropLast(4) : bytes + "6304".utf8
        let digits = String(CRC16CCITT.checksum(of: Array(before)), radix: 16, uppercase: true)
        return before + Array(repeating: 0x30, count: 4 - digits.utf8.count) + digits.utf8
    }
}
