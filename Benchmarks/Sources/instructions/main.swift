// Runs one operation a given number of times, for counting its instructions under callgrind.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import Glibc
import QREncoder
import QRIS
import QRStructure

/// Validates the payment string once and then `count` times more, into the same report.
func validate(count: Int) -> Int {
    let bytes = Array(EncodingWork.seed.utf8)
    var report = ValidationReport()
    for _ in 0...count { report.validate(bytes.span) }
    return report.issues.count
}

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]) else {
    fatalError("usage: instructions CASE COUNT")
}
if CommandLine.arguments[1] == "validate/P1" {
    print(validate(count: count))
    exit(0)
}
/// Encodes a text once and then `count` times more, with an encoder of its own each time.
func encodeOnce(_ work: EncodingWork, count: Int) throws -> Int {
    var sum = 0
    for _ in 0...count { sum += try QRSymbol(encoding: work.text, options: work.options).mask.rawValue }
    return sum
}

if CommandLine.arguments[1].hasPrefix("oneshot/") {
    let name = "encode/" + CommandLine.arguments[1].dropFirst("oneshot/".count)
    guard let work = EncodingWork.all.first(where: { $0.name == name }) else { fatalError("no case \(name)") }
    print(try encodeOnce(work, count: count))
    exit(0)
}
guard let work = EncodingWork.all.first(where: { $0.name == CommandLine.arguments[1] })
else { fatalError("no case \(CommandLine.arguments[1])") }
let encoder = QRSymbolEncoder()
let text = Array(work.text.utf8)
var symbol = try encoder.encode(utf8: text.span, options: work.options)
for _ in 0..<count {
    try encoder.encode(utf8: text.span, options: work.options, into: &symbol)
}
print(symbol.version.rawValue, symbol.mask.rawValue)
