// The terminal forms as strings.
// SPDX-License-Identifier: Apache-2.0

public import QRStructure

extension QRSymbol {
    /// Draws the symbol as a string; the same as `ansi(options:)`.
    ///
    /// - Parameter options: quiet zone and colours.
    /// - Returns: the lines, with a newline after each.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func ansiString(options: RenderOptions = RenderOptions()) throws(RenderingError) -> String {
        String(decoding: try ansi(options: options), as: UTF8.self)
    }

    /// Draws the symbol as a string; the same as `blanks(options:)`.
    ///
    /// - Parameter options: quiet zone and colours.
    /// - Returns: the lines, with a newline after each.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func blanksString(options: RenderOptions = RenderOptions()) throws(RenderingError) -> String {
        String(decoding: try blanks(options: options), as: UTF8.self)
    }

    /// Draws the symbol as a string; the same as `utf8(options:)`.
    ///
    /// - Parameter options: quiet zone and `isInverted`.
    /// - Returns: the lines, with a newline after each.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func utf8String(options: RenderOptions = RenderOptions()) throws(RenderingError) -> String {
        String(decoding: try utf8(options: options), as: UTF8.self)
    }

    /// Draws the symbol as a string; the same as `ascii(options:)`.
    ///
    /// - Parameter options: quiet zone and `isInverted`.
    /// - Returns: the lines, with a newline after each.
    /// - Throws: `invalidQuietZone` or `pictureTooLarge`.
    public func asciiString(options: RenderOptions = RenderOptions()) throws(RenderingError) -> String {
        String(decoding: try ascii(options: options), as: UTF8.self)
    }

    /// Writes the modules as a string; the same as `text()`.
    ///
    /// - Returns: the rows, with a newline after each.
    public func textString() -> String {
        String(decoding: text(), as: UTF8.self)
    }
}
