// The door to the file system: what a path is, and what can be done with an open file.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// What the system knows about a file.
    struct FileStatus {
        /// Whether it is a file with bytes of its own, neither a directory nor a device, pipe or socket.
        let isRegular: Bool
        /// The numbers of the user and the group that own it.
        let owner: UInt32
        let group: UInt32
        /// The permission bits, with those for running as the owner.
        let permissions: UInt32
        /// How many names it has.
        let linkCount: Int
        private let device: UInt64
        private let number: UInt64

        fileprivate init(_ status: stat) {
            isRegular = status.st_mode & S_IFMT == S_IFREG
            owner = status.st_uid
            group = status.st_gid
            permissions = UInt32(status.st_mode & 0o7777)
            linkCount = Int(status.st_nlink)
            device = UInt64(truncatingIfNeeded: status.st_dev)
            number = UInt64(status.st_ino)
        }

        /// Whether both are one file.
        func isSameFile(as other: FileStatus) -> Bool {
            device == other.device && number == other.number
        }
    }

    /// An open file, closed when the value ends.
    struct OpenFile: ~Copyable {
        /// The file's number in this process.
        let descriptor: Int32

        static let standardInput: Int32 = STDIN_FILENO
        static let standardOutput: Int32 = STDOUT_FILENO
        static let standardError: Int32 = STDERR_FILENO

        /// Opens a file for reading.
        init(reading path: String) throws(SystemError) {
            try self.init(path, O_RDONLY | O_CLOEXEC)
        }

        /// Opens a file that may be anyone's and anything: neither waits for it nor follows a symbolic link.
        init(examining path: String) throws(SystemError) {
            try self.init(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
        }

        /// Opens what exists for writing, without changing it: a file, a device, a pipe.
        init(writing path: String) throws(SystemError) {
            try self.init(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        }

        /// Creates a file that must not exist yet.
        init(creating path: String) throws(SystemError) {
            try self.init(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)
        }

        private init(_ path: String, _ flags: Int32) throws(SystemError) {
            // SAFETY: the text lives through the call.
            descriptor = unsafe open(path, flags, 0o666)
            guard descriptor >= 0 else { throw SystemError.last }
        }

        deinit {
            _ = close(descriptor)
        }

        /// Writes all bytes.
        func write(_ bytes: [UInt8]) throws(SystemError) {
            try SystemCalls.write(bytes, to: descriptor)
        }

        /// What the system knows about the file.
        var status: FileStatus {
            get throws(SystemError) {
                var status = stat()
                // SAFETY: the struct lives through the call.
                guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError.last }
                return FileStatus(status)
            }
        }

        /// Takes the lock that ends with this value or with the process; false when another has it.
        ///
        /// - Throws: where the file system has no locks.
        func lock() throws(SystemError) -> Bool {
            guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
            let error = SystemError.last
            guard error.number == EWOULDBLOCK else { throw error }
            return false
        }

        /// Gives the file the owner, the group and the permissions of another.
        func takeRights(of other: FileStatus) throws(SystemError) {
            let own = try status
            if own.owner != other.owner || own.group != other.group {
                guard fchown(descriptor, other.owner, other.group) == 0 else { throw SystemError.last }
            }
            guard fchmod(descriptor, mode_t(other.permissions)) == 0 else { throw SystemError.last }
        }

        /// Cuts off what is behind a number of bytes.
        func truncate(to count: Int) throws(SystemError) {
            guard ftruncate(descriptor, off_t(count)) == 0 else { throw SystemError.last }
        }

        /// Waits until the disk has what was written; there are files for which this means nothing.
        func synchronise() throws(SystemError) {
            guard fsync(descriptor) != 0 else { return }
            let error = SystemError.last
            guard error.number == EINVAL || error.number == ENOTSUP else { throw error }
        }
    }

    extension SystemError {
        /// Whether nothing has that name.
        var isMissing: Bool { number == ENOENT }

        /// Whether the name is taken.
        var isTaken: Bool { number == EEXIST }

        /// Whether a directory, and not the file in it, is what cannot be changed.
        var isOfDirectory: Bool { [EACCES, EPERM, EROFS, EBUSY, ENAMETOOLONG].contains(number) }

        /// Everything that could be tried is in use.
        static var busy: SystemError { SystemError(number: EBUSY) }

        /// The user or the system wants the process to end.
        static var interrupted: SystemError { SystemError(number: EINTR) }
    }

    extension SystemCalls {
        /// Renames a file, replacing what has the new name.
        static func rename(_ old: String, to new: String) throws(SystemError) {
            // SAFETY: both texts live through the call.
            guard unsafe platformRename(old, new) == 0 else { throw SystemError.last }
        }

        /// Makes a folder, and those it lies in, that only the user may read; does nothing when it is there.
        static func makeFolder(_ path: String) throws(SystemError) {
            // SAFETY: the text lives through the call.
            guard unsafe mkdir(path, 0o700) != 0 else { return }
            let error = SystemError.last
            let parent = path.split(separator: "/").dropLast()
            if error.number == ENOENT, !parent.isEmpty {
                try makeFolder("/" + parent.joined(separator: "/"))
                // SAFETY: the text lives through the call.
                guard unsafe mkdir(path, 0o700) != 0 else { return }
                throw SystemError.last
            }
            guard error.number == EEXIST else { throw error }
        }

        /// Removes a file.
        static func remove(_ path: String) {
            // SAFETY: the text lives through the call.
            _ = unsafe unlink(path)
        }

        /// Returns the path without symbolic links, or nil when nothing is there.
        static func resolvedPath(_ path: String) -> String? {
            // SAFETY: with a null buffer realpath allocates the text, which is copied and then freed here, once.
            guard let resolved = unsafe realpath(path, nil) else { return nil }
            defer { unsafe free(resolved) }
            return unsafe String(validatingCString: resolved)
        }

        /// Returns what a symbolic link says; nil when the path is none, or what it says is not UTF-8.
        static func linkTarget(_ path: String) -> String? {
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            // SAFETY: readlink writes at most as many bytes as it is told, without an end mark, and returns how many.
            let count = unsafe readlink(path, &target, target.count)
            guard count > 0 else { return nil }
            return String(validating: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        /// Returns what the system knows about what a path leads to; nil when it leads nowhere.
        static func status(_ path: String) -> FileStatus? {
            var status = stat()
            // SAFETY: the struct and the text live through the call.
            guard unsafe stat(path, &status) == 0 else { return nil }
            return FileStatus(status)
        }

        /// The number of the user whose rights this process has.
        static var userNumber: UInt32 { geteuid() }
    }

    // MARK: - Requests to end

    extension SystemCalls {
        private static let endingSignals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

        /// Whether the process was asked to end while `delayingItsEnd` ran.
        static var isEndRequested: Bool {
            // SAFETY: one number, which a handler sets and nothing else changes meanwhile.
            unsafe requestedEnd != 0
        }

        /// Calls a closure during which SIGINT, SIGTERM, SIGHUP and SIGQUIT do not end the process; they do afterwards.
        ///
        /// Signals that the process ignores, or handles by itself, stay as they are. Not to be called inside itself.
        static func delayingItsEnd(_ body: () throws(SystemError) -> Void) throws(SystemError) {
            let delayed = endingSignals.filter(endsProcess)
            for number in delayed {
                // SAFETY: the handler stores one number.
                _ = signal(number) { unsafe requestedEnd = $0 }
            }
            defer {
                for number in delayed { _ = signal(number, SIG_DFL) }
                // SAFETY: no handler runs any more.
                let request = unsafe requestedEnd
                unsafe requestedEnd = 0
                if request != 0 { _ = kill(getpid(), request) }
            }
            try body()
        }

        /// Whether a signal does what it does in a process that says nothing about it.
        private static func endsProcess(_ number: Int32) -> Bool {
            var action = sigaction()
            // SAFETY: the struct lives through the call, which only reads the action in force; the default is null.
            guard unsafe sigaction(number, nil, &action) == 0 else { return false }
            #if canImport(Darwin)
                return unsafe action.__sigaction_u.__sa_handler == nil
            #elseif canImport(Musl)
                return unsafe action.__sa_handler.sa_handler == nil
            #else
                return unsafe action.__sigaction_handler.sa_handler == nil
            #endif
        }
    }

    /// The signal that asked the process to end while its end was delayed; 0 for none.
    nonisolated(unsafe) private var requestedEnd: Int32 = 0

    // The C library's name, where a method of the same name hides it.
    private func platformRename(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 {
        // SAFETY: passed on as it came.
        unsafe rename(old, new)
    }
#endif
