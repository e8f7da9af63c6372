// Dark or light for every pixel, by thresholds that follow the light.
// SPDX-License-Identifier: Apache-2.0

/// How thresholds are found.
enum Binarization {
    /// The middle of darkest and lightest pixel of blocks of 8 x 8 pixels and their surroundings.
    case middle8
    /// The same over blocks of 16 x 16.
    case middle16
    /// The mean of blocks of 8 x 8 and their surroundings: finds the faint light ring of a blurred finder pattern.
    case mean8
    /// One threshold for the picture, between its two groups of grey values (Otsu).
    case global
}

/// Finds thresholds and dark pixels of a plane; owns its scratch memory.
struct Binarizer {
    private var darkest: [UInt8] = []
    private var lightest: [UInt8] = []
    /// A block's own threshold, and 1 where the block has contrast of its own.
    private var middles: [UInt8] = []
    private var counts: [UInt8] = []
    private var rowDarkest: [UInt8] = []
    private var rowLightest: [UInt8] = []
    private var rowSums: [UInt16] = []

    /// Fills the plane's thresholds and dark pixels.
    mutating func binarize(_ plane: inout Plane, by method: Binarization) {
        plane.blockShift = method == .middle16 ? 4 : 3
        let side = 1 << plane.blockShift
        plane.blockColumns = (plane.width + side - 1) / side
        let blockRows = (plane.height + side - 1) / side
        plane.thresholds.resize(to: plane.blockColumns * blockRows)
        if method == .global {
            let threshold = Binarizer.globalThreshold(plane)
            for block in 0..<plane.thresholds.count { plane.thresholds[block] = threshold }
        } else {
            measureBlocks(plane, blockRows: blockRows, usesMean: method == .mean8)
            markContrast(columns: plane.blockColumns, rows: blockRows)
            spread(into: &plane.thresholds, columns: plane.blockColumns, rows: blockRows)
        }
        Binarizer.compare(&plane)
    }

    /// Darkest, lightest and middle (or mean) of each block.
    private mutating func measureBlocks(_ plane: Plane, blockRows: Int, usesMean: Bool) {
        let width = plane.width
        let shift = plane.blockShift
        let blockCount = plane.blockColumns * blockRows
        darkest.resize(to: blockCount)
        lightest.resize(to: blockCount)
        middles.resize(to: blockCount)
        counts.resize(to: blockCount)
        rowDarkest.resize(to: width)
        rowLightest.resize(to: width)
        rowSums.resize(to: width)
        for blockRow in 0..<blockRows {
            let rows = blockRow << shift..<min((blockRow + 1) << shift, plane.height)
            for column in 0..<width {
                rowDarkest[column] = 255
                rowLightest[column] = 0
            }
            for row in rows {
                let line = plane.pixels.span.extracting(row * width..<(row + 1) * width)
                Binarizer.accumulate(line, &rowDarkest, &rowLightest)
            }
            if usesMean { sumColumns(plane, rows) }
            for blockColumn in 0..<plane.blockColumns {
                var low: UInt8 = 255
                var high: UInt8 = 0
                let columns = blockColumn << shift..<min((blockColumn + 1) << shift, width)
                for column in columns {
                    low = min(low, rowDarkest[column])
                    high = max(high, rowLightest[column])
                }
                let block = blockRow * plane.blockColumns + blockColumn
                darkest[block] = low
                lightest[block] = high
                middles[block] = UInt8((Int(low) + Int(high) + 1) / 2)
                if usesMean {
                    var sum = 0
                    for column in columns { sum += Int(rowSums[column]) }
                    middles[block] = UInt8(sum / (columns.count * rows.count))
                }
            }
        }
    }

    private static func accumulate(_ line: Span<UInt8>, _ darkest: inout [UInt8], _ lightest: inout [UInt8]) {
        var low = darkest.mutableSpan
        var high = lightest.mutableSpan
        let count = min(line.count, min(low.count, high.count))
        for column in 0..<count {
            let value = line[column]
            low[column] = min(low[column], value)
            high[column] = max(high[column], value)
        }
    }

    private mutating func sumColumns(_ plane: Plane, _ rows: Range<Int>) {
        for column in 0..<plane.width { rowSums[column] = 0 }
        for row in rows {
            let start = row * plane.width
            for column in 0..<plane.width { rowSums[column] += UInt16(plane.pixels[start + column]) }
        }
    }

