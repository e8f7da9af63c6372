// A connection: reading and writing with an end in time.
// SPDX-License-Identifier: Apache-2.0

/// A connection over TCP.
///
/// One thread uses it at a time; each call waits in that thread.
package struct HTTPConnection: Sendable {
    /// How long a peer that takes no bytes is waited for.
    static let writeTime = Duration.seconds(60)

    let descriptor: Int32

    /// Connects to an address of this machine; to be closed by the caller.
    ///
    /// - Parameters:
    ///   - host: an IPv4 or IPv6 address in digits.
    ///   - port: the port.
    ///   - time: how long it may take.
    /// - Throws: `SocketError`.
    package init(host: String, port: UInt16, atMost time: Duration) throws(SocketError) {
        descriptor = try SocketCalls.connect(host: host, port: port, atMost: time)
    }

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Gives the connection back; nobody may use it afterwards.
    package func close() {
        SocketCalls.closeDescriptor(descriptor)
    }

    /// Reads what arrives next.
    ///
    /// - Parameter deadline: how long to wait for it.
    /// - Returns: at least one byte; none when the peer has ended.
    /// - Throws: `SocketError`, also when nothing arrived in time.
    package func read(until deadline: ContinuousClock.Instant) throws(SocketError) -> [UInt8] {
        while true {
            if let bytes = try SocketCalls.read(descriptor) { return bytes }
            let left = deadline - .now
            guard left > .zero else { throw .timedOut }
            _ = SocketCalls.wait(for: [descriptor], .reading, atMost: left)
        }
    }

    /// Writes all bytes.
    ///
    /// - Parameter bytes: the bytes.
    /// - Throws: `SocketError`, also when the peer takes no bytes for a minute.
    package func write(_ bytes: [UInt8]) throws(SocketError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = try SocketCalls.write(rest, to: descriptor)
            rest = rest.dropFirst(count)
            if count == 0, SocketCalls.wait(for: [descriptor], .writing, atMost: Self.writeTime).isEmpty {
                throw .timedOut
            }
        }
    }

    /// Ends the connection so that the peer can still read what was written.
    ///
    /// It reads on for at most a second: closing with bytes unread would take back a reply on its way.
    ///
    /// - Source: RFC 9112, 9.6.
    func linger() {
        SocketCalls.shutdown(descriptor, .writing)
        let deadline = ContinuousClock.now + .seconds(1)
        while let bytes = try? read(until: deadline), !bytes.isEmpty, .now < deadline {}
    }
}
