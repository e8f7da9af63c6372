// The walk over data objects.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import EMVTLV

let benchmarks: @Sendable () -> Void = {
    let bytes = Array(EncodingWork.seed.utf8)
    Benchmark("tlv/walk/p1", configuration: .init(scalingFactor: .kilo)) { benchmark in
        for _ in benchmark.scaledIterations { blackHole(try DataObjectReader.dataObjects(in: bytes).count) }
    }
}
