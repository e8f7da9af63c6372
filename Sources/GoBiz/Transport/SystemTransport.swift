// Sends requests with what the machine brings.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The transport that needs no other package: libcurl on Linux, URLSession on Apple's systems.
    ///
    /// Make one for the whole program and keep it.
    ///
    /// It follows no redirects, keeps no cookies and no cache, uses the machine's certificates, and takes replies up to a
    /// size. On Linux an exchange ends for good when its time is up, its caller leaves or its reply is too large: the
    /// connection is closed, whatever the server does. All exchanges of a process are on one thread of their own, at most
    /// 256 at once; the others wait for their turn. libcurl is loaded by `init`, so that neither its header nor its
    /// library is needed to build; the package that brings it is `libcurl4` in Debian and Ubuntu.
    ///
    /// A GET on a connection that the server has just closed is sent again on a new one (RFC 9110, 9.2.2); any other
    /// request is sent once.
    public struct SystemTransport: HTTPTransport {
        #if canImport(Darwin)
            private let base: URLSessionTransport
        #else
            private let base: CurlTransport
        #endif

        /// Makes a transport.
        ///
        /// - Parameter replyLimit: the largest body taken, in bytes.
        /// - Throws: when libcurl is missing; never on Apple's systems.
        public init(replyLimit: Int = 5 << 20) throws(TransportUnavailable) {
            #if canImport(Darwin)
                base = URLSessionTransport(replyLimit: replyLimit)
            #else
                base = try CurlTransport(replyLimit: replyLimit)
            #endif
        }

        /// Sends a request once.
        ///
        /// - Parameters:
        ///   - request: what to send.
        ///   - timeout: how long the complete reply may take.
        /// - Returns: the reply, whatever its status.
        /// - Throws: `HTTPTransportError` or `CancellationError`.
        public func send(_ request: HTTPRequest, timeout: Duration) async throws -> HTTPResponse {
            try await base.send(request, timeout: timeout)
        }
    }

    /// What a transport lacks on this machine.
    public struct TransportUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is missing and how to mend it.
        public let description: String
    }
#endif
