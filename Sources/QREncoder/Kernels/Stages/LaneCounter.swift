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
    ///   - fours: the buffer that the words of weight four went to; up to seven words after them are overwritten.
    ///   - bitCount: the bits of all words added; a sum over 65535 is right as long as the result is not.
    /// - Returns: the count for each lane.
    func zeroBits(in fours: KernelBuffer<MaskLanes>, of bitCount: Int) -> MaskLanes {
        let set = LaneCounter.count(fours, count: fourCount, ones: ones, twos: twos)
        return MaskLanes(repeating: UInt16(truncatingIfNeeded: bitCount)) &- set
    }

    /// Counts the set bits of words of weight four, of a word of weight one and of a word of weight two.
    ///
    /// - Parameters:
    ///   - words: the words of weight four; up to seven after them are overwritten with zero.
    ///   - count: how many words.
    ///   - ones: the word of weight one.
    ///   - twos: the word of weight two.
    /// - Returns: the sum for each lane.
    @inline(never)
    static func count(_ words: KernelBuffer<MaskLanes>, count: Int, ones: MaskLanes, twos: MaskLanes) -> MaskLanes {
        var end = count
        while end & 7 != 0 {
            words[end] = MaskLanes()
            end &+= 1
        }
        var (fours, eights, sixteens) = (MaskLanes(), MaskLanes(), MaskLanes())
        var (byteCounts, sums) = (MaskLanes(), MaskLanes())
        var (index, rounds) = (0, 0)
        while index < end {
            var (carryA, carryB, carryC, carryD): (MaskLanes, MaskLanes, MaskLanes, MaskLanes)
            (carryA, fours) = fullAdder(fours, words[index], words[index &+ 1])
            (carryB, fours) = fullAdder(fours, words[index &+ 2], words[index &+ 3])
            (carryC, eights) = fullAdder(eights, carryA, carryB)
            (carryA, fours) = fullAdder(fours, words[index &+ 4], words[index &+ 5])
            (carryB, fours) = fullAdder(fours, words[index &+ 6], words[index &+ 7])
            (carryD, eights) = fullAdder(eights, carryA, carryB)
            (carryA, sixteens) = fullAdder(sixteens, carryC, carryD)
            byteCounts &+= byteSums(ofNibbles: nibbleSums(of: carryA))
            index &+= 8
            rounds &+= 1
            // Each byte grows by 8 at most.
            if rounds == 31 {
                sums &+= lanesSum(byteCounts)
                (byteCounts, rounds) = (MaskLanes(), 0)
            }
        }
        sums &+= lanesSum(byteCounts)
        // A nibble of a word and twice one of the next weight is 12 at most, a byte of all five weights 248.
        let low = nibbleSums(of: ones) &+ nibbleSums(of: twos) &* 2
        let middle = nibbleSums(of: fours) &+ nibbleSums(of: eights) &* 2
        let high = byteSums(ofNibbles: nibbleSums(of: sixteens))
        let bytes = byteSums(ofNibbles: low) &+ (byteSums(ofNibbles: middle) &+ high &* 4) &* 4
        return lanesSum(bytes) &+ sums &* 32
    }

    /// Set bits of each nibble, 0...4.
    @inline(__always)
    private static func nibbleSums(of word: MaskLanes) -> MaskLanes {
        let pairs = word &- (word &>> 1 & 0x5555)
        return (pairs & 0x3333) &+ (pairs &>> 2 & 0x3333)
    }

    /// The sum of each byte's two nibbles.
    @inline(__always)
    private static func byteSums(ofNibbles word: MaskLanes) -> MaskLanes {
        (word & 0x0F0F) &+ (word &>> 4 & 0x0F0F)
    }

    @inline(__always)
    private static func lanesSum(_ bytes: MaskLanes) -> MaskLanes {
        (bytes & 0x00FF) &+ bytes &>> 8
    }
}
