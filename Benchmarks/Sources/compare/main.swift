// Compares swift-qris with other libraries in one process: prints a table and writes it as JSON.
// SPDX-License-Identifier: Apache-2.0

import BenchmarkInputs
import CPeers

let file = CommandLine.arguments.dropFirst().first ?? "Benchmarks/results/latest.json"
bench_pin()
let comparisons =
    try EncodingWork.all.map { try Comparison(encoding: $0) }
    + [try .segmentation(), try .checksum(byteCount: 250), try .checksum(byteCount: 1 << 20)]
    + [.validation(), try .png(modulePixels: 8), try .svg(), try .terminal()]
var results = Results()
for comparison in comparisons {
    results.cases.append(CaseResult(comparison, nanoseconds: comparison.measure()))
}
print(results.table)
print(results.modulesTable)
try results.write(to: file)
