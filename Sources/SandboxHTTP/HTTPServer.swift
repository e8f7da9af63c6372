// An HTTP/1.1 server on 127.0.0.1: one thread for each connection, and never more connections than descriptors.
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A listening server.
///
/// Threads of its own wait in system calls, so neither Swift's tasks nor their event loop are held up by many or slow
/// clients. At its limit of connections it takes no more: the others wait in the system's queue until one ends, or
/// until one that sends nothing is closed for them.
package final class HTTPServer: Sendable {
    /// Answers one request, in the connection's thread.
    package typealias Handler = @Sendable (HTTPExchange) throws(SocketError) -> HTTPExchange.Sequel

    /// Most connections at once.
    static let connectionLimit = 256
    /// Descriptors left to everything else in the process.
    static let reservedDescriptors = 16
    /// How long a connection may wait for its next request.
    ///
    /// - Source: RFC 9112, 9.5: a server may end idle connections.
    static let idleTime = Duration.seconds(60)
    /// How long a request may take to arrive, from its first byte.
    static let requestTime = Duration.seconds(60)
    /// How long a connection is left alone that others would like to replace.
    static let leastIdleTime = Duration.milliseconds(200)

    private enum Activity {
        case idle(since: ContinuousClock.Instant)
        /// A request is arriving.
        case reading
        /// A reply is under way.
        case answering
    }

    private struct State {
        var connections: [Int32: Activity] = [:]
        /// When the last reply must be done; nil while the server goes on.
        var end: ContinuousClock.Instant?
    }

    /// The port it listens on.
    package let port: UInt16
    /// Most connections at once, within the process's limit of descriptors.
    package let connectionLimit: Int
    private let listener: Int32
    private let bell: (reading: Int32, writing: Int32)
    private let handler: Handler
    private let state = Mutex(State())
    private let endOfAll = AsyncStream<Void>.makeStream()

    /// Begins to listen and to answer.
    ///
    /// - Parameters:
    ///   - port: the port, or 0 for any free one.
    ///   - handler: answers requests, several at once.
    /// - Throws: `SocketError`: the port is taken, or there are too few descriptors or threads.
    package init(port: UInt16, _ handler: @escaping Handler) throws(SocketError) {
        self.handler = handler
        bell = try ProcessCalls.openPipe()
        listener = try SocketCalls.listen(port: port)
        self.port = try SocketCalls.port(of: listener)
        let free = ProcessCalls.freeDescriptors(wanted: Self.connectionLimit + 4 * Self.reservedDescriptors)
        connectionLimit = min(Self.connectionLimit, free - Self.reservedDescriptors)
        guard connectionLimit > 0, ProcessCalls.startThread({ self.takeConnections() }) else {
            throw .shortOfDescriptors
        }
    }

    /// Takes no more requests and lets the replies under way come to their end.
    ///
    /// - Parameter grace: how long that may take.
    package func stop(within grace: Duration) {
        state.withLock { $0.end = .now + grace }
        ProcessCalls.ring(bell.writing)
    }

    /// Waits until the last reply is done after `stop`, or until its time is over.
    package func waitForEnd() async {
        for await _ in endOfAll.stream {}
    }

    /// How many replies are under way.
    package var replyCount: Int {
        state.withLock { state in
            state.connections.values.count {
                if case .answering = $0 { true } else { false }
            }
        }
    }

    // MARK: - The thread that takes connections

    private func takeConnections() {
        while !isEnding {
            if hasRoom {
                _ = SocketCalls.wait(for: [listener, bell.reading], .reading, atMost: nil)
                takeConnection()
            } else {
                if !SocketCalls.wait(for: [listener], .reading, atMost: .zero).isEmpty { makeRoom() }
                _ = SocketCalls.wait(for: [bell.reading], .reading, atMost: .milliseconds(20))
            }
            ProcessCalls.empty(bell.reading)
        }
        // Whoever waits in the system's queue may have sent a request already.
        while hasRoom, takeConnection() {}
        SocketCalls.closeDescriptor(listener)
        endReading()
        while let left = timeLeft {
            _ = SocketCalls.wait(for: [bell.reading], .reading, atMost: left)
            ProcessCalls.empty(bell.reading)
        }
        endOfAll.continuation.finish()
    }

    private var isEnding: Bool { state.withLock { $0.end != nil } }

    private var hasRoom: Bool { state.withLock { $0.connections.count < connectionLimit } }

    /// The time left for the last replies; nil when there is none left or nothing to wait for.
    private var timeLeft: Duration? {
        state.withLock { state in
            guard let end = state.end, end > .now, !state.connections.isEmpty else { return nil }
            return end - .now
        }
    }

    /// Takes a connection that waits; returns whether there was one.
    @discardableResult private func takeConnection() -> Bool {
        do throws(SocketError) {
            guard let descriptor = try SocketCalls.accept(listener) else { return false }
            state.withLock { $0.connections[descriptor] = .idle(since: .now) }
            if !ProcessCalls.startThread({ self.serve(HTTPConnection(descriptor)) }) {
                try? HTTPConnection(descriptor).write(ReplyHead.refusal(.noRoom))
                finish(descriptor)
            }
            return true
        } catch {
            // The machine is short of descriptors or memory: others may end meanwhile.
            _ = SocketCalls.wait(for: [bell.reading], .reading, atMost: .milliseconds(50))
            return false
        }
    }

    /// Closes the connection that has waited longest for a request.
    ///
    /// A request already on its way to it is still answered: only reading ends, behind what has arrived.
    private func makeRoom() {
        state.withLock { state in
            var longest: (descriptor: Int32, since: ContinuousClock.Instant)?
            for case (let descriptor, .idle(let since)) in state.connections where since < longest?.since ?? .now {
                longest = (descriptor, since)
            }
            guard let longest, longest.since + Self.leastIdleTime < .now else { return }
            SocketCalls.shutdown(longest.descriptor, .reading)
        }
    }

    /// Ends reading on all connections behind what has arrived.
    private func endReading() {
        state.withLock { state in
            for descriptor in state.connections.keys { SocketCalls.shutdown(descriptor, .reading) }
        }
    }

    // MARK: - The threads of connections

    /// Answers the requests of a connection in their order.
    private func serve(_ connection: HTTPConnection) {
        var parser = RequestParser()
        defer { finish(connection.descriptor) }
        do throws(Interruption) {
            while let request = try nextRequest(connection, &parser) {
                set(.answering, connection)
                let exchange = HTTPExchange(request, connection) { self.isEnding }
                do throws(SocketError) {
                    guard try handler(exchange) == .next else { break }
                } catch {
                    throw .connectionLost
                }
            }
        } catch {
            guard case .refused(let refusal) = error else { return }
            set(.answering, connection)
            try? connection.write(ReplyHead.refusal(refusal))
        }
        connection.linger()
    }

    private enum Interruption: Error {
        case refused(RequestRefusal)
        case connectionLost
    }

    /// Reads the next request; returns nil when the client has ended, or sends nothing.
    private func nextRequest(
        _ connection: HTTPConnection, _ parser: inout RequestParser
    ) throws(Interruption) -> RequestMessage? {
        var deadline = ContinuousClock.now + Self.idleTime
        var hasBegun = false
        var hasContinued = false
        set(.idle(since: .now), connection)
        while true {
            do throws(RequestRefusal) {
                if let request = try parser.next() { return request }
            } catch {
                throw .refused(error)
            }
            if parser.hasBegun, !hasBegun {
                hasBegun = true
                deadline = .now + Self.requestTime
                set(.reading, connection)
            }
            do throws(SocketError) {
                if parser.expectsContinue, !hasContinued {
                    hasContinued = true
                    try connection.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                }
                let bytes = try connection.read(until: deadline)
                guard !bytes.isEmpty else { return nil }
                parser.append(bytes)
            } catch {
                guard error == .timedOut else { throw .connectionLost }
                guard hasBegun else { return nil }
                throw .refused(.tooSlow)
            }
        }
    }

    private func set(_ activity: Activity, _ connection: HTTPConnection) {
        state.withLock { $0.connections[connection.descriptor] = activity }
    }

    /// Forgets a connection and gives its descriptor back.
    private func finish(_ descriptor: Int32) {
        let count = state.withLock { state in
            state.connections[descriptor] = nil
            // Under the lock: the same number may come back with the next connection.
            SocketCalls.closeDescriptor(descriptor)
            return state.connections.count
        }
        if count + 1 >= connectionLimit || isEnding { ProcessCalls.ring(bell.writing) }
    }
}
