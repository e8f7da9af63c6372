// Writes JSON, one document on one line.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// JSON text that is appended to; the caller keeps objects and arrays balanced.
    ///
    /// Characters that must not reach a terminal are written as `\u….`.
    ///
    /// - Source: RFC 8259.
    struct JSONWriter {
        /// The text so far, in UTF-8.
        private(set) var bytes: [UInt8] = []
        /// Whether the next value or key follows another one and so needs a comma.
        private var needsComma = false

        /// Appends an object; its members are what `members` appends.
        mutating func object<Fault>(_ members: (inout JSONWriter) throws(Fault) -> Void) throws(Fault) {
            try enclosed(by: "{", "}", members)
        }

        /// Appends an array; its elements are what `elements` appends.
        mutating func array(_ elements: (inout JSONWriter) -> Void) {
            enclosed(by: "[", "]", elements)
        }

        /// Appends a member's name; its value must follow.
        mutating func key(_ name: StaticString) {
            separate()
            append("\"\(name)\":")
            needsComma = false
        }

        /// Appends a string.
        mutating func string(_ text: String) {
            separate()
            append("\"")
            appendEscaped(text)
            append("\"")
        }

        /// Appends a string of ASCII letters, digits and signs that need no escape.
        mutating func plainString(_ ascii: [UInt8]) {
            separate()
            append("\"")
            bytes.append(contentsOf: ascii)
            append("\"")
        }

        /// Appends a whole number.
        mutating func number(_ value: Int) {
            separate()
            append(String(value))
        }

        /// Appends `true` or `false`.
        mutating func bool(_ value: Bool) {
            separate()
            append(value ? "true" : "false")
        }

        /// Appends `null`.
        mutating func null() {
            separate()
            append("null")
        }

        /// Appends a value that is JSON already; only characters that must not reach a terminal are rewritten.
        ///
        /// - Parameter json: one whole value in UTF-8, as a reader has accepted it.
        mutating func raw(_ json: ArraySlice<UInt8>) {
            separate()
            for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
                if VisibleText.isPlain(scalar) {
                    append(scalar)
                } else if scalar.value < 0x20 {
                    // A bare control character is white space between tokens.
                    append(" ")
                } else {
                    appendEscape(of: scalar)
                }
            }
        }

        /// Appends a line feed, after which a new document may begin.
        mutating func endLine() {
            append("\n")
            needsComma = false
        }

        private mutating func enclosed<Fault>(
            by open: String, _ close: String, _ body: (inout JSONWriter) throws(Fault) -> Void
        ) throws(Fault) {
            separate()
            append(open)
            needsComma = false
            try body(&self)
            append(close)
            needsComma = true
        }

        private mutating func separate() {
            if needsComma { append(",") }
            needsComma = true
        }

        private mutating func append(_ text: String) {
            bytes.append(contentsOf: text.utf8)
        }

        private mutating func appendEscaped(_ text: String) {
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" {
                    append("\\")
                    append(scalar)
                } else if scalar == "\n" {
                    append("\\n")
                } else if VisibleText.isPlain(scalar) {
                    append(scalar)
                } else {
                    appendEscape(of: scalar)
                }
            }
        }

        private mutating func append(_ scalar: Unicode.Scalar) {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                append(String(scalar))
            }
        }

        private mutating func appendEscape(of scalar: Unicode.Scalar) {
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            }
        }
    }
#endif
