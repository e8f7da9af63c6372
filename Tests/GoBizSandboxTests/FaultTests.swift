// Faults: each effect, whom it hits, how it ends; determinism; the in-process transport.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz
    import GoBizSandbox
    import Testing

    @Suite struct FaultTests {
        @Test(arguments: SandboxFault.Moment.allCases)
        func dropping(moment: SandboxFault.Moment) throws {
            let harness = Harness()
            let token = try harness.token()
            harness.engine.add(SandboxFault(.drop(moment), pathPrefix: "/integrations/payment"))
            #expect(harness.create(token: token, key: "key").ending == .connectionLost)
            #expect(harness.engine.transactions.count == (moment == .after ? 1 : 0))
            #expect(try harness.create(token: token, key: "key").reply.status == 201)
            #expect(harness.engine.transactions.count == 1)
            #expect(
                harness.engine.requests.map(\.outcome) == [
                    "200", "connection lost, \(moment == .after ? "processed" : "not processed")", "201",
                ])
        }

        @Test func statusesAndRetryAfter() throws {
            let harness = Harness()
            let token = try harness.token()
            harness.engine.add(SandboxFault(.status(429, retryAfter: 7), nth: 1))
            harness.engine.add(SandboxFault(.status(503, .after), nth: 2))
            harness.engine.add(SandboxFault(.htmlPage(), nth: 3))
            let limited = try harness.create(token: token, key: "key").reply
            #expect(limited.status == 429 && limited.headers["Retry-After"] == "7")
            #expect(harness.engine.transactions.isEmpty)
            #expect(try harness.create(token: token, key: "key").reply.status == 503)
            #expect(harness.engine.transactions.count == 1)
            let page = try harness.create(token: token, key: "key").reply
            #expect(page.status == 502 && page.headers["Content-Type"] == "text/html")
            #expect(page.text.hasPrefix("<html>"))
            #expect(try harness.create(token: token, key: "key").reply.status == 201)
        }

        @Test func spoiledBodies() throws {
            let harness = Harness()
            let token = try harness.token()
            let whole = try harness.create(token: token, key: "key").reply
            harness.engine.add(SandboxFault(.cutReply, nth: 1))
            harness.engine.add(SandboxFault(.cutJSON, nth: 2))
            harness.engine.add(SandboxFault(.slowBody(.seconds(2)), nth: 3))
            harness.engine.add(SandboxFault(.unknownFields, nth: 4))
            guard case .cutReply(let cut, let count) = harness.create(token: token, key: "key").ending else {
                throw UnexpectedEnding(ending: .connectionLost)
            }
            #expect(cut.body == whole.body && count == whole.body.count / 2)
            let half = try harness.create(token: token, key: "key").reply
            #expect(half.status == 201 && half.body == whole.body.prefix(whole.body.count / 2))
            guard case .slowReply(let slow, .seconds(2)) = harness.create(token: token, key: "key").ending else {
                throw UnexpectedEnding(ending: .connectionLost)
            }
            #expect(slow.body == whole.body)
            let future = try harness.create(token: token, key: "key").reply
            let transaction = try #require(try future.data["transaction"] as? [String: Any])
            #expect(
                transaction["sandbox_unknown"] is [String: Any] && transaction["order_id"] as? String == "order-1234")
        }

        @Test func aRevokedTokenStaysRevoked() throws {
            let harness = Harness()
            let token = try harness.token()
            harness.engine.add(SandboxFault(.revokedToken, method: "POST"))
            #expect(try harness.create(token: token, key: "key").reply.status == 401)
            #expect(try harness.create(token: token, key: "key").reply.status == 401)
            #expect(try harness.create(token: try harness.token(), key: "key").reply.status == 201)
        }

        @Test func delaysAddUp() throws {
            let harness = Harness()
            harness.engine.add(SandboxFault(.latency(.seconds(1)), count: nil))
            harness.engine.add(SandboxFault(.latency(.seconds(2)), count: 1))
            #expect(harness.outcome("GET", "/x").delay == .seconds(3))
            #expect(harness.outcome("GET", "/x").delay == .seconds(1))
        }

        /// The logarithm of a log-normal delay has the median's as its mean and the spread as its deviation.
        @Test func delaysSpread() throws {
            let harness = Harness()
            harness.engine.add(SandboxFault(.latency(.milliseconds(200), spread: 0.5), seed: 9, count: nil))
            let logarithms = (0..<2000).map { _ in log(harness.outcome("GET", "/x").delay / .seconds(1)) }
            let mean = logarithms.reduce(0, +) / 2000
            let deviation = (logarithms.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2000).squareRoot()
            #expect(abs(mean - log(0.2)) < 0.06 && abs(deviation - 0.5) < 0.06)
        }

        @Test func rulesHitWhomTheySay() throws {
            let harness = Harness()
            harness.engine.add(SandboxFault(.status(500), method: "PUT", pathPrefix: "/a", count: nil))
            #expect(try harness.reply("PUT", "/a/b").status == 500)
            #expect(try harness.reply("GET", "/a/b").status == 404)
            #expect(try harness.reply("PUT", "/b").status == 404)
            harness.engine.add(SandboxFault(.status(501), pathPrefix: "/n", nth: 3))
            #expect(try (1...5).map { _ in try harness.reply("GET", "/n").status } == [404, 404, 501, 404, 404])
            harness.engine.add(SandboxFault(.status(503), pathPrefix: "/", count: nil))
            #expect(try harness.control("GET", "state").status == 200)
        }

        @Test func rulesEnd() throws {
            let harness = Harness()
            harness.engine.add(SandboxFault(.status(500), count: 2))
            #expect(try (1...3).map { _ in try harness.reply("GET", "/x").status } == [500, 500, 404])
            harness.engine.add(SandboxFault(.status(500), count: nil, lifetime: .seconds(30)))
            harness.engine.advance(by: .seconds(29))
            #expect(try harness.reply("GET", "/x").status == 500)
            harness.engine.advance(by: .seconds(1))
            #expect(try harness.reply("GET", "/x").status == 404)
            let id = harness.engine.add(SandboxFault(.status(500), count: nil, lifetime: nil))
            #expect(harness.engine.removeFault(id) && !harness.engine.removeFault(id))
            #expect(try harness.reply("GET", "/x").status == 404)
        }

        @Test func chanceFollowsItsSeed() throws {
            func hits(seed: UInt64) throws -> [Bool] {
                let harness = Harness()
                harness.engine.add(SandboxFault(.status(500), probability: 0.3, seed: seed, count: nil))
                return try (0..<1000).map { _ in try harness.reply("GET", "/x").status == 500 }
            }
            let first = try hits(seed: 1)
            #expect(try first == hits(seed: 1) && first != hits(seed: 2))
            #expect(250...350 ~= first.count { $0 })
        }

        /// The same requests to sandboxes of the same seed.
        @Test func equalSeedsGiveEqualBytes() throws {
            func run(seed: UInt64) throws -> [SandboxOutcome] {
                let harness = Harness(SandboxConfiguration(seed: seed))
                let token = try harness.token()
                harness.engine.add(SandboxFault(.drop(.after), probability: 0.5, count: nil))
                harness.engine.add(SandboxFault(.latency(.seconds(1), spread: 1), count: nil))
                return (0..<20).map { harness.create(token: token, key: "key \($0)") }
            }
            #expect(try run(seed: 5) == run(seed: 5))
            #expect(try Set(run(seed: 5)).isDisjoint(with: run(seed: 6)))
        }
    }

    @Suite struct RetryTests {
        private static let effects: [SandboxFault.Effect] = [
            .drop(), .drop(.after), .status(500), .status(503, .after), .htmlPage(), .cutReply, .cutJSON, .revokedToken,
            .unknownFields,
        ]

        /// Asks until a whole reply comes, with a new token where the old one is refused; returns the transaction's ID.
        private func persist(_ harness: Harness) throws -> String? {
            var token = try harness.token()
            for _ in 0..<200 {
                guard let reply = try? harness.create(token: token, key: "key").reply else { continue }
                if reply.status == 401 { token = try harness.token() }
                guard reply.status == 201, let data = try? reply.data else { continue }
                return (data["transaction"] as? [String: Any])?["id"] as? String
            }
            return nil
        }

        /// 500 seeds, every effect on a fifth of the requests to pay.
        @Test func whoeverPersistsGetsExactlyOneTransaction() throws {
            for seed in 0..<500 {
                let harness = Harness(SandboxConfiguration(seed: UInt64(seed)))
                for effect in Self.effects {
                    harness.engine.add(
                        SandboxFault(effect, pathPrefix: "/integrations/payment", probability: 0.2, count: nil))
                }
                let id = try #require(try persist(harness), "seed \(seed)")
                #expect(harness.engine.transactions.map(\.id) == [id], "seed \(seed)")
            }
        }
    }

    @Suite struct TransportTests {
        private func send(
            _ harness: Harness, _ fault: SandboxFault?, timeout: Duration = .seconds(10)
        ) async throws -> HTTPResponse {
            let headers = harness.headers(token: try harness.token(), key: "key")
            if let fault { harness.engine.add(fault) }
            let request = harness.request(
                "POST", Harness.payments + "/v2/transactions", headers: headers, body: Harness.sampleBody)
            return try await SandboxTransport(harness.engine, time: harness.clock).send(request, timeout: timeout)
        }

        @Test func repliesComeThrough() async throws {
            let harness = Harness()
            #expect(try await send(harness, nil).status == 201 && harness.clock.now == .zero)
            #expect(try await send(harness, SandboxFault(.latency(.seconds(3)))).status == 201)
            #expect(harness.clock.now == .seconds(3))
            #expect(try await send(harness, SandboxFault(.slowBody(.seconds(2)))).status == 201)
            #expect(harness.clock.now == .seconds(5))
        }

        @Test(arguments: [
            SandboxFault.Effect.drop(), .drop(.after), .cutReply,
        ])
        func lostConnections(effect: SandboxFault.Effect) async throws {
            await #expect(throws: HTTPTransportError.connectionLost) {
                try await send(Harness(), SandboxFault(effect))
            }
        }

        @Test(arguments: [SandboxFault.Effect.latency(.seconds(20)), .slowBody(.seconds(10))])
        func timeouts(effect: SandboxFault.Effect) async throws {
            let harness = Harness()
            await #expect(throws: HTTPTransportError.timedOut) { try await send(harness, SandboxFault(effect)) }
            #expect(harness.clock.now == .seconds(10) && harness.engine.transactions.count == 1)
        }

        @Test func cancellation() async throws {
            let harness = Harness()
            let engine = harness.engine
            engine.add(SandboxFault(.latency(.seconds(3600))))
            let request = harness.request("GET", "/x")
            let task = Task { try await SandboxTransport(engine).send(request, timeout: .seconds(7200)) }
            while engine.requests.isEmpty { await Task.yield() }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
#endif
