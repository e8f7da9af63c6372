// What is compared, and the clock.
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One side of a comparison.
struct Contender {
    /// `swift` and `kernels` are ours, any other name is a peer's.
    let name: String
    /// Does the work a number of times and returns the sum of a number of each result: side, checksum, length.
    let run: (Int) -> Int

    /// Makes a contender that does its work many times by itself, as a program with many symbols to make would.
    init(name: String, repeating run: @escaping (Int) -> Int) {
        self.name = name
        self.run = run
    }

    /// Makes a contender of a function that does the work once.
    init(name: String, once: @escaping () -> Int) {
        self.init(name: name) { count in
            var sum = 0
            for _ in 0..<count { sum &+= once() }
            return sum
        }
    }
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
        let counts = contenders.map { Self.batchCount(of: $0) }
        var best = contenders.map { _ in Double.infinity }
        let start = Self.threadTime
        var round = 0
        while round < 25 || (round < 4000 && Self.threadTime - start < 800_000_000) {
            for index in contenders.indices {
                let time = Self.time(of: contenders[index], count: counts[index])
                best[index] = min(best[index], time / Double(counts[index]))
            }
            round += 1
        }
        return Dictionary(uniqueKeysWithValues: zip(contenders.map(\.name), best))
    }

    /// Returns how many runs take 100 microseconds, which is long for the clock and short for the scheduler.
    private static func batchCount(of contender: Contender) -> Int {
        // The first run of all makes tables; its time says nothing.
        _ = contender.run(1)
        var count = 1
        while count < 1 << 16, time(of: contender, count: count) < 100_000 { count *= 2 }
        return count
    }

    /// Returns the nanoseconds of a batch.
    private static func time(of contender: Contender, count: Int) -> Double {
        let start = threadTime
        let sum = contender.run(count)
        let end = threadTime
        precondition(sum != 0, "\(contender.name) has stopped working")
        return end - start
    }

    /// The nanoseconds that this thread has had of the processor: the time that other programs take does not count,
    /// or a run longer than the scheduler's slice would never be seen undisturbed.
    private static var threadTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}

/// A disagreement between contenders.
struct Disagreement: Error {
    let what: String
}
