// Foreign text made safe for XML.
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends text as XML character data that is also fit for an attribute value.
    ///
    /// Escapes & < > " ' and the carriage return, which a parser would otherwise turn into a line feed. Drops the
    /// characters that XML 1.0 cannot hold in any form.
    ///
    /// - Source: XML 1.0 (Fifth Edition) production 2 `Char`, and 2.11.
    mutating func append(xmlEscaped text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: append(text: "&amp;")
            case 0x3C: append(text: "&lt;")
            case 0x3E: append(text: "&gt;")
            case 0x22: append(text: "&quot;")
            case 0x27: append(text: "&#39;")
            case 0x0D: append(text: "&#13;")
            case 0x09, 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
                append(scalar: scalar)
            default: break
            }
        }
    }

    private mutating func append(scalar: Unicode.Scalar) {
        var text = String.UnicodeScalarView()
        text.append(scalar)
        append(contentsOf: String(text).utf8)
    }
}
