// The calls of the C library for sockets, without pointers.
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A call for a socket that failed.
package struct SocketError: Error, Hashable, Sendable {
    /// The error number.
    package let number: Int32

    /// What the system says about it, such as "Address already in use".
    package var message: String {
        // SAFETY: strerror returns a text with an end mark that stays until the next call; it is copied at once.
        unsafe String(cString: strerror(number))
    }

    static var last: SocketError { SocketError(number: errno) }
    static let timedOut = SocketError(number: ETIMEDOUT)
    /// Too few descriptors are free.
    package static let shortOfDescriptors = SocketError(number: EMFILE)
}

/// Calls for sockets.
enum SocketCalls {
    private static var streamType: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    // MARK: - Sockets

    /// Opens a socket that listens on 127.0.0.1; accepting from it does not wait.
    static func listen(port: UInt16) throws(SocketError) -> Int32 {
        let descriptor = try openSocket(AF_INET)
        do throws(SocketError) {
            try set(SOL_SOCKET, SO_REUSEADDR, descriptor)
            try check(fcntl(descriptor, F_SETFL, O_NONBLOCK))
            try unsafe withAddress("127.0.0.1", port) { address, length in
                // SAFETY: the address and its length come from `withAddress` and live through the call.
                unsafe bind(descriptor, address, length)
            }
            try check(platformListen(descriptor, SOMAXCONN))
        } catch {
            closeDescriptor(descriptor)
            throw error
        }
        return descriptor
    }

