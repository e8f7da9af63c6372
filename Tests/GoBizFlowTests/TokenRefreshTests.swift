// How often a busy client asks the sandbox for a token.
// SPDX-License-Identifier: Apache-2.0

import GoBiz
import GoBizSandbox
import Testing

@Suite struct TokenRefreshTests {
    private let engine: SandboxEngine
    private let client: GoBizClient

    init() throws {
        let clock = TurningClock()
        engine = SandboxEngine(time: clock)
        client = GoBizClient(
            outlet: "G000012345", credentials: Credentials(clientID: "sandbox", clientSecret: "sandbox"),
            environment: .sandbox, journal: MemoryPaymentJournal(),
            transport: SandboxTransport(engine, time: clock), time: clock)
    }

    private var tokenRequestCount: Int { engine.requests.filter { $0.path == "/oauth2/token" }.count }

    /// Looks the transaction up from a hundred tasks at once and returns how many of them got it.
    private func lookUpByAHundred(_ id: String) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask { [client] in (try? await client.transaction(id).transaction.id) == id }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test func aHundredCallersShareOneTokenAndRefreshItOnce() async throws {
        let request = TransactionRequest(orderID: "order-1", grossAmount: 3000)
        let id = try await client.createTransaction(request, key: .random()).transaction.id
        #expect(await lookUpByAHundred(id) == 100)
        #expect(tokenRequestCount == 1)
        // All of them are told 401 now.
        engine.revokeTokens()
        #expect(await lookUpByAHundred(id) == 100)
        #expect(tokenRequestCount == 2)
    }
}
