// The sandbox: GoBiz's payment API in memory, deterministic, without a network.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation
    public import GoBiz
    import Synchronization

    /// GoBiz's payment API in memory.
    ///
    /// A shell hands it requests and carries out what it answers: `SandboxTransport` inside a program, `qris sandbox`
    /// over HTTP. Equal configurations, times and requests give equal replies, byte for byte. Requests are taken one
    /// at a time, from any number of threads.
    public final class SandboxEngine: Sendable {
        private let state: Mutex<SandboxState>
        private let time: any TimeSource
        private let start: Duration
        private let configuration: SandboxConfiguration
        private let renderer: (@Sendable (String) throws -> [UInt8])?

        /// Whether settled payments are told to those who subscribed: in builds with the trait `Webhooks`.
        public static var sendsNotifications: Bool {
            #if Webhooks
                true
            #else
                false
            #endif
        }

        /// Makes a sandbox.
        ///
        /// - Parameters:
        ///   - configuration: whom and what it knows from the start.
        ///   - time: its clock and date; it can be advanced besides.
        ///   - renderer: draws a payload's QR code as a PNG file; without one the address of pictures does not exist.
        public init(
            _ configuration: SandboxConfiguration = SandboxConfiguration(), time: any TimeSource = SystemTime(),
            renderer: (@Sendable (String) throws -> [UInt8])? = nil
        ) {
            self.configuration = configuration
            self.time = time
            self.renderer = renderer
            start = time.now
            state = Mutex(SandboxState(configuration, startDate: time.date, hasRenderer: renderer != nil))
        }

        /// Takes one request.
        ///
        /// - Parameter request: the request; of its address only path and query matter, and the origin in `actions`.
        /// - Returns: what becomes of it.
        public func handle(_ request: HTTPRequest) -> SandboxOutcome {
            let answer = withState { $0.answer(request) }
            let reply = answer.reply ?? Reply.invalidURL
            var response = reply.response(addingUnknownFields: answer.plan.addsUnknownFields) { payload in
                try? renderer?(payload)
            }
            response.headers["X-Request-ID"] = answer.requestID
            return answer.plan.outcome(of: response)
        }

        private func withState<Result, Fault: Error>(
            _ body: (inout SandboxState) throws(Fault) -> sending Result
        ) throws(Fault) -> sending Result {
            try state.withLock { state throws(Fault) in
                state.now = time.now - start + state.advanced
                return try body(&state)
            }
        }
    }

    #if Webhooks
        extension SandboxEngine {
            /// Calls a closure with all notifications, the time and the date on the sandbox's clock.
            func withNotifications<Result>(
                _ body: (inout NotificationTable, Duration, Date) -> sending Result
            ) -> sending Result {
                withState { body(&$0.notifications, $0.now, $0.date) }
            }
        }
    #endif

    // MARK: - Controls

    extension SandboxEngine {
        /// All transactions in the order they were created.
        public var transactions: [SandboxTransaction] {
            withState { state in
                state.tidy()
                return Array(state.transactions.all)
            }
        }

        /// The last thousand requests in the order they came.
        public var requests: [SandboxRequest] {
            withState { $0.journal.requests }
        }

        /// The date on the sandbox's clock.
        public var date: Date {
            withState { $0.date }
        }

        /// The switches.
        public var settings: SandboxSettings {
            get { withState { $0.settings } }
            set { withState { $0.settings = newValue } }
        }

        /// Returns the transaction with an ID; nil when there is none.
        public func transaction(_ id: String) -> SandboxTransaction? {
            withState { state in
                state.tidy()
                return state.transactions[id]
            }
        }

        /// Pays a transaction.
        ///
        /// - Parameters:
        ///   - id: the transaction's ID.
        ///   - late: whether an expired one is paid too.
        /// - Returns: the transaction as it is now.
        /// - Throws: `SandboxError`.
        @discardableResult
        public func pay(_ id: String, late: Bool = false) throws(SandboxError) -> SandboxTransaction {
            try withState { state throws(SandboxError) in
                state.tidy()
                return try state.pay(id, late: late)
            }
        }

        /// Lets a transaction expire.
        ///
        /// - Parameter id: the transaction's ID.
        /// - Returns: the transaction as it is now.
        /// - Throws: `SandboxError`.
        @discardableResult
        public func expire(_ id: String) throws(SandboxError) -> SandboxTransaction {
            try withState { state throws(SandboxError) in try state.expire(id) }
        }

        /// Moves the sandbox's clock: tokens, keys, expiry and repeated notifications go by it.
        ///
        /// - Parameter duration: how far; not negative.
        public func advance(by duration: Duration) {
            precondition(duration >= .zero, "the sandbox's clock only goes forward")
            withState { $0.advance(by: duration) }
        }

        /// Makes all tokens invalid.
        public func revokeTokens() {
            withState { $0.tokens.removeAll() }
        }

        /// Forgets transactions, keys, tokens, subscriptions, faults and requests, and moves the switches back.
        ///
        /// The clock goes on, and so do the numbers that IDs come from: no ID is given out twice.
        public func reset() {
            withState { $0.reset() }
        }
    }

    // MARK: - Faults

    extension SandboxEngine {
        /// Adds a rule that spoils requests.
        ///
        /// - Parameter fault: the rule.
        /// - Returns: its number.
        @discardableResult
        public func add(_ fault: SandboxFault) -> Int {
            withState { $0.faults.add(fault, at: $0.now, seed: configuration.seed) }
        }

        /// Removes a rule.
        ///
        /// - Parameter id: its number.
        /// - Returns: whether it was still in force.
        @discardableResult
        public func removeFault(_ id: Int) -> Bool {
            withState { state in
                state.faults.tidy(at: state.now)
                return state.faults.remove(id)
            }
        }

        /// Removes all rules.
        public func removeAllFaults() {
            withState { $0.faults.removeAll() }
        }
    }

    extension FaultPlan {
        /// How a request ends whose ordinary reply would be this one.
        fileprivate func outcome(of response: HTTPResponse) -> SandboxOutcome {
            SandboxOutcome(delay: delay, ending: ending(of: response))
        }

        private func ending(of response: HTTPResponse) -> SandboxOutcome.Ending {
            switch ending {
            case .status(let status, let retryAfter, _):
                var reply = Reply.error(status, "Fault", "This reply is a fault of the sandbox")
                reply.headers["Retry-After"] = retryAfter.map { String($0) }
                return .reply(reply.response(addingUnknownFields: false) { _ in nil })
            case .htmlPage:
                let page = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n"
                return .reply(HTTPResponse(status: 502, headers: ["Content-Type": "text/html"], body: Data(page.utf8)))
            case .drop: return .connectionLost
            case .cutReply: return .cutReply(response, bodyByteCount: response.body.count / 2)
            case .cutJSON:
                var cut = response
                cut.body = response.body.prefix(response.body.count / 2)
                return .reply(cut)
            case .slowBody(let time): return .slowReply(response, time)
            case .latency, .revokedToken, .unknownFields, nil: return .reply(response)
            }
        }
    }
#endif
