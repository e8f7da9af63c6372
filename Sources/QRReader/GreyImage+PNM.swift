// Reads portable any-maps: PBM, PGM and PPM files, plain and raw.
// SPDX-License-Identifier: Apache-2.0

extension GreyImage {
    /// Reads a PBM, PGM or PPM file, P1 to P6; colours become grey by ITU-R BT.601.
    ///
    /// Only the first picture of a file is read.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - maximumPixelCount: the most pixels; a larger picture is refused before memory is taken.
    /// - Throws: `invalidPicture` with the byte at fault in `bitOffset` / 8, or `pictureTooLarge`.
    /// - Source: Netpbm's pbm(5), pgm(5) and ppm(5).
    public init(
        pnm file: [UInt8], maximumPixelCount: Int = ReadOptions().maximumPixelCount
    ) throws(ReadError) {
        var reader = AnymapReader(file)
        let head = try reader.head()
        let (pixelCount, overflow) = head.width.multipliedReportingOverflow(by: head.height)
        guard !overflow, pixelCount <= min(maximumPixelCount, 1 << 40) else { throw ReadError(.pictureTooLarge) }
        try self.init(
            pixels: try reader.pixels(head, count: pixelCount), width: head.width, height: head.height)
    }
}

/// What the head of a file says.
private struct AnymapHead {
    /// 1...6, from P1...P6.
    let kind: UInt8
    let width: Int
    let height: Int
    /// The value of white, 1...65,535.
    let most: Int

    var isBitmap: Bool { kind == 1 || kind == 4 }
    var isPlain: Bool { kind <= 3 }
    var samplesPerPixel: Int { kind == 3 || kind == 6 ? 3 : 1 }
}

private struct AnymapReader {
    private let file: [UInt8]
    private var offset = 0

    init(_ file: [UInt8]) {
        self.file = file
    }

    private var fault: ReadError { ReadError(.invalidPicture, bitOffset: 8 * offset) }

    mutating func head() throws(ReadError) -> AnymapHead {
        guard file.count >= 3, file[0] == UInt8(ascii: "P"), 0x31...0x36 ~= file[1] else { throw fault }
        offset = 2
        let kind = file[1] - 0x30
        let width = try number()
        let height = try number()
        let most = kind == 1 || kind == 4 ? 1 : try number()
        guard width >= 1, height >= 1, 1...65_535 ~= most else { throw fault }
        // One white space ends the head of a raw file.
        if kind > 3 {
            guard offset < file.count, Self.isSpace(file[offset]) else { throw fault }
            offset += 1
        }
        return AnymapHead(kind: kind, width: width, height: height, most: most)
    }

    mutating func pixels(_ head: AnymapHead, count: Int) throws(ReadError) -> [UInt8] {
        // Bytes are known to be there before memory is taken.
        let rowBytes =
            head.kind == 4 ? (head.width + 7) / 8 : head.width * head.samplesPerPixel * (head.most > 255 ? 2 : 1)
        guard head.isPlain ? count <= file.count - offset : rowBytes * head.height <= file.count - offset else {
            offset = file.count
            throw fault
        }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count)
        for _ in 0..<head.height {
            let start = offset
            for column in 0..<head.width {
                pixels.append(try head.kind == 4 ? bit(column, from: start) : pixel(head))
            }
            if head.kind == 4 { offset = start + rowBytes }
        }
        return pixels
    }

    private func bit(_ column: Int, from start: Int) -> UInt8 {
        file[start + column / 8] >> UInt8(7 - column % 8) & 1 == 1 ? 0 : 255
    }

    private mutating func pixel(_ head: AnymapHead) throws(ReadError) -> UInt8 {
        if head.kind == 1 { return try plainBit() }
        let red = try sample(head)
        guard head.samplesPerPixel == 3 else { return UInt8(red * 255 / head.most) }
        let (green, blue) = (try sample(head), try sample(head))
        return UInt8((299 * red + 587 * green + 114 * blue) * 255 / (1000 * head.most))
    }

    private mutating func sample(_ head: AnymapHead) throws(ReadError) -> Int {
        let value: Int
        if head.isPlain {
            value = try number()
        } else if head.most > 255 {
            value = Int(file[offset]) << 8 | Int(file[offset + 1])
            offset += 2
        } else {
            value = Int(file[offset])
            offset += 1
        }
        guard value <= head.most else { throw fault }
        return value
    }

    /// One digit; plain bitmaps need no white space between them.
    private mutating func plainBit() throws(ReadError) -> UInt8 {
        skipSpace()
        guard offset < file.count, 0x30...0x31 ~= file[offset] else { throw fault }
        offset += 1
        return file[offset - 1] == 0x31 ? 0 : 255
    }

    private mutating func number() throws(ReadError) -> Int {
        skipSpace()
        var value = 0
        var digitCount = 0
        while offset < file.count, 0x30...0x39 ~= file[offset] {
            digitCount += 1
            guard digitCount <= 9 else { throw fault }
            value = value * 10 + Int(file[offset] - 0x30)
            offset += 1
        }
        guard digitCount > 0 else { throw fault }
        return value
    }

    /// Passes white space and comments, which go from # to the end of a line.
    private mutating func skipSpace() {
        while offset < file.count {
            if file[offset] == UInt8(ascii: "#") {
                while offset < file.count, file[offset] != 0x0A { offset += 1 }
            } else if Self.isSpace(file[offset]) {
                offset += 1
            } else {
                return
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
}
