// What standard output is: a terminal or not, coloured or not, how wide.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Facts about the terminal the tool may be running in.
    enum Terminal {
        /// Whether results go to a terminal.
        static var isOutput: Bool { SystemCalls.isTerminal(OpenFile.standardOutput) }

        /// Whether input comes from a terminal.
        static var isInput: Bool { SystemCalls.isTerminal(OpenFile.standardInput) }

        /// Whether escape sequences are welcome: results go to a terminal that is not a dumb one, and `NO_COLOR` is
        /// not set.
        ///
        /// - Source: no-color.org: set and not empty.
        static var takesColor: Bool {
            isOutput && (SystemCalls.environment("NO_COLOR") ?? "").isEmpty
                && SystemCalls.environment("TERM") != "dumb"
        }

        /// Columns of the terminal that results go to, or nil when it is none or does not tell.
        static var width: Int? { SystemCalls.terminalWidth(OpenFile.standardOutput) }

        /// Makes a reader that has gone an error of writing instead of the end of the process.
        static func ignoreBrokenPipes() {
            SystemCalls.ignoreBrokenPipes()
        }

        /// Ends the process.
        static func exit(_ status: ExitStatus) -> Never {
            SystemCalls.exit(status.rawValue)
        }
    }
#endif
