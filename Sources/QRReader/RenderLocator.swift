// The fast path: a symbol that a program drew, upright and alone on its background.
// SPDX-License-Identifier: Apache-2.0

/// Where a drawn symbol lies in a picture.
struct RenderedSymbol {
    /// The symbol's left and upper edge and its size, in pixels.
    var left: Int
    var top: Int
    var width: Int
    var height: Int
    /// Modules per side.
    var side: Int
    /// Quarter turns clockwise that the picture shows the symbol turned by, 0...3.
    var quarterTurns: Int
    /// Grey values below it are the darker of the picture's two.
    var threshold: Int
    /// Whether the symbol's modules are the lighter.
    var isInverted: Bool
}

/// Finds a symbol that stands alone: its box is what differs from the background, its corners tell how it is turned.
struct RenderLocator {
    /// The least difference between the darkest and the lightest pixel.
    private static let leastContrast = 12
    private let width: Int
    private let height: Int
    private let stride: Int
    private let threshold: Int
    private let isInverted: Bool

    /// Finds the symbol.
    ///
    /// - Parameters:
    ///   - pixels: the picture's rows.
    ///   - width: pixels per row.
    ///   - height: rows.
    ///   - stride: bytes from row to row.
    ///   - isInverted: whether the symbol's modules are light.
    /// - Returns: where it lies, or `nil` when the picture is of another kind.
    static func locate(
        _ pixels: Span<UInt8>, width: Int, height: Int, stride: Int, isInverted: Bool
    ) -> RenderedSymbol? {
        guard width >= 21, height >= 21 else { return nil }
        var darkest = 255
        var lightest = 0
        for row in 0..<29 {
            for column in 0..<29 {
                let value = Int(pixels[row * (height - 1) / 28 * stride + column * (width - 1) / 28])
                darkest = min(darkest, value)
                lightest = max(lightest, value)
            }
        }
        guard lightest - darkest >= leastContrast else { return nil }
        let locator = RenderLocator(
            width: width, height: height, stride: stride, threshold: (darkest + lightest + 1) / 2,
            isInverted: isInverted)
        return locator.locate(pixels)
    }

    private func isDark(_ pixels: Span<UInt8>, _ x: Int, _ y: Int) -> Bool {
        (Int(pixels[y * stride + x]) < threshold) != isInverted
    }

    private func locate(_ pixels: Span<UInt8>) -> RenderedSymbol? {
        guard let top = firstRow(pixels, from: 0, to: height, by: 1),
            let bottom = firstRow(pixels, from: height - 1, to: -1, by: -1)
        else { return nil }
        var left = width
        var right = -1
        for row in [top, bottom] {
            left = min(left, firstColumn(pixels, row: row, from: 0, by: 1))
            right = max(right, firstColumn(pixels, row: row, from: width - 1, by: -1))
        }
        let boxWidth = right - left + 1
        let boxHeight = bottom - top + 1
        guard boxWidth >= 21, abs(boxWidth - boxHeight) * 100 <= boxWidth else { return nil }
        var symbol = RenderedSymbol(
            left: left, top: top, width: boxWidth, height: boxHeight, side: 0, quarterTurns: 0, threshold: threshold,
            isInverted: isInverted)
        guard let runs = readCorners(pixels, of: &symbol) else { return nil }
        // A run is seven modules, so the side is 7 x width / run; runs has the sum of six of them.
        let side = (42 * boxWidth + runs / 2) / runs
        let nearest = (side - 17 + 2) / 4
        for version in [nearest, nearest + 1, nearest - 1] where (1...40).contains(version) {
            symbol.side = 17 + 4 * version
            if hasTimingPatterns(pixels, symbol) { return symbol }
        }
        return nil
    }

    private func firstRow(_ pixels: Span<UInt8>, from first: Int, to end: Int, by step: Int) -> Int? {
        var y = first
        while y != end {
            if hasDark(pixels.extracting(y * stride..<y * stride + width)) { return y }
            y += step
        }
        return nil
    }

    /// Whether any pixel of a row belongs to the symbol; without a branch per pixel.
    private func hasDark(_ row: Span<UInt8>) -> Bool {
        let limit = UInt8(truncatingIfNeeded: threshold)
        let flip: UInt8 = isInverted ? 1 : 0
        var found: UInt8 = 0
        for x in 0..<row.count { found |= (row[x] < limit ? 1 : 0) ^ flip }
        return found != 0
    }

    private func firstColumn(_ pixels: Span<UInt8>, row: Int, from first: Int, by step: Int) -> Int {
        var x = first
        while !isDark(pixels, x, row) { x += step }
        return x
    }

