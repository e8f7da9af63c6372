// Appending text and numbers to bytes.
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    mutating func append(text: String) {
        let bytes = text.utf8.span
        for index in bytes.indices { append(bytes[index]) }
    }

    /// Appends a number of 0 or more in decimal digits.
    mutating func append(decimal number: Int) {
        precondition(number >= 0)
        if number >= 10 {
            append(decimal: number / 10)
        }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    mutating func append(repeating bytes: [UInt8], count: Int) {
        for _ in 0..<count {
            append(contentsOf: bytes)
        }
    }
}
