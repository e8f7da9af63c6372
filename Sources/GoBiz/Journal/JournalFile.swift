// The journal's calls to the operating system: every pointer is here.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// An open file that only its owner may read, closed when the value ends.
    struct JournalFile: ~Copyable {
        /// Most bytes that one read takes.
        private static let readLength = 1 << 16

        private let descriptor: Int32

        /// Opens a file for reading and appending; makes it when it is not there.
        ///
        /// - Parameters:
        ///   - path: where it is.
        ///   - isEmptied: whether to drop what is in it.
        /// - Throws: `JournalError` of code `notAJournal` when it is no regular file, or `systemError`.
        init(_ path: String, isEmptied: Bool = false) throws(JournalError) {
            let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | (isEmptied ? O_TRUNC : 0)
            // SAFETY: the text lives through the call.
            descriptor = unsafe open(path, flags, 0o600)
            try Self.check(descriptor)
            var facts = stat()
            // SAFETY: the struct lives through the call.
            try Self.check(unsafe fstat(descriptor, &facts))
            guard facts.st_mode & S_IFMT == S_IFREG else { throw JournalError(.notAJournal) }
        }

        /// Lets only the file's owner read it.
        func makePrivate() throws(JournalError) {
            try Self.check(fchmod(descriptor, 0o600))
        }

        /// Where a path leads when links are followed; the path itself when there is nothing yet.
        static func resolved(_ path: String) -> String {
            // SAFETY: realpath returns null or a text that is ours to free.
            guard let text = unsafe realpath(path, nil) else { return path }
            defer { unsafe free(text) }
            return unsafe String(cString: text)
        }

        deinit {
            _ = close(descriptor)
        }

        /// Locks the file until it is closed or the process ends.
        func lock() throws(JournalError) {
            guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
            throw errno == EWOULDBLOCK ? JournalError(.inUse) : Self.lastError
        }

        /// Reads the whole file.
        func contents() throws(JournalError) -> [UInt8] {
            try Self.check(lseek(descriptor, 0, SEEK_SET) < 0 ? -1 : 0)
            var all: [UInt8] = []
            while true {
                var count = 0
                // SAFETY: read writes at most the buffer's count and returns how many bytes it wrote.
                let part = unsafe [UInt8](unsafeUninitializedCapacity: Self.readLength) { buffer, initializedCount in
                    count = unsafe read(descriptor, buffer.baseAddress, buffer.count)
                    initializedCount = max(count, 0)
                }
                if count < 0, errno == EINTR { continue }
                try Self.check(count < 0 ? -1 : 0)
                guard count > 0 else { return all }
                all += part
            }
        }

        /// Writes bytes at the end.
        func append(_ bytes: [UInt8]) throws(JournalError) {
            var offset = 0
            while offset < bytes.count {
                // SAFETY: the slice lies inside the buffer, which lives through the call.
                let count = unsafe bytes[offset...].withUnsafeBytes { buffer in
                    unsafe write(descriptor, buffer.baseAddress, buffer.count)
                }
                if count < 0, errno == EINTR { continue }
                try Self.check(count < 0 ? -1 : 0)
                offset += count
            }
        }

        /// Cuts the file.
        func truncate(toLength length: Int) throws(JournalError) {
            try Self.check(ftruncate(descriptor, off_t(length)))
        }

        /// Waits until everything is on the disk.
        func synchronize() throws(JournalError) {
            #if canImport(Darwin)
                // There fsync stops at the disk's own memory.
                if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
            #endif
            try Self.check(fsync(descriptor))
        }

        /// Gives a file the name of another, which is replaced in one step.
        static func rename(_ path: String, to newPath: String) throws(JournalError) {
            // SAFETY: both texts live through the call.
            try check(unsafe renameFile(path, newPath))
        }

        /// Waits until the names in a directory are on the disk.
        static func synchronizeDirectory(of path: String) throws(JournalError) {
            let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            // SAFETY: the text lives through the call.
            let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            try check(descriptor)
            defer { _ = close(descriptor) }
            try check(fsync(descriptor))
        }

        private static func check(_ result: Int32) throws(JournalError) {
            if result < 0 { throw lastError }
        }

        private static var lastError: JournalError { JournalError(.systemError, systemNumber: errno) }
    }

    // The C library's name, where a method of the same name hides it.
    private func renameFile(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 {
        // SAFETY: passed on as it came.
        unsafe rename(old, new)
    }
#endif