    /// Looks for a finder pattern's outer edges at each corner; three or four must have one.
    ///
    /// - Returns: the sum of six edges, in pixels, or `nil`.
    private func readCorners(_ pixels: Span<UInt8>, of symbol: inout RenderedSymbol) -> Int? {
        let right = symbol.left + symbol.width - 1
        let bottom = symbol.top + symbol.height - 1
        var sum = 0
        var found = 0
        var missing = 0
        // The corners in clockwise order from the lower right, so that the missing one tells the quarter turns.
        for index in 0..<4 {
            let isRight = index == 0 || index == 3
            let isLower = index < 2
            let x = isRight ? right : symbol.left
            let y = isLower ? bottom : symbol.top
            let along = run(pixels, x, y, isRight ? -1 : 1, 0, limit: symbol.width)
            let down = run(pixels, x, y, 0, isLower ? -1 : 1, limit: symbol.height)
            let isFinder = along >= 7 && abs(along - down) <= 1 + along / 16 && along * 2 <= symbol.width
            if isFinder && found < 3 { sum += along + down }
            if isFinder { found += 1 } else { missing = index }
        }
        guard found >= 3 else { return nil }
        symbol.quarterTurns = missing
        return sum
    }

    private func run(_ pixels: Span<UInt8>, _ x: Int, _ y: Int, _ dx: Int, _ dy: Int, limit: Int) -> Int {
        var length = 0
        while length < limit && isDark(pixels, x + length * dx, y + length * dy) { length += 1 }
        return length
    }

    /// Whether both timing patterns alternate without a fault.
    private func hasTimingPatterns(_ pixels: Span<UInt8>, _ symbol: RenderedSymbol) -> Bool {
        for place in 7...symbol.side - 8 {
            let isExpected = place % 2 == 0
            for (row, column) in [(6, place), (place, 6)] {
                let (x, y) = symbol.centre(row: row, column: column)
                if isDark(pixels, x, y) != isExpected { return false }
            }
        }
        return true
    }
}

extension RenderedSymbol {
    /// The pixel at the centre of a module of the symbol.
    func centre(row: Int, column: Int) -> (x: Int, y: Int) {
        let place = turned(row: row, column: column)
        return (
            left + (2 * place.column + 1) * width / (2 * side), top + (2 * place.row + 1) * height / (2 * side)
        )
    }

    /// A module's place in the upright grid of the picture.
    private func turned(row: Int, column: Int) -> (row: Int, column: Int) {
        let last = side - 1
        return switch quarterTurns {
        case 0: (row, column)
        case 1: (column, last - row)
        case 2: (last - row, last - column)
        default: (last - column, row)
        }
    }

    /// Reads every module.
    ///
    /// - Parameters:
    ///   - pixels: the picture's rows.
    ///   - stride: bytes from row to row.
    ///   - modules: receives the modules, 1 dark, row-major.
    ///   - values: receives their grey values.
    func sample(_ pixels: Span<UInt8>, stride: Int, modules: inout [UInt8], values: inout [UInt8]) {
        modules.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        var lefts = InlineArray<177, Int>(repeating: 0)
        var tops = InlineArray<177, Int>(repeating: 0)
        for place in 0..<side {
            lefts[place] = left + (2 * place + 1) * width / (2 * side)
            tops[place] = (top + (2 * place + 1) * height / (2 * side)) * stride
        }
        let origin = turned(row: 0, column: 0)
        let downwards = turned(row: 1, column: 0)
        let rightwards = turned(row: 0, column: 1)
        for row in 0..<side {
            var upright = origin.row + row * (downwards.row - origin.row)
            var across = origin.column + row * (downwards.column - origin.column)
            for _ in 0..<side {
                let value = pixels[tops[upright] + lefts[across]]
                values.append(value)
                modules.append((Int(value) < threshold) != isInverted ? 1 : 0)
                upright += rightwards.row - origin.row
                across += rightwards.column - origin.column
            }
        }
    }

    /// The symbol's corners in the picture.
    var corners: Corners {
        let right = Float(left + width)
        let bottom = Float(top + height)
        let clockwise: InlineArray<4, PicturePoint> = [
            PicturePoint(x: Float(left), y: Float(top)), PicturePoint(x: right, y: Float(top)),
            PicturePoint(x: right, y: bottom), PicturePoint(x: Float(left), y: bottom),
        ]
        return Corners(
            upperLeft: clockwise[quarterTurns], upperRight: clockwise[(quarterTurns + 1) % 4],
            lowerRight: clockwise[(quarterTurns + 2) % 4], lowerLeft: clockwise[(quarterTurns + 3) % 4])
    }
}
