// Times validation on request, so that a driver can let other programs take turns with it.
// SPDX-License-Identifier: Apache-2.0

// Reads lines `CASE COUNT`, with CASE one of `P1`, `P1-parse` or `SHAPE/BYTES`; answers each with the nanoseconds of
// processor time that one of COUNT runs took. With any argument it lists the shapes.

import BenchmarkInputs
import Glibc
import QRIS

/// The nanoseconds that this thread has had of the processor.
func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
}

func measure(_ count: Int, _ run: () -> Int) -> Double {
    var sum = 0
    let start = threadTime()
    for _ in 0..<count { sum &+= run() }
    let end = threadTime()
    precondition(sum != 0, "nothing was found")
    return (end - start) / Double(count)
}

func bytes(of name: Substring) -> [UInt8]? {
    let parts = name.split(separator: "/")
    guard parts.count == 2, let shape = HostileShape(rawValue: String(parts[0])), let count = Int(parts[1]) else {
        return nil
    }
    return shape.bytes(count: count)
}

/// Prints a number at once.
func answer(_ number: Double) {
    print(number)
    fflush(nil)
}

let seed = Array(EncodingWork.seed.utf8)
var report = ValidationReport()
guard CommandLine.arguments.count < 2 else {
    print(HostileShape.allCases.map(\.rawValue).joined(separator: " "))
    exit(0)
}
while let line = readLine() {
    let words = line.split(separator: " ")
    guard words.count == 2, let count = Int(words[1]), count > 0 else { fatalError("usage: CASE COUNT, one per line") }
    guard words[0] != "P1-parse" else {
        answer(
            measure(count) {
                let payload = try? QRISPayload(parsing: seed)
                return payload?.crcMatches == true ? payload?.objects.count ?? 0 : 0
            })
        continue
    }
    guard let input = words[0] == "P1" ? seed : bytes(of: words[0]) else { fatalError("no case \(words[0])") }
    answer(
        measure(count) {
            report.validate(input.span)
            return report.issues.count
        })
}
