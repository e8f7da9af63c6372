// A process that is killed at a certain step: what it may do to the world ends there.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import Synchronization

/// Counts the steps of a process: each request sent, each reply received, each write to the journal begun and ended.
///
/// Once it is dead nothing that its code still does reaches the network or the journal.
final class MortalProcess: Sendable {
    struct Killed: Error {}

    private let state: Mutex<(stepsLeft: Int?, isDead: Bool)>

    /// Makes a process that dies at a step, counted from 1, or lives on.
    init(dyingAtStep step: Int?) {
        state = Mutex((step, false))
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    /// Takes one step.
    func step() throws(Killed) {
        let isDead = state.withLock { state in
            if let left = state.stepsLeft {
                state.stepsLeft = left - 1
                if left <= 1 { state.isDead = true }
            }
            return state.isDead
        }
        if isDead { throw Killed() }
    }
}

/// The network of a mortal process: it may die before the server gets a request, or before it gets the reply.
struct MortalTransport: HTTPTransport {
    let process: MortalProcess
    let transport: any HTTPTransport

    func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
        do {
            try process.step()
            let result: Result<HTTPResponse, any Error>
            do {
                result = .success(try await transport.send(request, timeout: timeout))
            } catch {
                result = .failure(error)
            }
            try process.step()
            return try result.get()
        } catch is MortalProcess.Killed {
            // The quickest way out of code that no longer runs.
            throw CancellationError()
        }
    }
}

/// The journal of a mortal process: it may die before a write, in the middle of it, or when it is done but nobody knows.
struct MortalJournal: PaymentJournal {
    let process: MortalProcess
    let journal: any PaymentJournal
    /// The journal's file, if it has one.
    let file: URL?
    /// How much of what was being written reaches the file at a death in the middle, 0...1.
    let writtenPart: Double

    private func write<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        try process.step()
        let before = try length()
        let result = try await body()
        do {
            try process.step()
        } catch {
            try cut(from: before)
            throw error
        }
        return result
    }

    private func length() throws -> UInt64 {
        guard let file else { return 0 }
        return try FileHandle(forReadingFrom: file).seekToEnd()
    }

    private func cut(from before: UInt64) throws {
        let after = try length()
        // A file that was written anew is put in place at once, so there is nothing to cut.
        guard let file, after > before else { return }
        try FileHandle(forWritingTo: file).truncate(atOffset: before + UInt64(Double(after - before) * writtenPart))
    }

    func store(_ entry: PaymentEntry) async throws -> PaymentEntry? {
        try await write { try await journal.store(entry) }
    }

    func complete(_ key: IdempotencyKey, transactionID: String) async throws {
        try await write { try await journal.complete(key, transactionID: transactionID) }
    }

    func close(_ key: IdempotencyKey, as end: PaymentEntry.End) async throws {
        try await write { try await journal.close(key, as: end) }
    }

    func remove(_ key: IdempotencyKey) async throws {
        try await write { try await journal.remove(key) }
    }

    func entry(_ key: IdempotencyKey) async throws -> PaymentEntry? {
        try process.step()
        return try await journal.entry(key)
    }

    func entries() async throws -> [PaymentEntry] {
        try process.step()
        return try await journal.entries()
    }
}

extension FilePaymentJournal {
    /// Opens a journal; tasks of the life before, which a real death ends, may hold its file a moment longer.
    static func opened(_ file: URL) async throws -> FilePaymentJournal {
        for _ in 0..<10_000 {
            do throws(JournalError) {
                return try FilePaymentJournal(path: file.path)
            } catch {
                guard error.code == .inUse else { throw error }
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        return try FilePaymentJournal(path: file.path)
    }
}
