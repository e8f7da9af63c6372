// Random waits, so that a thousand tills do not come back in the same moment.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Synchronization

    /// A source of random numbers that tasks share.
    final class Jitter: Sendable {
        private let generator: Mutex<any RandomNumberGenerator & Sendable>

        init(_ generator: sending any RandomNumberGenerator & Sendable) {
            self.generator = Mutex(generator)
        }

        /// A random number of a range.
        func number(in range: ClosedRange<Double>) -> Double {
            generator.withLock { generator in
                // 53 bits: every one of these numbers is a Double.
                let fraction = Double(generator.next() >> 11) * 0x1p-53
                return range.lowerBound + (range.upperBound - range.lowerBound) * fraction
            }
        }

        /// How long to wait before attempt `count + 1`: anything from zero to a bound that doubles, up to a cap.
        func backoff(afterAttempts count: Int, _ options: ClientOptions) -> Duration {
            let bound = min(options.longestBackoff, options.firstBackoff * (1 << min(count - 1, 20)))
            return bound * number(in: 0...1)
        }
    }
#endif
