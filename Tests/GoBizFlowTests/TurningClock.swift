// A clock that waiting turns, so that hours of a schedule pass in no time.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization

/// Time that passes only when somebody waits, and what happens in it meanwhile.
final class TurningClock: TimeSource {
    private static let start = Date(timeIntervalSince1970: 1_700_000_000)
    private let elapsed = Mutex(Duration.zero)
    private let event = Mutex<(@Sendable (Duration) -> Void)?>(nil)

    var now: Duration { elapsed.withLock { $0 } }
    var date: Date { Self.start + TimeInterval(now.components.seconds) }

    /// Sets what happens each time the clock has been turned.
    func whenTurned(_ action: @escaping @Sendable (Duration) -> Void) {
        event.withLock { $0 = action }
    }

    func turn(by duration: Duration) {
        let now = elapsed.withLock { elapsed in
            elapsed += max(duration, .zero)
            return elapsed
        }
        event.withLock { $0 }?(now)
    }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        turn(by: duration)
        await Task.yield()
    }
}
