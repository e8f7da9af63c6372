// A Swift program that links the C library beside the Swift runtime: both must work in one process.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Qris

let text = Array(CommandLine.arguments[1].utf8)
let words = Dictionary(grouping: CommandLine.arguments[1].split(separator: "0"), by: \.count)
let encoder = qris_encoder_create()
var symbol = qris_symbol()
let status = text.withUnsafeBytes { bytes in
    qris_encode(encoder, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, nil, nil, 0, &symbol, nil)
}
qris_encoder_destroy(encoder)
precondition(status == QRIS_OK && symbol.version == 12 && symbol.side == 65)
precondition(text.withUnsafeBytes { qris_crc16($0.baseAddress, text.count - 4) } == 0x4447)
precondition(String(format: "%04X", 0x4447) == String(decoding: text.suffix(4), as: UTF8.self))
precondition(!words.isEmpty && Set(text).count > 20)
print("version \(symbol.version) beside \(words.count) sets of words")
