// One pass over all bytes that saves the later checks theirs.
// SPDX-License-Identifier: Apache-2.0

/// What holds for every byte of a payload; nearly every payload is ASCII, so that no value has to be walked again.
///
/// Trick: eight bytes per step in one 64-bit number. In bytes below 0x80 adding 0x60 sets the high bit from 0x20 on, and
/// adding 1 sets it for 0x7F alone; neither carries into the next byte.
struct ByteSurvey: Sendable {
    /// Every byte is below 0x80.
    let isASCII: Bool
    /// Every byte is of the common character set, ASCII 32...126.
    let isANS: Bool
    /// A vertical bar occurs.
    let hasVerticalBar: Bool

    init(_ bytes: Span<UInt8>) {
        let highBits: UInt64 = 0x8080_8080_8080_8080
        var gathered: UInt64 = 0
        var printable = highBits
        var deletes: UInt64 = 0
        var bars: UInt64 = 0
        func take(_ word: UInt64) {
            gathered |= word
            printable &= word &+ 0x6060_6060_6060_6060
            deletes |= word &+ 0x0101_0101_0101_0101
            let bar = word ^ 0x7C7C_7C7C_7C7C_7C7C
            bars |= (bar &- 0x0101_0101_0101_0101) & ~bar
        }
        let wholeSteps = bytes.count & ~7
        var index = 0
        while index < wholeSteps {
            // SAFETY: index + 8 <= wholeSteps <= count; any bytes make a number.
            take(unsafe bytes.bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        while index < bytes.count {
            take(0x2020_2020_2020_2000 | UInt64(bytes[index]))
            index &+= 1
        }
        isASCII = gathered & highBits == 0
        isANS = isASCII && printable & highBits == highBits && deletes & highBits == 0
        hasVerticalBar = bars & highBits != 0
    }
}
