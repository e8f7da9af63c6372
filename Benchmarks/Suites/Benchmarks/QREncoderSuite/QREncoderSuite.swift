// Encoding; segmentation is seen through the mixed mode with a given mask, which leaves little else.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import QREncoder
import QRStructure

let benchmarks: @Sendable () -> Void = {
    let bytes = Array(EncodingWork.seed.utf8)
    func add(_ name: String, _ options: EncodingOptions) {
        Benchmark(name, configuration: .init(scalingFactor: .kilo)) { benchmark in
            let encoder = QRSymbolEncoder()
            var symbol = try encoder.encode(utf8: bytes.span, options: options)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                try encoder.encode(utf8: bytes.span, options: options, into: &symbol)
            }
            blackHole(symbol)
        }
    }
    add("encoder/encode/p1-M-byte", EncodingOptions(raisesLevel: false))
    add("encoder/segmentation/p1", EncodingOptions(raisesLevel: false, mask: MaskPattern(rawValue: 0), mode: .mixed))
}
