// Where the input text comes from, and reading it.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// The input of a command: an argument, standard input or a file.
    struct InputOptions: ParsableArguments {
        @Argument(help: "The text; `-` or nothing reads standard input. A line feed at the end is dropped.")
        var text: String?

        @Option(name: .long, help: ArgumentHelp("Read the text from a file.", valueName: "file"), completion: .file())
        var file: String?

        init() {}

        /// Makes the input of a command that takes several.
        ///
        /// - Parameters:
        ///   - text: the text, or `-` for standard input.
        ///   - file: the file to read.
        init(text: String? = nil, file: String? = nil) {
            self.text = text
            self.file = file
        }

        /// The longest input in bytes; a payload has a few hundred.
        static let lengthLimit = 1 << 24

        func validate() throws {
            guard text == nil || file == nil else {
                throw ValidationError("Give the text or --file, not both.")
            }
        }

        /// Whether the text stands on the command line itself.
        var isArgument: Bool { text != nil && text != "-" }

        /// Reads the input as bytes, whatever they are.
        func bytes() throws(Failure) -> [UInt8] {
            if let text, text != "-" {
                tellOfFile(named: text)
                return Array(text.utf8)
            }
            var bytes =
                if let file {
                    try Self.read(file: file)
                } else {
                    try Self.readStandardInput()
                }
            if bytes.last == UInt8(ascii: "\n") {
                bytes.removeLast()
                if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            }
            return bytes
        }

        /// Reads the input and refuses what is not UTF-8.
        func utf8() throws(Failure) -> [UInt8] {
            let bytes = try bytes()
            if let offset = Self.malformedOffset(in: bytes) {
                let message = "invalid_utf8 at byte \(offset): the text is not UTF-8 there; save or send it in UTF-8"
                let hint = QRISPayload.validate(bytes).issues.first.map(IssueText.hint) ?? []
                throw Failure(.invalidInput, lines: ["error: " + message] + hint)
            }
            return bytes
        }

        /// Tells of a file when a text that begins no payload is its name.
        private func tellOfFile(named text: String) {
            guard !text.hasPrefix("00"), text.utf8.count <= 4_096, !text.utf8.contains(0),
                SystemCalls.status(text)?.isRegular == true
            else { return }
            let name = VisibleText.string(of: text.utf8)
            Output.message("qris: hint: a file has this name; to read it, use --file \(name)")
        }

        /// Refuses arguments that are not UTF-8, which would be repaired silently otherwise.
        static func refuseMalformedArguments() throws(Failure) {
            for (index, argument) in SystemCalls.arguments().enumerated() {
                if let offset = malformedOffset(in: argument) {
                    throw Failure(
                        .invalidInput,
                        "invalid_utf8 at byte \(offset) of argument \(index): it is not UTF-8 there; "
                            + "check the terminal's character encoding")
                }
            }
        }

        /// Returns where the first byte stands that is not part of well-formed UTF-8, or nil.
        static func malformedOffset(in bytes: [UInt8]) -> Int? {
            guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
            var offset = 0
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes.makeIterator()
            while case .valid(let encoded) = parser.parseScalar(from: &iterator) {
                offset += encoded.count
            }
            return offset
        }

        private static func read(file path: String) throws(Failure) -> [UInt8] {
            let name = VisibleText.string(of: path.utf8)
            let file: OpenFile
            do throws(SystemError) {
                file = try OpenFile(reading: path)
            } catch {
                let message = "error: cannot read \(name): \(error.message)"
                let hint = "    hint: this is the payload itself; give it without --file"
                throw Failure(.operationFailed, lines: [message] + (path.hasPrefix("000201") ? [hint] : []))
            }
            return try readAll(from: file.descriptor, name: name)
        }

        private static func readStandardInput() throws(Failure) -> [UInt8] {
            if Terminal.isInput {
                Output.message("qris: reading the text from the terminal; end it with a line feed and Ctrl-D")
            }
            return try readAll(from: OpenFile.standardInput, name: "standard input")
        }

        private static func readAll(from descriptor: Int32, name: String) throws(Failure) -> [UInt8] {
            let bytes: [UInt8]?
            do throws(SystemError) {
                bytes = try SystemCalls.readAll(descriptor, limit: lengthLimit)
            } catch {
                throw Failure(.operationFailed, "cannot read \(name): \(error.message)")
            }
            guard let bytes else {
                throw Failure(
                    .invalidInput,
                    "input_too_long: \(name) has more than \(lengthLimit) bytes; a payload has a few hundred")
            }
            return bytes
        }
    }
#endif
