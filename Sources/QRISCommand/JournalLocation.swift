// Where `pay` keeps its journal unless it is told otherwise.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import Foundation

    /// The place of one server's journal in the user's state folder.
    ///
    /// - Source: XDG Base Directory Specification 0.8; on macOS the folder `Application Support`.
    struct JournalLocation {
        private static let advice = "; give --journal FILE"

        /// The name of the file.
        private let name: String
        /// The folder.
        private let folder: String

        /// The file.
        var path: String { folder + "/" + name }

        /// Finds the place.
        ///
        /// - Parameter serverName: the servers' name.
        /// - Throws: a failure of usage when there is no home folder.
        init(serverName: String) throws(Failure) {
            name = "payments-\(serverName).journal"
            folder = try Self.stateFolder() + "/qris"
        }

        /// Makes the folder, which only the user may read; does nothing when it is there.
        ///
        /// - Throws: a failure with the system's words.
        func makeFolder() throws(Failure) {
            do {
                try SystemCalls.makeFolder(folder)
            } catch {
                let folder = VisibleText.string(of: folder.utf8)
                throw Failure(.operationFailed, "cannot make the folder \(folder): \(error.message)\(Self.advice)")
            }
        }

        /// Tells of a journal in the current folder, where it was kept at first: its sales must not be forgotten.
        func tellOfEarlierJournal() {
            guard FileManager.default.fileExists(atPath: name) else { return }
            Output.message(
                "qris: warning: \(name) in this folder is not used; the journal is \(VisibleText.string(of: path.utf8)). "
                    + "To go on with its sales, give --resume --journal \(name).")
        }

        private static func stateFolder() throws(Failure) -> String {
            #if canImport(Darwin)
                let own = "Library/Application Support"
            #else
                let own = ".local/state"
                // The specification says that a relative path must be ignored.
                if let folder = SystemCalls.environment("XDG_STATE_HOME"), folder.hasPrefix("/") { return folder }
            #endif
            guard let home = SystemCalls.environment("HOME"), home.hasPrefix("/") else {
                throw Failure(.usage, "HOME is not set, so there is no place for the journal\(advice)")
            }
            return home + "/" + own
        }
    }
#endif
