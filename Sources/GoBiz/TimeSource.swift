// Where the client and the sandbox take the time from.
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A source of time: the machine's, or one that a test turns by hand.
///
/// Deadlines, waits and token lifetimes go by `now`, which never jumps; dates that people read come from `date`.
public protocol TimeSource: Sendable {
    /// Time since some fixed moment; it only grows.
    var now: Duration { get }
    /// The date and time of day.
    var date: Date { get }
    /// Waits.
    ///
    /// - Parameter duration: how long; nothing happens when it is not positive.
    /// - Throws: `CancellationError` at once when the task is cancelled.
    func sleep(for duration: Duration) async throws
}

/// The machine's time.
public struct SystemTime: TimeSource {
    private static let start = ContinuousClock.now

    /// Makes the source.
    public init() {}

    /// Time since the first use, by the continuous clock.
    public var now: Duration { ContinuousClock.now - SystemTime.start }

    /// The date and time of day.
    public var date: Date { Date() }

    /// Waits by the continuous clock.
    ///
    /// - Parameter duration: how long; nothing happens when it is not positive.
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
