// Whom `pay` and `status` talk to, and as whom.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import Foundation
    import GoBiz

    /// Server, outlet and credentials.
    struct GoBizOptions: ParsableArguments {
        /// The port that `qris sandbox` takes unless told otherwise.
        static let sandboxPort: UInt16 = 7747

        @Option(help: ArgumentHelp("The outlet that is paid.", valueName: "id"))
        var outlet: String

        @Flag(help: "Use `qris sandbox` on this machine instead of GoBiz.")
        var sandbox = false

        @Option(help: "The port of `qris sandbox`.")
        var port: UInt16 = Self.sandboxPort

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
        }

        /// Makes a client.
        ///
        /// - Parameter journal: where transactions are remembered.
        /// - Returns: the client.
        /// - Throws: a failure of usage when the credentials are missing.
        func client(journal: any PaymentJournal) throws(Failure) -> GoBizClient {
            GoBizClient(
                outlet: outlet, credentials: try readCredentials(), environment: environment, journal: journal,
                transport: URLSessionTransport())
        }

        private var environment: GoBizEnvironment {
            guard sandbox else { return partnerSandbox ? .sandbox : .production }
            return .local(port: port)
        }

        private func readCredentials() throws(Failure) -> Credentials {
            var values = [
                "client_id": SystemCalls.environment("GOBIZ_CLIENT_ID"),
                "client_secret": SystemCalls.environment("GOBIZ_CLIENT_SECRET"),
            ].compactMapValues { $0 }
            if let credentials {
                values = Self.values(in: try InputOptions(file: credentials).utf8())
            } else if sandbox, values.isEmpty {
                values = ["client_id": "sandbox", "client_secret": "sandbox"]
            }
            guard let id = values["client_id"], let secret = values["client_secret"] else {
                throw Failure(
                    .usage,
                    "the credentials are missing; set GOBIZ_CLIENT_ID and GOBIZ_CLIENT_SECRET, "
                        + "or give --credentials FILE")
            }
            return Credentials(clientID: id, clientSecret: Secret(secret))
        }

        /// The values of lines `name=value`; blank lines and those that begin with `#` do not count.
        private static func values(in bytes: [UInt8]) -> [String: String] {
            var values: [String: String] = [:]
            for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
                let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
                guard parts.count == 2 else { continue }
                let texts = parts.map { part in
                    String(decoding: part, as: UTF8.self).trimmingCharacters(in: .whitespaces)
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

    extension Failure {
        /// A call that failed; the text holds neither secrets nor customer data.
        init(_ error: GoBizError) {
            let isInput = [.invalidRequest, .badRequest, .transactionNotFound, .keyInUse].contains(error.kind)
            let advice = error.kind == .indeterminate ? " Go on with: qris pay --resume." : ""
            self.init(isInput ? .invalidInput : .operationFailed, VisibleText.string(of: "\(error)\(advice)".utf8))
        }
    }
#endif
