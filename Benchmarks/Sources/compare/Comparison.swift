// What is compared, and the clock.
// SPDX-License-Identifier: Apache-2.0

/// One side of a comparison.
struct Contender {
    /// `swift` and `kernels` are ours, any other name is a peer's.
    let name: String
    /// Does the work once and returns a number of the result: side, checksum, length.
    let run: () -> Int
}

/// One piece of work and all who do it.
struct Comparison {
    let name: String
    /// The version of our symbol, nil when there is none.
    var version: Int?
    /// The version of each peer's symbol.
    var peerVersions: [String: Int] = [:]
    let contenders: [Contender]

    /// Returns the least time of one run by contender.
    ///
    /// The contenders take turns, a batch at a time, so that all of them see the same disturbances; the minimum over
    /// the batches is the time without any.
    func measure() -> [String: Double] {
        let clock = ContinuousClock()
        let counts = contenders.map { Self.batchCount(of: $0, clock: clock) }
        var best = contenders.map { _ in Double.infinity }
        let start = clock.now
        var round = 0
        while round < 25 || (round < 4000 && clock.now - start < .milliseconds(1500)) {
            for index in contenders.indices {
                let time = Self.time(of: contenders[index], count: counts[index], clock: clock)
                best[index] = min(best[index], time / Double(counts[index]))
            }
            round += 1
        }
        return Dictionary(uniqueKeysWithValues: zip(contenders.map(\.name), best))
    }

    /// Returns how many runs take 100 microseconds, which is long for the clock and short for the scheduler.
    private static func batchCount(of contender: Contender, clock: ContinuousClock) -> Int {
        var count = 1
        while count < 1 << 16, time(of: contender, count: count, clock: clock) < 100_000 { count *= 2 }
        return count
    }

    /// Returns the nanoseconds of a batch.
    private static func time(of contender: Contender, count: Int, clock: ContinuousClock) -> Double {
        var sum = 0
        let duration = clock.measure {
            for _ in 0..<count { sum &+= contender.run() }
        }
        precondition(sum != 0, "\(contender.name) has stopped working")
        return duration / .nanoseconds(1)
    }
}

/// A disagreement between contenders.
struct Disagreement: Error {
    let what: String
}
