// A request as it stood on the wire.
// SPDX-License-Identifier: Apache-2.0

/// One HTTP/1.1 request, whole.
package struct RequestMessage: Hashable, Sendable {
    /// One header field.
    package struct Field: Hashable, Sendable {
        /// The name as it was written.
        package let name: String
        /// The value without blanks around it.
        package let value: String
    }

    /// The method as it was written; methods are case-sensitive.
    package let method: String
    /// The host with its port, from the target where it names one, else from `Host`; nil in HTTP/1.0 without both.
    package let authority: String?
    /// Path and query as they were written; begins with a slash.
    package let path: String
    /// All header fields in their order, without those of a trailer.
    package let fields: [Field]
    /// The body without its framing.
    package let body: [UInt8]
    /// Whether the client wants to send another request on the same connection.
    package let keepsConnection: Bool
}
