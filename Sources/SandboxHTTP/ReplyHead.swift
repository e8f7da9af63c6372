// The head of a reply as HTTP/1.1 writes it.
// SPDX-License-Identifier: Apache-2.0

/// Writes status lines and header fields.
package enum ReplyHead {
    /// Returns the status line and header fields with the empty line behind them.
    ///
    /// - Parameters:
    ///   - status: the status.
    ///   - fields: names and values, without those of length and connection.
    ///   - bodyCount: how many bytes the body has.
    ///   - keepsConnection: whether the connection stays open.
    /// - Returns: the bytes.
    /// - Source: RFC 9112, 4, 5, 9.6.
    package static func bytes(
        status: Int, fields: [(name: String, value: String)], bodyCount: Int, keepsConnection: Bool
    ) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(reasons[status] ?? "")\r\n"
        for field in fields { text += "\(oneLine(field.name)): \(oneLine(field.value))\r\n" }
        text += "Content-Length: \(bodyCount)\r\nConnection: \(keepsConnection ? "keep-alive" : "close")\r\n\r\n"
        return Array(text.utf8)
    }

    /// A whole reply that says why a request is not taken.
    static func refusal(_ refusal: RequestRefusal) -> [UInt8] {
        let body = Array((refusal.reason + "\n").utf8)
        return bytes(
            status: refusal.status, fields: [("Content-Type", "text/plain; charset=utf-8")], bodyCount: body.count,
            keepsConnection: false) + body
    }

    /// Keeps a value from beginning a line of its own.
    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }

    /// - Source: RFC 9110, 15; RFC 6585.
    private static let reasons = [
        200: "OK", 201: "Created", 202: "Accepted", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found", 406: "Not Acceptable", 408: "Request Timeout", 409: "Conflict", 413: "Content Too Large",
        414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed", 422: "Unprocessable Content",
        429: "Too Many Requests", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
        505: "HTTP Version Not Supported",
    ]
}
