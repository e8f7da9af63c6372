// How long a server asks to wait.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// Reads `Retry-After`.
    ///
    /// - Source: RFC 9110, 10.2.3: seconds, or a date.
    enum RetryAfter {
        private static let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]

        /// How long to wait; zero for a date that has passed, nil when the field is missing or cannot be read.
        static func wait(_ headers: HTTPHeaders, now: Date) -> Duration? {
            guard let text = headers["Retry-After"] else { return nil }
            let digits = text.utf8
            if (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let seconds = Int(text)
            {
                return .seconds(seconds)
            }
            guard let date = date(text) else { return nil }
            return .seconds(max(0, date.timeIntervalSince(now)))
        }

        /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`; the two older forms are no longer sent.
        ///
        /// - Source: RFC 9110, 5.6.7.
        static func date(_ text: String) -> Date? {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: words[2]) else { return nil }
            let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
            return APIDate("\(words[3])-\(number)-\(words[1])T\(words[4])Z").date
        }
    }
#endif
