// A request as the sandbox reads it: path segments, query, headers, body.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation
    import GoBiz

    /// A request taken apart.
    struct Incoming {
        let method: String
        /// The path as it was written, with its escapes.
        let path: String
        /// The parts of the path between its slashes, without escapes.
        let segments: [String]
        let query: [String: String]
        let headers: HTTPHeaders
        let body: Data
        /// Scheme, host and port the caller used, such as `http://127.0.0.1:8080`.
        let origin: String
        /// How long a fault makes the reply wait.
        var delay: Duration = .zero

        init(_ request: HTTPRequest) {
            let parts = URLComponents(url: request.url, resolvingAgainstBaseURL: true)
            method = request.method
            path = parts?.percentEncodedPath ?? request.url.path
            segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
                String($0).removingPercentEncoding ?? String($0)
            }
            var query: [String: String] = [:]
            for item in parts?.queryItems ?? [] where query[item.name] == nil {
                query[item.name] = item.value ?? ""
            }
            self.query = query
            headers = request.headers
            body = request.body
            let port = parts?.port.map { ":\($0)" } ?? ""
            origin = "\(parts?.scheme ?? "http")://\(parts?.percentEncodedHost ?? "localhost")\(port)"
        }

        /// Whether the path belongs to the sandbox's own controls.
        var isControl: Bool { segments.first == "_sandbox" }

        /// The body as a JSON object; nil when it is none.
        var object: JSON? {
            guard let value = JSON.value(of: body), value.isObject else { return nil }
            return value
        }

        /// The fields of a form; the first of each name counts.
        ///
        /// - Source: WHATWG URL, application/x-www-form-urlencoded parsing.
        var form: [String: String] {
            var fields: [String: String] = [:]
            for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                    Self.formDecoded(String($0))
                }
                if fields[parts[0]] == nil { fields[parts[0]] = parts.count > 1 ? parts[1] : "" }
            }
            return fields
        }

        /// Undoes the escapes of a form.
        static func formDecoded(_ text: String) -> String {
            let spaced = text.replacingOccurrences(of: "+", with: " ")
            return spaced.removingPercentEncoding ?? spaced
        }

        /// What follows a scheme in the `Authorization` field; nil for another scheme or none.
        func credentials(_ scheme: String) -> String? {
            let parts = headers["Authorization"]?.split(separator: " ", maxSplits: 1) ?? []
            guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
            return parts[1].trimmingCharacters(in: .whitespaces)
        }

        /// Whether the caller takes a media type; without an `Accept` field it takes all.
        ///
        /// - Source: RFC 9110, 12.5.1; a quality of 0 is not looked at.
        func accepts(_ type: String, _ subtype: String) -> Bool {
            guard let field = headers["Accept"] else { return true }
            return field.split(separator: ",").contains { range in
                let name = range.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
                return ["*/*", "\(type)/*", "\(type)/\(subtype)"].contains(name)
            }
        }

        /// Whether the body says it is JSON.
        var isJSON: Bool {
            let name = headers["Content-Type"]?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
            return name?.lowercased() == "application/json"
        }
    }
#endif
