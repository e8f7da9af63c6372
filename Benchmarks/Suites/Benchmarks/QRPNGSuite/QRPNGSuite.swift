// PNG files.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import QREncoder
import QRPNG
import QRRendering
import QRStructure

let benchmarks: @Sendable () -> Void = {
    Benchmark("png/p1-M-8") { benchmark in
        let symbol = try QRSymbol(encoding: EncodingWork.seed, options: EncodingOptions(raisesLevel: false))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try symbol.png(options: RenderOptions(modulePixels: 8))) }
    }
}
