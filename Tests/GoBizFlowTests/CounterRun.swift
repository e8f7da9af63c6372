// Runs a counter's schedule to its end and says what came out.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz
    import GoBizSandbox
    import Synchronization

    /// Tills with the logic of `qris pay`, a sandbox, customers and a clock.
    final class CounterRun: Sendable {
        let clock = TurningClock()
        let engine: SandboxEngine
        private let ledger = Mutex(Ledger())
        private let schedule: CounterSchedule

        /// What the customers do and what the shop knows.
        struct Ledger {
            var problems: [String] = []
            /// What is still to happen, and when.
            var acts: [(moment: Duration, transactionID: String, kind: Act)] = []
            /// The sale to whose customer each code was shown.
            var shownTo: [String: SaleName] = [:]
            /// The sales that each payment was counted for.
            var credits: [String: [SaleName]] = [:]
            /// The transactions that some process has told to be paid.
            var told: Set<String> = []
            var deathCount = 0
        }

        enum Act {
            case pay, expire, payLate
        }

        struct SaleName: Hashable {
            let till: Int
            let number: Int
        }

        init(_ schedule: CounterSchedule) {
            self.schedule = schedule
            engine = SandboxEngine(time: clock)
        }

        var deathCount: Int { ledger.withLock { $0.deathCount } }
        var creditCount: Int { ledger.withLock { $0.credits.count } }

        func change(_ body: (inout Ledger) -> Void) {
            ledger.withLock { body(&$0) }
        }

        /// Plays the schedule.
        ///
        /// - Returns: what is wrong at its end, in words; empty when all is well.
        func problems(directory: URL) async throws -> [String] {
            for fault in schedule.faults { _ = engine.add(fault) }
            clock.whenTurned { [weak self] now in self?.letCustomersAct(now) }
            let tills = schedule.tills.enumerated().map { number, sales in
                CounterTill(
                    number: number, sales: sales, run: self,
                    file: schedule.usesFile ? directory.appendingPathComponent("\(UUID().uuidString).journal") : nil,
                    writtenPart: schedule.writtenPart)
            }
            // Turn by turn, so that sales of one order number are open at both tills at once.
            while tills.contains(where: { !$0.isDone }) {
                for till in tills where !till.isDone { try await till.runProcess() }
            }
            // The evening: everything that will happen happens, and each till goes on with what it left open.
            engine.removeAllFaults()
            clock.turn(by: .seconds(600))
            for till in tills { try await till.resume() }
            return judge()
        }

        private func letCustomersAct(_ now: Duration) {
            let due = ledger.withLock { ledger in
                let due = ledger.acts.filter { $0.moment <= now }
                ledger.acts.removeAll { $0.moment <= now }
                return due
            }
            for act in due {
                switch act.kind {
                case .pay: _ = try? engine.pay(act.transactionID)
                case .expire: _ = try? engine.expire(act.transactionID)
                case .payLate: _ = try? engine.pay(act.transactionID, late: true)
                }
            }
        }

        /// A code was shown: the customer will do something with the first one, and never pays twice.
        ///
        /// A transaction may end while the reply that calls it open is on its way, so only those of before the command
        /// count as a fault.
        func show(_ id: String, to name: SaleName, _ sale: CounterSchedule.Sale, endedBefore: Set<String>) {
            let isKnown = engine.transaction(id) != nil
            ledger.withLock { ledger in
                if !isKnown { ledger.problems.append("the code of nobody's transaction") }
                if endedBefore.contains(id) {
                    ledger.problems.append("the code of \(id), which was over before the command began")
                }
                let others = ledger.shownTo.filter { $0.value == name && $0.key != id }.keys
                if let open = others.first(where: { engine.transaction($0)?.status != "expire" }) {
                    ledger.problems.append("\(name) has a second code beside \(open)")
                }
                if let owner = ledger.shownTo[id], owner != name, sale.customer != .leaves {
                    // The code of a sale that was left open: whoever pays it now pays for the sale at hand.
                    ledger.acts.removeAll { $0.transactionID == id }
                } else if ledger.shownTo[id] != nil {
                    return
                }
                ledger.shownTo[id] = name
                let moment = clock.now + sale.delay
                switch sale.customer {
                case .pays: ledger.acts.append((moment, id, .pay))
                case .letsItExpire: ledger.acts.append((moment, id, .expire))
                case .paysLate: ledger.acts += [(moment, id, .expire), (moment + .seconds(200), id, .payLate)]
                case .leaves: break
                }
            }
        }

        private func judge() -> [String] {
            let settled = engine.transactions.filter { $0.status == "settlement" }.map(\.id)
            return ledger.withLock { ledger in
                var problems = ledger.problems
                for id in settled where !ledger.told.contains(id) { problems.append("the payment \(id) is lost") }
                for (id, sales) in ledger.credits {
                    if Set(sales).count > 1 { problems.append("\(id) is counted for \(sales)") }
                    if !settled.contains(id) { problems.append("\(id) is counted but not paid") }
                    for sale in sales where sale != ledger.shownTo[id] {
                        problems.append(
                            "\(id) is counted for \(sale), but \(String(describing: ledger.shownTo[id])) paid")
                    }
                }
                for id in ledger.told where !settled.contains(id) { problems.append("\(id) is told but not paid") }
                return problems
            }
        }
    }
#endif
