// Small HTTP servers on this machine, some of them bad ones.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// HTTP servers in a process of their own, each on a port of its own; ended when the value goes.
    ///
    /// Written for Python's standard library, so that a fault of the code under test is not met by its twin.
    public final class LoopbackServers {
        /// How a server behaves.
        public enum Manner: String, CaseIterable, Sendable {
            /// Replies at once with what it received, as JSON: method, path, headers in lower case, body.
            case echo
            /// Replies after a while.
            case slow
            /// Closes the connection instead of replying.
            case closing
            /// Is not there: connections are refused.
            case refusing
            /// Sends more bytes than it should: 6 MiB.
            case large
            /// Says that 100 bytes follow, sends ten, closes.
            case truncated
            /// Speaks something else.
            case foreign
            /// Refuses with 401 and asks for a password, by the scheme in the path; the body as that of `echo`.
            case challenging
            /// Redirects to the `echo` server at 127.0.0.2, by the status in the path.
            case redirecting
            /// The `echo` server at 127.0.0.2, which writes down what it receives.
            case elsewhere
        }

        private let process = Process()
        private let lines = Pipe()
        private let ports: [String: Int]

        /// Starts all servers.
        ///
        /// - Throws: `ToolError` when Python is missing or says nothing.
        public init() throws {
            let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            let paths = search.split(separator: ":").map { "\($0)/python3" }
            guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
                throw ToolError("python3 is missing; install the Debian package python3")
            }
            let input = Pipe()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["-c", Self.script]
            // It ends when its input does, so also when the tests are killed.
            process.standardInput = input
            process.standardOutput = lines
            try process.run()
            let first = lines.fileHandleForReading.availableData
            guard let ports = try? JSONDecoder().decode([String: Int].self, from: first) else {
                process.terminate()
                throw ToolError("the servers did not start")
            }
            self.ports = ports
        }

        deinit {
            process.terminate()
        }

        /// The address of a server.
        ///
        /// - Parameters:
        ///   - manner: which one.
        ///   - path: the path behind it, with its slash.
        /// - Returns: the address.
        public func url(_ manner: Manner, _ path: String = "/") -> URL {
            var parts = URLComponents()
            parts.scheme = "http"
            parts.host = manner == .elsewhere ? "127.0.0.2" : "127.0.0.1"
            parts.port = ports[manner.rawValue]
            parts.path = path
            return parts.url ?? URL(fileURLWithPath: "/")
        }

        private static let script = """
            import asyncio, json, os, socket, sys

            seen = []
            ports = {}

            async def message(reader):
                head = (await reader.readuntil(b'\\r\\n\\r\\n')).decode('latin-1').split('\\r\\n')
                method, path, _ = head[0].split(' ', 2)
                fields = dict(line.split(': ', 1) for line in head[1:] if ': ' in line)
                fields = {name.lower(): value for name, value in fields.items()}
                body = await reader.readexactly(int(fields.get('content-length', 0)))
                return {'method': method, 'path': path, 'headers': fields, 'body': body.decode('latin-1')}

            def reply(status, body, more=''):
                return (f'HTTP/1.1 {status} X\\r\\nContent-Length: {len(body)}\\r\\n{more}\\r\\n').encode() + body

            async def answer(manner, request, writer):
                if manner == 'closing':
                    return False
                if manner == 'foreign':
                    writer.write(b'220 mail.test ESMTP\\r\\n\\r\\n')
                    return False
                if manner == 'truncated':
                    writer.write(b'HTTP/1.1 200 X\\r\\nContent-Length: 100\\r\\n\\r\\n0123456789')
                    return False
                if manner == 'slow':
                    await asyncio.sleep(0.4)
                if manner == 'redirecting':
                    status = int(request['path'].split('/')[1])
                    to = f"http://127.0.0.2:{ports['elsewhere']}/caught"
                    writer.write(reply(status, b'moved', f'Location: {to}\\r\\n'))
                    return True
                if manner == 'elsewhere':
                    if request['path'] == '/seen':
                        writer.write(reply(200, json.dumps(seen).encode()))
                        return True
                    seen.append(request)
                if manner == 'challenging':
                    scheme = request['path'].split('/')[1]
                    field = f'WWW-Authenticate: {scheme} realm="x"\\r\\nX-Request-ID: r-1\\r\\n'
                    writer.write(reply(401, json.dumps(request).encode(), field))
                    return True
                body = bytes(6 << 20) if manner == 'large' else json.dumps(request).encode()
                writer.write(reply(200, body, 'X-Request-ID: r-1\\r\\nSet-Cookie: a=b\\r\\n'))
                return True

            def serve(manner):
                async def connection(reader, writer):
                    try:
                        while await answer(manner, await message(reader), writer):
                            await writer.drain()
                    except (asyncio.IncompleteReadError, ConnectionError):
                        pass
                    finally:
                        writer.close()
                return connection

            async def main():
                for manner in ['echo', 'slow', 'closing', 'large', 'truncated', 'foreign', 'challenging', 'redirecting',
                               'elsewhere']:
                    host = '127.0.0.2' if manner == 'elsewhere' else '127.0.0.1'
                    server = await asyncio.start_server(serve(manner), host, 0, backlog=4096)
                    ports[manner] = server.sockets[0].getsockname()[1]
                # Bound but not listening: nobody else gets the port, and every connection is refused.
                refusing = socket.socket()
                refusing.bind(('127.0.0.1', 0))
                ports['refusing'] = refusing.getsockname()[1]
                print(json.dumps(ports), flush=True)
                await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
                os._exit(0)

            asyncio.run(main())
            """
    }
#endif
