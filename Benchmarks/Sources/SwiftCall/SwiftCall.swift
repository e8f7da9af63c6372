// The encoding that Benchmarks/c measures, called in Swift: what the C call is compared with.
// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file: AlwaysUseLowerCamelCase, NeverForceUnwrap

import QREncoder
import QRStructure

nonisolated(unsafe) private let encoder = QRSymbolEncoder()
nonisolated(unsafe) private var symbol: QRSymbol?

/// Encodes a text at level M into the same symbol again.
///
/// - Parameters:
///   - text: the text in UTF-8.
///   - length: its bytes.
/// - Returns: 1, or 0 when there is no symbol.
@c public func swift_encode(_ text: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
    let options = EncodingOptions(raisesLevel: false)
    let bytes = UnsafeBufferPointer(start: text, count: length).span
    do {
        if symbol == nil { symbol = try encoder.encode(utf8: bytes, options: options) }
        try encoder.encode(utf8: bytes, options: options, into: &symbol!)
        return 1
    } catch {
        return 0
    }
}
