// What can go wrong with a journal's file.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    /// Why a journal's file cannot be used; nothing in it is secret or personal.
    public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
        /// What went wrong; more codes may come.
        public struct Code: Sendable, Hashable {
            private enum Name: UInt8 {
                case inUse, notAJournal, systemError, broken, invalidEntry
            }

            private let name: Name

            /// Another process, or another journal in this one, has the file open.
            public static var inUse: Code { Code(name: .inUse) }
            /// The file is there but is not a journal; it was left as it is.
            public static var notAJournal: Code { Code(name: .notAJournal) }
            /// The system refused; see `systemNumber`.
            public static var systemError: Code { Code(name: .systemError) }
            /// An earlier write failed in a way that leaves the file's state unknown; open the journal anew.
            public static var broken: Code { Code(name: .broken) }
            /// The entry cannot be written, such as for a date that is no number.
            public static var invalidEntry: Code { Code(name: .invalidEntry) }

            var message: String {
                switch name {
                case .inUse: "The journal is in use."
                case .notAJournal: "The file is not a journal."
                case .systemError: "The system refused to read or write the journal."
                case .broken: "An earlier write to the journal failed; open it anew."
                case .invalidEntry: "The entry cannot be written."
                }
            }
        }

        /// What went wrong.
        public let code: Code
        /// The system's error number (`errno`), for `systemError`.
        public let systemNumber: Int32?

        init(_ code: Code, systemNumber: Int32? = nil) {
            self.code = code
            self.systemNumber = systemNumber
        }

        /// The error in a plain sentence.
        public var description: String {
            systemNumber.map { "\(code.message) (error \($0))" } ?? code.message
        }
    }
#endif
