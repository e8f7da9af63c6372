// Counts set bits lane by lane without a population count instruction.
// SPDX-License-Identifier: Apache-2.0

/// Counts set bits of many vectors, each lane for itself: carry-save adders first, byte sums last.
///
/// A full adder takes three words of one weight and gives one of that weight and one of twice the weight, in five
/// operations for sixteen bits of all eight lanes. So four words become one word of weight four (`addFour`), eight of
/// those one of weight thirty-two (`count`), and only that is counted bit by bit.
///
/// - Source: the carry-save tree of Harley and Seal.
struct LaneCounter {
    private var ones = MaskLanes()
    private var twos = MaskLanes()
    private var fourCount = 0

    @inline(__always)
    static func fullAdder(_ a: MaskLanes, _ b: MaskLanes, _ c: MaskLanes) -> (carry: MaskLanes, sum: MaskLanes) {
        let difference = a ^ b
        return ((a & b) | (difference & c), difference ^ c)
    }

    /// Adds four words of weight one; the word of weight four goes to a buffer.
    @inline(__always)
    mutating func addFour(
        _ a: MaskLanes, _ b: MaskLanes, _ c: MaskLanes, _ d: MaskLanes, to fours: KernelBuffer<MaskLanes>
    ) {
        let (firstCarry, firstSum) = LaneCounter.fullAdder(ones, a, b)
        let (secondCarry, secondSum) = LaneCounter.fullAdder(firstSum, c, d)
        ones = secondSum
        (fours[fourCount], twos) = LaneCounter.fullAdder(twos, firstCarry, secondCarry)
        fourCount &+= 1
    }

    /// Adds two words of weight one; a word of weight four goes to a buffer.
    @inline(__always)
    mutating func addTwo(_ a: MaskLanes, _ b: MaskLanes, to fours: KernelBuffer<MaskLanes>) {
        let (carry, sum) = LaneCounter.fullAdder(ones, a, b)
        ones = sum
        fours[fourCount] = twos & carry
        twos ^= carry
        fourCount &+= 1
    }

    /// Returns how many bits of all words added are not set.
    ///
    /// - Parameters:
    ///   - fours: the buffer that the words of weight four went to.
    ///   - bitCount: the bits of all words added; a sum over 65535 is right as long as the result is not.
    /// - Returns: the count for each lane.
    func zeroBits(in fours: KernelBuffer<MaskLanes>, of bitCount: Int) -> MaskLanes {
        let set =
            LaneCounter.count(fours, count: fourCount) &* 4
            &+ LaneCounter.lanesSum(LaneCounter.byteSums(of: ones))
            &+ LaneCounter.lanesSum(LaneCounter.byteSums(of: twos)) &* 2
        return MaskLanes(repeating: UInt16(truncatingIfNeeded: bitCount)) &- set
    }

    /// Counts the set bits of words of weight one.
    ///
    /// - Parameters:
    ///   - words: the words; up to seven after them are overwritten with zero.
    ///   - count: how many words.
    /// - Returns: the count for each lane.
    @inline(never)
    static func count(_ words: KernelBuffer<MaskLanes>, count: Int) -> MaskLanes {
        let rounded = (count + 7) & ~7
        words.fill(count..<rounded, with: MaskLanes())
        var (ones, twos, fours, sums) = (MaskLanes(), MaskLanes(), MaskLanes(), MaskLanes())
        var eights = MaskLanes()
        var (index, rounds) = (0, 0)
        while index < rounded {
            var (carryA, carryB, carryC, carryD): (MaskLanes, MaskLanes, MaskLanes, MaskLanes)
            (carryA, ones) = fullAdder(ones, words[index], words[index &+ 1])
            (carryB, ones) = fullAdder(ones, words[index &+ 2], words[index &+ 3])
            (carryC, twos) = fullAdder(twos, carryA, carryB)
            (carryA, ones) = fullAdder(ones, words[index &+ 4], words[index &+ 5])
            (carryB, ones) = fullAdder(ones, words[index &+ 6], words[index &+ 7])
            (carryD, twos) = fullAdder(twos, carryA, carryB)
            (carryA, fours) = fullAdder(fours, carryC, carryD)
            eights &+= byteSums(of: carryA)
            index &+= 8
            rounds &+= 1
            // Each byte grows by 8 at most.
            if rounds == 31 {
                sums &+= lanesSum(eights)
                (eights, rounds) = (MaskLanes(), 0)
            }
        }
        sums &+= lanesSum(eights)
        var total = sums &* 8
        total &+= lanesSum(byteSums(of: fours)) &* 4
        total &+= lanesSum(byteSums(of: twos)) &* 2
        return total &+ lanesSum(byteSums(of: ones))
    }

    /// Set bits of each byte, 0...8.
    @inline(__always)
    private static func byteSums(of word: MaskLanes) -> MaskLanes {
        var sums = word &- (word &>> 1 & 0x5555)
        sums = (sums & 0x3333) &+ (sums &>> 2 & 0x3333)
        return (sums &+ sums &>> 4) & 0x0F0F
    }

    @inline(__always)
    private static func lanesSum(_ bytes: MaskLanes) -> MaskLanes {
        (bytes & 0x00FF) &+ bytes &>> 8
    }
}
