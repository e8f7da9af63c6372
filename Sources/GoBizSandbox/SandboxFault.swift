// Faults on purpose: which requests they hit, and what they do to them.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// A rule that spoils requests on purpose.
    ///
    /// A rule ends by itself: after `count` hits or when its `lifetime` is over. Requests to the sandbox's own controls
    /// are never hit. Where several rules hit one request, delays add up and the first rule with another effect decides.
    public struct SandboxFault: Sendable, Hashable {
        /// Whether the request is acted upon before the fault.
        public enum Moment: String, Sendable, CaseIterable {
            /// The fault comes first: nothing was done.
            case before
            /// The request was carried out, but the caller does not learn of it.
            case after
        }

        /// What a fault does.
        public enum Effect: Sendable, Hashable {
            /// The reply comes late: by a fixed time, or with a spread by the log-normal distribution of this median.
            ///
            /// The spread is the standard deviation of the logarithm: 0 for fixed, 0.5 for a restless network.
            case latency(Duration, spread: Double = 0)
            /// A reply with this status, 400...599, and a `Retry-After` in seconds.
            case status(Int, retryAfter: Int? = nil, Moment = .before)
            /// A reply 502 with a page of HTML, as a proxy makes it.
            case htmlPage(Moment = .before)
            /// The connection breaks without a reply.
            case drop(Moment = .before)
            /// The connection breaks in the middle of the reply's body.
            case cutReply
            /// The reply is whole by HTTP, but its JSON ends in the middle.
            case cutJSON
            /// The reply's body comes little by little over this time.
            case slowBody(Duration)
            /// The request's token is revoked before the request is looked at.
            case revokedToken
            /// Every object of the reply's JSON has members that no documentation knows.
            case unknownFields
        }

        /// Only requests of this method, in upper case; nil for all.
        public var method: String?
        /// Only requests whose path begins so; nil for all.
        public var pathPrefix: String?
        /// Only the n-th of these requests, from 1; nil for all.
        public var nth: Int?
        /// How likely each of these requests is hit, 0...1.
        public var probability: Double
        /// Decides which requests a probability hits; nil for one of the sandbox's own.
        public var seed: UInt64?
        /// What happens.
        public var effect: Effect
        /// After how many hits the rule ends; nil for no limit.
        public var count: Int?
        /// After which time on the sandbox's clock the rule ends; nil for no limit.
        public var lifetime: Duration?

        /// Makes a rule; it ends after one hit or ten minutes unless told otherwise.
        ///
        /// - Parameters:
        ///   - effect: what happens.
        ///   - method: only requests of this method, in upper case.
        ///   - pathPrefix: only requests whose path begins so.
        ///   - nth: only the n-th of these requests, from 1.
        ///   - probability: how likely each of these requests is hit, 0...1.
        ///   - seed: decides which requests a probability hits.
        ///   - count: after how many hits the rule ends; nil for no limit.
        ///   - lifetime: after which time on the sandbox's clock the rule ends; nil for no limit.
        public init(
            _ effect: Effect, method: String? = nil, pathPrefix: String? = nil, nth: Int? = nil,
            probability: Double = 1, seed: UInt64? = nil, count: Int? = 1, lifetime: Duration? = .seconds(600)
        ) {
            self.effect = effect
            self.method = method
            self.pathPrefix = pathPrefix
            self.nth = nth
            self.probability = probability
            self.seed = seed
            self.count = count
            self.lifetime = lifetime
        }
    }
#endif