    /// A block counts when its contrast is more than noise, and not much less than that of the blocks around it.
    private mutating func markContrast(columns: Int, rows: Int) {
        var low: UInt8 = 255
        var high: UInt8 = 0
        for block in 0..<columns * rows {
            low = min(low, darkest[block])
            high = max(high, lightest[block])
        }
        let least = min(max((Int(high) - Int(low)) / 3, 6), 24)
        // The largest contrast of five blocks in a row first, then of five such rows.
        for row in 0..<rows {
            for column in 0..<columns {
                var most: UInt8 = 0
                for near in max(0, column - 2)...min(columns - 1, column + 2) {
                    let block = row * columns + near
                    most = max(most, lightest[block] - darkest[block])
                }
                counts[row * columns + column] = most
            }
        }
        rowDarkest.resize(to: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                var most: UInt8 = 0
                for near in max(0, row - 2)...min(rows - 1, row + 2) {
                    most = max(most, counts[near * columns + column])
                }
                rowDarkest[row * columns + column] = most
            }
        }
        for block in 0..<columns * rows {
            let contrast = Int(lightest[block] - darkest[block])
            counts[block] = contrast > least && 5 * contrast >= 2 * Int(rowDarkest[block]) ? 1 : 0
        }
    }

    /// The mean over 5 x 5 blocks with contrast, the block itself twice; where there are none, a line between those
    /// left and right, then between those above and below.
    private mutating func spread(into thresholds: inout [UInt8], columns: Int, rows: Int) {
        rowLightest.resize(to: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0
                var weight = 0
                for nearRow in max(0, row - 2)...min(rows - 1, row + 2) {
                    for near in max(0, column - 2)...min(columns - 1, column + 2) {
                        let block = nearRow * columns + near
                        let counted = Int(counts[block])
                        sum += counted * Int(middles[block])
                        weight += counted
                    }
                }
                let block = row * columns + column
                if counts[block] != 0 {
                    sum += Int(middles[block])
                    weight += 1
                }
                thresholds[block] = weight > 0 ? UInt8((sum + weight / 2) / weight) : 0
                rowLightest[block] = weight > 0 ? 1 : 0
            }
        }
        for row in 0..<rows {
            fillHoles(in: &thresholds, from: row * columns, step: 1, count: columns)
        }
        for column in 0..<columns {
            fillHoles(in: &thresholds, from: column, step: columns, count: rows)
        }
        for block in 0..<columns * rows where rowLightest[block] == 0 { thresholds[block] = 128 }
    }

    /// Fills holes of one row or column and marks them as filled; a line without any value stays a hole.
    private mutating func fillHoles(in thresholds: inout [UInt8], from first: Int, step: Int, count: Int) {
        var last = -1
        for place in 0..<count where rowLightest[first + place * step] != 0 {
            let value = Int(thresholds[first + place * step])
            if place - last > 1 {
                let before = last < 0 ? value : Int(thresholds[first + last * step])
                for hole in last + 1..<place {
                    let mixed = before + (value - before) * (hole - last) / (place - last)
                    thresholds[first + hole * step] = UInt8(mixed)
                    rowLightest[first + hole * step] = 2
                }
            }
            last = place
        }
        guard last >= 0 else { return }
        for hole in last + 1..<max(count, last + 1) {
            thresholds[first + hole * step] = thresholds[first + last * step]
            rowLightest[first + hole * step] = 2
        }
    }

    /// - Source: N. Otsu, "A threshold selection method from gray-level histograms", 1979.
    private static func globalThreshold(_ plane: Plane) -> UInt8 {
        var histogram = InlineArray<256, Int>(repeating: 0)
        for value in plane.pixels { histogram[Int(value)] += 1 }
        var total = 0
        for value in 0..<256 { total += value * histogram[value] }
        var best = 0.0
        var threshold = 128
        var count = 0
        var sum = 0
        for value in 0..<255 {
            count += histogram[value]
            sum += value * histogram[value]
            let rest = plane.pixels.count - count
            guard count > 0, rest > 0 else { continue }
            let difference = Double(sum) / Double(count) - Double(total - sum) / Double(rest)
            let spread = Double(count) * Double(rest) * difference * difference
            if spread > best {
                best = spread
                threshold = value + 1
            }
        }
        return UInt8(threshold)
    }

    private static func compare(_ plane: inout Plane) {
        plane.binary.resize(to: plane.width * plane.height)
        let side = 1 << plane.blockShift
        for row in 0..<plane.height {
            let start = row * plane.width
            let blocks = (row >> plane.blockShift) * plane.blockColumns
            var column = 0
            for block in 0..<plane.blockColumns {
                let threshold = plane.thresholds[blocks + block]
                let end = min(column + side, plane.width)
                while column < end {
                    plane.binary[start + column] = plane.pixels[start + column] < threshold ? 1 : 0
                    column += 1
                }
            }
        }
    }
}
