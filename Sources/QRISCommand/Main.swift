// Where the tool starts.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser

    @main
    enum Main {
        /// The version that `qris --version` prints.
        static let version = "0.1.0"

        static func main() async {
            Terminal.ignoreBrokenPipes()
            do {
                try InputOptions.refuseMalformedArguments()
                guard Array(CommandLine.arguments.dropFirst()) != ["--version"] else {
                    return try Output.write(version + "\n")
                }
                var command = try QRISTool.parseAsRoot()
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch let failure as Failure {
                failure.report()
                Terminal.exit(failure.status)
            } catch {
                exit(with: error)
            }
        }

        /// Ends after wrong usage, or after help was asked for.
        private static func exit(with error: any Error) -> Never {
            let text = QRISTool.fullMessage(for: error)
            let isHelp = QRISTool.exitCode(for: error) == .success
            guard isHelp else {
                // The message quotes arguments, which may come from anywhere.
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                if text.contains("nexpected argument") {
                    Output.message("qris: put the text in quotes: payloads may contain blanks")
                }
                Output.message(lines.map { VisibleText.string(of: $0.utf8) }.joined(separator: "\n"))
                Terminal.exit(.usage)
            }
            do throws(Failure) {
                try Output.write(text + "\n")
                Terminal.exit(.success)
            } catch {
                error.report()
                Terminal.exit(error.status)
            }
        }
    }

    /// The root command.
    struct QRISTool: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "qris",
            abstract: "Shows, checks, explains, makes, changes and draws QRIS payment codes.",
            discussion: """
                Text comes as an argument, from a file (--file F) or from standard input (- or nothing).
                Exit status: 0 success, 1 the input is invalid, 2 the operation failed, 64 wrong usage.
                `qris --version` prints the version.

                Examples:
                  qris show '00020101021126...6304ABCD'
                  qris validate --json --file code.txt
                  qris encode --file code.txt -o code.png
                  qris convert --amount 25000 --file static.txt
                  qris batch encode < requests.ndjson > results.ndjson
                """,
            subcommands: [
                Show.self, Validate.self, Inspect.self, Encode.self, Decode.self, Verify.self, Build.self, Convert.self,
                Diff.self,
                Anonymise.self, Rules.self, Batch.self,
                Pay.self, Status.self, Sandbox.self, Demo.self,
            ])
    }
#else
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    @main
    enum Main {
        static func main() {
            print("qris: this build is without the tool; build with the trait CommandLineTool")
            exit(64)
        }
    }
#endif
