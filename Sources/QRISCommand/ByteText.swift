// Bytes as hexadecimal digits.
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

        /// Returns bytes in capital digits.
        static func digits(of bytes: some Sequence<UInt8>) -> String {
            let digits = Array("0123456789ABCDEF")
            return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] })
        }
    }
#endif
