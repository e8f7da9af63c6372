// What makes a repeated request one payment.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// The name of one attempt to be paid; GoBiz creates one transaction for it, however often the request arrives.
    ///
    /// Make one for each sale, before the customer sees anything, and keep it until the sale is over.
    /// - Source: GoBiz, Create Payment Transaction: any text of at most 32 characters; forgotten after a month.
    public struct IdempotencyKey: Sendable, Hashable, CustomStringConvertible {
        /// The key as it goes into the header.
        public let text: String

        /// Checks a key; nil unless it is 1...32 visible ASCII characters.
        ///
        /// A UUID with dashes has 36 characters and is refused.
        /// - Parameter text: the key.
        public init?(_ text: String) {
            guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                return nil
            }
            self.text = text
        }

        private init(words: (UInt64, UInt64)) {
            text = [words.0, words.1].map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 16 - digits.utf8.count) + digits
            }.joined()
        }

        /// Makes a key that nobody else makes: 128 random bits as 32 hexadecimal digits.
        ///
        /// - Returns: the key.
        public static func random() -> IdempotencyKey {
            var generator = SystemRandomNumberGenerator()
            return random(using: &generator)
        }

        /// Makes a key from a given source of random numbers, for tests.
        ///
        /// - Parameter generator: the source.
        /// - Returns: 32 hexadecimal digits.
        public static func random(using generator: inout some RandomNumberGenerator) -> IdempotencyKey {
            IdempotencyKey(words: (generator.next(), generator.next()))
        }

        /// The key as it goes into the header.
        public var description: String { text }
    }
#endif
