// A text that must not be shown.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// A text such as a password or token that never appears when something is printed, dumped or logged.
    ///
    /// It is not `Codable`, so that it is not written to a file by accident; `reveal()` gives the text.
    public struct Secret: Sendable, Hashable, ExpressibleByStringLiteral {
        private let text: String

        /// Wraps a text.
        ///
        /// - Parameter text: the text to hide.
        public init(_ text: String) {
            self.text = text
        }

        /// Wraps a literal, for tests and samples.
        ///
        /// - Parameter value: the text to hide.
        public init(stringLiteral value: String) {
            text = value
        }

        /// Returns the text itself.
        ///
        /// - Returns: what was wrapped.
        public func reveal() -> String { text }
    }

    extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
        /// Always `***`.
        public var description: String { "***" }
        /// Always `***`.
        public var debugDescription: String { "***" }
        /// Shows nothing.
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
#endif
