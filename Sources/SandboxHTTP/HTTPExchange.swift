// One request with the way back to who sent it.
// SPDX-License-Identifier: Apache-2.0

/// A request that waits for its reply.
///
/// Whoever has it may also leave the reply out or break it off.
package struct HTTPExchange: Sendable {
    /// What is to become of the connection.
    package enum Sequel: Sendable {
        /// It waits for the next request.
        case next
        /// It ends.
        case end
    }

    /// The request.
    package let request: RequestMessage
    private let connection: HTTPConnection
    private let isEnding: @Sendable () -> Bool

    init(_ request: RequestMessage, _ connection: HTTPConnection, isEnding: @escaping @Sendable () -> Bool) {
        self.request = request
        self.connection = connection
        self.isEnding = isEnding
    }

    /// Whether the connection may wait for another request: the client wants it and the server goes on.
    package var keepsConnection: Bool { request.keepsConnection && !isEnding() }

    /// Writes bytes to the client.
    ///
    /// - Parameter bytes: the bytes.
    /// - Throws: `SocketError` when the client has gone.
    package func write(_ bytes: [UInt8]) throws(SocketError) {
        try connection.write(bytes)
    }

    /// Lets time pass, less when the client goes meanwhile.
    ///
    /// - Parameter time: how long.
    package func wait(_ time: Duration) {
        guard time > .zero else { return }
        _ = SocketCalls.wait(for: [connection.descriptor], .ending, atMost: time)
    }
}
