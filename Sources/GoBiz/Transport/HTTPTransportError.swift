// Why an attempt brought no reply.
// SPDX-License-Identifier: Apache-2.0

/// An attempt that ended without a complete reply.
public enum HTTPTransportError: Error, Hashable, Sendable {
    /// Nobody listens at the address, its name is unknown, or no connection stood in time: nothing was sent.
    case cannotConnect
    /// The request must not be sent: its address is neither HTTPS nor of this machine, or its header cannot be written.
    case invalidRequest
    /// This machine has too few descriptors, threads or memory for an exchange more: nothing was sent.
    case outOfResources
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
        case .cannotConnect, .invalidRequest, .outOfResources, .untrustedServer: false
        case .timedOut, .connectionLost, .replyTooLarge, .malformedReply: true
        }
    }
}
