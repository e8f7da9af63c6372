// Runs one operation a given number of times, for counting its instructions under callgrind.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
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

/// Encodes a text once and then `count` times more, with an encoder of its own each time.
func encodeOnce(_ work: EncodingWork, count: Int) throws {
    for _ in 0..<count { _ = try QRSymbol(encoding: work.text, options: work.options) }
    let symbol = try QRSymbol(encoding: work.text, options: work.options)
    print(symbol.version.rawValue, symbol.mask.rawValue)
}

/// Encodes a text once and then `count` times more, with one encoder.
func encode(_ work: EncodingWork, count: Int) throws {
    let encoder = QRSymbolEncoder()
    let text = Array(work.text.utf8)
    var symbol = try encoder.encode(utf8: text.span, options: work.options)
    for _ in 0..<count {
        try encoder.encode(utf8: text.span, options: work.options, into: &symbol)
    }
    print(symbol.version.rawValue, symbol.mask.rawValue)
}

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]) else {
    fatalError("usage: instructions CASE COUNT")
}
let name = CommandLine.arguments[1]
let isOneShot = name.hasPrefix("oneshot/")
let workName = isOneShot ? "encode/" + name.dropFirst("oneshot/".count) : name
if name == "validate/P1" {
    print(validate(count: count))
} else if let work = EncodingWork.all.first(where: { $0.name == workName }) {
    try isOneShot ? encodeOnce(work, count: count) : encode(work, count: count)
} else {
    fatalError("no case \(name)")
}
