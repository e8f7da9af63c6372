// Everything the sandbox remembers, and the way of a request through it.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    /// The sandbox's memory; who changes it holds the engine's lock.
    struct SandboxState {
        struct Token {
            let client: String
            let scopes: Set<String>
            let endsAt: Duration
        }

        let configuration: SandboxConfiguration
        let startDate: Date
        let hasRenderer: Bool
        var settings: SandboxSettings
        var random: SeededGenerator
        /// The sandbox's clock: time since its start, with what it was advanced by.
        var now: Duration = .zero
        var advanced: Duration = .zero
        var tokens: [String: Token] = [:]
        var transactions = TransactionTable()
        var keys = KeyTable()
        var subscriptions: [Subscription] = []
        var notifications = NotificationTable()
        var faults = FaultTable()
        var journal = RequestJournal()

        init(_ configuration: SandboxConfiguration, startDate: Date, hasRenderer: Bool) {
            self.configuration = configuration
            self.startDate = startDate
            self.hasRenderer = hasRenderer
            settings = configuration.settings
            random = SeededGenerator(seed: configuration.seed)
        }

        /// The date on the sandbox's clock.
        var date: Date { startDate.addingTimeInterval(now.inSeconds) }

        /// A date as replies write it, such as `2020-03-09T11:33:08Z`.
        static func text(of date: Date) -> String {
            date.formatted(.iso8601)
        }

        /// Takes one request.
        mutating func answer(_ request: HTTPRequest) -> Answer {
            var incoming = Incoming(request)
            tidy()
            guard !incoming.isControl else {
                return Answer(reply: control(incoming), plan: FaultPlan(), requestID: nil)
            }
            var plan = faults.plan(method: incoming.method, path: incoming.path, at: now)
            incoming.delay = plan.delay
            if plan.revokesToken, let token = incoming.credentials("bearer") { tokens[token] = nil }
            let requestID = self.requestID(of: incoming)
            var reply: Reply?
            if !plan.skipsProcessing {
                do throws(Reply) {
                    let (answer, wait) = try route(incoming)
                    plan.delay = max(plan.delay, wait)
                    reply = answer
                } catch {
                    reply = error
                }
            }
            journal.add(
                incoming, date: date, requestID: requestID, outcome: plan.outcome(reply), faults: plan.ids)
            return Answer(reply: reply, plan: plan, requestID: requestID)
        }

        /// - Source: the promotions API's pages: at most 128 characters, echoed, made up when absent.
        private mutating func requestID(of incoming: Incoming) -> String {
            if let given = incoming.headers["X-Request-ID"], !given.isEmpty, given.utf8.count <= 128 { return given }
            return random.uuid()
        }

        /// Finds what a request asks for; returns the reply and how long it must wait at least.
        private mutating func route(_ incoming: Incoming) throws(Reply) -> (Reply, Duration) {
            let segments = incoming.segments
            switch (incoming.method, segments.count) {
            case ("POST", 2) where incoming.isTokenRequest:
                return (try token(incoming), .zero)
            case ("POST", 6) where incoming.isPayment(version: "v2"):
                return try create(incoming, outletID: segments[3])
            case ("GET", 7) where incoming.isPayment(version: "v1"):
                return (try look(up: segments[6], incoming, outletID: segments[3]), .zero)
            case ("GET", 3) where segments[0] == "transactions" && segments[2] == "qr-code" && hasRenderer:
                return (try picture(of: segments[1], incoming), .zero)
            case ("GET", 3) where segments == ["integrations", "partner", "notifications"]:
                return (try deliveryLog(incoming), .zero)
            default:
                guard let place = SubscriptionPlace(segments) else { throw Reply.invalidURL }
                return (try subscription(place, incoming), .zero)
            }
        }

        /// Checks the token of a request; returns the client it belongs to.
        func authorize(_ incoming: Incoming, _ scope: String) throws(Reply) -> String {
            guard let text = incoming.credentials("bearer"), let token = tokens[text], token.endsAt > now,
                token.scopes.contains(scope)
            else { throw Reply.sessionExpired }
            return token.client
        }

        func outlet(_ id: String) throws(Reply) -> SandboxOutlet {
            guard let outlet = configuration.outlets.first(where: { $0.id == id }) else {
                throw Reply.outletNotRegistered
            }
            return outlet
        }

        func checkAccept(_ incoming: Incoming) throws(Reply) {
            guard incoming.accepts("application", "json") else {
                throw Reply.unsupportedAccept(incoming.headers["Accept"] ?? "")
            }
        }

        /// Checks that a body is JSON by its header, and an object.
        func object(_ incoming: Incoming) throws(Reply) -> JSON {
            guard incoming.isJSON else { throw Reply.unsupportedContent(incoming.headers["Content-Type"] ?? "") }
            guard let object = incoming.object else { throw Reply.badRequest("The body is not a JSON object") }
            return object
        }
    }

    /// What the state decided about a request.
    struct Answer {
        /// The reply; nil when a fault kept the request from being acted upon.
        let reply: Reply?
        let plan: FaultPlan
        /// The request's ID; nil for the sandbox's own controls.
        let requestID: String?
    }

    extension Incoming {
        /// Whether the path is that of an outlet's payments.
        fileprivate func isPayment(version: String) -> Bool {
            segments[0] == "integrations" && segments[1] == "payment" && segments[2] == "outlets"
                && segments[4] == version && segments[5] == "transactions"
        }
    }

    extension FaultPlan {
        /// What became of a request, in words.
        fileprivate func outcome(_ reply: Reply?) -> String {
            let done = reply == nil ? "not processed" : "processed"
            switch ending {
            case .status(let status, _, _): return "\(status), \(done)"
            case .htmlPage: return "502, \(done)"
            case .drop: return "connection lost, \(done)"
            case .cutReply: return "\(reply?.status ?? 0), reply cut"
            case .cutJSON: return "\(reply?.status ?? 0), JSON cut"
            default: return "\(reply?.status ?? 0)"
            }
        }
    }

    extension Duration {
        /// The duration in seconds, rounded.
        var inSeconds: Double {
            Double(components.seconds) + Double(components.attoseconds) / 1e18
        }
    }
#endif
