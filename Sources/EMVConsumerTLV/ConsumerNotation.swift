// How a text writes a consumer-presented payload, recognised by itself: Base64 or hexadecimal.
// SPDX-License-Identifier: Apache-2.0

/// How a text writes the bytes of a consumer-presented payload.
public enum ConsumerNotation: UInt8, Hashable, Sendable, CaseIterable {
    /// Base64, as a QR code has it.
    case base64
    /// Hexadecimal digits, as logs and specifications have it.
    case hexadecimal

    /// The notation's name, "base64" or "hexadecimal".
    public var name: String {
        switch self {
        case .base64: "base64"
        case .hexadecimal: "hexadecimal"
        }
    }

    /// Recognises a consumer-presented payload in a text; nil when it is none.
    ///
    /// The sign is 85 with "CPV" at the start, and then the rest may be damaged, or else a whole application template.
    /// - Complexity: O(1) for merchant-presented payloads, which begin with 00; else O(`text.count`).
    /// - Source: EMVCo QRCPS-CPM v1.0 3.1.
    public init?(recognizing text: Span<UInt8>) {
        guard text.count >= 8, text[0] != 0x30 || text[1] != 0x30 else { return nil }
        for notation in Self.allCases {
            if notation.hasIndicator(text) || notation.hasApplication(text) {
                self = notation
                return
            }
        }
        return nil
    }

    /// Returns the bytes that a text writes.
    ///
    /// - Throws: `ConsumerError` with a `base64…` or `hexadecimal…` code and the character's place.
    public func bytes(of text: Span<UInt8>) throws(ConsumerError) -> [UInt8] {
        switch self {
        case .base64: try Base64.decode(text)
        case .hexadecimal: try Self.decodeHexadecimal(text)
        }
    }

    private static func decodeHexadecimal(_ text: Span<UInt8>) throws(ConsumerError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for index in 0..<text.count {
            guard let digit = hexadecimalDigit(text[index]) else { throw ConsumerError(.hexadecimalDigit, at: index) }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil else { throw ConsumerError(.hexadecimalCount, at: text.count) }
        return bytes
    }

    private static func hexadecimalDigit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x41 + 10
        case 0x61...0x66: character - 0x61 + 10
        default: nil
        }
    }

    /// Whether the text begins with 85, a length and "CPV".
    private func hasIndicator(_ text: Span<UInt8>) -> Bool {
        let count = self == .base64 ? 8 : 12
        guard text.count >= count, let start = decoded(text.extracting(0..<count)) else { return false }
        return start.count == 6 && start[0] == 0x85 && start[2] == 0x43 && start[3] == 0x50 && start[4] == 0x56
    }

    /// Whether all of the text is data objects, one of them an application template with an ADF name.
    private func hasApplication(_ text: Span<UInt8>) -> Bool {
        guard let bytes = decoded(text) else { return false }
        do throws(ConsumerError) {
            return try ConsumerPayload(parsing: bytes).applications.contains { $0.definitionFileName != nil }
        } catch {
            return false
        }
    }

    private func decoded(_ text: Span<UInt8>) -> [UInt8]? {
        do throws(ConsumerError) {
            return try bytes(of: text)
        } catch {
            return nil
        }
    }
}
