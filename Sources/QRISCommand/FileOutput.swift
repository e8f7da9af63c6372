// Writing a file so that nothing of what it was is lost on the way: whole or not at all wherever that can be.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Writes results to where a path leads.
    enum FileOutput {
        /// Writes a file, a device, a pipe or what this process has open.
        ///
        /// A file is made beside its place under another name, brought to the disk and then renamed, so that its name
        /// always stands for the whole old or the whole new content. Owner, group and permissions stay. Where a new
        /// file cannot take the old one's place, the old one gets the new content: a file of several names, of another
        /// owner, in a directory that cannot be written to, or that is mounted by itself.
        ///
        /// - Parameters:
        ///   - bytes: the content.
        ///   - path: where; symbolic links are followed, also those to a file that does not exist yet.
        /// - Throws: what the system refused.
        static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
            let place = followed(path)
            if let number = descriptorNumber(place) {
                return try SystemCalls.write(bytes, to: number)
            }
            if let status = SystemCalls.status(place), !status.isRegular {
                return try OpenFile(writing: place).write(bytes)
            }
            try SystemCalls.delayingItsEnd { () throws(SystemError) in
                try writeFile(bytes, at: place)
            }
        }

        private static func writeFile(_ bytes: [UInt8], at path: String) throws(SystemError) {
            // Opening tells whether the file itself may be written to.
            guard let old = try status(ofWritable: path) else {
                return try replaceFile(at: path, nil, with: bytes)
            }
            guard old.linkCount == 1 else { return try overwriteFile(at: path, with: bytes) }
            do throws(SystemError) {
                try replaceFile(at: path, old, with: bytes)
            } catch {
                guard error.isOfDirectory else { throw error }
                try overwriteFile(at: path, with: bytes)
            }
        }

        /// What the system knows about a file that can be written to; nil when there is none.
        private static func status(ofWritable path: String) throws(SystemError) -> FileStatus? {
            do throws(SystemError) {
                return try OpenFile(writing: path).status
            } catch {
                guard error.isMissing else { throw error }
                return nil
            }
        }

        private static func replaceFile(
            at path: String, _ old: FileStatus?, with bytes: [UInt8]
        ) throws(SystemError) {
            let temporary = try TemporaryFile(for: path)
            do throws(SystemError) {
                if let old { try temporary.file.takeRights(of: old) }
                try temporary.file.write(bytes)
                try temporary.file.synchronise()
                guard !SystemCalls.isEndRequested else { throw SystemError.interrupted }
                try SystemCalls.rename(temporary.path, to: path)
            } catch {
                SystemCalls.remove(temporary.path)
                throw error
            }
            // The name is the directory's. Where that cannot be opened, the system does this in its own time.
            try? OpenFile(reading: parts(of: path).directory).synchronise()
        }

        private static func overwriteFile(at path: String, with bytes: [UInt8]) throws(SystemError) {
            let file = try OpenFile(writing: path)
            try file.write(bytes)
            try file.truncate(to: bytes.count)
            try file.synchronise()
        }

        // MARK: - Paths

        /// Most symbolic links one after the other; more are a circle, which opening reports.
        private static let linkLimit = 40

        /// Returns where the symbolic links lead that a path ends in.
        ///
        /// What this process has open is not followed further: it need not have a name.
        private static func followed(_ path: String) -> String {
            var place = path
            for _ in 0..<linkLimit {
                guard descriptorNumber(place) == nil, let target = SystemCalls.linkTarget(place) else { break }
                place = target.utf8.first == UInt8(ascii: "/") ? target : parts(of: place).directory + target
            }
            return place
        }

        /// Returns the descriptor that a path such as `/dev/fd/3` stands for; nil for other paths.
        private static func descriptorNumber(_ path: String) -> Int32? {
            let (directory, name) = parts(of: path)
            guard let number = Int32(name), "\(number)" == name, number >= 0,
                let resolved = SystemCalls.resolvedPath(directory)
            else { return nil }
            let own = ["/dev/fd", "/proc/self/fd", "/proc/\(SystemCalls.processNumber)/fd"]
            return own.contains(resolved) ? number : nil
        }

        /// Returns the directory of a path, with a slash at the end, and the name in it.
        static func parts(of path: String) -> (directory: String, name: String) {
            guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("./", path) }
            return (String(path.utf8[...slash]) ?? "", String(path.utf8[path.utf8.index(after: slash)...]) ?? "")
        }
    }

    /// A file that is to be renamed, beside what it will replace.
    ///
    /// Its name is short, so it fits wherever the other's does. It is made of a digest of the other's name: the next to
    /// replace the same file finds what a process left that the system ended, and removes it. A lock, which ends with
    /// its process, tells such files from those that are being written.
    struct TemporaryFile: ~Copyable {
        /// The file's path.
        let path: String
        /// The file, locked and empty.
        let file: OpenFile

        /// Most processes that write to one place at the same time.
        private static let limit = 1_000

        /// Creates a file.
        ///
        /// - Parameter target: the path that it is to be renamed to.
        /// - Throws: what the system refused; `busy` when too many processes write to one place.
        init(for target: String) throws(SystemError) {
            let (directory, name) = FileOutput.parts(of: target)
            let digest = Self.digest(of: name)
            for number in 0..<Self.limit {
                let path = "\(directory).qris-\(digest)-\(number).tmp"
                repeat {
                    if let file = try Self.created(path) {
                        self.path = path
                        self.file = file
                        return
                    }
                } while Self.removesLeftFile(path)
            }
            throw SystemError.busy
        }

        /// Creates and locks a file; nil when the name is taken.
        private static func created(_ path: String) throws(SystemError) -> OpenFile? {
            do throws(SystemError) {
                let file = try OpenFile(creating: path)
                // Before it was locked, another process may have taken it for one that was left, and removed it.
                // Where there are no locks, nobody removes any.
                guard (try? file.lock()) ?? true, try file.status.linkCount > 0 else { return nil }
                return file
            } catch {
                guard error.isTaken else { throw error }
                return nil
            }
        }

        /// Removes a file that no process is writing; true when the name is free.
        private static func removesLeftFile(_ path: String) -> Bool {
            do throws(SystemError) {
                let file = try OpenFile(examining: path)
                let status = try file.status
                // Its process may have renamed it before it ended.
                guard status.isRegular, try file.lock(), SystemCalls.status(path)?.isSameFile(as: status) == true else {
                    return false
                }
                SystemCalls.remove(path)
                return true
            } catch {
                return error.isMissing
            }
        }

        /// Returns 16 digits made of a name.
        ///
        /// - Source: FNV-1a, 64 bits: draft-eastlake-fnv.
        private static func digest(of name: String) -> String {
            let digest = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { digest, byte in
                (digest ^ UInt64(byte)).multipliedReportingOverflow(by: 0x100_0000_01B3).partialValue
            }
            let digits = String(digest, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
#endif
