// What a reply means.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// Turns replies that are not a success into errors.
    enum ReplyReader {
        /// Makes an error of a reply.
        static func error(
            _ kind: GoBizError.Kind, _ response: HTTPResponse, hiding secrets: [String]
        ) -> GoBizError {
            var error = GoBizError(kind)
            error.status = response.status
            error.problems = APIProblem.all(in: response.body, hiding: secrets)
            if let number = response.headers["X-Request-ID"], (1...128).contains(number.utf8.count),
                number.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            {
                error.requestID = number.hiding(secrets)
            }
            return error
        }

        /// What a reply that is not 2xx says about the attempt.
        static func failure(_ response: HTTPResponse, hiding secrets: [String], now: Date) -> AttemptFailure {
            let problems = APIProblem.all(in: response.body, hiding: secrets)
            let kind = kind(of: response.status, problems)
            var error = error(kind, response, hiding: secrets)
            error.retryAfter = RetryAfter.wait(response.headers, now: now)
            // A page of some proxy on the way is not GoBiz's word.
            return AttemptFailure(error, kind.isRefusal && !problems.isEmpty ? .refused : .unknown)
        }

        /// What a reply of success says that lacks what was asked for.
        ///
        /// One that is cut off, or a page of some proxy, may be whole the next time; one that is JSON says what it says.
        static func malformed(_ response: HTTPResponse, hiding secrets: [String], _ effect: Effect) -> AttemptFailure {
            let reply = try? JSONSerialization.jsonObject(with: response.body, options: .fragmentsAllowed)
            let isUnsuccessful = (reply as? [String: Any])?["success"].map { $0 as? Bool != true } ?? false
            var failure = AttemptFailure(
                error(isUnsuccessful ? .unsuccessful : .malformedReply, response, hiding: secrets), effect)
            failure.isRepeatable = reply == nil
            return failure
        }

        private static func kind(of status: Int, _ problems: [APIProblem]) -> GoBizError.Kind {
            switch status {
            case 400, 422: .badRequest
            case 401: .unauthorized
            case 404: notFoundKind(problems)
            case 406: .notAcceptable
            case 409, 202: .inProgress
            case 415: .unsupportedMediaType
            case 429: .rateLimited
            case 500...599: .serverError
            default: .unexpectedStatus
            }
        }

        /// GoBiz has one status for three things; only the texts tell them apart.
        private static func notFoundKind(_ problems: [APIProblem]) -> GoBizError.Kind {
            if problems.contains(where: { $0.mentions("transaction not found") }) { return .transactionNotFound }
            if problems.contains(where: { $0.mentions("outlet is not yet registered") }) { return .outletNotRegistered }
            if problems.contains(where: { $0.mentions("invalid url") }) { return .invalidURL }
            return .notFound
        }
    }

    extension GoBizError.Kind {
        /// Whether the server refuses the request as it is, so that it cannot have acted on it.
        fileprivate var isRefusal: Bool {
            switch self {
            case .badRequest, .unauthorized, .transactionNotFound, .outletNotRegistered, .invalidURL, .notFound,
                .notAcceptable, .unsupportedMediaType:
                true
            default: false
            }
        }
    }
#endif
