// `qris sandbox`: GoBiz's payment API on this machine, with a web page.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import GoBiz
    import GoBizSandbox
    import SandboxHTTP

    /// The command `sandbox`.
    struct Sandbox: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serve a GoBiz sandbox on this machine, with a web page.",
            discussion: """
                Only this machine can reach it; it sends nothing elsewhere, and nobody can pay its codes.
                Client `sandbox`, secret `sandbox`, outlet `G000012345`. Everything is forgotten at the end.
                What it does beside the API (paying, faults, clock): Sources/GoBizSandbox/GoBizSandbox.docc.

                Examples:
                  qris sandbox
                  qris sandbox --port 0 --json
                  curl -d '{"order_id":"order-1234"}' http://127.0.0.1:7747/_sandbox/pay
                """)

        @Option(help: "The port, 0 for any free one.")
        var port = GoBizOptions.sandboxPort

        @Option(
            help: ArgumentHelp("Decides all IDs and tokens; otherwise they are new each time.", valueName: "number"))
        var seed: UInt64?

        @Flag(help: "Print one line of JSON when ready.")
        var json = false

        func run() async throws {
            let signals: AsyncStream<Void>
            do throws(SystemError) {
                signals = try SystemCalls.terminationSignals()
            } catch {
                throw Failure(.operationFailed, "cannot watch for signals: \(error.message)")
            }
            let sandbox = SandboxServer(seed: seed ?? UInt64.random(in: 0...UInt64.max))
            let server = try listen(sandbox)
            try announce("http://127.0.0.1:\(server.port)")
            #if Webhooks
                let notifications = Task { await Self.sendNotifications(of: sandbox.engine) }
                defer { notifications.cancel() }
            #endif
            for await _ in signals { break }
            await Self.end(server, signals)
        }

        private func listen(_ sandbox: SandboxServer) throws(Failure) -> HTTPServer {
            do throws(SocketError) {
                return try HTTPServer(port: port) { exchange throws(SocketError) in try sandbox.serve(exchange) }
            } catch {
                throw Failure(
                    .operationFailed,
                    "cannot listen on port \(port) of 127.0.0.1: \(error.message). "
                        + (error == .shortOfDescriptors
                            ? "Raise the limit of open files with ulimit -n; 64 are enough."
                            : "Choose another port with --port, or 0 for any free one."))
            }
        }

        /// Lets the replies under way come to their end; another signal ends them at once.
        private static func end(_ server: HTTPServer, _ signals: AsyncStream<Void>) async {
            server.stop(within: .seconds(30))
            let count = server.replyCount
            if count > 0 {
                Output.message("qris: finishing \(count) \(count == 1 ? "reply" : "replies"); Ctrl-C ends at once")
            }
            await withTaskGroup { group in
                group.addTask { await server.waitForEnd() }
                group.addTask { for await _ in signals { return } }
                await group.next()
                group.cancelAll()
            }
        }

        private func announce(_ address: String) throws(Failure) {
            guard json else {
                return try Output.write(
                    """
                    The sandbox listens on \(address) until Ctrl-C.
                    Page        \(address)/
                    Token       POST \(address)/oauth2/token (client sandbox, secret sandbox)
                    Outlet      G000012345
                    \(Self.notificationLine)

                    """)
            }
            var writer = JSONWriter()
            writer.object { writer in
                writer.key("url")
                writer.string(address)
                writer.key("client_id")
                writer.string("sandbox")
                writer.key("client_secret")
                writer.string("sandbox")
                writer.key("outlet")
                writer.string("G000012345")
                writer.key("sends_notifications")
                writer.bool(SandboxEngine.sendsNotifications)
            }
            writer.endLine()
            try Output.write(writer.bytes)
        }

        /// What becomes of notification subscriptions.
        private static let notificationLine =
            SandboxEngine.sendsNotifications
            ? "Webhooks    sent over http to this machine"
            : "Webhooks    none are sent: this build is without the trait Webhooks"

        #if Webhooks
            /// Sends what is due, four times per second.
            private static func sendNotifications(of engine: SandboxEngine) async {
                let notifier = SandboxNotifier(engine, transport: LoopbackTransport())
                while !Task.isCancelled {
                    _ = try? await notifier.deliverDue()
                    try? await Task.sleep(for: .milliseconds(250))
                }
            }
        #endif
    }
#endif
