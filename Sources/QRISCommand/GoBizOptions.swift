// Whom `pay` and `status` talk to, and as whom.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import Foundation
    import GoBiz
    import Synchronization

    /// Server, outlet and credentials.
    struct GoBizOptions: ParsableArguments {
        /// The port that `qris sandbox` takes unless told otherwise.
        static let sandboxPort: UInt16 = 7747

        @Option(help: ArgumentHelp("The outlet that is paid.", valueName: "id"))
        var outlet: String

        @Flag(help: "Use `qris sandbox` on this machine instead of GoBiz.")
        var sandbox = false

        @Option(help: "The port of `qris sandbox`; otherwise \(Self.sandboxPort).")
        var port: UInt16?

        @Flag(help: "Use GoBiz's own sandbox.")
        var partnerSandbox = false

        @Option(
            help: ArgumentHelp(
                "A file with client_id=… and client_secret=…; otherwise GOBIZ_CLIENT_ID and GOBIZ_CLIENT_SECRET.",
                valueName: "file"), completion: .file())
        var credentials: String?

        func validate() throws {
            guard !(sandbox && partnerSandbox) else {
                throw ValidationError("Give --sandbox or --partner-sandbox, not both.")
            }
            guard port == nil || sandbox else { throw ValidationError("--port goes with --sandbox.") }
        }

        /// Makes a client that tells its first failed attempt, and each of another kind.
        ///
        /// - Parameters:
        ///   - journal: where transactions are remembered.
        ///   - callTimeout: how long a call may take, if shorter than usual.
        /// - Returns: the client.
        /// - Throws: a failure of usage when the credentials are missing, or a failure when libcurl is.
        func client(journal: any PaymentJournal, callTimeout: Duration? = nil) throws(Failure) -> GoBizClient {
            var options = ClientOptions()
            if let callTimeout { options.callTimeout = min(callTimeout, options.callTimeout) }
            let seconds = options.callTimeout.components.seconds
            let last = Mutex<GoBizError.Kind?>(nil)
            return GoBizClient(
                outlet: outlet, credentials: try readCredentials(), environment: environment, journal: journal,
                transport: try Self.transport(), options: options
            ) { attempt in
                let isNew = last.withLock { last in
                    defer { last = attempt.error.kind }
                    return last != attempt.error.kind
                }
                guard isNew else { return }
                let error = VisibleText.string(of: attempt.error.words.utf8)
                Output.message("qris: \(error) Trying again, \(seconds) seconds at most.")
            }
        }

        private static func transport() throws(Failure) -> SystemTransport {
            do throws(TransportUnavailable) {
                return try SystemTransport()
            } catch {
                throw Failure(.operationFailed, error.description)
            }
        }

        /// The servers.
        private var environment: GoBizEnvironment {
            guard sandbox else { return partnerSandbox ? .sandbox : .production }
            return .local(port: port ?? Self.sandboxPort)
        }

        /// The servers' name, which keeps their sales apart from those of others.
        var serverName: String {
            guard sandbox else { return partnerSandbox ? "partner-sandbox" : "production" }
            return "sandbox-\(port ?? Self.sandboxPort)"
        }

        private func readCredentials() throws(Failure) -> Credentials {
            let values: [String: String]
            if let credentials {
                Self.warnIfOthersCanRead(credentials)
                values = Self.values(in: try InputOptions(file: credentials).utf8())
            } else if sandbox {
                // Real credentials are nothing for a listener on this machine.
                values = ["client_id": "sandbox", "client_secret": "sandbox"]
            } else {
                values = [
                    "client_id": SystemCalls.environment("GOBIZ_CLIENT_ID"),
                    "client_secret": SystemCalls.environment("GOBIZ_CLIENT_SECRET"),
                ].compactMapValues { $0 }
            }
            guard let id = values["client_id"], let secret = values["client_secret"] else {
                throw Failure(
                    .usage,
                    "the credentials are missing; set GOBIZ_CLIENT_ID and GOBIZ_CLIENT_SECRET, "
                        + "or give --credentials FILE")
            }
            return Credentials(clientID: id, clientSecret: Secret(secret))
        }

        /// A secret that others can read is none; the sale goes on all the same.
        private static func warnIfOthersCanRead(_ path: String) {
            guard let kind = SystemCalls.status(path), kind.isRegular, kind.permissions & 0o077 != 0 else { return }
            let name = VisibleText.string(of: path.utf8)
            Output.message(
                "qris: warning: others can use the secret in \(name); keep it from them with: chmod 600 \(name)")
        }

        /// The values of lines `name=value`; blank lines and those that begin with `#` do not count.
        private static func values(in bytes: [UInt8]) -> [String: String] {
            // The byte order mark that some editors put in front is none of the name.
            let separators = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}"))
            var values: [String: String] = [:]
            for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
                let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
                guard parts.count == 2 else { continue }
                let texts = parts.map { part in
                    String(decoding: part, as: UTF8.self).trimmingCharacters(in: separators)
                }
                values[texts[0]] = texts[1]
            }
            return values
        }
    }

    extension GoBizEnvironment {
        /// The `qris sandbox` of this machine.
        static func local(port: UInt16) -> GoBizEnvironment {
            guard let url = URL(string: "http://127.0.0.1:\(port)"),
                let environment = try? GoBizEnvironment(apiURL: url, oauthURL: url)
            else { preconditionFailure("a loopback address is always allowed") }
            return environment
        }
    }
#endif
