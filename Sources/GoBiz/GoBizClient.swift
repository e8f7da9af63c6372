// The client: what a till calls.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// A client of GoBiz's payment API for one set of credentials; make one and share it.
    ///
    /// Every transaction is in the journal before its request is sent, and stays there until `finish` says that the
    /// shop has booked it. After a crash `resume` brings all of them back, and no request can make a second payment.
    public struct GoBizClient: Sendable {
        /// The outlet that calls are about unless they name another.
        public let outlet: String
        /// The servers.
        public let environment: GoBizEnvironment
        /// The time limits.
        public let options: ClientOptions

        let journal: any PaymentJournal
        let time: any TimeSource
        let jitter: Jitter
        let caller: Caller
        let keys = KeyQueue()
        let recent = RecentTransactions()

        /// Makes a client; nothing is sent yet.
        ///
        /// - Parameters:
        ///   - outlet: the outlet that calls are about unless they name another.
        ///   - credentials: who the client is.
        ///   - environment: the servers.
        ///   - journal: where transactions are remembered; a till needs one that survives, such as
        ///     `FilePaymentJournal`.
        ///   - transport: how requests reach the servers.
        ///   - options: the time limits.
        ///   - time: where the time comes from.
        ///   - generator: where random waits come from.
        ///   - report: is called with each failed attempt that is repeated, before the wait, so that nobody stands in
        ///     front of a till that says nothing.
        public init(
            outlet: String, credentials: Credentials, environment: GoBizEnvironment, journal: any PaymentJournal,
            transport: any HTTPTransport, options: ClientOptions = ClientOptions(),
            time: any TimeSource = SystemTime(),
            generator: sending any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
            report: @escaping @Sendable (FailedAttempt) -> Void = { _ in }
        ) {
            self.outlet = outlet
            self.environment = environment
            self.options = options
            self.journal = journal
            self.time = time
            jitter = Jitter(generator)
            let request = TokenRequest(
                environment: environment, credentials: credentials, transport: transport, time: time,
                timeout: options.attemptTimeout)
            caller = Caller(
                transport: transport, tokens: TokenCache(time: time) { try await request.fetch() },
                clientSecret: credentials.clientSecret, options: options, time: time, jitter: jitter, report: report)
        }

        /// Looks a transaction up.
        ///
        /// Tried again when the connection or the server fails, and when a transaction that this client has just
        /// created is not known yet.
        /// - Parameters:
        ///   - transactionID: GoBiz's ID of the transaction.
        ///   - outlet: the outlet it was created for, if not the client's.
        /// - Returns: the transaction as it is now.
        /// - Throws: `GoBizError`, or `CancellationError`.
        public func transaction(_ transactionID: String, outlet: String? = nil) async throws -> TransactionDetail {
            try await lookUp(transactionID, Expected(outlet: outlet ?? self.outlet), isSingle: false)
        }

        /// Fetches the picture of a transaction's QR that GoBiz offers.
        ///
        /// The token is sent along, so only to the API's own server and those of `GoBizEnvironment.actionHosts`. A
        /// picture can be drawn without any server: `QRSymbol(encoding:)`.
        /// - Parameter detail: the transaction.
        /// - Returns: the picture.
        /// - Throws: `GoBizError` of kind `actionNotAllowed` when there is no such action or it leads elsewhere; other
        ///   `GoBizError`s; `CancellationError`.
        public func qrCodeImage(of detail: TransactionDetail) async throws -> QRCodeImage {
            guard let action = detail.actions.first(where: { $0.name == .generateQRCode }),
                action.method?.uppercased() ?? "GET" == "GET",
                let url = action.url.flatMap({ URL(string: $0) }), environment.mayFollow(url)
            else { throw GoBizError(.actionNotAllowed) }
            let call = APICall(
                request: HTTPRequest(method: "GET", url: url, headers: ["Accept": "image/png"]),
                unknownUntil: recent.end(of: detail.transaction.id))
            var history = CallHistory(mayHaveArrived: false)
            return try await withoutEffect {
                try await caller.perform(call, &history) { response in
                    response.body.isEmpty
                        ? nil : QRCodeImage(data: response.body, mediaType: response.headers["Content-Type"])
                }
            }
        }

        /// Looks a transaction up and compares it with what is known of it.
        func lookUp(_ transactionID: String, _ expected: Expected, isSingle: Bool) async throws -> TransactionDetail {
            let outlet = try (expected.outlet ?? self.outlet).pathSegment()
            let path = try "integrations/payment/outlets/\(outlet)/v1/transactions/\(transactionID.pathSegment())"
            let call = APICall(
                request: HTTPRequest(
                    method: "GET", url: environment.apiURL.adding(path: path), headers: ["Accept": "application/json"]),
                unknownUntil: recent.end(of: transactionID))
            var expected = expected
            expected.transactionID = transactionID
            var history = CallHistory(mayHaveArrived: false)
            return try await withoutEffect {
                try await caller.perform(call, &history, isSingle: isSingle) { $0.detail(expected) }
            }
        }

        /// Gives the error itself of a call that changes nothing.
        private func withoutEffect<Value>(_ body: () async throws -> Value) async throws -> Value {
            do {
                return try await body()
            } catch let failure as AttemptFailure {
                throw failure.error
            }
        }
    }

    /// A picture of a QR as GoBiz made it.
    public struct QRCodeImage: Sendable, Hashable {
        /// The picture's bytes.
        public let data: Data
        /// `Content-Type` of the reply, such as `image/png`; GoBiz does not document it.
        public let mediaType: String?
    }

    extension HTTPResponse {
        /// The transaction of a reply with what is not as it should be; nil when the reply has none.
        func detail(_ expected: Expected) -> TransactionDetail? {
            guard var detail = TransactionDetail.decoded(from: body), detail.success != false else { return nil }
            detail.findings = expected.findings(in: detail)
            detail.requestID = headers["X-Request-ID"]
            return detail
        }
    }
#endif
