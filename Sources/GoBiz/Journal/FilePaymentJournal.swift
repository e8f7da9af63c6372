// A journal in a file.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// A journal that survives the end of the process at any point, and of the machine as far as its disk keeps its
    /// word.
    ///
    /// Each change is one line with a check value, appended and on the disk before the call returns. A line that was
    /// cut off is dropped when the file is opened: its change was never reported as stored. Now and then, and when it
    /// is opened, the file is written anew with only what is still needed, under another name first.
    ///
    /// - Note: The file holds personal data: outlet, order number and amount, and the whole request with the customer's
    ///   name, e-mail address and phone number until the transaction's ID is known and the file is next written anew.
    ///   Only its owner can read it (mode 600). Beside it stand `PATH.lock`, which keeps other processes away, and
    ///   `PATH.damaged` if lines in the middle were ever found damaged.
    public actor FilePaymentJournal: PaymentJournal {
        /// Once this many lines are of no more use, and outnumber the others, the file is written anew.
        private static let spentLineLimit = 256

        /// How many damaged lines were found, other than one cut off at the end; they are kept in `PATH.damaged`.
        ///
        /// More than none means that the disk is failing and that an unfinished payment may be missing: ask a human.
        public nonisolated let damagedLineCount: Int

        private let path: String
        private let lockFile: JournalFile
        private var file: JournalFile
        private var table: EntryTable
        private var lineCount: Int
        private var length: Int
        private var isBroken = false

        /// Opens a journal, or makes one; its directory must be there, and links are followed.
        ///
        /// - Parameter path: where the file is.
        /// - Throws: `JournalError` when the file is in use, is no journal, or cannot be read and written.
        public init(path: String) throws(JournalError) {
            let path = JournalFile.resolved(path)
            // Whatever is no file of ours is left as it is; read again under the lock.
            guard JournalState(try JournalFile(path).contents()).isJournal else { throw JournalError(.notAJournal) }
            lockFile = try JournalFile(path + ".lock")
            try lockFile.lock()
            let state = JournalState(try JournalFile(path).contents())
            guard state.isJournal else { throw JournalError(.notAJournal) }
            if !state.damagedLines.isEmpty {
                let damaged = try JournalFile(path + ".damaged")
                try damaged.append(state.damagedLines)
                try damaged.synchronize()
            }
            self.path = path
            damagedLineCount = state.damagedLineCount
            table = state.table
            let lines = try Self.lines(of: table)
            file = try Self.prepare(lines, at: path)
            try Self.putInPlace(at: path)
            lineCount = table.count
            length = lines.count
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
        /// - Returns: the entry, or nil when there is none.
        public func entry(_ key: IdempotencyKey) async -> PaymentEntry? { table.entry(key) }

        /// Returns all entries, in the order they were stored.
        ///
        /// - Returns: the entries.
        public func entries() -> [PaymentEntry] { table.entries }

        private func append(_ record: JournalRecord) throws(JournalError) {
            guard !isBroken else { throw JournalError(.broken) }
            let line = try record.line()
            do {
                try file.append(line)
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
            length += line.count
            lineCount += 1
        }

        /// Writes the file anew when much of it is spent; when that cannot be done it goes on as it is.
        private func compactIfWorthwhile() {
            let spentLineCount = lineCount - table.count
            guard !isBroken, spentLineCount >= Self.spentLineLimit, spentLineCount > table.count else { return }
            guard let lines = try? Self.lines(of: table), let fresh = try? Self.prepare(lines, at: path) else { return }
            // A rename that failed may have happened all the same, and then lines for the old file would be lost.
            isBroken = true
            guard (try? Self.putInPlace(at: path)) != nil else { return }
            file = fresh
            isBroken = false
            lineCount = table.count
            length = lines.count
        }

        private static func lines(of table: EntryTable) throws(JournalError) -> [UInt8] {
            var lines = try JournalRecord.header.line()
            for entry in table.entries { lines += try JournalRecord.store(entry).line() }
            return lines
        }

        /// Writes a file under another name.
        private static func prepare(_ lines: [UInt8], at path: String) throws(JournalError) -> JournalFile {
            let file = try JournalFile(path + ".new", isEmptied: true)
            try file.makePrivate()
            try file.append(lines)
            try file.synchronize()
            return file
        }

        /// Gives the prepared file the right name, in one step: there is always one whole file of that name.
        private static func putInPlace(at path: String) throws(JournalError) {
            try JournalFile.rename(path + ".new", to: path)
            try JournalFile.synchronizeDirectory(of: path)
        }
    }

    /// What the lines of a journal's file add up to.
    struct JournalState {
        private(set) var isJournal = true
        private(set) var table = EntryTable()
        private(set) var damagedLines: [UInt8] = []
        private(set) var damagedLineCount = 0

        /// Reads a whole file, which may end anywhere.
        init(_ contents: [UInt8]) {
            let lines = contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let records = lines.map { JournalRecord(line: $0) }
            guard case .header? = records.first ?? nil else {
                // The very first line may have been cut off too; anything else is somebody else's file.
                let header = (try? JournalRecord.header.line()) ?? []
                isJournal = contents.count < header.count && header.starts(with: contents)
                return
            }
            // What is behind the last good line was being written when the process or the machine stopped.
            let end = records.lastIndex { $0 != nil } ?? 0
            for index in 1..<max(end + 1, 1) {
                guard let record = records[index] else {
                    damagedLines += lines[index] + [UInt8(ascii: "\n")]
                    damagedLineCount += 1
                    continue
                }
                apply(record)
            }
        }

        /// Repeats a change; that of a last line without newline too, because its check value says that it is whole.
        private mutating func apply(_ record: JournalRecord) {
            switch record {
            case .header: break
            case .store(let entry): _ = table.store(entry)
            case .complete(let key, let transactionID): table.complete(key, transactionID: transactionID)
            case .remove(let key): table.remove(key)
            }
        }
    }
#endif
