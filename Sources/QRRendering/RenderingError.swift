// Why a symbol could not be drawn.
// SPDX-License-Identifier: Apache-2.0

/// Why a symbol could not be drawn.
public struct RenderingError: Error, Hashable, Sendable {
    /// The kind of a rendering error; the set may grow.
    @nonexhaustive
    public enum Code: Hashable, Sendable {
        /// The quiet zone is negative.
        case invalidQuietZone
        /// A module is less than one pixel wide.
        case invalidModuleSize
        /// The picture would exceed a limit.
        case pictureTooLarge
        /// The PNG library had no memory left.
        case outOfMemory
        /// The PNG library gave up for another reason.
        case pngFailed

        /// The code's stable name, such as `picture_too_large`; compare this across languages.
        public var name: String {
            switch self {
            case .invalidQuietZone: "invalid_quiet_zone"
            case .invalidModuleSize: "invalid_module_size"
            case .pictureTooLarge: "picture_too_large"
            case .outOfMemory: "out_of_memory"
            case .pngFailed: "png_failed"
            }
        }
    }

    /// What is wrong; stable, so compare this in programs.
    public let code: Code
    /// The number at fault: a quiet zone, pixels per module, or the size of the picture (`Int.max` when it is past all
    /// counting); 0 where there is none.
    public let value: Int
    /// The bound that `value` breaks; 0 where there is none.
    public let limit: Int
    /// What the PNG library said, in ASCII; bytes, because strings do not compare in Embedded Swift.
    private let detail: [UInt8]

    package init(_ code: Code, value: Int = 0, limit: Int = 0, detail: [UInt8] = []) {
        self.code = code
        self.value = value
        self.limit = limit
        self.detail = detail
    }

    /// What is wrong and how to mend it, in one English sentence.
    public var message: String {
        switch code {
        case .invalidQuietZone:
            "the quiet zone is \(value) modules; give \(limit) or more"
        case .invalidModuleSize:
            "a module is \(value) pixels wide; give \(limit) or more"
        case .pictureTooLarge:
            (value == Int.max ? "the picture's size" : "the picture's size, \(value),")
                + " is past the limit of \(limit); lower the quiet zone or the pixels per module"
        case .outOfMemory:
            "there is not enough memory for the PNG file"
        case .pngFailed:
            "the PNG file could not be written: \(String(decoding: detail, as: UTF8.self))"
        }
    }
}

extension RenderingError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
