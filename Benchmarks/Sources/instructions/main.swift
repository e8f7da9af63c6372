// Runs one operation a given number of times, for counting its instructions under callgrind.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import QREncoder
import QRStructure

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]),
    let work = EncodingWork.all.first(where: { $0.name == CommandLine.arguments[1] })
else { fatalError("usage: instructions CASE COUNT") }
let encoder = QRSymbolEncoder()
let text = Array(work.text.utf8)
var symbol = try encoder.encode(utf8: text.span, options: work.options)
for _ in 0..<count {
    try encoder.encode(utf8: text.span, options: work.options, into: &symbol)
}
print(symbol.version.rawValue, symbol.mask.rawValue)