    /// The port that a socket is bound to.
    static func port(of descriptor: Int32) throws(SocketError) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        // SAFETY: there is room for an address of this kind, which is what `listen` bound; both live through the call.
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        try check(result)
        return UInt16(bigEndian: address.sin_port)
    }

    /// Takes a connection that waits; nil when none does.
    static func accept(_ listener: Int32) throws(SocketError) -> Int32? {
        let descriptor = platformAccept(listener)
        if descriptor >= 0 {
            prepare(descriptor)
            return descriptor
        }
        // ECONNABORTED: it went while it waited.
        guard ![EAGAIN, EWOULDBLOCK, EINTR, ECONNABORTED].contains(errno) else { return nil }
        throw SocketError.last
    }

    /// Connects to an address of this machine.
    ///
    /// - Parameters:
    ///   - host: an IPv4 or IPv6 address in digits.
    ///   - port: the port.
    ///   - time: how long it may take.
    /// - Returns: the connection.
    /// - Throws: `SocketError`.
    static func connect(host: String, port: UInt16, atMost time: Duration) throws(SocketError) -> Int32 {
        let descriptor = try openSocket(host.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET)
        do throws(SocketError) {
            prepare(descriptor)
            try unsafe withAddress(host, port) { address, length in
                // SAFETY: the address and its length come from `withAddress` and live through the call.
                let result = unsafe platformConnect(descriptor, address, length)
                return result < 0 && errno == EINPROGRESS ? 0 : result
            }
            guard !wait(for: [descriptor], .writing, atMost: time).isEmpty else { throw SocketError.timedOut }
            var failure: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            // SAFETY: there is room for the number, and its size is passed.
            try check(unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length))
            guard failure == 0 else { throw SocketError(number: failure) }
        } catch {
            closeDescriptor(descriptor)
            throw error
        }
        return descriptor
    }

    private static func openSocket(_ family: Int32) throws(SocketError) -> Int32 {
        let descriptor = socket(family, streamType, 0)
        try check(descriptor)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// Makes a connection wait in calls, send at once, and report a broken pipe as an error.
    private static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        // Without this a reply on a used connection waits 40 ms for the acknowledgement of the one before.
        try? set(Int32(IPPROTO_TCP), TCP_NODELAY, descriptor)
        #if canImport(Darwin)
            try? set(SOL_SOCKET, SO_NOSIGPIPE, descriptor)
        #endif
    }

    private static func set(_ level: Int32, _ option: Int32, _ descriptor: Int32) throws(SocketError) {
        var isOn: Int32 = 1
        // SAFETY: the value lives through the call and its size is passed.
        try check(unsafe setsockopt(descriptor, level, option, &isOn, socklen_t(MemoryLayout<Int32>.size)))
    }

    /// Calls a closure with the address of a host in digits.
    @unsafe private static func withAddress(
        _ host: String, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(SocketError) {
        if host.utf8.contains(UInt8(ascii: ":")) {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            // SAFETY: the text has an end mark, and there is room for an address of this kind.
            guard unsafe inet_pton(AF_INET6, host, &address.sin6_addr) == 1 else {
                throw SocketError(number: EINVAL)
            }
            try check(unsafe withSocketAddress(&address, body))
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            // SAFETY: the text has an end mark, and there is room for an address of this kind.
            guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw SocketError(number: EINVAL) }
            try check(unsafe withSocketAddress(&address, body))
        }
    }

    @unsafe private static func withSocketAddress<Address>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        // SAFETY: every kind of address begins as sockaddr does, and its own length goes with it.
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    // MARK: - Reading and writing

    /// Reads what is there, up to 16 KiB; nil when nothing is, no bytes at the end.
    static func read(_ descriptor: Int32) throws(SocketError) -> [UInt8]? {
        var count = 0
        // SAFETY: recv writes at most the buffer's count and returns how many bytes it wrote.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, initializedCount in
            count = unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            initializedCount = max(count, 0)
        }
        if count >= 0 { return bytes }
        guard ![EAGAIN, EWOULDBLOCK, EINTR].contains(errno) else { return nil }
        throw SocketError.last
    }

    /// Writes what there is room for; returns how many bytes that was.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SocketError) -> Int {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        // SAFETY: the buffer lives through the call and its own count is passed.
        let count = unsafe bytes.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, flags) }
        if count >= 0 { return count }
        guard ![EAGAIN, EWOULDBLOCK, EINTR].contains(errno) else { return 0 }
        throw SocketError.last
    }

    /// What to wait for.
    enum Readiness {
        case reading
        case writing
        /// Nothing but the connection's end.
        case ending
    }

    /// Waits for one of some descriptors; returns those that are ready, none when the time has passed.
    static func wait(
        for descriptors: [Int32], _ readiness: Readiness, atMost time: Duration?
    ) -> [Int32] {
        let events: Int16
        switch readiness {
        case .reading: events = Int16(POLLIN)
        case .writing: events = Int16(POLLOUT)
        case .ending: events = 0
        }
        var entries = descriptors.map { pollfd(fd: $0, events: events, revents: 0) }
        // SAFETY: the entries live through the call and their own count is passed.
        guard unsafe poll(&entries, nfds_t(entries.count), milliseconds(time)) > 0 else { return [] }
        return entries.filter { $0.revents != 0 }.map { $0.fd }
    }

    /// A time as poll wants it: rounded up, and -1 for no end.
    private static func milliseconds(_ time: Duration?) -> Int32 {
        guard let time else { return -1 }
        let (seconds, attoseconds) = time.components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return max(0, Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }

    /// Ends one direction of a connection.
    static func shutdown(_ descriptor: Int32, _ direction: Readiness) {
        _ = platformShutdown(descriptor, direction == .writing ? Int32(SHUT_WR) : Int32(SHUT_RD))
    }

    /// Gives a descriptor back.
    static func closeDescriptor(_ descriptor: Int32) {
        _ = close(descriptor)
    }

    /// Makes the failure of a call an error.
    static func check(_ result: Int32) throws(SocketError) {
        if result < 0 { throw SocketError.last }
    }
}

// The C library's names, where a function of the same name hides them.
private func platformListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 {
    listen(descriptor, backlog)
}

private func platformAccept(_ listener: Int32) -> Int32 {
    accept(listener, nil, nil)
}

private func platformConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    // SAFETY: passed on as it came.
    unsafe connect(descriptor, address, length)
}

private func platformShutdown(_ descriptor: Int32, _ direction: Int32) -> Int32 {
    shutdown(descriptor, direction)
}
