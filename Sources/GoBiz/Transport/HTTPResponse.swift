// One HTTP reply.
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// One complete HTTP reply.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code, 100...599.
    public var status: Int
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body; empty when there is none.
    public var body: Data

    /// Makes a reply.
    ///
    /// - Parameters:
    ///   - status: the status code, 100...599.
    ///   - headers: the header fields.
    ///   - body: the body; empty when there is none.
    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
