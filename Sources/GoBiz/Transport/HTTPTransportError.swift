// Why an attempt brought no reply.
// SPDX-License-Identifier: Apache-2.0

/// An attempt that ended without a complete reply.
public enum HTTPTransportError: Error, Hashable, Sendable {
    /// Nobody listens at the address, or its name is unknown: nothing was sent.
    case cannotConnect
    /// No complete reply came in time.
    case timedOut
    /// The connection broke, or the reply was cut off.
    case connectionLost
    /// The reply is larger than the transport takes.
    case replyTooLarge
    /// The reply is not HTTP.
    case malformedReply
    /// TLS failed: the server could not show who it is.
    case untrustedServer

    /// Whether the server may have received the request and acted on it.
    public var requestMayHaveArrived: Bool {
        switch self {
        case .cannotConnect, .untrustedServer: false
        case .timedOut, .connectionLost, .replyTooLarge, .malformedReply: true
        }
    }
}
