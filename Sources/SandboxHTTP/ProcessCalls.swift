// The calls of the C library for pipes, descriptors and threads, without pointers.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Calls for pipes, descriptors and threads.
enum ProcessCalls {
    // MARK: - Pipes

    /// Opens a pipe whose ends do not wait; returns the reading and the writing end.
    static func openPipe() throws(SocketError) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        // SAFETY: pipe writes two numbers, for which there is room.
        try SocketCalls.check(unsafe pipe(&ends))
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return (ends[0], ends[1])
    }

    /// Makes the reading end of a pipe ready; nothing is lost when the pipe is full, as it is ready then.
    static func ring(_ writingEnd: Int32) {
        // SAFETY: the byte lives through the call.
        unsafe withUnsafeBytes(of: UInt8(0)) { _ = unsafe platformWrite(writingEnd, $0.baseAddress, 1) }
    }

    /// Takes all bytes out of a pipe.
    static func empty(_ readingEnd: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        // SAFETY: read writes at most the count that is passed.
        while unsafe platformRead(readingEnd, &bytes, bytes.count) == bytes.count {}
    }

    // MARK: - Descriptors and threads

    /// Raises the process's limit of descriptors where it may, up to a number; returns how many are free now.
    static func freeDescriptors(wanted: Int) -> Int {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        // SAFETY: the struct lives through the calls.
        guard unsafe getrlimit(resource, &limit) == 0 else { return 0 }
        if limit.rlim_cur < wanted {
            let raised = rlimit(rlim_cur: min(rlim_t(wanted), limit.rlim_max), rlim_max: limit.rlim_max)
            if unsafe setrlimit(resource, [raised]) == 0 { limit = raised }
        }
        let count = Int32(clamping: min(limit.rlim_cur, rlim_t(wanted)))
        return (0..<count).count { fcntl($0, F_GETFD) < 0 }
    }

    /// Runs a closure in a thread of its own; returns false when the system has none to give.
    static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
        final class Work {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var attributes = pthread_attr_t()
        // SAFETY: the attributes are initialised first and destroyed last; the thread takes over the one reference
        // to its work, or it is taken back here.
        guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
        defer { unsafe _ = pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        unsafe pthread_attr_setstacksize(&attributes, 4 << 20)
        let work = unsafe Unmanaged.passRetained(Work(body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let result = unsafe pthread_create(
            &thread, &attributes,
            { argument in
                #if canImport(Darwin)
                    let pointer = argument
                #else
                    guard let pointer = unsafe argument else { return nil }
                #endif
                unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        if result != 0 { unsafe work.release() }
        return result == 0
    }
}

// The C library's names, where a function of the same name hides them.
private func platformRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    // SAFETY: passed on as it came.
    unsafe read(descriptor, buffer, count)
}

private func platformWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    // SAFETY: passed on as it came.
    unsafe write(descriptor, buffer, count)
}
