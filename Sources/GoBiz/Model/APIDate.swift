// A moment as the API writes it.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    public import Foundation

    /// A moment as GoBiz wrote it, and the date if it could be read.
    ///
    /// An unreadable date never hides a payment: its text is kept and `date` is nil.
    public struct APIDate: Sendable, Hashable {
        /// The text of the reply.
        public let text: String
        /// The moment; nil when the text is not a date with time and zone.
        public let date: Date?

        /// Reads a moment.
        ///
        /// - Parameter text: such as `2020-03-09T11:33:08Z` or `2023-05-03T16:11:50.446+00:00`.
        /// - Source: RFC 3339, 5.6.
        public init(_ text: String) {
            self.text = text
            var reader = DateReader(text)
            date = reader.date().map { Date(timeIntervalSince1970: $0) }
        }
    }

    /// Reads the digits of a date.
    private struct DateReader {
        private var bytes: Substring.UTF8View

        init(_ text: String) {
            bytes = text[...].utf8
        }

        /// Seconds since 1970, or nil.
        mutating func date() -> Double? {
            guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
                take("T") || take("t") || take(" "),
                let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2),
                let fraction = fraction(), let offset = offset(), bytes.isEmpty,
                (1...12).contains(month), (1...CivilDays.count(year: year, month: month)).contains(day), hour < 24,
                minute < 60, second < 61
            else { return nil }
            let days = CivilDays.since1970(year: year, month: month, day: day)
            return Double(days * 86_400 + hour * 3600 + minute * 60 + second - offset) + fraction
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = bytes.first, UInt32(first) == character.value else { return false }
            bytes.removeFirst()
            return true
        }

        private mutating func number(_ digitCount: Int) -> Int? {
            guard bytes.count >= digitCount else { return nil }
            var value = 0
            for byte in bytes.prefix(digitCount) {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            bytes.removeFirst(digitCount)
            return value
        }

        /// The part of a second: 0 when there is none, nil when a point has no digits behind it.
        private mutating func fraction() -> Double? {
            guard take(".") else { return 0 }
            var value = 0.0
            var unit = 0.1
            var count = 0
            while let digit = number(1) {
                value += Double(digit) * unit
                unit /= 10
                count += 1
            }
            return count > 0 ? value : nil
        }

        /// Seconds that local time is ahead of UTC, or nil when there is no zone.
        private mutating func offset() -> Int? {
            if take("Z") || take("z") { return 0 }
            let sign = take("+") ? 1 : take("-") ? -1 : 0
            guard sign != 0, let hours = number(2) else { return nil }
            _ = take(":")
            guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }

    /// Days of the calendar.
    enum CivilDays {
        /// How many days a month has.
        static func count(year: Int, month: Int) -> Int {
            let next = month == 12 ? (year: year + 1, month: 1) : (year: year, month: month + 1)
            return since1970(year: next.year, month: next.month, day: 1) - since1970(year: year, month: month, day: 1)
        }

        /// Days from 1970-01-01 to a day of the Gregorian calendar.
        ///
        /// Years are counted from March, so that the leap day is a year's last.
        static func since1970(year: Int, month: Int, day: Int) -> Int {
            let marchYear = month > 2 ? year : year - 1
            let marchMonth = (month + 9) % 12
            let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
            return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
        }
    }
#endif
