// Pictures as text.
// SPDX-License-Identifier: Apache-2.0

import Benchmark
import BenchmarkInputs
import QREncoder
import QRRendering
import QRStructure

let benchmarks: @Sendable () -> Void = {
    func add(_ name: String, _ draw: @escaping @Sendable (QRSymbol) throws -> [UInt8]) {
        Benchmark(name, configuration: .init(scalingFactor: .kilo)) { benchmark in
            let symbol = try QRSymbol(encoding: EncodingWork.seed, options: EncodingOptions(raisesLevel: false))
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { blackHole(try draw(symbol)) }
        }
    }
    add("rendering/svg/p1-M") { try $0.svg() }
    add("rendering/terminal/p1-M") { try $0.utf8() }
}
