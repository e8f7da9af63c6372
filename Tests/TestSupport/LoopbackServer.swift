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
            /// Takes the request and says nothing.
            case silent
            /// Sends one byte of a long body a second.
            case dripping
            /// Sends one byte of a long head a second.
            case drippingHead
            /// Sends a body without end, as fast as it can.
            case endless
            /// Sends header fields without end, as fast as it can.
            case endlessHead
            /// Sends interim replies without end, as fast as it can.
            case endlessInterim
            /// Sends an interim reply, chunks, and a field behind the body.
            case elaborate
            /// Sends a field in two lines.
            case folding
            /// Replies to the first request of each connection and closes the connection at the second one.
            case forgetful
            /// Is there but takes no connection: nothing comes back at all.
            case unresponsive
            /// Shows a certificate that nobody vouches for.
            case untrusted
        }

        /// The servers that never send a whole reply, however long one waits.
        public static let deadManners: [Manner] = [
            .silent, .dripping, .drippingHead, .endless, .endlessHead, .endlessInterim, .truncated, .closing,
        ]

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

        /// The path of `echo` that tells how many connections to the other servers are open.
        public static let openCountPath = "/open"

        /// The address of a server.
        ///
        /// - Parameters:
        ///   - manner: which one.
        ///   - path: the path behind it, with its slash.
        /// - Returns: the address.
        public func url(_ manner: Manner, _ path: String = "/") -> URL {
            var parts = URLComponents()
            parts.scheme = manner == .untrusted ? "https" : "http"
            parts.host = manner == .elsewhere ? "127.0.0.2" : "127.0.0.1"
            parts.port = ports[manner.rawValue]
            parts.path = path
            return parts.url ?? URL(fileURLWithPath: "/")
        }

        private static let script = """
            import asyncio, json, os, socket, ssl, subprocess, sys, tempfile

            seen = []
            ports = {}
            open_count = 0

            MANNERS = ['echo', 'slow', 'closing', 'large', 'truncated', 'foreign', 'challenging', 'redirecting', 'elsewhere',
                       'silent', 'dripping', 'drippingHead', 'endless', 'endlessHead', 'endlessInterim', 'elaborate',
                       'folding', 'forgetful']

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
                if manner == 'silent':
                    await asyncio.sleep(3600)
                if manner in ('dripping', 'drippingHead'):
                    field = b'Content-Length: 100000\\r\\n\\r\\n' if manner == 'dripping' else b'X-Long: '
                    writer.write(b'HTTP/1.1 200 X\\r\\n' + field)
                    await flood(writer, b'x', 1)
                if manner == 'endless':
                    writer.write(b'HTTP/1.1 200 X\\r\\n\\r\\n')
                    await flood(writer, bytes(1 << 14), 0)
                if manner == 'endlessHead':
                    writer.write(b'HTTP/1.1 200 X\\r\\n')
                    await flood(writer, b'X-Field: value\\r\\n' * 100, 0)
                if manner == 'endlessInterim':
                    await flood(writer, b'HTTP/1.1 100 X\\r\\n\\r\\n' * 100, 0)
                if manner == 'elaborate':
                    writer.write(b'HTTP/1.1 100 X\\r\\nX-A: 1\\r\\n\\r\\nHTTP/1.1 200 X\\r\\nX-B: 1, 2\\r\\n'
                                 b'Transfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nok\\r\\n0\\r\\nX-C: 3\\r\\n\\r\\n')
                    return True
                if manner == 'folding':
                    writer.write(reply(200, b'ok', 'X-B: 1,\\r\\n  2\\r\\n'))
                    return True
                if manner == 'forgetful':
                    if request['number'] > 1:
                        return False
                    seen.append(request)
                if manner == 'echo' and request['path'] == '/open':
                    writer.write(reply(200, str(open_count).encode()))
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

            async def flood(writer, data, pause):
                while True:
                    writer.write(data)
                    await writer.drain()
                    await asyncio.sleep(pause)

            async def converse(manner, reader, writer):
                number = 0
                while True:
                    number += 1
                    request = await message(reader)
                    request['number'] = number
                    if not await answer(manner, request, writer):
                        return
                    await writer.drain()

            def serve(manner):
                async def connection(reader, writer):
                    global open_count
                    open_count += manner != 'echo'
                    tasks = [asyncio.ensure_future(converse(manner, reader, writer))]
                    try:
                        while not tasks[0].done():
                            await asyncio.wait(tasks, timeout=0.2)
                            if reader.at_eof():
                                break
                    finally:
                        tasks[0].cancel()
                        await asyncio.gather(*tasks, return_exceptions=True)
                        open_count -= manner != 'echo'
                        writer.close()
                return connection

            def tls(folder):
                subprocess.run(
                    ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days',
                     '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', folder + '/key',
                     '-out', folder + '/certificate'], check=True, stderr=subprocess.DEVNULL)
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(folder + '/certificate', folder + '/key')
                return context

            def unresponsive():
                # Once its queue is full, the system answers nobody.
                listener = socket.socket()
                listener.bind(('127.0.0.1', 0))
                listener.listen(0)
                waiting = [socket.socket() for _ in range(4)]
                for each in waiting:
                    each.setblocking(False)
                    each.connect_ex(listener.getsockname())
                return [listener] + waiting

            async def main():
                for manner in MANNERS:
                    host = '127.0.0.2' if manner == 'elsewhere' else '127.0.0.1'
                    server = await asyncio.start_server(serve(manner), host, 0, backlog=4096)
                    ports[manner] = server.sockets[0].getsockname()[1]
                # Bound but not listening: nobody else gets the port, and every connection is refused.
                refusing = socket.socket()
                refusing.bind(('127.0.0.1', 0))
                ports['refusing'] = refusing.getsockname()[1]
                kept = unresponsive()
                ports['unresponsive'] = kept[0].getsockname()[1]
                with tempfile.TemporaryDirectory() as folder:
                    context = tls(folder)
                secure = await asyncio.start_server(serve('echo'), '127.0.0.1', 0, ssl=context)
                ports['untrusted'] = secure.sockets[0].getsockname()[1]
                print(json.dumps(ports), flush=True)
                await asyncio.get_running_loop().run_in_executor(None, sys.stdin.buffer.read)
                os._exit(0)

            asyncio.run(main())
            """
    }
#endif
