// Foreign text made safe for XML.
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends text as XML character data that is also fit for an attribute value.
    ///
    /// Escapes & < > " ' and the carriage return, which a parser would otherwise turn into a line feed. Drops the
    /// characters that XML 1.0 cannot hold in any form.
    ///
    /// - Source: XML 1.0 (Fifth Edition) production 2 `Char`, and 2.11.
    ///
    /// - Parameter text: well-formed UTF-8.
    mutating func append(xmlEscaped text: Span<UInt8>) {
        for index in text.indices {
            switch text[index] {
            case 0x26: append(text: "&amp;")
            case 0x3C: append(text: "&lt;")
            case 0x3E: append(text: "&gt;")
            case 0x22: append(text: "&quot;")
            case 0x27: append(text: "&#39;")
            case 0x0D: append(text: "&#13;")
            case 0x09, 0x0A: append(text[index])
            case 0x00...0x1F: break
            default: append(text[index])
            }
            if text[index] & 0xFE == 0xBE { removeNoncharacter() }
        }
    }

    /// Removes U+FFFE or U+FFFF, which in UTF-8 are EF BF BE and EF BF BF, from the end.
    private mutating func removeNoncharacter() {
        guard count >= 3, self[count - 1] & 0xFE == 0xBE, self[count - 2] == 0xBF, self[count - 3] == 0xEF else {
            return
        }
        removeLast(3)
    }
}
