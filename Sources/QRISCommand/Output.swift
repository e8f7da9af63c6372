// Writing results, messages and files.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Where the tool writes.
    enum Output {
        /// Writes a result to standard output.
        static func write(_ bytes: [UInt8]) throws(Failure) {
            do throws(SystemError) {
                try SystemCalls.write(bytes, to: OpenFile.standardOutput)
            } catch {
                // Whoever read the results has enough: nothing to tell.
                guard !error.isBrokenPipe else { throw Failure(.operationFailed) }
                throw Failure(.operationFailed, "cannot write to standard output: \(error.message)")
            }
        }

        /// Writes a result to standard output.
        static func write(_ text: String) throws(Failure) {
            try write(Array(text.utf8))
        }

        /// Writes a message and a line feed to standard error.
        static func message(_ text: String) {
            // Where even this fails there is nobody left to tell.
            try? SystemCalls.write(Array((text + "\n").utf8), to: OpenFile.standardError)
        }

        /// Writes a file: a new one appears whole or not at all; devices and pipes are written to.
        ///
        /// - Parameters:
        ///   - bytes: the file's content.
        ///   - path: where; a symbolic link is followed.
        /// - Throws: a failure of the operation.
        static func write(_ bytes: [UInt8], toFile path: String) throws(Failure) {
            do throws(SystemError) {
                if let kind = SystemCalls.fileKind(path), !kind.isRegular {
                    try OpenFile(writing: path).write(bytes)
                } else {
                    try replaceFile(at: SystemCalls.resolvedPath(path) ?? path, with: bytes)
                }
            } catch {
                let name = VisibleText.string(of: path.utf8)
                throw Failure(.operationFailed, "cannot write \(name): \(error.message)")
            }
        }

        private static func replaceFile(at path: String, with bytes: [UInt8]) throws(SystemError) {
            let temporary = "\(path).\(SystemCalls.processNumber).tmp"
            let permissions = SystemCalls.fileKind(path)?.permissions
            let file = try OpenFile(creating: temporary, permissions: permissions)
            do throws(SystemError) {
                try file.write(bytes)
                try SystemCalls.rename(temporary, to: path)
            } catch {
                SystemCalls.remove(temporary)
                throw error
            }
        }
    }
#endif
