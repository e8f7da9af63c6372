// How requests reach a server: the one seam between the client and the network.
// SPDX-License-Identifier: Apache-2.0

/// Sends one HTTP request and returns the whole reply.
///
/// A transport does nothing else: it does not retry, does not follow redirects and adds no header but those that HTTP
/// itself needs. Ready ones: `SystemTransport`, `AsyncHTTPClientTransport` (trait `AsyncHTTPClient`) and the sandbox's
/// in-process transport. Write your own for a proxy or a test.
public protocol HTTPTransport: Sendable {
    /// Sends a request once.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - timeout: after this long without a complete reply the attempt has failed with `HTTPTransportError.timedOut`.
    /// - Returns: the reply, whatever its status; redirects are replies like others.
    /// - Throws: `HTTPTransportError`, or `CancellationError` at once when the calling task is cancelled; the server
    ///   may have acted in either case, unless `HTTPTransportError.requestMayHaveArrived` says otherwise.
    func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse
}
