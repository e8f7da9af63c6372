// Validation.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import QRIS

let benchmarks: @Sendable () -> Void = {
    let bytes = Array(EncodingWork.seed.utf8)
    Benchmark("qris/validate/p1", configuration: .init(scalingFactor: .kilo)) { benchmark in
        for _ in benchmark.scaledIterations { blackHole(QRISPayload.validate(bytes.span)) }
    }
}
