// What printing and dumping shows of requests and replies: no credentials, no bodies.
// SPDX-License-Identifier: Apache-2.0

extension HTTPHeaders.Field: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fields whose values may be seen by everyone.
    private static let plainNames: Set<String> = [
        "accept", "content-length", "content-type", "date", "location", "retry-after", "server", "x-request-id",
    ]

    /// Name and value, `***` for the value of a field that is not known to be harmless.
    public var description: String { "\(name): \(Self.plainNames.contains(name.lowercased()) ? value : "***")" }
    /// Name and value, `***` for the value of a field that is not known to be harmless.
    public var debugDescription: String { description }
    /// Shows nothing but the description.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Method, address and how long the body is.
    public var description: String { "\(method) \(url) (\(body.count) bytes)" }
    /// Method, address and how long the body is.
    public var debugDescription: String { description }
    /// Shows the header fields, without the values of most, but no body.
    public var customMirror: Mirror {
        Mirror(self, children: ["method": method, "url": url, "headers": headers, "bodyLength": body.count])
    }
}

extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Status and how long the body is.
    public var description: String { "\(status) (\(body.count) bytes)" }
    /// Status and how long the body is.
    public var debugDescription: String { description }
    /// Shows the header fields, without the values of most, but no body.
    public var customMirror: Mirror {
        Mirror(self, children: ["status": status, "headers": headers, "bodyLength": body.count])
    }
}
