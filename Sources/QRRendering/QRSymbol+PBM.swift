// Symbols as portable bitmaps.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

extension QRSymbol {
    /// Draws the symbol as a raw portable bitmap (magic number `P4`): one bit a pixel, 1 is black.
    ///
    /// The bitmap holds the quiet zone and is scaled by `modulePixels`; it has no colours.
    ///
    /// - Parameter options: quiet zone and pixels per module.
    /// - Returns: the file: a header in ASCII, then the rows, each padded to whole bytes.
    /// - Throws: `invalidQuietZone`, `invalidModuleSize` or `pictureTooLarge`.
    /// - Source: Netpbm's pbm(5).
    public func pbm(options: RenderOptions = RenderOptions()) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(pictureOf: self, options: options)
        var output: [UInt8] = []
        output.reserveCapacity(32 + size.sideInPixels * ((size.sideInPixels + 7) / 8))
        output.append(text: "P4\n")
        output.append(decimal: size.sideInPixels)
        output.append(text: " ")
        output.append(decimal: size.sideInPixels)
        output.append(text: "\n")
        let lightRow = [UInt8](repeating: 0, count: (size.sideInPixels + 7) / 8)
        output.append(repeating: lightRow, count: options.quietZone * options.modulePixels)
        for row in 0..<sideInModules {
            var pixels = lightRow
            for run in DarkRuns(of: self, row: row) {
                let first = (options.quietZone + run.lowerBound) * options.modulePixels
                pixels.setBits(first..<first + run.count * options.modulePixels)
            }
            output.append(repeating: pixels, count: options.modulePixels)
        }
        output.append(repeating: lightRow, count: options.quietZone * options.modulePixels)
        return output
    }
}

extension [UInt8] {
    /// Sets a range of bits that is not empty; bit 0 is the highest bit of the first byte.
    fileprivate mutating func setBits(_ bits: Range<Int>) {
        let firstByte = bits.lowerBound / 8
        let lastByte = (bits.upperBound - 1) / 8
        let head = UInt8(0xFF) >> UInt8(bits.lowerBound % 8)
        let tail = UInt8(0xFF) << UInt8(7 - (bits.upperBound - 1) % 8)
        if firstByte == lastByte {
            self[firstByte] |= head & tail
            return
        }
        self[firstByte] |= head
        for byte in firstByte + 1..<lastByte {
            self[byte] = 0xFF
        }
        self[lastByte] |= tail
    }
}
