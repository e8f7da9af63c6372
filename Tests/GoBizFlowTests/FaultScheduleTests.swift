// Whatever fails on the way, and whenever the till dies: one transaction, and the till knows its outcome.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Debug builds play a tenth of the schedules; `make schedules` plays all.
#if DEBUG
    private let batches = UInt64(0)..<2
#else
    private let batches = UInt64(0)..<20
#endif

@Suite("A payment through seeded faults and deaths")
struct FaultScheduleTests {
    /// Every failure names its seed, which plays the same schedule again.
    @Test("none makes a second transaction, none loses a payment", arguments: batches)
    func schedules(_ batch: UInt64) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("schedules-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var deaths = 0
        for seed in batch * 500..<(batch + 1) * 500 {
            let run = ScheduleRun(Schedule(seed: seed), directory: directory)
            let problems = try await run.problems()
            #expect(problems.isEmpty, "schedule \(seed): \(problems)")
            deaths += run.deathCount
        }
        // Most of the deaths planned come before the payment is over, or the schedules would show little.
        #expect(deaths > 400)
    }

    #if CommandLineTool
        /// The logic of `qris pay`: order numbers used again, two tills with one of them, codes that expire, sales told
        /// to people and to programs.
        @Test("no sale is counted twice, no payment is lost", arguments: batches)
        func counters(_ batch: UInt64) async throws {
            let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
                "counters-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: directory) }
            var (deaths, credits) = (0, 0)
            for seed in batch * 500..<(batch + 1) * 500 {
                let run = CounterRun(CounterSchedule(seed: seed))
                let problems = try await run.problems(directory: directory)
                #expect(problems.isEmpty, "schedule \(seed): \(problems)")
                deaths += run.deathCount
                credits += run.creditCount
            }
            // Most sales are paid and most of the deaths planned happen, or the schedules would show little.
            #expect(deaths > 800 && credits > 700, "\(deaths) deaths, \(credits) payments counted")
        }
    #endif
}
