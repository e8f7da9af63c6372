// Replies as HTTP/1.1 writes them.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation
    import GoBiz

    extension HTTPResponse {
        /// The status line and header fields with the empty line behind them.
        ///
        /// - Parameter keepsConnection: whether the connection stays open.
        /// - Returns: the bytes.
        /// - Source: RFC 9112, 4, 5, 9.6.
        func head(keepsConnection: Bool) -> Data {
            var text = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\r\n"
            for field in headers.fields {
                text += "\(Self.oneLine(field.name)): \(Self.oneLine(field.value))\r\n"
            }
            text += "Content-Length: \(body.count)\r\nConnection: \(keepsConnection ? "keep-alive" : "close")\r\n\r\n"
            return Data(text.utf8)
        }

        /// Keeps a value from beginning a line of its own.
        private static func oneLine(_ text: String) -> String {
            String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        }

        /// - Source: RFC 9110, 15; RFC 6585.
        private static let reasons = [
            200: "OK", 201: "Created", 202: "Accepted", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
            404: "Not Found", 406: "Not Acceptable", 409: "Conflict", 413: "Content Too Large",
            415: "Unsupported Media Type", 422: "Unprocessable Content", 429: "Too Many Requests",
            431: "Request Header Fields Too Large", 500: "Internal Server Error", 502: "Bad Gateway",
            503: "Service Unavailable", 504: "Gateway Timeout",
        ]
    }
#endif
