// Bytes as hexadecimal digits and as base64.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Bytes as hexadecimal digits.
    enum Hexadecimal {
        /// Returns the value of a digit of either case, or nil.
        static func value(ofDigit digit: UInt8) -> UInt8? {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
            default: nil
            }
        }

        /// Returns the bytes that digits stand for; nil when their number is odd or one is no digit.
        static func bytes(of text: String) -> [UInt8]? {
            var bytes: [UInt8] = []
            var high: UInt8?
            for character in text.utf8 {
                guard let digit = value(ofDigit: character) else { return nil }
                if let first = high {
                    bytes.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
            return high == nil ? bytes : nil
        }
    }

    /// Bytes in base64.
    enum Base64 {
        private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

        /// Returns bytes in base64 with padding.
        ///
        /// - Source: RFC 4648 clause 4.
        static func encoded(_ bytes: [UInt8]) -> [UInt8] {
            var text: [UInt8] = []
            text.reserveCapacity((bytes.count + 2) / 3 * 4)
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
                for place in 0..<4 {
                    let digit = bits >> (18 - 6 * place) & 63
                    text.append(place <= group.count ? alphabet[digit] : UInt8(ascii: "="))
                }
            }
            return text
        }
    }
#endif
