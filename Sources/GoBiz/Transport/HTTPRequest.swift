// One HTTP request.
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// One HTTP request, as a transport sends it.
public struct HTTPRequest: Sendable, Hashable {
    /// The method in upper case, such as `GET`.
    public var method: String
    /// The absolute address.
    public var url: URL
    /// The header fields.
    public var headers: HTTPHeaders
    /// The body; empty when there is none.
    public var body: Data

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - method: the method in upper case.
    ///   - url: the absolute address.
    ///   - headers: the header fields.
    ///   - body: the body; empty when there is none.
    public init(method: String, url: URL, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data()) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
