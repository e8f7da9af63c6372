// Law: validation takes any bytes; issues lie inside them; valid means no error; reusing a report changes nothing.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
import QRIS

@main enum FuzzValidate {
    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            do { try FuzzValidate.check(Array(UnsafeBufferPointer(start: data, count: size))) } catch {
                fatalError("\(error)")
            }
            return 0
        }
    }

    static func check(_ bytes: [UInt8]) throws {
        var reused = ValidationReport()
        for profile in Profile.allCases {
            let report = QRISPayload.validate(bytes, profile: profile)
            reused.validate(bytes.span, options: ValidationOptions(profile: profile))
            precondition(report == reused)
            precondition(report.isValid == !report.issues.contains { $0.severity == .error })
            for issue in report.issues {
                precondition(issue.byteOffset >= 0 && issue.byteLength >= 0)
                precondition(issue.byteOffset + issue.byteLength <= bytes.count)
                if bytes.count < 24 { precondition(!issue.message.isEmpty && issue.expected != "") }
            }
            if report.isValid { _ = try QRISPayload(validating: bytes, profile: profile).merchantAccounts }
        }
    }
}
