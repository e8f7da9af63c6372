// What becomes of a request: a reply after a while, or a fault.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import GoBiz

    /// What the sandbox answers to one request, for a shell that speaks HTTP or stands in for a network.
    public struct SandboxOutcome: Sendable, Hashable {
        /// How it ends.
        public enum Ending: Sendable, Hashable {
            /// A whole reply.
            case reply(HTTPResponse)
            /// A whole reply whose body comes little by little over this time.
            case slowReply(HTTPResponse, Duration)
            /// A reply whose connection breaks after this many bytes of the body.
            case cutReply(HTTPResponse, bodyByteCount: Int)
            /// No reply: the connection breaks.
            case connectionLost
        }

        /// How long nothing happens first.
        public var delay: Duration
        /// What happens then.
        public var ending: Ending

        /// Makes an outcome.
        ///
        /// - Parameters:
        ///   - delay: how long nothing happens first.
        ///   - ending: what happens then.
        public init(delay: Duration = .zero, ending: Ending) {
            self.delay = delay
            self.ending = ending
        }
    }
#endif
