// Which addresses lie on this machine.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    extension URL {
        /// Whether the address is HTTPS to some host.
        var isHTTPS: Bool { scheme?.lowercased() == "https" && host?.isEmpty == false }

        /// Whether the address is HTTP to this machine: `localhost`, 127.0.0.0/8 or `::1`.
        ///
        /// - Source: RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3.
        package var isLoopbackHTTP: Bool {
            guard scheme?.lowercased() == "http", let host = host?.lowercased() else { return false }
            if ["localhost", "::1", "[::1]"].contains(host) { return true }
            let parts = host.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        }
    }
#endif
