// What can go wrong with a journal's file.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Why a journal's file cannot be used; nothing in it is secret or personal.
    public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
        /// What went wrong; more codes may come.
        public struct Code: Sendable, Hashable {
            private enum Name: UInt8 {
                case inUse, notAJournal, unreadableLine, systemError, broken, invalidEntry
            }

            private let name: Name

            /// Another process, or another journal in this one, has the file open, by this name or another.
            public static var inUse: Code { Code(name: .inUse) }
            /// The file is there but is not a journal; it was left as it is.
            public static var notAJournal: Code { Code(name: .notAJournal) }
            /// A line was written so but means nothing that this version knows; the file was left as it is.
            ///
            /// Its number is `line`. Disks do not do this: another program or a newer version has written it.
            public static var unreadableLine: Code { Code(name: .unreadableLine) }
            /// The system refused; see `systemNumber`.
            public static var systemError: Code { Code(name: .systemError) }
            /// The file's state is unknown after a failed write, or the file is gone; open the journal anew.
            public static var broken: Code { Code(name: .broken) }
            /// The entry cannot be written: its date is outside the years 1 to 9999, or it has more than 1 MiB.
            public static var invalidEntry: Code { Code(name: .invalidEntry) }

            var message: String {
                switch name {
                case .inUse: "The journal is in use."
                case .notAJournal: "The file is not a journal."
                case .unreadableLine: "The journal has a line that cannot be read."
                case .systemError: "The system refused to read or write the journal."
                case .broken: "The journal's file is gone, or an earlier write failed; open it anew."
                case .invalidEntry: "The entry cannot be written."
                }
            }
        }

        /// What went wrong.
        public let code: Code
        /// The system's error number (`errno`), for `systemError`.
        public let systemNumber: Int32?
        /// The number of the line, from 1, for `notAJournal` and `unreadableLine`.
        public let line: Int?
        /// What is wrong with the line, or the system's words.
        private let cause: String?

        init(_ code: Code, systemNumber: Int32? = nil, line: Int? = nil, cause: String? = nil) {
            self.code = code
            self.systemNumber = systemNumber
            self.line = line
            self.cause = cause
        }

        /// The error in plain sentences.
        public var description: String {
            var text = code.message
            if let line, let cause { text += " Line \(line) \(cause)." }
            if let systemNumber, let cause { text += " It says: \(cause) (error \(systemNumber))." }
            return text
        }
    }
#endif
