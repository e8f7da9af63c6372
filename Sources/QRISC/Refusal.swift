// Why a call is not carried out, and how the caller learns it.
// SPDX-License-Identifier: Apache-2.0

import CQRIS
import EMVTLV
import QRIS

/// A status with the numbers of `qris_error`.
struct Refusal: Error {
    let status: qris_status
    var value = 0
    var limit = 0
    var offset = 0
    var path = DataObjectPath()
    var issue: Int32 = 0

    /// Creates a refusal from one of the header's numbers.
    init(_ status: Int) {
        self.status = qris_status(status)
    }
}

/// Runs a call; returns its status and tells `output` more about it.
@inline(__always)
func answer(
    _ output: UnsafeMutablePointer<qris_error>?, _ call: () throws(Refusal) -> Void
) -> qris_status {
    var outcome = Refusal(QRIS_OK)
    do throws(Refusal) {
        try call()
    } catch {
        outcome = error
    }
    if let output = unsafe output {
        var report = qris_error()
        report.status = outcome.status
        report.issue = outcome.issue
        report.value = Int64(outcome.value)
        report.limit = Int64(outcome.limit)
        report.offset = outcome.offset
        outcome.path.write(to: &report.path)
        // SAFETY: the header asks for null or for memory of this struct, which is written as a whole.
        unsafe output.initialize(to: report)
    }
    return outcome.status
}

/// The twelve characters that hold a path in C.
typealias PathCharacters = (
    CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar, CChar
)

extension DataObjectPath {
    /// Writes the path, at most eight characters, with zero bytes behind it.
    func write(to characters: inout PathCharacters) {
        // SAFETY: the tuple is twelve plain bytes; the indexes below stay under 9.
        unsafe withUnsafeMutableBytes(of: &characters) { bytes in
            unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
            for depth in 0..<self.depth {
                guard let id = id(at: depth) else { break }
                if depth > 0 { unsafe bytes[3 * depth - 1] = UInt8(ascii: ".") }
                unsafe bytes[3 * depth] = UInt8(ascii: "0") + id.rawValue / 10
                unsafe bytes[3 * depth + 1] = UInt8(ascii: "0") + id.rawValue % 10
            }
        }
    }

    /// Reads a path closed by a zero byte; nil when there is no such byte or no path before it.
    init?(_ characters: PathCharacters) {
        // SAFETY: the tuple is twelve plain bytes, read in place.
        let path: DataObjectPath?? = unsafe withUnsafeBytes(of: characters) { bytes in
            guard let end = unsafe bytes.firstIndex(of: 0) else { return nil }
            guard end > 0 else { return DataObjectPath() }
            return unsafe DataObjectPath(ascii: bytes.bindMemory(to: UInt8.self).extracting(0..<end).span)
        }
        guard let path = path ?? nil else { return nil }
        self = path
    }
}
