// Replies before they become bytes, and the error replies of GoBiz.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    /// A reply before it becomes bytes; thrown where a request is refused.
    struct Reply: Error, Hashable {
        enum Body: Hashable {
            case json(JSON)
            /// The picture of a payload's QR code, drawn once the sandbox's state is free again.
            case picture(String)
        }

        var status: Int
        var body: Body
        /// Header fields besides type, length and request ID.
        var headers: HTTPHeaders = [:]

        init(_ status: Int, _ json: JSON, headers: HTTPHeaders = [:]) {
            self.status = status
            self.body = .json(json)
            self.headers = headers
        }

        init(pictureOf payload: String) {
            status = 200
            body = .picture(payload)
        }

        /// A reply that brings data, in GoBiz's envelope.
        static func data(_ status: Int, _ data: JSON) -> Reply {
            Reply(status, ["success": true, "data": data])
        }

        /// A reply that says what is wrong, in GoBiz's envelope.
        static func error(_ status: Int, _ title: String, _ message: String, code: String? = nil) -> Reply {
            var members = [
                JSON.Member(name: "message_title", value: .string(title)),
                JSON.Member(name: "message", value: .string(message)),
            ]
            if let code { members.append(JSON.Member(name: "code", value: .string(code))) }
            return Reply(status, ["success": false, "errors": [.object(members)]])
        }

        /// An error of the token endpoint.
        ///
        /// - Source: RFC 6749, 5.2.
        static func oauthError(_ status: Int, _ error: String, _ description: String) -> Reply {
            let challenge: HTTPHeaders = status == 401 ? ["WWW-Authenticate": "Basic realm=\"sandbox\""] : [:]
            return Reply(
                status, ["error": .string(error), "error_description": .string(description)], headers: challenge)
        }
    }

    // MARK: - Refusals by name

    extension Reply {
        static let sessionExpired = Reply.error(
            401, "Session Expired", "Your session is expired. Please login again.", code: "HTTP_401")
        static let transactionNotFound = Reply.error(404, "Not found", "Transaction not found")
        static let outletNotRegistered = Reply.error(
            404, "Requested resource not found",
            "The outlet is not yet registered for integration. Please contact the support team.")
        static let subscriptionNotFound = Reply.error(404, "Not found", "Subscription not found")
        static let full = Reply.error(
            503, "Sandbox full",
            "The sandbox holds \(TransactionTable.limit) transactions or keys, the most it can. POST /_sandbox/reset "
                + "forgets them, and so does its clock after 31 days.")
        static let tooManyTokens = Reply.error(
            503, "Sandbox full", "The sandbox holds as many tokens as it can. Use a token until it ends.")
        static let tooManySubscriptions = Reply.error(
            503, "Sandbox full", "The sandbox holds as many subscriptions as it can. Delete some.")
        static let invalidURL = Reply.error(404, "Not found", "Invalid URL")

        static func unsupportedAccept(_ value: String) -> Reply {
            .error(406, "UnsupportedAcceptType", "Invalid Accept header: \(value)")
        }

        static func unsupportedContent(_ value: String) -> Reply {
            .error(415, "UnsupportedContentType", "Invalid Content-Type header: \(value)")
        }

        static func badRequest(_ message: String) -> Reply {
            .error(400, "Bad request", message)
        }
    }

    // MARK: - Bytes

    extension Reply {
        /// Returns the reply as HTTP; `draw` makes a payload's QR code a PNG file, or nil where that failed.
        func response(addingUnknownFields: Bool, draw: (String) -> [UInt8]?) -> HTTPResponse {
            var headers = headers
            switch body {
            case .json(let json):
                headers["Content-Type"] = "application/json"
                return HTTPResponse(
                    status: status, headers: headers,
                    body: (addingUnknownFields ? json.addingUnknownFields() : json).data)
            case .picture(let payload):
                guard let picture = draw(payload) else {
                    let failure = Reply.error(500, "Internal error", "The QR code could not be drawn")
                    return failure.response(addingUnknownFields: false) { _ in nil }
                }
                headers["Content-Type"] = "image/png"
                return HTTPResponse(status: status, headers: headers, body: Data(picture))
            }
        }
    }

    extension JSON {
        /// The value with members in every object that no documentation knows.
        func addingUnknownFields() -> JSON {
            switch self {
            case .array(let elements):
                return .array(elements.map { $0.addingUnknownFields() })
            case .object(let members):
                let known = members.map { Member(name: $0.name, value: $0.value.addingUnknownFields()) }
                let unknown: JSON = ["since": "v99", "values": [1, .decimal(2.5), .null, true]]
                return .object(
                    [Member(name: "sandbox_unknown", value: unknown)] + known + [
                        Member(name: "sandbox_unknown_flag", value: false)
                    ])
            default:
                return self
            }
        }
    }
#endif
