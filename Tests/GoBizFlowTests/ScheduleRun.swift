// Runs a schedule to its end and says what came out.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import GoBizSandbox
import Synchronization

/// A till, a sandbox, a customer and a clock, from the button to the outcome.
final class ScheduleRun: Sendable {
    private let schedule: Schedule
    private let clock = TurningClock()
    private let engine: SandboxEngine
    private let database: TillDatabase
    private let memory = MemoryPaymentJournal()
    private let deaths = Mutex(0)
    /// Where the journal is, when the schedule keeps it in a file.
    private let file: URL?

    init(_ schedule: Schedule, directory: URL) {
        self.schedule = schedule
        engine = SandboxEngine(time: clock)
        database = TillDatabase(request: TransactionRequest(orderID: "order-1", grossAmount: 12_500))
        file = schedule.usesFile ? directory.appendingPathComponent("\(schedule.keys[0].text).journal") : nil
    }

    /// How often the till died so far.
    var deathCount: Int { deaths.withLock { $0 } }

    /// Plays the schedule.
    ///
    /// - Returns: what is wrong at its end, in words; empty when all is well.
    func problems() async throws -> [String] {
        for fault in schedule.faults { _ = engine.add(fault) }
        letCustomerAct()
        var last: TransactionDetail?
        var life = 0
        while !database.isBooked, last == nil || schedule.customer != .doesNothing, life < Schedule.lifeCount {
            last = try await live(life) ?? last
            clock.turn(by: .seconds(30))
            life += 1
        }
        // A death between the booking and the journal leaves the entry for one more life.
        if database.isBooked { _ = try await live(Schedule.lifeCount) }
        return try await problems(lastSeen: last)
    }

    /// Lives one life of the till, counted from 0, and returns the open transaction with which its patience ended, if so;
    /// lives past the planned deaths end by themselves.
    private func live(_ life: Int) async throws -> TransactionDetail? {
        let process = MortalProcess(dyingAtStep: life < schedule.deaths.count ? schedule.deaths[life] : nil)
        let journal = MortalJournal(
            process: process, journal: try await openJournal(), file: file, writtenPart: schedule.writtenPart)
        let transport = MortalTransport(process: process, transport: SandboxTransport(engine, time: clock))
        let client = GoBizClient(
            outlet: "G000012345", credentials: Credentials(clientID: "sandbox", clientSecret: "sandbox"),
            environment: .sandbox, journal: journal, transport: transport, time: clock)
        let till = Till(
            client: client, process: process, database: database,
            newKey: schedule.keys[min(life, Schedule.lifeCount - 1)], isPressedTwice: schedule.isPressedTwice,
            patience: .seconds(300))
        defer {
            if process.isDead { deaths.withLock { $0 += 1 } }
        }
        do {
            return try await till.run()
        } catch is GoBizError {
            return nil
        } catch {
            guard process.isDead else { throw error }
            return nil
        }
    }

    private func openJournal() async throws -> any PaymentJournal {
        guard let file else { return memory }
        return try await FilePaymentJournal.opened(file)
    }

    private func letCustomerAct() {
        let (engine, schedule) = (engine, schedule)
        clock.whenTurned { now in
            guard now >= schedule.customerMoment else { return }
            for transaction in engine.transactions where transaction.isPending {
                switch schedule.customer {
                case .pays: _ = try? engine.pay(transaction.id)
                case .letsItExpire: _ = try? engine.expire(transaction.id)
                case .doesNothing: break
                }
            }
        }
    }

    private func problems(lastSeen last: TransactionDetail?) async throws -> [String] {
        var problems: [String] = []
        let transactions = engine.transactions
        if transactions.count != 1 { problems.append("\(transactions.count) transactions") }
        guard let transaction = transactions.first else { return problems }
        let known = (database.isBooked ? database.outcomes : [last].compactMap { $0 }).map(\.transaction)
        if known.isEmpty { problems.append("the till does not know the transaction") }
        for seen in known where seen.id != transaction.id || seen.status.rawValue != transaction.status {
            problems.append("\(transaction.status), but the till says \(seen.status.rawValue)")
        }
        let entries = try await openJournal().entries().filter { $0.end == nil }
        if database.isBooked != entries.isEmpty { problems.append("\(entries.count) entries are left") }
        if schedule.customer == .pays, !database.isBooked { problems.append("paid, but not booked") }
        return problems
    }
}
