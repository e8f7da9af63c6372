// Symbols as SVG.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

extension QRSymbol {
    /// Draws the symbol as an SVG document in UTF-8, fit to be a file or to stand inside HTML.
    ///
    /// One path holds every dark run as a stroke one module wide. The user unit is a module; width and height are in
    /// pixels, (side + 2 x quiet zone) x `modulePixels`. There is no background where `light` is transparent.
    ///
    /// - Parameters:
    ///   - options: quiet zone, pixels per module and colours.
    ///   - title: text for the `title` element, escaped; characters that XML 1.0 forbids are dropped.
    /// - Returns: the document, with a newline at its end.
    /// - Throws: `invalidQuietZone`, `invalidModuleSize` or `pictureTooLarge`.
    /// - Complexity: O(dark runs).
    public func svg(
        options: RenderOptions = RenderOptions(), title: String? = nil
    ) throws(RenderingError) -> [UInt8] {
        try svg(options: options, titleBytes: title.map { Array($0.utf8) })
    }

    /// Draws the symbol as an SVG document, the title given in well-formed UTF-8.
    package func svg(options: RenderOptions, titleBytes: [UInt8]?) throws(RenderingError) -> [UInt8] {
        let size = try PictureSize(pictureOf: self, options: options)
        var output: [UInt8] = []
        output.reserveCapacity(512 + words.count * 64)
        output.appendSVGStart(size: size)
        if let titleBytes {
            output.append(text: "<title>")
            output.append(xmlEscaped: titleBytes.span)
            output.append(text: "</title>")
        }
        if !options.light.isTransparent {
            output.appendSVGBackground(color: options.light, size: size)
        }
        output.appendSVGPath(of: self, options: options)
        output.append(text: "</svg>\n")
        return output
    }

    /// Draws the symbol as the text of an SVG document; the same as `svg(options:title:)`.
    ///
    /// - Parameters:
    ///   - options: quiet zone, pixels per module and colours.
    ///   - title: text for the `title` element.
    /// - Returns: the document, with a newline at its end.
    /// - Throws: `invalidQuietZone`, `invalidModuleSize` or `pictureTooLarge`.
    public func svgString(
        options: RenderOptions = RenderOptions(), title: String? = nil
    ) throws(RenderingError) -> String {
        String(decoding: try svg(options: options, title: title), as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate mutating func appendSVGStart(size: PictureSize) {
        append(text: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        append(decimal: size.sideInPixels)
        append(text: "\" height=\"")
        append(decimal: size.sideInPixels)
        append(text: "\" viewBox=\"0 0 ")
        append(decimal: size.sideInModules)
        append(text: " ")
        append(decimal: size.sideInModules)
        append(text: "\" shape-rendering=\"crispEdges\">")
    }

    fileprivate mutating func appendSVGBackground(color: Color, size: PictureSize) {
        append(text: "<rect width=\"")
        append(decimal: size.sideInModules)
        append(text: "\" height=\"")
        append(decimal: size.sideInModules)
        append(text: "\"")
        append(color: color, attribute: "fill")
        append(text: "/>")
    }

    /// The path's origin is the middle of the symbol's first row, so its numbers stay whole and short.
    fileprivate mutating func appendSVGPath(of symbol: QRSymbol, options: RenderOptions) {
        append(text: "<path transform=\"translate(")
        append(decimal: options.quietZone)
        append(text: " ")
        append(decimal: options.quietZone)
        append(text: ".5)\"")
        append(color: options.dark, attribute: "stroke")
        append(text: " d=\"")
        // A row has at most (side + 1) / 2 runs of at most "m176 0h177" each.
        append(addingCapacity: symbol.sideInModules * (symbol.sideInModules + 1) / 2 * 10) { path in
            for row in 0..<symbol.sideInModules { path.appendSVGRuns(of: symbol, row: row) }
        }
        append(text: "\"/>")
    }

    fileprivate mutating func append(color: Color, attribute: String) {
        append(UInt8(ascii: " "))
        append(text: attribute)
        append(text: "=\"#")
        let isShort = [color.red, color.green, color.blue].allSatisfy { $0 % 17 == 0 }
        for part in [color.red, color.green, color.blue] {
            append(hexadecimalDigit: part >> 4)
            if !isShort {
                append(hexadecimalDigit: part & 15)
            }
        }
        append(UInt8(ascii: "\""))
        if !color.isOpaque {
            append(UInt8(ascii: " "))
            append(text: attribute)
            append(text: "-opacity=\"0.")
            // Thousandths, rounded; alpha is at most 254 here, so at most 996.
            let thousandths = (Int(color.alpha) * 1000 + 127) / 255
            append(decimal: thousandths / 100)
            append(decimal: thousandths / 10 % 10)
            append(decimal: thousandths % 10)
            append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(hexadecimalDigit digit: UInt8) {
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
}

extension OutputSpan<UInt8> {
    fileprivate mutating func appendSVGRuns(of symbol: QRSymbol, row: Int) {
        var end: Int?
        for run in DarkRuns(of: symbol, row: row) {
            if let end {
                append(UInt8(ascii: "m"))
                append(decimal: run.lowerBound - end)
                append(UInt8(ascii: " "))
                append(UInt8(ascii: "0"))
            } else {
                append(UInt8(ascii: "M"))
                append(decimal: run.lowerBound)
                append(UInt8(ascii: " "))
                append(decimal: row)
            }
            append(UInt8(ascii: "h"))
            append(decimal: run.count)
            end = run.upperBound
        }
    }

    /// Appends a number of 0...999 in decimal digits.
    private mutating func append(decimal number: Int) {
        if number >= 100 { append(UInt8(ascii: "0") + UInt8(number / 100)) }
        if number >= 10 { append(UInt8(ascii: "0") + UInt8(number / 10 % 10)) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
