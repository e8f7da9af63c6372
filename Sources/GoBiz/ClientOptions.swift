// How patient a client is.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Time limits of a client; the defaults suit a till with a customer in front of it.
    public struct ClientOptions: Sendable, Hashable {
        /// How long one attempt may take.
        public var attemptTimeout: Duration = .seconds(10)
        /// How long one call may take, all attempts and waits included.
        public var callTimeout: Duration = .seconds(45)
        /// The longest wait before the second attempt; it doubles from there.
        ///
        /// Each wait is random between zero and that.
        public var firstBackoff: Duration = .milliseconds(500)
        /// The longest wait between two attempts, unless the server asks for more.
        public var longestBackoff: Duration = .seconds(8)
        /// How long after its creation a transaction may be unknown to the server without being taken for lost.
        public var creationGrace: Duration = .seconds(30)
        /// After this long a stored request is not sent again, because GoBiz forgets idempotency keys after a month.
        public var replayLimit: Duration = .seconds(28 * 86_400)

        /// Makes the default options.
        public init() {}
    }
#endif
