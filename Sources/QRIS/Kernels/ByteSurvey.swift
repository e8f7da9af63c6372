// One pass over all bytes that saves the later checks theirs.
// SPDX-License-Identifier: Apache-2.0

/// What holds for every byte of a payload.
///
/// Trick: a loop without branches, which the compiler turns into vector instructions; nearly every payload is ASCII,
/// so that no value has to be walked again.
struct ByteSurvey: Sendable {
    /// Every byte is below 0x80.
    let isASCII: Bool
    /// Every byte is of the common character set, ASCII 32...126.
    let isANS: Bool
    /// A vertical bar occurs.
    let hasVerticalBar: Bool

    init(_ bytes: Span<UInt8>) {
        var gathered: UInt8 = 0
        var outside: UInt8 = 0
        var bars: UInt8 = 0
        for index in bytes.indices {
            let byte = bytes[index]
            gathered |= byte
            outside |= byte &- 0x20 > 0x5E ? 1 : 0
            bars |= byte == 0x7C ? 1 : 0
        }
        isASCII = gathered < 0x80
        isANS = outside == 0
        hasVerticalBar = bars != 0
    }
}
