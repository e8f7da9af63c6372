// The one door to the operating system, but for files: every call of the C library, every pointer.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A call that failed.
    struct SystemError: Error {
        /// The error number.
        let number: Int32

        /// What the system says about it, such as "No such file or directory".
        var message: String {
            // SAFETY: strerror returns a text with an end mark that stays until the next call; it is copied at once.
            unsafe String(cString: strerror(number))
        }

        /// Whether the reader of a pipe has gone.
        var isBrokenPipe: Bool { number == EPIPE }

        /// The error of the call just made.
        static var last: SystemError { SystemError(number: errno) }
    }

    /// Calls of the C library, without pointers.
    enum SystemCalls {
        /// Most bytes that one read returns.
        static let readLength = 1 << 16

        /// Reads what is there, up to 64 KiB; waits for at least one byte; nothing at the end.
        static func read(_ descriptor: Int32) throws(SystemError) -> [UInt8] {
            while true {
                var count = 0
                // SAFETY: read writes at most the buffer's count and returns how many bytes it wrote.
                let bytes = unsafe [UInt8](unsafeUninitializedCapacity: readLength) { buffer, initializedCount in
                    count = unsafe platformRead(descriptor, buffer.baseAddress, buffer.count)
                    initializedCount = max(count, 0)
                }
                if count >= 0 { return bytes }
                let error = SystemError.last
                guard error.number == EINTR || error.number == EAGAIN else { throw error }
                if error.number == EAGAIN { _ = waits(for: descriptor, POLLIN, milliseconds: -1) }
            }
        }

        /// Reads to the end; nil when there are more bytes than a limit.
        static func readAll(_ descriptor: Int32, limit: Int) throws(SystemError) -> [UInt8]? {
            var bytes: [UInt8] = []
            while bytes.count <= limit {
                let more = try read(descriptor)
                if more.isEmpty { return bytes }
                bytes += more
            }
            return nil
        }

        /// Writes all bytes.
        static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
            var offset = 0
            while offset < bytes.count {
                // SAFETY: the slice lies inside the buffer, which lives through the call.
                let count = unsafe bytes[offset...].withUnsafeBytes { buffer in
                    unsafe platformWrite(descriptor, buffer.baseAddress, buffer.count)
                }
                if count >= 0 {
                    offset += count
                    continue
                }
                let error = SystemError.last
                guard error.number == EINTR || error.number == EAGAIN else { throw error }
                if error.number == EAGAIN { _ = waits(for: descriptor, POLLOUT, milliseconds: -1) }
            }
        }

        /// Whether a read would return at once.
        static func hasInput(_ descriptor: Int32) -> Bool {
            waits(for: descriptor, POLLIN, milliseconds: 0)
        }

        private static func waits(for descriptor: Int32, _ events: Int32, milliseconds: Int32) -> Bool {
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            // SAFETY: one entry is passed and it lives through the call.
            return unsafe poll(&entry, 1, milliseconds) > 0
        }

        /// Returns the value of an environment variable, or nil.
        static func environment(_ name: String) -> String? {
            // SAFETY: the text is copied at once, and this program never changes its environment.
            unsafe getenv(name).map { unsafe String(cString: $0) }
        }

        /// Whether a descriptor is a terminal.
        static func isTerminal(_ descriptor: Int32) -> Bool {
            isatty(descriptor) == 1
        }

        /// Returns the columns of a terminal, or nil when it does not tell.
        static func terminalWidth(_ descriptor: Int32) -> Int? {
            var size = winsize()
            // SAFETY: the struct lives through the call.
            guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
            return Int(size.ws_col)
        }

        /// Makes writes to a pipe without reader fail with an error instead of ending the process.
        static func ignoreBrokenPipes() {
            _ = signal(SIGPIPE, SIG_IGN)
        }

        /// Returns the requests to end, SIGINT and SIGTERM, which from now on do not end the process by themselves.
        ///
        /// A signal that arrives after this call is never lost. To be called once.
        static func terminationSignals() throws(SystemError) -> AsyncStream<Void> {
            var ends: [Int32] = [-1, -1]
            // SAFETY: pipe writes two numbers, for which there is room.
            guard unsafe pipe(&ends) == 0 else { throw SystemError.last }
            let (readingEnd, writingEnd) = (ends[0], ends[1])
            // SAFETY: written once, before the handler that reads it is installed.
            unsafe terminationPipe = writingEnd
            for number in [SIGINT, SIGTERM] {
                _ = signal(number) { _ in
                    // SAFETY: write is allowed in a handler, and the byte lives through the call.
                    unsafe withUnsafeBytes(of: UInt8(0)) {
                        _ = unsafe platformWrite(terminationPipe, $0.baseAddress, 1)
                    }
                }
            }
            let (stream, continuation) = AsyncStream<Void>.makeStream()
            Thread.detachNewThread {
                // The process may have been started with these blocked; one thread that takes them is enough.
                var wanted = sigset_t()
                // SAFETY: the set lives through the calls.
                unsafe sigemptyset(&wanted)
                unsafe sigaddset(&wanted, SIGINT)
                unsafe sigaddset(&wanted, SIGTERM)
                unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
                while let bytes = try? read(readingEnd), !bytes.isEmpty { continuation.yield() }
            }
            return stream
        }

        /// Returns the process's arguments as bytes, the program's name first.
        static func arguments() -> [[UInt8]] {
            // SAFETY: the array has argc entries, each a text with an end mark; they live as long as the process.
            let pointers = unsafe UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
            return unsafe pointers.map { pointer in
                guard let pointer = unsafe pointer else { return [] }
                // SAFETY: strlen ends at the end mark, so the bytes before it may be read.
                let text = unsafe UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
                return unsafe [UInt8](text)
            }
        }

        /// Processors that are online, at least 1.
        static var processorCount: Int {
            max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        }

        /// The number of this process.
        static var processNumber: Int32 { getpid() }

        /// Ends the process.
        static func exit(_ status: Int32) -> Never {
            platformExit(status)
        }
    }

    /// Where the handler of signals writes to.
    nonisolated(unsafe) private var terminationPipe: Int32 = -1

    // The C library's names, where a method of the same name hides them.
    private func platformRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        // SAFETY: passed on as it came.
        unsafe read(descriptor, buffer, count)
    }

    private func platformWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
        // SAFETY: passed on as it came.
        unsafe write(descriptor, buffer, count)
    }

    private func platformExit(_ status: Int32) -> Never {
        exit(status)
    }
#endif
