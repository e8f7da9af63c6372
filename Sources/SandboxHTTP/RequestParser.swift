// Reads HTTP/1.1 requests from bytes as they arrive, strictly.
// SPDX-License-Identifier: Apache-2.0

/// A reader that bytes go into and requests come out of.
///
/// Each byte is read once, however the bytes are cut into pieces. What could be read in two ways is refused, never
/// repaired, because such requests serve to smuggle others past a proxy.
///
/// - Source: RFC 9112, 2 to 7 and 11.2; RFC 9110, 5 to 7.
package struct RequestParser: Sendable {
    /// Most bytes of the request line.
    package static let requestLineLimit = 1 << 14
    /// Most bytes of request line, header fields and trailer fields together.
    package static let headLimit = 1 << 16
    /// Most header and trailer fields together.
    package static let fieldLimit = 100
    /// Most bytes of a body.
    package static let bodyLimit = 1 << 20
    /// Most bytes of all chunk extensions of a body together.
    package static let chunkExtensionLimit = 1 << 14
    /// Most digits of a chunk's size.
    package static let chunkSizeDigitLimit = 16

    /// What the next byte belongs to.
    private enum Place {
        case requestLine
        case headerField
        /// A body, with how many bytes of it are missing.
        case body(Int)
        case chunkSize
        /// A chunk's data, with how many bytes of it are missing.
        case chunkData(Int)
        /// The line end behind a chunk's data.
        case chunkEnd
        case trailerField
    }

    private var input: [UInt8] = []
    private var position = 0
    private var place = Place.requestLine
    /// The line being read, without its end.
    private var line: [UInt8] = []
    private var hasCarriageReturn = false
    private var hasPassedEmptyLine = false
    private var head = RequestHead()
    private var body: [UInt8] = []
    private var headByteCount = 0
    private var fieldCount = 0
    private var extensionByteCount = 0

    /// Makes a reader for one connection.
    package init() {}

    /// Whether a request has begun that is not whole yet.
    package var hasBegun: Bool {
        if case .requestLine = place { return !line.isEmpty || hasCarriageReturn || position < input.count }
        return true
    }

    /// Whether the client waits for `100 Continue` before it sends the body.
    ///
    /// - Source: RFC 9110, 10.1.1.
    package var expectsContinue: Bool {
        guard head.expectsContinue, position == input.count, body.isEmpty else { return false }
        switch place {
        case .body: return true
        case .chunkSize: return line.isEmpty && !hasCarriageReturn
        default: return false
        }
    }

    /// Takes bytes that have arrived.
    ///
    /// - Parameter bytes: the bytes.
    package mutating func append(_ bytes: [UInt8]) {
        input = position == input.count ? bytes : input[position...] + bytes
        position = 0
    }

    /// Returns the next whole request.
    ///
    /// - Returns: the request; nil while more bytes are needed.
    /// - Throws: `RequestRefusal`; nothing more can be read then.
    package mutating func next() throws(RequestRefusal) -> RequestMessage? {
        while position < input.count {
            switch place {
            case .requestLine:
                guard let line = try readHeadLine(.requestLineTooLong, limit: Self.requestLineLimit) else { continue }
                try readRequestLine(line)
            case .headerField:
                guard let line = try readHeadLine(.headTooLong) else { continue }
                guard line.isEmpty else {
                    try readField(line, isTrailer: false)
                    continue
                }
                if let message = try beginBody() { return message }
            case .body(let count):
                let missing = count - take(count)
                place = .body(missing)
                if missing == 0 { return finishMessage() }
            case .chunkSize:
                if let line = try readLine(limit: Self.chunkExtensionLimit, .chunkExtensionsTooLong) {
                    try readChunkSize(line)
                }
            case .chunkData(let count):
                let missing = count - take(count)
                place = missing > 0 ? .chunkData(missing) : .chunkEnd
            case .chunkEnd:
                if try readLine(limit: 0, .chunkLongerThanItsSize) != nil { place = .chunkSize }
            case .trailerField:
                guard let line = try readHeadLine(.headTooLong) else { continue }
                if line.isEmpty { return finishMessage() }
                try readField(line, isTrailer: true)
            }
        }
        return nil
    }

    // MARK: - Lines

    /// The first byte of a TLS connection.
    ///
    /// - Source: RFC 8446, 5.1.
    private static let handshake: UInt8 = 0x16

    /// Reads on to the end of a line; returns the line without its end, nil while it is not whole.
    ///
    /// - Source: RFC 9112, 2.2: CRLF ends a line. A bare LF, which a recipient may take as an end, is refused.
    private mutating func readLine(limit: Int, _ excess: RequestRefusal) throws(RequestRefusal) -> [UInt8]? {
        while position < input.count {
            let byte = input[position]
            position += 1
            if hasCarriageReturn {
                guard byte == HTTPSyntax.lineFeed else { throw .bareCarriageReturn }
                hasCarriageReturn = false
                defer { line = [] }
                return line
            }
            hasCarriageReturn = byte == HTTPSyntax.carriageReturn
            guard !hasCarriageReturn else { continue }
            guard !HTTPSyntax.isControl(byte) else {
                let isFirst = line.isEmpty && headByteCount == 0
                throw isFirst && byte == Self.handshake ? .transportLayerSecurity : .controlCharacter(byte)
            }
            guard line.count < limit else { throw excess }
            line.append(byte)
        }
        return nil
    }

    /// Reads a line of the head or of the trailer.
    private mutating func readHeadLine(
        _ excess: RequestRefusal, limit: Int = headLimit
    ) throws(RequestRefusal) -> [UInt8]? {
        guard let line = try readLine(limit: min(limit, Self.headLimit - headByteCount), excess) else { return nil }
        headByteCount = min(Self.headLimit, headByteCount + line.count + 2)
        return line
    }

    /// - Source: RFC 9112, 2.2: an empty line before the request line is passed over.
    private mutating func readRequestLine(_ line: [UInt8]) throws(RequestRefusal) {
        guard !line.isEmpty else {
            guard !hasPassedEmptyLine else { throw .emptyRequestLine }
            hasPassedEmptyLine = true
            return
        }
        head = try RequestHead(requestLine: line)
        place = .headerField
    }

    private mutating func readField(_ line: [UInt8], isTrailer: Bool) throws(RequestRefusal) {
        fieldCount += 1
        guard fieldCount <= Self.fieldLimit else { throw .tooManyFields }
        let field = try RequestHead.field(line)
        guard isTrailer else { return head.fields.append(field) }
        // RFC 9112, 7.1.2: trailer fields may be discarded. RFC 9110, 6.5.1: none of these may be one.
        for name in ["Content-Length", "Transfer-Encoding", "Host"] {
            guard !HTTPSyntax.isSame(field.name.utf8, name.utf8) else { throw .framingInTrailer }
        }
    }

    // MARK: - Bodies

    /// Finds out how the body ends; returns the message when there is none.
    private mutating func beginBody() throws(RequestRefusal) -> RequestMessage? {
        try head.finish()
        switch head.framing {
        case .chunked: place = .chunkSize
        case .length(0): return finishMessage()
        case .length(let count):
            guard count <= Self.bodyLimit else { throw .bodyTooLong }
            place = .body(count)
        }
        return nil
    }

    /// Takes up to `count` bytes into the body; returns how many there were.
    private mutating func take(_ count: Int) -> Int {
        let taken = min(count, input.count - position)
        body += input[position..<position + taken]
        position += taken
        return taken
    }

    /// - Source: RFC 9112, 7.1 and 7.1.1: `chunk-size [ chunk-ext ]`; extensions are passed over, within a limit. The
    ///   blanks before one, which no sender may write, are refused.
    private mutating func readChunkSize(_ line: [UInt8]) throws(RequestRefusal) {
        let digits = line.prefix { HTTPSyntax.hexadecimalValue($0) != nil }
        guard !digits.isEmpty, digits.count <= Self.chunkSizeDigitLimit else { throw .malformedChunkSize }
        let rest = line[digits.endIndex...]
        guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { throw .malformedChunkSize }
        extensionByteCount += rest.count
        guard extensionByteCount <= Self.chunkExtensionLimit else { throw .chunkExtensionsTooLong }
        var size = 0
        for digit in digits {
            size = size << 4 | (HTTPSyntax.hexadecimalValue(digit) ?? 0)
            guard body.count + size <= Self.bodyLimit else { throw .bodyTooLong }
        }
        place = size == 0 ? .trailerField : .chunkData(size)
    }

    private mutating func finishMessage() -> RequestMessage {
        let message = head.message(body: body)
        place = .requestLine
        head = RequestHead()
        body = []
        (headByteCount, fieldCount, extensionByteCount) = (0, 0, 0)
        hasPassedEmptyLine = false
        return message
    }
}
