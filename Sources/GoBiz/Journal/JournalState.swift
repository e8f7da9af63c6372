// What the lines of a journal's file add up to.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// What a journal's file says, and what is out of order in it.
    struct JournalState {
        /// Most bytes that are read before the first line of a journal must have come.
        private static let foreignLimit = 1 << 18
        /// Most bytes of damaged lines.
        private static let damageLimit = 1 << 24
        /// What some editors put in front of a text.
        private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

        private(set) var table = EntryTable()
        /// Changes, of use or not.
        private(set) var changeCount = 0
        /// Lines whose check value is wrong, with their newlines.
        private(set) var damagedLines: [(offset: Int, bytes: [UInt8])] = []
        /// Where the next line belongs, which is behind the last whole line.
        ///
        /// What follows there was cut off when it was written.
        private(set) var length = 0
        /// Whether the next line needs a newline first.
        private(set) var lacksNewline = false
        /// Whether the first line of a journal is there.
        private(set) var hasHeader = false
        /// Whether there is anything but whole lines, one for each entry.
        private var isIrregular = false

        private var isForeign = true
        private var damagedByteCount = 0

        /// Whether the file is worth writing anew.
        var isWorthRewriting: Bool {
            !hasHeader || isIrregular || !damagedLines.isEmpty || changeCount != table.count
        }

        /// Reads a file, which may end anywhere.
        ///
        /// - Throws: `JournalError` of code `notAJournal`, `unreadableLine` or `systemError`.
        init(_ file: borrowing JournalFile) throws(JournalError) {
            var lines = JournalLines()
            while let line = try lines.next(in: file) { try take(line) }
            guard isForeign else { return }
            // The very first line may have been cut off too; anything else is somebody else's file.
            let start = try file.read(at: 0, count: Self.foreignLimit)
            let header = try JournalRecord.header.line()
            guard start.count < header.count, header.starts(with: start) else { throw Self.notAJournal }
            length = 0
            isIrregular = true
        }

        private static var notAJournal: JournalError {
            JournalError(.notAJournal, line: 1, cause: "does not begin as a journal does")
        }

        private mutating func take(_ line: JournalLines.Line) throws(JournalError) {
            var bytes = line.bytes
            if line.number == 1, bytes.starts(with: Self.byteOrderMark) {
                bytes = bytes.dropFirst(Self.byteOrderMark.count)
                isIrregular = true
            }
            if bytes.last == UInt8(ascii: "\r") {
                bytes = bytes.dropLast()
                isIrregular = true
            }
            guard !line.isTooLong else { throw tooLong(line) }
            switch bytes.isEmpty ? nil : JournalRecord.read(bytes) {
            case .record(let record)?: keep(record, line)
            case .unreadable(let cause)?: throw JournalError(.unreadableLine, line: line.number, cause: cause)
            case .damaged?: try takeDamaged(line)
            case nil:
                isIrregular = true
                if line.isEnded { length = line.end }
            }
            if isForeign, line.end > Self.foreignLimit { throw Self.notAJournal }
        }

        private func tooLong(_ line: JournalLines.Line) -> JournalError {
            isForeign
                ? Self.notAJournal
                : JournalError(.unreadableLine, line: line.number, cause: "is longer than any line of a journal")
        }

        private mutating func keep(_ record: JournalRecord, _ line: JournalLines.Line) {
            isForeign = false
            length = line.end
            lacksNewline = !line.isEnded
            if lacksNewline { isIrregular = true }
            switch record {
            case .header:
                // Without the first one a journal is put together from parts.
                if line.number > 1 { isIrregular = true }
                hasHeader = true
                return
            case .store(let entry): _ = table.store(entry)
            case .complete(let key, let transactionID): table.complete(key, transactionID: transactionID)
            case .close(let key, let end): table.close(key, as: end)
            case .remove(let key): table.remove(key)
            }
            changeCount += 1
        }

        private mutating func takeDamaged(_ line: JournalLines.Line) throws(JournalError) {
            isIrregular = true
            if !line.isEnded {
                // Whole but for its newline, which has become another byte.
                if case .record(let record) = JournalRecord.read(line.bytes.dropLast()) { return keep(record, line) }
                // It was being written when the process or the machine stopped, and nobody was told that it is stored.
                guard line.bytes.last == UInt8(ascii: "}") else { return }
            }
            damagedLines.append((line.start, line.bytes + [UInt8(ascii: "\n")]))
            length = line.end
            lacksNewline = !line.isEnded
            damagedByteCount += line.bytes.count
            guard damagedByteCount <= Self.damageLimit else {
                throw isForeign
                    ? Self.notAJournal
                    : JournalError(.unreadableLine, line: line.number, cause: "is one of too many that are damaged")
            }
        }
    }

    /// The lines of a file, read part by part.
    struct JournalLines {
        /// One line.
        struct Line {
            /// From 1.
            let number: Int
            /// Where it begins, in bytes from the start of the file.
            let start: Int
            /// Without its newline; only the start of a line that is too long.
            let bytes: ArraySlice<UInt8>
            /// Whether its newline is there.
            let isEnded: Bool
            /// Whether it has more bytes than a journal's lines.
            let isTooLong: Bool

            /// Where the next line begins.
            var end: Int { start + bytes.count + (isEnded ? 1 : 0) }
        }

        /// Bytes that one read takes.
        private static let partLength = 1 << 16

        private var number = 0
        /// Where `rest` begins.
        private var start = 0
        /// What has been read and not yet been given, and how much of it is known to have no newline.
        private var rest: ArraySlice<UInt8> = []
        private var scannedCount = 0
        private var isAtEnd = false

        /// Returns the next line, or nil at the end of the file.
        mutating func next(in file: borrowing JournalFile) throws(JournalError) -> Line? {
            while true {
                if let end = rest.dropFirst(scannedCount).firstIndex(of: UInt8(ascii: "\n")) {
                    return line(rest[..<end], isEnded: true)
                }
                scannedCount = rest.count
                if rest.count > JournalRecord.lengthLimit { return line(rest, isEnded: false, isTooLong: true) }
                if isAtEnd { return rest.isEmpty ? nil : line(rest, isEnded: false) }
                let part = try file.read(at: start + rest.count, count: Self.partLength)
                isAtEnd = part.isEmpty
                // A new array, or what has been given already would be kept.
                rest = ArraySlice(Array(rest) + part)
            }
        }

        private mutating func line(_ bytes: ArraySlice<UInt8>, isEnded: Bool, isTooLong: Bool = false) -> Line {
            number += 1
            let line = Line(number: number, start: start, bytes: bytes, isEnded: isEnded, isTooLong: isTooLong)
            rest = rest.dropFirst(bytes.count + (isEnded ? 1 : 0))
            start = line.end
            scannedCount = 0
            return line
        }
    }
#endif
