// Why the tool ends without a result, and the exit statuses.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import QREncoder
    import QRRendering

    /// The tool's exit statuses.
    package enum ExitStatus: Int32, Sendable {
        /// The result is on standard output; for `validate`: the payload is valid.
        case success = 0
        /// The input is invalid, or cannot be read or encoded.
        case invalidInput = 1
        /// The operation failed: reading or writing.
        case operationFailed = 2
        /// The command line is wrong.
        case usage = 64
    }

    /// An end without a result: the exit status and what to tell.
    struct Failure: Error {
        let status: ExitStatus
        /// Lines for standard error; none when there is nothing left to say.
        let lines: [String]

        /// Makes a failure with one message.
        ///
        /// - Parameters:
        ///   - status: the exit status.
        ///   - message: what is wrong, where, and how to mend it; without any untrusted text.
        init(_ status: ExitStatus, _ message: String) {
            self.status = status
            lines = ["error: " + message]
        }

        /// Makes a failure whose lines are complete, or one that has nothing left to say.
        init(_ status: ExitStatus, lines: [String] = []) {
            self.status = status
            self.lines = lines
        }

        /// The lines for standard error under the tool's name; those that go on with a message are indented already.
        var messages: [String] { lines.map { $0.hasPrefix(" ") ? $0 : "qris: " + $0 } }

        /// What is wrong, without the word "error" before it.
        var reason: String {
            let text = lines.joined(separator: " ")
            return text.hasPrefix("error: ") ? String(text.dropFirst(7)) : text
        }

        /// Writes the messages to standard error.
        func report() {
            for message in messages { Output.message(message) }
        }
    }

    extension Failure {
        /// A text that cannot be encoded.
        init(_ error: EncodingError) {
            self.init(.invalidInput, "\(error.code.name): \(error.message)")
        }

        /// A picture that cannot be drawn as asked.
        init(_ error: RenderingError) {
            let isUsage = [.invalidQuietZone, .invalidModuleSize, .pictureTooLarge].contains(error.code)
            self.init(isUsage ? .usage : .operationFailed, "\(error.code.name): \(error.message)")
        }
    }
#endif
