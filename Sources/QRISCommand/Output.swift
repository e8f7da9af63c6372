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

        /// Writes a file, whole or not at all wherever that can be; devices and pipes are written to.
        ///
        /// - Parameters:
        ///   - bytes: the file's content.
        ///   - path: where; a symbolic link is followed.
        /// - Throws: a failure of the operation.
        static func write(_ bytes: [UInt8], toFile path: String) throws(Failure) {
            do throws(SystemError) {
                try FileOutput.write(bytes, to: path)
            } catch {
                let name = VisibleText.string(of: path.utf8)
                throw Failure(.operationFailed, "cannot write \(name): \(error.message)")
            }
        }
    }
#endif
