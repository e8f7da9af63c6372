// The kinds of errors.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    extension GoBizError {
        /// What went wrong; more kinds may come.
        public struct Kind: Sendable, Hashable {
            private enum Name: UInt8 {
                case invalidRequest, badRequest, unauthorized, transactionNotFound, outletNotRegistered, invalidURL
                case notFound, notAcceptable, unsupportedMediaType, inProgress, rateLimited, serverError
                case unexpectedStatus, oauthRefused, malformedReply, unreachable, untrustedServer, connectionLost
                case timedOut, replyTooLarge, actionNotAllowed, indeterminate, keyInUse, keyTooOld
                case journalUnavailable, outOfResources, keyFinished, otherServer, unsuccessful
            }

            private let name: Name

            /// The request cannot be sent: no order ID, no amount, or a name that is no part of an address.
            public static var invalidRequest: Kind { Kind(name: .invalidRequest) }
            /// 400 or 422: the server finds the request wrong.
            public static var badRequest: Kind { Kind(name: .badRequest) }
            /// 401, also with a new token: the session, or a scope that the credentials do not have.
            public static var unauthorized: Kind { Kind(name: .unauthorized) }
            /// 404: there is no such transaction.
            public static var transactionNotFound: Kind { Kind(name: .transactionNotFound) }
            /// 404: the outlet is not registered for integration.
            public static var outletNotRegistered: Kind { Kind(name: .outletNotRegistered) }
            /// 404: the server does not know this address; check the environment.
            public static var invalidURL: Kind { Kind(name: .invalidURL) }
            /// 404 with none of the known texts.
            public static var notFound: Kind { Kind(name: .notFound) }
            /// 406.
            public static var notAcceptable: Kind { Kind(name: .notAcceptable) }
            /// 415.
            public static var unsupportedMediaType: Kind { Kind(name: .unsupportedMediaType) }
            /// 409, or 202 without a transaction: the server is still at work on the same key.
            public static var inProgress: Kind { Kind(name: .inProgress) }
            /// 429.
            public static var rateLimited: Kind { Kind(name: .rateLimited) }
            /// 500...599.
            public static var serverError: Kind { Kind(name: .serverError) }
            /// A status that GoBiz does not document; redirects too, which are not followed.
            public static var unexpectedStatus: Kind { Kind(name: .unexpectedStatus) }
            /// The token server refuses the credentials or a scope.
            public static var oauthRefused: Kind { Kind(name: .oauthRefused) }
            /// The status is a success but `success` is not true: nothing in the reply counts.
            public static var unsuccessful: Kind { Kind(name: .unsuccessful) }
            /// A reply of success that cannot be read.
            public static var malformedReply: Kind { Kind(name: .malformedReply) }
            /// No connection: nothing was sent.
            public static var unreachable: Kind { Kind(name: .unreachable) }
            /// This machine has too few descriptors, threads or memory to send: nothing was sent.
            public static var outOfResources: Kind { Kind(name: .outOfResources) }
            /// The server could not show who it is: nothing was sent.
            public static var untrustedServer: Kind { Kind(name: .untrustedServer) }
            /// The connection broke, or the reply was cut off.
            public static var connectionLost: Kind { Kind(name: .connectionLost) }
            /// No complete reply came in time.
            public static var timedOut: Kind { Kind(name: .timedOut) }
            /// The reply is larger than is taken.
            public static var replyTooLarge: Kind { Kind(name: .replyTooLarge) }
            /// The transaction has no such action, or its address is not one that may receive the access token.
            public static var actionNotAllowed: Kind { Kind(name: .actionNotAllowed) }
            /// The transaction may exist or not: go on with the same key, by `createTransaction` or `resume`.
            public static var indeterminate: Kind { Kind(name: .indeterminate) }
            /// The key already stands for another request: nothing was sent.
            public static var keyInUse: Kind { Kind(name: .keyInUse) }
            /// The key's request is too old to be sent again without the risk of a second payment: ask a human.
            public static var keyTooOld: Kind { Kind(name: .keyTooOld) }
            /// The key's sale is over, as `finish` was told: nothing was sent.
            ///
            /// A new sale takes a new key.
            public static var keyFinished: Kind { Kind(name: .keyFinished) }
            /// The entry's request goes to another server than the client's: nothing was sent.
            public static var otherServer: Kind { Kind(name: .otherServer) }
            /// The journal could not store the request, so nothing was sent; or it could not be read.
            public static var journalUnavailable: Kind { Kind(name: .journalUnavailable) }
        }
    }

    extension GoBizError.Kind: CustomStringConvertible {
        /// The kind's name in programs, such as `timedOut`.
        public var description: String { "\(name)" }

        var isTransient: Bool {
            switch name {
            case .inProgress, .rateLimited, .serverError, .malformedReply, .unreachable, .connectionLost, .timedOut,
                .outOfResources:
                true
            default: false
            }
        }

        /// The kind in a plain sentence.
        var message: String {
            switch name {
            case .invalidRequest: "The request cannot be sent as it is."
            case .badRequest: "GoBiz finds the request wrong."
            case .unauthorized: "GoBiz accepts neither session nor scope."
            case .transactionNotFound: "There is no such transaction."
            case .outletNotRegistered: "The outlet is not registered for integration."
            case .invalidURL: "The server does not know this address."
            case .notFound: "Not found."
            case .notAcceptable: "GoBiz does not reply in the media type asked for."
            case .unsupportedMediaType: "GoBiz does not take the request's media type."
            case .inProgress: "GoBiz is still at work on this key."
            case .rateLimited: "Too many requests."
            case .serverError: "The server failed."
            case .unexpectedStatus: "The server replied with an unexpected status."
            case .oauthRefused: "The token server refuses the credentials or a scope."
            case .unsuccessful: "The reply says that the call was not successful."
            case .malformedReply: "The reply cannot be read."
            case .unreachable: "The server cannot be reached; nothing was sent."
            case .outOfResources: "This machine has no room for another connection; nothing was sent."
            case .untrustedServer: "The server could not show who it is; nothing was sent."
            case .connectionLost: "The connection broke before the reply was complete."
            case .timedOut: "No complete reply came in time."
            case .replyTooLarge: "The reply is too large."
            case .actionNotAllowed: "The action is missing or leads to a server that is not allowed."
            case .indeterminate: "It is not known whether the transaction exists; go on with the same key."
            case .keyInUse: "The idempotency key stands for another request; nothing was sent."
            case .keyTooOld: "The request is too old to be sent again; nothing was sent."
            case .keyFinished: "The sale of this idempotency key is over; nothing was sent."
            case .otherServer: "The sale was begun with another server; nothing was sent."
            case .journalUnavailable: "The journal cannot be read or written; nothing was sent."
            }
        }
    }
#endif
