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
        /// How often a lock is tried for, 10 ms apart.
        private static let lockAttemptLimit = 20

        private let descriptor: Int32

        /// Opens a file for reading and writing, and makes it when it is not there; links are followed.
        ///
        /// - Throws: `JournalError` of code `notAJournal` when it is no regular file, or `systemError`.
        static func opened(_ path: String) throws(JournalError) -> JournalFile {
            // Without O_NONBLOCK opening a pipe or a device could wait.
            try opened(path, O_RDWR | O_CREAT | O_NONBLOCK)
        }

        /// Makes a file that is not there; whatever has the name already, also a link to nothing, is an error.
        static func created(_ path: String) throws(JournalError) -> JournalFile {
            try opened(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
        }

        /// Opens a file to write at its end, and makes it when it is not there; never one that has another name too.
        static func extended(_ path: String) throws(JournalError) -> JournalFile {
            let file = try opened(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK)
            guard try file.nameCount() == 1 else { throw JournalError(.notAJournal) }
            return file
        }

        private static func opened(_ path: String, _ flags: Int32) throws(JournalError) -> JournalFile {
            // SAFETY: the text lives through the call.
            let descriptor = unsafe open(path, flags | O_CLOEXEC | O_NOCTTY, 0o600)
            try check(descriptor)
            let file = JournalFile(descriptor: descriptor)
            guard try file.facts().st_mode & S_IFMT == S_IFREG else { throw JournalError(.notAJournal) }
            return file
        }

        deinit {
            _ = close(descriptor)
        }

        // MARK: - Facts

        private borrowing func facts() throws(JournalError) -> stat {
            var facts = stat()
            // SAFETY: the struct lives through the call.
            try Self.check(unsafe fstat(descriptor, &facts))
            return facts
        }

        /// How many names the file has; none when it was removed.
        borrowing func nameCount() throws(JournalError) -> Int { Int(try facts().st_nlink) }

        /// Whether a path leads to this very file.
        borrowing func isAt(_ path: String) -> Bool {
            var there = stat()
            // SAFETY: text and struct live through the call.
            guard unsafe stat(path, &there) == 0, let own = try? facts() else { return false }
            return own.st_dev == there.st_dev && own.st_ino == there.st_ino
        }

        /// Where a path leads when links are followed; the path itself when there is nothing.
        static func resolved(_ path: String) -> String {
            // SAFETY: realpath returns null or a text that is ours to free.
            guard let text = unsafe realpath(path, nil) else { return path }
            defer { unsafe free(text) }
            return unsafe String(cString: text)
        }

        // MARK: - Changing

        /// Lets only the file's owner read it, if it is ours.
        borrowing func makePrivate() {
            _ = fchmod(descriptor, 0o600)
        }

        /// Locks the file, whatever name it was opened by, until it is closed or the process ends.
        ///
        /// A program that is being started still holds for a moment what its parent has just closed; hence a short wait.
        borrowing func lock() throws(JournalError) {
            for _ in 0..<Self.lockAttemptLimit {
                guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
                guard errno == EWOULDBLOCK || errno == EINTR else { throw Self.lastError }
                _ = usleep(10_000)
            }
            throw JournalError(.inUse)
        }

        /// Reads bytes at a place; fewer only at the end of the file.
        borrowing func read(at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
            var all: [UInt8] = []
            while all.count < count {
                var length = 0
                let (place, wanted) = (off_t(offset + all.count), count - all.count)
                // SAFETY: pread writes at most the buffer's count and returns how many bytes it wrote.
                let part = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initializedCount in
                    length = unsafe pread(descriptor, buffer.baseAddress, wanted, place)
                    initializedCount = max(length, 0)
                }
                if length < 0, errno == EINTR { continue }
                try Self.check(length < 0 ? -1 : 0)
                guard length > 0 else { break }
                all += part
            }
            return all
        }

        /// Writes bytes at a place; at the end of a file that was opened so.
        borrowing func write(_ bytes: [UInt8], at offset: Int = 0) throws(JournalError) {
            var done = 0
            while done < bytes.count {
                // SAFETY: the slice lies inside the buffer, which lives through the call.
                let count = unsafe bytes[done...].withUnsafeBytes { buffer in
                    unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset + done))
                }
                if count < 0, errno == EINTR { continue }
                try Self.check(count < 0 ? -1 : 0)
                done += count
            }
        }

        /// Cuts the file.
        borrowing func truncate(toLength length: Int) throws(JournalError) {
            try Self.check(ftruncate(descriptor, off_t(length)))
        }

        /// Waits until everything is on the disk.
        borrowing func synchronize() throws(JournalError) {
            #if canImport(Darwin)
                // There fsync stops at the disk's own memory.
                if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
            #endif
            try Self.check(fsync(descriptor))
        }

        // MARK: - Names

        /// Gives a file the name of another, which is replaced in one step.
        static func rename(_ path: String, to newPath: String) throws(JournalError) {
            // SAFETY: both texts live through the call.
            try check(unsafe renameFile(path, newPath))
        }

        /// Removes a name, if it is there; what a link points to stays.
        static func remove(_ path: String) {
            // SAFETY: the text lives through the call.
            _ = unsafe unlink(path)
        }

        /// Waits until the names in a directory are on the disk.
        static func synchronizeDirectory(of path: String) throws(JournalError) {
            // SAFETY: the text lives through the call.
            let descriptor = unsafe open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            try check(descriptor)
            defer { _ = close(descriptor) }
            try check(fsync(descriptor))
        }

        /// The directory that a path's last part lies in.
        static func directory(of path: String) -> String {
            path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        }

        private static func check(_ result: Int32) throws(JournalError) {
            if result < 0 { throw lastError }
        }

        private static var lastError: JournalError {
            let number = errno
            // SAFETY: strerror returns a text that stays until the next call of this thread; it is copied at once.
            return JournalError(.systemError, systemNumber: number, cause: unsafe String(cString: strerror(number)))
        }
    }

    // The C library's name, where a method of the same name hides it.
    private func renameFile(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 {
        // SAFETY: passed on as it came.
        unsafe rename(old, new)
    }
#endif
