// The character classes of HTTP/1.1, and comparing and cutting bytes.
// SPDX-License-Identifier: Apache-2.0

/// The lexical rules of HTTP/1.1, on bytes.
enum HTTPSyntax {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D

    /// Whether a byte is an ASCII digit.
    static func isDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte
    }

    /// Whether a byte is an ASCII letter or digit.
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || 0x61...0x7A ~= byte | 0x20
    }

    /// The value of a hexadecimal digit; nil for any other byte.
    static func hexadecimalValue(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte) - 0x30 }
        let lowercase = byte | 0x20
        return 0x61...0x66 ~= lowercase ? Int(lowercase) - 0x57 : nil
    }

    /// Whether a byte may stand in a token.
    ///
    /// - Source: RFC 9110, 5.6.2.
    static func isTokenCharacter(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    /// Whether bytes are a token.
    static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isTokenCharacter)
    }

    /// Whether a byte is a space or a tab.
    ///
    /// - Source: RFC 9110, 5.6.3.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    /// Whether a byte is a control character that no line of a message may hold.
    ///
    /// - Source: RFC 9110, 5.5 (a field's value: VCHAR, obs-text, SP, HTAB); RFC 5234, B.1 (CTL).
    static func isControl(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09) || byte == 0x7F
    }

    // MARK: - Targets

    /// Whether bytes are a host with or without a port.
    ///
    /// - Source: RFC 9110, 7.2 and 4.2.1 (an empty host is invalid in `http`), 4.2.4 (no user information);
    ///   RFC 3986, 3.2.2 and 3.2.3.
    static func isAuthority(_ bytes: ArraySlice<UInt8>) -> Bool {
        var port: ArraySlice<UInt8>
        if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
            let literal = bytes[bytes.startIndex + 1..<end]
            guard !literal.isEmpty, literal.allSatisfy({ hexadecimalValue($0) != nil || ":.".utf8.contains($0) }) else {
                return false
            }
            port = bytes[(end + 1)...]
        } else {
            let name = bytes.prefix { $0 != UInt8(ascii: ":") }
            guard !name.isEmpty, isURLText(name, beside: "") else { return false }
            port = bytes[name.endIndex...]
        }
        guard let colon = port.popFirst() else { return true }
        guard colon == UInt8(ascii: ":") else { return false }
        return port.isEmpty || (port.count <= 5 && port.allSatisfy(isDigit) && number(port) <= 65_535)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Whether bytes are a path with or without a query.
    ///
    /// - Source: RFC 3986, 3.3 and 3.4.
    static func isPathAndQuery(_ bytes: ArraySlice<UInt8>) -> Bool {
        isURLText(bytes, beside: ":@/?")
    }

    /// Whether bytes are unreserved or sub-delims characters, percent-encoded bytes, or some others.
    ///
    /// - Source: RFC 3986, 2.1 to 2.3.
    private static func isURLText(_ bytes: ArraySlice<UInt8>, beside others: String) -> Bool {
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy({ hexadecimalValue($0) != nil }) else { return false }
                rest = rest.dropFirst(2)
            } else if !isAlphanumeric(byte), !"-._~!$&'()*+,;=".utf8.contains(byte), !others.utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    // MARK: - Bytes

    /// Returns bytes without the blanks around them.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    /// Compares two byte sequences, ASCII letters without regard to case.
    static func isSame(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
        left.elementsEqual(right) { lowercase($0) == lowercase($1) }
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        0x41...0x5A ~= byte ? byte | 0x20 : byte
    }
}
