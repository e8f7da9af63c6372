// A till that takes one payment, as the documentation tells tills to.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization

/// The till's own database: it survives every death of the process.
final class TillDatabase: Sendable {
    let request: TransactionRequest
    private let booked = Mutex<[TransactionDetail]>([])

    init(request: TransactionRequest) {
        self.request = request
    }

    /// What was booked, in order; the same outcome may have been booked again after a death.
    var outcomes: [TransactionDetail] { booked.withLock { $0 } }
    var isBooked: Bool { !outcomes.isEmpty }

    func book(_ detail: TransactionDetail) {
        booked.withLock { $0.append(detail) }
    }
}

/// One life of the till's process.
struct Till {
    let client: GoBizClient
    let process: MortalProcess
    let database: TillDatabase
    /// The key of a sale of which the journal knows nothing.
    let newKey: IdempotencyKey
    /// Whether an impatient cashier presses the button twice.
    let isPressedTwice: Bool
    let patience: Duration

    /// Starts up, resumes what the journal holds, takes the payment if that is still to be done, and follows it.
    ///
    /// - Returns: the transaction as last seen, when the till has come to an end of its patience without an outcome.
    func run() async throws -> TransactionDetail? {
        let payments = try await client.resume()
        for payment in payments {
            if case .success(let detail) = payment.result { return try await follow(detail, payment.entry.key) }
        }
        guard !database.isBooked else { return nil }
        let key = payments.first?.entry.key ?? newKey
        return try await follow(try await create(key), key)
    }

    private func create(_ key: IdempotencyKey) async throws -> TransactionDetail {
        guard isPressedTwice else { return try await client.createTransaction(database.request, key: key) }
        async let first = client.createTransaction(database.request, key: key)
        async let second = client.createTransaction(database.request, key: key)
        let details = [try? await first, try? await second].compactMap { $0 }
        if let detail = details.first { return detail }
        return try await client.createTransaction(database.request, key: key)
    }

    private func follow(_ detail: TransactionDetail, _ key: IdempotencyKey) async throws -> TransactionDetail? {
        var last = detail
        for await update in client.updates(of: detail, until: .after(patience)) {
            if case .changed(let news) = update { last = news }
        }
        guard !process.isDead else { throw MortalProcess.Killed() }
        guard last.transaction.status.isFinal else { return last }
        database.book(last)
        // A death here leaves the outcome booked and the entry in the journal: the next life books it again.
        try process.step()
        try await client.finish(key)
        return nil
    }
}
