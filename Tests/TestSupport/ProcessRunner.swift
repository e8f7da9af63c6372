// Running the tools of the machine from tests.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Dispatch
    public import Foundation

    /// Why a tool could not do its work; thrown, so that a test without its tool fails instead of being skipped.
    public struct ToolError: Error, CustomStringConvertible {
        /// What is wrong, with the Debian package where a tool is missing.
        public let description: String

        /// Makes an error.
        ///
        /// - Parameter description: what is wrong.
        public init(_ description: String) {
            self.description = description
        }
    }

    /// A program of the machine and the Debian package that brings it.
    public struct Tool: Sendable {
        /// The program's name, looked up in PATH.
        public let name: String
        /// The Debian package that holds it.
        public let debianPackage: String

        /// Names a tool.
        ///
        /// - Parameters:
        ///   - name: the program's name.
        ///   - debianPackage: the Debian package that holds it.
        public init(_ name: String, debianPackage: String) {
            self.name = name
            self.debianPackage = debianPackage
        }

        /// Scans images with ZBar.
        public static let zbarimg = Tool("zbarimg", debianPackage: "zbar-tools")
        /// Scans images with ZXing.
        public static let zxingReader = Tool("ZXingReader", debianPackage: "zxing-cpp-tools")
        /// Draws SVG files.
        public static let rsvgConvert = Tool("rsvg-convert", debianPackage: "librsvg2-bin")
        /// Checks PNG files.
        public static let pngcheck = Tool("pngcheck", debianPackage: "pngcheck")
        /// Runs short scripts whose standard library is a second opinion on zlib and XML.
        public static let python = Tool("python3", debianPackage: "python3")
    }

    /// What a program left behind.
    public struct ProcessResult: Sendable {
        /// Everything on standard output.
        public let output: [UInt8]
        /// Everything on standard error.
        public let errorOutput: [UInt8]
        /// The exit code, or the signal's number if one ended the program.
        public let exitCode: Int32

        /// Standard output as text; bytes that are not UTF-8 are repaired.
        public var outputText: String { String(decoding: output, as: UTF8.self) }
        /// Standard error as text; bytes that are not UTF-8 are repaired.
        public var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
    }

    /// Runs programs to their end.
    public enum ProcessRunner {
        /// Runs a tool; see `run(program:arguments:input:environment:timeLimit:)`.
        ///
        /// - Parameters:
        ///   - tool: the tool.
        ///   - arguments: its arguments.
        ///   - input: what it reads on standard input.
        ///   - timeLimit: seconds after which it is ended.
        /// - Returns: output and exit code.
        /// - Throws: `ToolError` when the tool is missing or too slow.
        public static func run(
            _ tool: Tool, _ arguments: [String], input: [UInt8] = [], timeLimit: Double = 60
        ) throws -> ProcessResult {
            let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            let paths = search.split(separator: ":").map { "\($0)/\(tool.name)" }
            guard let path = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
                throw ToolError("\(tool.name) is missing; install the Debian package \(tool.debianPackage)")
            }
            return try run(
                program: URL(fileURLWithPath: path), arguments: arguments, input: input, timeLimit: timeLimit)
        }

        /// Runs a program to its end.
        ///
        /// Input and output go through files, so neither side can block the other.
        ///
        /// - Parameters:
        ///   - program: the program's file.
        ///   - arguments: its arguments.
        ///   - input: what it reads on standard input.
        ///   - environment: its environment, or `nil` for that of the tests.
        ///   - timeLimit: seconds after which it is ended.
        /// - Returns: output and exit code.
        /// - Throws: `ToolError` when the program is too slow, or Foundation's error when it cannot start.
        public static func run(
            program: URL, arguments: [String], input: [UInt8] = [], environment: [String: String]? = nil,
            timeLimit: Double = 60
        ) throws -> ProcessResult {
            try withTemporaryDirectory { directory in
                let files = ["in", "out", "err"].map { directory.appendingPathComponent($0) }
                try Data(input).write(to: files[0])
                try Data().write(to: files[1])
                try Data().write(to: files[2])
                let process = Process()
                process.executableURL = program
                process.arguments = arguments
                process.environment = environment ?? ProcessInfo.processInfo.environment
                process.standardInput = try FileHandle(forReadingFrom: files[0])
                process.standardOutput = try FileHandle(forWritingTo: files[1])
                process.standardError = try FileHandle(forWritingTo: files[2])
                try finish(process, timeLimit: timeLimit)
                return ProcessResult(
                    output: Array(try Data(contentsOf: files[1])),
                    errorOutput: Array(try Data(contentsOf: files[2])),
                    exitCode: process.terminationStatus)
            }
        }

        private static func finish(_ process: Process, timeLimit: Double) throws {
            let hasEnded = DispatchSemaphore(value: 0)
            process.terminationHandler = { _ in hasEnded.signal() }
            try process.run()
            guard hasEnded.wait(timeout: .now() + timeLimit) == .success else {
                process.terminate()
                throw ToolError("\(process.executableURL?.lastPathComponent ?? "?") ran for more than \(timeLimit) s")
            }
        }
    }

    /// Calls a closure with a new directory that is removed afterwards.
    ///
    /// - Parameter body: what to do with the directory.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or Foundation's error when there is no room for a directory.
    public func withTemporaryDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("qris-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try body(directory)
    }
#endif
