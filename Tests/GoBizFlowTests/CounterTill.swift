// A cashier at a till: runs `qris pay` in one process after the other and does what it says.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz
    import GoBizSandbox
    import QRISCommand
    import Synchronization

    /// A till that sells one sale after the other, all under one order number.
    final class CounterTill {
        private let number: Int
        private let sales: [CounterSchedule.Sale]
        private let run: CounterRun
        private let memory = MemoryPaymentJournal()
        private let file: URL?
        private let writtenPart: Double
        private var sale = 0
        private var life = 0
        private var isAgain = false

        init(number: Int, sales: [CounterSchedule.Sale], run: CounterRun, file: URL?, writtenPart: Double) {
            self.number = number
            self.sales = sales
            self.run = run
            self.file = file
            self.writtenPart = writtenPart
        }

        var isDone: Bool { sale >= sales.count }
        private var name: CounterRun.SaleName { CounterRun.SaleName(till: number, number: sale) }

        /// Gives the command for the sale at hand once, and does what its end asks for.
        func runProcess() async throws {
            let plan = sales[sale]
            let process = MortalProcess(dyingAtStep: life < plan.deaths.count ? plan.deaths[life] : nil)
            let before = Set(run.engine.transactions.filter { $0.status != "pending" }.map(\.id))
            let screen = Screen(run, process, isJSON: plan.isJSON[life]) { [run, name] id in
                run.show(id, to: name, plan, endedBefore: before)
            }
            let journal = try await openJournal(process)
            let session = TillSession(
                client: client(journal, process), journal: journal, screen: screen.screen, patience: plan.patience,
                time: run.clock)
            var end: Result<Void, any Error> = .success(())
            do {
                try await session.sell(
                    TransactionRequest(orderID: CounterSchedule.order, grossAmount: CounterSchedule.amount),
                    isAgain: isAgain)
            } catch {
                end = .failure(error)
            }
            life += 1
            // Repeated, the command is given without the option.
            isAgain = false
            guard !process.isDead else {
                run.change { $0.deathCount += 1 }
                return endIfTired()
            }
            try await take(end, paid: screen.paid, endedBefore: before)
        }

        private func take(_ end: Result<Void, any Error>, paid: String?, endedBefore: Set<String>) async throws {
            switch end {
            case .success:
                guard let paid else {
                    run.change { $0.problems.append("an end with 0 without a payment") }
                    return next()
                }
                if endedBefore.contains(paid) {
                    run.change { $0.problems.append("\(paid) was over before the command began, but it ends with 0") }
                }
                credit(paid)
            case .failure(let refusal as SaleRefusal) where refusal.code == "alreadyPaid":
                let id = refusal.transactionID ?? ""
                run.change { $0.told.insert(id) }
                // The cashier knows the code that was shown for this sale.
                if isOwn(id) { credit(id) } else { isAgain = true }
            case .failure(let refusal as SaleRefusal) where refusal.code == "over":
                if isOwn(refusal.transactionID ?? "") { next() } else { isAgain = true }
            case .failure: break
            }
            endIfTired()
        }

        private func isOwn(_ id: String) -> Bool {
            var isOwn = false
            run.change { isOwn = $0.shownTo[id] == name }
            return isOwn
        }

        private func credit(_ id: String) {
            let name = name
            run.change { ledger in
                ledger.told.insert(id)
                ledger.credits[id, default: []].append(name)
            }
            next()
        }

        private func next() {
            sale += 1
            life = 0
            run.clock.turn(by: .seconds(86_400))
        }

        /// Whoever has waited for that long goes.
        private func endIfTired() {
            run.clock.turn(by: .seconds(20))
            if life >= CounterSchedule.lifeCount { next() }
        }

        /// What the cashier does in the evening: `--resume`, in a process that lives.
        func resume() async throws {
            let process = MortalProcess(dyingAtStep: nil)
            let screen = Screen(run, process, isJSON: number == 0) { _ in }
            let journal = try await openJournal(process)
            let session = TillSession(
                client: client(journal, process), journal: journal, screen: screen.screen, patience: .zero,
                time: run.clock)
            // It fails when not everything is paid.
            try? await session.resume()
            let told = screen.allPaid
            run.change { $0.told.formUnion(told) }
        }

        private func client(_ journal: MortalJournal, _ process: MortalProcess) -> GoBizClient {
            GoBizClient(
                outlet: "G000012345", credentials: Credentials(clientID: "sandbox", clientSecret: "sandbox"),
                environment: .sandbox, journal: journal,
                transport: MortalTransport(process: process, transport: SandboxTransport(run.engine, time: run.clock)),
                time: run.clock)
        }

        private func openJournal(_ process: MortalProcess) async throws -> MortalJournal {
            let journal: any PaymentJournal
            if let file {
                journal = try await FilePaymentJournal.opened(file)
            } else {
                journal = memory
            }
            return MortalJournal(process: process, journal: journal, file: file, writtenPart: writtenPart)
        }
    }

    /// What a cashier or a program reads of a process's output.
    private final class Screen: Sendable {
        private let seen = Mutex<(shownPicture: Bool, id: String?, paid: [String])>((false, nil, []))
        private let run: CounterRun
        private let process: MortalProcess
        private let isJSON: Bool
        private let onCode: @Sendable (String) -> Void

        init(
            _ run: CounterRun, _ process: MortalProcess, isJSON: Bool, onCode: @escaping @Sendable (String) -> Void
        ) {
            self.run = run
            self.process = process
            self.isJSON = isJSON
            self.onCode = onCode
        }

        /// The transaction that the process says is paid now.
        var paid: String? { allPaid.last }
        var allPaid: [String] { seen.withLock { $0.paid } }

        var screen: any TillScreen {
            let output = TillOutput(
                write: { [self] bytes in
                    try process.step()
                    read(String(decoding: bytes, as: UTF8.self))
                    try process.step()
                }, message: { _ in })
            return isJSON ? JSONScreen(output) : PlainScreen(output)
        }

        private func read(_ text: String) {
            if isJSON { readJSON(text) } else { readWords(text) }
        }

        private func readJSON(_ text: String) {
            guard let line = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
                line["error"] == nil, let transaction = line["transaction"] as? [String: Any],
                let id = transaction["id"] as? String
            else { return }
            if transaction["qris_string"] is String { onCode(id) }
            if transaction["status"] as? String == "settlement" { seen.withLock { $0.paid.append(id) } }
        }

        private func readWords(_ text: String) {
            if text.contains("\u{2580}") { seen.withLock { $0.shownPicture = true } }
            for line in text.split(separator: "\n") {
                if line.hasPrefix("Transaction  ") {
                    let id = String(line.dropFirst(13))
                    let shows = seen.withLock { seen in
                        defer { seen = (false, id, seen.paid) }
                        return seen.shownPicture
                    }
                    if shows { onCode(id) }
                }
                if line.hasPrefix("Paid") { readPaid(line) }
            }
        }

        /// The payment of a sale that was resumed is named, that of the sale at hand is of the transaction shown.
        private func readPaid(_ line: Substring) {
            let named = line.range(of: "transaction ").map { String(line[$0.upperBound...]) }
            seen.withLock { seen in seen.paid += [named ?? seen.id].compactMap { $0 } }
        }
    }
#endif
