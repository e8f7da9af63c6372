// Why a request is not taken.
// SPDX-License-Identifier: Apache-2.0

/// Why a request is not taken.
///
/// The connection must end after the reply: where the next request begins is not known.
package struct RequestRefusal: Error, Hashable, Sendable {
    /// The status to answer with.
    package let status: Int
    /// What is wrong, in sentences, with the clause that says so; holds nothing of the request.
    package let reason: String

    private init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// A request that was not whole in time.
    package static let tooSlow = RequestRefusal(408, "The request was not whole in time (RFC 9110, 15.5.9).")
    /// More connections than the server takes.
    package static let noRoom = RequestRefusal(503, "The server has no thread for this connection. Try again later.")

    // MARK: - Lines

    static let bareCarriageReturn = RequestRefusal(400, "A CR stands without its LF (RFC 9112, 2.2).")
    static let emptyRequestLine = RequestRefusal(400, "The request line is empty (RFC 9112, 2.2).")

    static let transportLayerSecurity = RequestRefusal(
        400, "This port speaks HTTP without TLS. Use http:// in place of https://.")

    static func controlCharacter(_ byte: UInt8) -> RequestRefusal {
        switch byte {
        case HTTPSyntax.lineFeed: RequestRefusal(400, "A LF stands without its CR (RFC 9112, 2.2).")
        default: RequestRefusal(400, "A control character stands in the head or in a chunk's size (RFC 9110, 5.5).")
        }
    }

    // MARK: - Request line

    static let malformedRequestLine = RequestRefusal(
        400, "The request line is not method, target and version with single spaces (RFC 9112, 3).")
    static let requestLineTooLong = RequestRefusal(
        414, "The request line is longer than \(RequestParser.requestLineLimit) bytes (RFC 9112, 3).")
    static let unsupportedVersion = RequestRefusal(505, "Only HTTP/1.1 and HTTP/1.0 are served (RFC 9110, 2.5).")
    static let malformedTarget = RequestRefusal(
        400,
        "The target is neither a path that begins with / nor an http address, or holds a character that must be "
            + "percent-encoded (RFC 9112, 3.2; RFC 3986, 2).")
    static let unsupportedTarget = RequestRefusal(501, "CONNECT and the target * are not served (RFC 9110, 9.3).")

    // MARK: - Fields

    static let headTooLong = RequestRefusal(
        431, "Request line and fields are longer than \(RequestParser.headLimit) bytes (RFC 6585, 5).")
    static let tooManyFields = RequestRefusal(
        431, "The request has more than \(RequestParser.fieldLimit) fields (RFC 6585, 5).")
    static let foldedField = RequestRefusal(400, "A field's line begins with a blank (RFC 9112, 5.2).")
    static let malformedField = RequestRefusal(
        400, "A field is not a name, a colon right behind it, and a value (RFC 9112, 5.1).")
    static let fieldNotUTF8 = RequestRefusal(400, "A field's value is not UTF-8 (RFC 9110, 5.5).")
    static let noHost = RequestRefusal(400, "The Host field is missing (RFC 9112, 3.2).")
    static let severalHosts = RequestRefusal(400, "There is more than one Host field (RFC 9112, 3.2).")
    static let malformedHost = RequestRefusal(400, "The Host field is not a host with or without port (RFC 9112, 3.2).")
    static let unknownExpectation = RequestRefusal(
        417, "Expect may only hold 100-continue (RFC 9110, 10.1.1).")

    // MARK: - Framing

    static let lengthAndCoding = RequestRefusal(
        400, "There is both Content-Length and Transfer-Encoding (RFC 9112, 6.1 and 6.3).")
    static let severalLengths = RequestRefusal(400, "There is more than one Content-Length (RFC 9112, 6.3).")
    static let malformedLength = RequestRefusal(400, "Content-Length is not digits only (RFC 9110, 8.6).")
    static let severalCodings = RequestRefusal(
        400, "There is more than one Transfer-Encoding (RFC 9112, 6.1 and 11.2).")
    static let codingInVersion10 = RequestRefusal(400, "HTTP/1.0 has no Transfer-Encoding (RFC 9112, 6.1).")
    static let malformedCoding = RequestRefusal(
        400, "The last transfer coding must be chunked, once (RFC 9112, 6.1 and 6.3).")
    static let unsupportedCoding = RequestRefusal(501, "Only the transfer coding chunked is served (RFC 9112, 6.1).")
    static let bodyTooLong = RequestRefusal(
        413, "The body is longer than \(RequestParser.bodyLimit) bytes (RFC 9110, 15.5.14).")

    // MARK: - Chunks

    static let malformedChunkSize = RequestRefusal(
        400, "A chunk's size is not 1 to \(RequestParser.chunkSizeDigitLimit) hexadecimal digits (RFC 9112, 7.1).")
    static let chunkExtensionsTooLong = RequestRefusal(
        400, "The chunk extensions are longer than \(RequestParser.chunkExtensionLimit) bytes (RFC 9112, 7.1.1).")
    static let framingInTrailer = RequestRefusal(
        400, "A trailer field says how the message ends or where it goes (RFC 9110, 6.5.1).")
    static let chunkLongerThanItsSize = RequestRefusal(400, "A chunk's data go beyond its size (RFC 9112, 7.1).")
}
