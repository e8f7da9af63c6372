// A journal in a file.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// A journal that survives the end of the process at any point, and of the machine as far as its disk keeps its
    /// word.
    ///
    /// Each change is one line with a check value, appended and on the disk before the call returns. A line that was
    /// cut off is dropped when the file is opened: its change was never reported as stored. Now and then, and when it
    /// is opened, the file is written anew with only what is still needed, under another name first. When there is no
    /// room for that, or the file has several names (hard links), it goes on as it is.
    ///
    /// - Note: The file holds personal data: outlet, order number and amount, and the whole request with the customer's
    ///   name, e-mail address and phone number until the transaction's ID is known and the file is next written anew.
    ///   Only its owner can read it (mode 600). Beside it stands `PATH.damaged` if lines were ever found damaged.
    public actor FilePaymentJournal: PaymentJournal {
        /// Once this many lines are of no more use, and outnumber the others, the file is written anew.
        private static let spentLineLimit = 256
        /// How often the file is opened again because another process has just put a new one in its place.
        private static let openingLimit = 16

        /// How many damaged lines were found, other than one cut off at the end.
        ///
        /// More than none means that the disk is failing and that an unfinished payment may be missing: ask a human.
        public nonisolated let damagedLineCount: Int
        /// Where the damaged lines are kept: `PATH.damaged`, or the journal itself when there was no room for that; nil
        /// when there are none.
        public nonisolated let damagedLinesPath: String?

        private let path: String
        private var file: JournalFile
        private var table: EntryTable
        /// Changes in the file, of use or not.
        private var changeCount: Int
        /// Where the next line belongs.
        private var length: Int
        /// What must precede the next line.
        private var pending: [UInt8]
        private var isBroken = false

        /// Opens a journal, or makes one; its directory must be there, and links are followed.
        ///
        /// A file is one journal, whatever names it has: it is locked itself.
        ///
        /// - Parameter path: where the file is.
        /// - Throws: `JournalError` when the file is in use, is no journal, or cannot be read and written.
        public init(path: String) throws(JournalError) {
            var path = path
            let opened = try Self.locked(&path)
            let state = try JournalState(opened)
            let damagedLinesPath = Self.keepAside(state, at: path)
            var table = state.table
            table.dropOldRecords(at: Date())
            let lines = try Self.lines(of: table)
            let mayBeRewritten = state.damagedLines.isEmpty || damagedLinesPath != path
            self.path = path
            damagedLineCount = state.damagedLines.count
            self.damagedLinesPath = state.damagedLines.isEmpty ? nil : damagedLinesPath
            self.table = table
            if state.isWorthRewriting, mayBeRewritten,
                let fresh = try Self.rewritten(lines, at: path, insteadOf: opened)
            {
                file = fresh
                changeCount = table.count
                length = lines.count
                pending = []
            } else {
                pending = try Self.mend(opened, state, isKeptAside: mayBeRewritten)
                opened.makePrivate()
                file = opened
                changeCount = state.changeCount
                length = state.length
            }
        }

        /// Stores an entry, unless there is one of the same key.
        ///
        /// - Parameter entry: the entry.
        /// - Returns: the entry that was there before, or nil.
        /// - Throws: `JournalError` when the entry is not known to be stored.
        public func store(_ entry: PaymentEntry) throws -> PaymentEntry? {
            if let present = table.entry(entry.key) { return present }
            try append(.store(entry))
            return table.store(entry)
        }

        /// Notes the transaction that GoBiz created for a key.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - transactionID: GoBiz's ID of the transaction.
        /// - Throws: `JournalError` when the note is not known to be stored.
        public func complete(_ key: IdempotencyKey, transactionID: String) throws {
            guard let entry = table.entry(key), entry.transactionID != transactionID else { return }
            try append(.complete(key, transactionID: transactionID))
            table.complete(key, transactionID: transactionID)
            compactIfWorthwhile()
        }

        /// Closes an entry, which stays as a record for a month.
        ///
        /// - Parameters:
        ///   - key: the entry's key.
        ///   - end: how the sale ended.
        /// - Throws: `JournalError` when the end is not known to be stored.
        public func close(_ key: IdempotencyKey, as end: PaymentEntry.End) throws {
            guard let entry = table.entry(key), entry.end == nil else { return }
            try append(.close(key, end))
            table.close(key, as: end)
            table.dropOldRecords(at: end.date)
            compactIfWorthwhile()
        }

        /// Removes an entry.
        ///
        /// - Parameter key: the entry's key.
        /// - Throws: `JournalError` when the entry may still be there.
        public func remove(_ key: IdempotencyKey) throws {
            guard table.entry(key) != nil else { return }
            try append(.remove(key))
            table.remove(key)
            compactIfWorthwhile()
        }

        /// Returns the entry of a key.
        ///
        /// - Parameter key: the entry's key.
        /// - Returns: the entry, open or closed, or nil when there is none.
        public func entry(_ key: IdempotencyKey) async -> PaymentEntry? { table.entry(key) }

        /// Returns all entries, open and closed, in the order they were stored.
        ///
        /// - Returns: the entries.
        public func entries() -> [PaymentEntry] { table.entries }

        private func append(_ record: JournalRecord) throws(JournalError) {
            // What is written to a file without a name is lost when it is closed.
            guard !isBroken, try file.nameCount() > 0 else { throw JournalError(.broken) }
            let line = try pending + record.line()
            do {
                try file.write(line, at: length)
            } catch {
                // A part of the line may be there; the next line must not follow it.
                isBroken = true
                try file.truncate(toLength: length)
                try file.synchronize()
                isBroken = false
                throw error
            }
            do {
                try file.synchronize()
            } catch {
                // After a failed fsync nobody knows what is on the disk, and a second fsync may lie.
                isBroken = true
                throw error
            }
            pending = []
            length += line.count
            changeCount += 1
        }

        /// Writes the file anew when much of it is spent; when that cannot be done it goes on as it is.
        private func compactIfWorthwhile() {
            let spentLineCount = changeCount - table.count
            guard !isBroken, spentLineCount >= Self.spentLineLimit, spentLineCount > table.count,
                let lines = try? Self.lines(of: table)
            else { return }
            do {
                guard let fresh = try Self.rewritten(lines, at: path, insteadOf: file) else { return }
                file = fresh
                changeCount = table.count
                length = lines.count
                pending = []
            } catch {
                // Lines for a file that may have been replaced would be lost.
                isBroken = true
            }
        }
    }

    // MARK: - The file

    extension FilePaymentJournal {
        /// Opens and locks the file that a path leads to, and makes the path one without links.
        private static func locked(_ path: inout String) throws(JournalError) -> JournalFile {
            for _ in 0..<openingLimit {
                let file = try JournalFile.opened(path)
                try file.lock()
                let resolved = JournalFile.resolved(path)
                guard file.isAt(resolved) else { continue }
                path = resolved
                return file
            }
            throw JournalError(.inUse)
        }

        private static func lines(of table: EntryTable) throws(JournalError) -> [UInt8] {
            var lines = try JournalRecord.header.line()
            for entry in table.entries { lines += try JournalRecord.store(entry).line() }
            return lines
        }

        /// Copies the damaged lines to a file of their own; returns where they are, which is the journal if that cannot
        /// be done.
        private static func keepAside(_ state: JournalState, at path: String) -> String {
            guard !state.damagedLines.isEmpty else { return path }
            do {
                let aside = try JournalFile.extended(path + ".damaged")
                try aside.write(state.damagedLines.flatMap(\.bytes))
                try aside.synchronize()
                return path + ".damaged"
            } catch {
                return path
            }
        }

        /// Puts a file in order without writing it anew; returns what must precede the next line.
        private static func mend(
            _ file: borrowing JournalFile, _ state: JournalState, isKeptAside: Bool
        ) throws(JournalError) -> [UInt8] {
            guard state.isWorthRewriting else { return [] }
            try file.truncate(toLength: state.length)
            if isKeptAside {
                for line in state.damagedLines {
                    let count = min(line.bytes.count, state.length - line.offset)
                    try file.write(Array(repeating: UInt8(ascii: "\n"), count: count), at: line.offset)
                }
            }
            try file.synchronize()
            if state.length == 0 { return try JournalRecord.header.line() }
            return state.lacksNewline ? [UInt8(ascii: "\n")] : []
        }

        /// Puts a new file in the place of another, in one step: there is always one whole file of that name.
        ///
        /// - Returns: the new file, locked; nil when it cannot be made and the other one is in its place as before.
        /// - Throws: `JournalError` when it is not known which of them is there.
        private static func rewritten(
            _ lines: [UInt8], at path: String, insteadOf file: borrowing JournalFile
        ) throws(JournalError) -> JournalFile? {
            // A file with another name would go on under that one, as a second journal.
            guard try file.nameCount() == 1, file.isAt(path) else { return nil }
            removeLeftovers(path)
            // Nobody can have put a link there that leads to something else.
            let name = path + "." + hexadecimal(UInt64.random(in: .min ... .max)) + ".new"
            guard let fresh = try? JournalFile.created(name) else { return nil }
            do {
                try fresh.lock()
                try fresh.write(lines)
                try fresh.synchronize()
                try JournalFile.rename(name, to: path)
            } catch {
                guard file.isAt(path) else { throw error }
                JournalFile.remove(name)
                return nil
            }
            try JournalFile.synchronizeDirectory(of: path)
            return fresh
        }

        /// Removes what a process has left that ended while it wrote the file anew.
        private static func removeLeftovers(_ path: String) {
            let directory = JournalFile.directory(of: path)
            let start = path.split(separator: "/").last.map { $0 + "." } ?? ""
            for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
                guard name.hasPrefix(start), name.hasSuffix(".new") else { continue }
                let digits = name.dropFirst(start.count).dropLast(4)
                guard digits.utf8.count == 16, digits.allSatisfy(\.isHexDigit) else { continue }
                JournalFile.remove(directory + "/" + name)
            }
        }

        private static func hexadecimal(_ number: UInt64) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
    }
#endif
