// Checksums.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import CRC16

let benchmarks: @Sendable () -> Void = {
    let bytes = Array(EncodingWork.seed.utf8.prefix(250))
    Benchmark("crc/250", configuration: .init(scalingFactor: .kilo)) { benchmark in
        for _ in benchmark.scaledIterations { blackHole(CRC16CCITT.checksum(of: bytes.span)) }
    }
}
