// The reader that programs call.
// SPDX-License-Identifier: Apache-2.0

import QRStructure

/// Reads QR Code symbols from pictures and from module matrices.
///
/// Reuse one reader per thread: it keeps its scratch memory, so that reading a picture no larger than an earlier one
/// takes no memory anew. It is not to be shared between threads. The same picture and options always give the same
/// result.
public final class SymbolReader {
    var matrixDecoder = MatrixDecoder()
    /// Readings of this and earlier calls; the first `count` are of this one, the others lend their memory.
    var store: [Reading] = []

    /// Symbols that the last call read.
    public internal(set) var count = 0

    /// Makes a reader; its memory grows with what it is given to read.
    public init() {}

    /// The symbols that the last call read, in the order in which they were found.
    public var readings: [Reading] { Array(store.prefix(count)) }

    /// One of the symbols that the last call read.
    ///
    /// - Parameter index: below `count`.
    public subscript(index: Int) -> Reading {
        precondition(index >= 0 && index < count)
        return store[index]
    }

    /// Decodes a module matrix, as it is or mirrored; `readings` then holds one reading.
    ///
    /// - Parameters:
    ///   - modules: side x side modules, row-major, 0 light and any other value dark, without quiet zone.
    ///   - side: modules per side, 21...177.
    /// - Throws: `invalidSize` when no symbol has that side or the memory is of another length; `formatUnreadable`,
    ///   `tooManyErrors`, or what is wrong with the data bit stream.
    public func decode(modules: Span<UInt8>, side: Int) throws(ReadError) {
        count = 0
        guard (21...177).contains(side), side % 4 == 1, modules.count == side * side,
            let version = QRVersion(rawValue: (side - 17) / 4)
        else { throw ReadError(.invalidSize) }
        if store.isEmpty { store.append(Reading()) }
        matrixModules.removeAll(keepingCapacity: true)
        for index in 0..<modules.count { matrixModules.append(modules[index] == 0 ? 0 : 1) }
        matrixDecoder.setConfidences([], version: version, isMirrored: false)
        store[0].forgetPicture()
        try matrixDecoder.decode(
            matrixModules, version: version, candidateCount: FormatCandidates.most, into: &store[0])
        count = 1
    }

    /// Decodes a module matrix given as an array, like that in the caller's memory.
    ///
    /// - Parameters:
    ///   - modules: side x side modules, row-major, 0 light and any other value dark, without quiet zone.
    ///   - side: modules per side, 21...177.
    /// - Throws: as for the modules in the caller's memory.
    public func decode(modules: [UInt8], side: Int) throws(ReadError) {
        try decode(modules: modules.span, side: side)
    }

    /// Reads the symbols of a picture.
    ///
    /// A picture without a readable symbol is no error: the count is then 0.
    ///
    /// - Parameters:
    ///   - image: the picture.
    ///   - options: how much work is spent and what is looked for.
    /// - Returns: symbols that were read; `readings` holds them.
    /// - Throws: `pictureTooLarge`.
    @discardableResult
    public func read(_ image: GreyImage, options: ReadOptions = ReadOptions()) throws(ReadError) -> Int {
        try read(
            pixels: image.pixels.span, width: image.width, height: image.height, stride: image.stride,
            options: options)
    }

    /// Reads the symbols of a picture in the caller's memory.
    ///
    /// - Parameters:
    ///   - pixels: one byte per pixel, 0 black, row after row from the top.
    ///   - width: pixels per row, at least 1.
    ///   - height: rows, at least 1.
    ///   - stride: bytes from the start of a row to the start of the next, at least `width`.
    ///   - options: how much work is spent and what is looked for.
    /// - Returns: symbols that were read; `readings` holds them.
    /// - Throws: `invalidSize` when the rows do not lie inside the memory; `pictureTooLarge`.
    @discardableResult
    public func read(
        pixels: Span<UInt8>, width: Int, height: Int, stride: Int, options: ReadOptions = ReadOptions()
    ) throws(ReadError) -> Int {
        count = 0
        guard PictureSize.isInside(width: width, height: height, stride: stride, byteCount: pixels.count),
            options.maximumSymbolCount >= 1
        else { throw ReadError(.invalidSize) }
        guard width <= PictureSize.longestSide, height <= PictureSize.longestSide,
            width * height <= options.maximumPixelCount
        else { throw ReadError(.pictureTooLarge) }
        if readRender(pixels, width: width, height: height, stride: stride, options: options) { return count }
        if options.effort != .render {
            pictureReader.read(
                pixels, width: width, height: height, stride: stride, options: options, decoder: &matrixDecoder,
                readings: &store, count: &count)
        }
        return count
    }

    /// The fast path, for both polarities that the options allow.
    private func readRender(
        _ pixels: Span<UInt8>, width: Int, height: Int, stride: Int, options: ReadOptions
    ) -> Bool {
        guard !skipsFastPath else { return false }
        for isInverted in [false, true] {
            if options.polarity == (isInverted ? .darkOnLight : .lightOnDark) { continue }
            let located = RenderLocator.locate(
                pixels, width: width, height: height, stride: stride, isInverted: isInverted)
            guard let located, let version = QRVersion(rawValue: (located.side - 17) / 4) else { continue }
            if store.isEmpty { store.append(Reading()) }
            located.sample(pixels, stride: stride, modules: &matrixModules, values: &matrixValues)
            do throws(ReadError) {
                try matrixDecoder.decode(matrixModules, version: version, candidateCount: 2, into: &store[0])
            } catch {
                continue
            }
            store[0].isInverted = isInverted
            store[0].setPlace(located.corners, values: matrixValues, side: located.side)
            count = 1
            return true
        }
        return false
    }

    private var pictureReader = PictureReader()
    /// A matrix with every module 0 or 1, and the grey values it came from.
    private var matrixModules: [UInt8] = []
    private var matrixValues: [UInt8] = []
    /// Whether drawn symbols take the general path too: for tests of that path.
    package var skipsFastPath = false
}

extension Reading {
    /// Drops what belongs to a picture.
    mutating func forgetPicture() {
        isInverted = false
        corners = Corners()
        moduleValues.removeAll(keepingCapacity: true)
    }
}
