// Listens on this machine for HTTP/1.1, and can break connections on purpose.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import FlyingSocks
    import Foundation
    import GoBiz
    import GoBizSandbox

    /// A listening socket on 127.0.0.1.
    ///
    /// It stands on sockets instead of a ready-made server, because such a server cannot end a connection without a
    /// reply, which is the fault that matters most.
    struct HTTPListener {
        /// Answers one request.
        typealias Handler = @Sendable (HTTPRequest) -> SandboxOutcome

        private static var noDelay: BoolSocketOption { BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY) }
        private static let pieceCount = 10

        private let socket: AsyncSocket
        private let pool: any AsyncSocketPool
        /// The port it listens on.
        let port: UInt16

        /// Begins to listen.
        ///
        /// - Parameter port: the port, or 0 for any free one.
        /// - Throws: a failure of the operation.
        init(port: UInt16) async throws(Failure) {
            do {
                let pool: some AsyncSocketPool = .make()
                try await pool.prepare()
                let socket = try Socket(domain: AF_INET, type: .stream)
                try socket.setValue(true, for: .localAddressReuse)
                try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
                try socket.listen()
                guard case .ip4(_, let actualPort) = try socket.sockname() else { throw SocketError.unsupportedAddress }
                self.socket = try AsyncSocket(socket: socket, pool: pool)
                self.pool = pool
                self.port = actualPort
            } catch {
                throw Failure(
                    .operationFailed,
                    "cannot listen on port \(port) of 127.0.0.1; it may be taken: choose another with --port, "
                        + "or 0 for any free one")
            }
        }

        /// Serves connections until the task is cancelled.
        func run(_ handler: @escaping Handler) async throws {
            let pool = self.pool
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await pool.run() }
                while true {
                    do {
                        let client = try await socket.accept()
                        group.addTask { await Self.serve(client, handler) }
                    } catch SocketError.failed {
                        // Too many open connections, or one that has gone already: others may end meanwhile.
                        try await Task.sleep(for: .milliseconds(50))
                    }
                }
            }
        }

        /// Answers the requests of one connection in their order.
        private static func serve(_ client: AsyncSocket, _ handler: Handler) async {
            defer { try? client.close() }
            var reader = HTTPRequestReader()
            do {
                // Without this a reply on a used connection waits 40 ms for the acknowledgement of the one before.
                try client.socket.setValue(true, for: noDelay)
                while let wire = try await request(from: client, &reader) {
                    guard try await answer(wire, with: handler(wire.request), client) else { return }
                }
            } catch let refusal as HTTPRefusal {
                let response = HTTPResponse(status: refusal.status)
                try? await client.write(response.head(keepsConnection: false))
                await drain(client)
            } catch {
                // The client has gone, or the sandbox ends: nobody to tell.
            }
        }

        /// Reads on for at most a second: closing with bytes unread would take back the reply on its way.
        ///
        /// - Source: RFC 9112, 9.6.
        private static func drain(_ client: AsyncSocket) async {
            await withTaskGroup { group in
                group.addTask {
                    while (try? await client.read(atMost: 4096)) != nil {}
                }
                group.addTask { try? await Task.sleep(for: .seconds(1)) }
                await group.next()
                group.cancelAll()
            }
        }

        /// Returns the next request; nil when the client has ended the connection.
        private static func request(
            from client: AsyncSocket, _ reader: inout HTTPRequestReader
        ) async throws -> WireRequest? {
            var hasContinued = false
            while true {
                if let request = try reader.next() { return request }
                if reader.expectsContinue, !hasContinued {
                    hasContinued = true
                    try await client.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
                }
                do {
                    reader.append(try await client.read(atMost: 4096))
                } catch SocketError.disconnected {
                    return nil
                }
            }
        }

        /// Carries out what is to become of a request; returns whether the connection goes on.
        private static func answer(
            _ wire: WireRequest, with outcome: SandboxOutcome, _ client: AsyncSocket
        ) async throws -> Bool {
            if outcome.delay > .zero { try await Task.sleep(for: outcome.delay) }
            switch outcome.ending {
            case .connectionLost:
                return false
            case .reply(let response):
                let head = response.head(keepsConnection: wire.keepsConnection)
                try await client.write(wire.request.method == "HEAD" ? head : head + response.body)
                return wire.keepsConnection
            case .cutReply(let response, let count):
                try await client.write(response.head(keepsConnection: false) + response.body.prefix(count))
                return false
            case .slowReply(let response, let time):
                try await client.write(response.head(keepsConnection: wire.keepsConnection))
                let length = max(1, (response.body.count + pieceCount - 1) / pieceCount)
                for start in stride(from: 0, to: response.body.count, by: length) {
                    try await Task.sleep(for: time / pieceCount)
                    try await client.write(response.body.dropFirst(start).prefix(length))
                }
                return wire.keepsConnection
            }
        }
    }
#endif
