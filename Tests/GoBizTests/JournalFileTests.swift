// A journal's file among others: links, foreign files, damage, no room.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct JournalFileTests {
    private static let victim = Data("not to be touched\n".utf8)

    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func read(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

    private func entries(_ path: String) async throws -> [PaymentEntry] {
        try await FilePaymentJournal(path: path).entries()
    }

    /// Writes a journal of some entries and returns its bytes.
    private func makeJournal(_ path: String, count: Int) async throws -> Data {
        do {
            let journal = try FilePaymentJournal(path: path)
            for number in 0..<count { _ = try await journal.store(JournalFixture.entry(number)) }
        }
        return try read(path)
    }

    // MARK: - Links

    /// Whatever lies about under names that a journal might use, what it leads to stays.
    @Test(arguments: ["symbolic", "hard"], [".new", ".damaged", ".lock"])
    func plantedLinksHarmNothing(_ kind: String, _ suffix: String) async throws {
        try await JournalFixture.withJournal { path in
            let target = path + "-victim"
            try Self.victim.write(to: URL(fileURLWithPath: target))
            #expect(kind == "hard" ? link(target, path + suffix) == 0 : symlink(target, path + suffix) == 0)
            var bytes = try await makeJournal(path, count: 2)
            bytes[bytes.count - 5] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
            let journal = try FilePaymentJournal(path: path)
            #expect(await journal.entries() == [JournalFixture.entry(0)])
            #expect(journal.damagedLineCount == 1)
            // With no room beside it the damaged line stays where it is.
            let keeper = try #require(journal.damagedLinesPath)
            #expect(keeper == (suffix == ".damaged" ? path : path + ".damaged"))
            #expect(try read(keeper).range(of: bytes.suffix(40)) != nil)
            #expect(try read(target) == Self.victim)
        }
    }

    /// A file is one journal under all its names.
    @Test(arguments: ["symbolic", "hard"])
    func twoNamesAreOneJournal(_ kind: String) async throws {
        try await JournalFixture.withJournal { path in
            _ = try await makeJournal(path, count: 1)
            let other = path + "-other"
            #expect(kind == "hard" ? link(path, other) == 0 : symlink(path, other) == 0)
            for (number, names) in [(1, [path, other]), (2, [other, path])] {
                let journal = try FilePaymentJournal(path: names[0])
                let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: names[1]) }
                #expect(error?.code == .inUse)
                _ = try await journal.store(JournalFixture.entry(number))
                // So many changes that it would be written anew.
                for _ in 0..<300 {
                    _ = try await journal.store(JournalFixture.entry(99))
                    try await journal.remove(JournalFixture.entry(99).key)
                }
                #expect(throws: JournalError.self) { try FilePaymentJournal(path: names[1]) }
            }
            let wanted = (0..<3).map { JournalFixture.entry($0) }
            #expect(try await entries(path) == wanted)
            #expect(try await entries(other) == wanted)
        }
    }

    /// A file with two names is mended where it is.
    @Test func damageInAFileWithTwoNamesIsToldOnce() async throws {
        try await JournalFixture.withJournal { path in
            var bytes = try await makeJournal(path, count: 3)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(link(path, path + "-other") == 0)
            #expect(try FilePaymentJournal(path: path).damagedLineCount == 1)
            let journal = try FilePaymentJournal(path: path + "-other")
            #expect(journal.damagedLineCount == 0)
            #expect(await journal.entries().count == 2)
        }
    }

    @Test func aFileThatWasRemovedTakesNoMore() async throws {
        try await JournalFixture.withJournal { path in
            let journal = try FilePaymentJournal(path: path)
            try FileManager.default.removeItem(atPath: path)
            let error = await #expect(throws: JournalError.self) { try await journal.store(JournalFixture.entry(1)) }
            #expect(error?.code == .broken)
        }
    }

    @Test func whatADeadProcessLeftIsRemovedAndNothingElse() async throws {
        try await JournalFixture.withJournal { path in
            let others = ["journal.new", "journal.0123456789abcde.new", "journal.0123456789abcdex.new", "other.new"]
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            for name in others + ["journal.0123456789abcdef.new"] { try write("x", folder + "/" + name) }
            _ = try FilePaymentJournal(path: path)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == (others + ["journal"]).sorted())
        }
    }

    // MARK: - Damage

    /// One bit may turn anywhere: the entries are the same, or the journal says that something is wrong.
    @Test func noTurnedBitGoesUnnoticed() async throws {
        try await JournalFixture.withJournal { path in
            let whole = try await makeJournal(path, count: 2)
            let lastLine = whole.dropLast().lastIndex(of: 0x0A) ?? 0
            let wanted = [JournalFixture.entry(0), JournalFixture.entry(1)]
            for index in whole.indices {
                // All bits of the last line; one bit each of the others.
                for bit in index > lastLine ? Array(0..<8) : [index % 8] {
                    var bytes = whole
                    bytes[index] ^= 1 << bit
                    try bytes.write(to: URL(fileURLWithPath: path))
                    do throws(JournalError) {
                        let journal = try FilePaymentJournal(path: path)
                        let found = await journal.entries()
                        #expect(found == wanted || journal.damagedLineCount > 0, "\(index) \(bit)")
                        #expect(found.allSatisfy(wanted.contains), "\(index) \(bit)")
                    } catch {
                        #expect(error.code == .notAJournal || error.code == .unreadableLine, "\(index) \(bit)")
                    }
                }
            }
            let kept = try read(path + ".damaged")
            #expect(!kept.isEmpty)
        }
    }

    /// A text editor that means well changes nothing.
    @Test func carriageReturnsAndAByteOrderMarkAreRead() async throws {
        try await JournalFixture.withJournal { path in
            let text = String(decoding: try await makeJournal(path, count: 3), as: UTF8.self)
            for changed in [
                text.replacingOccurrences(of: "\n", with: "\r\n"), "\u{FEFF}" + text, text + "\n\n",
                "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n"), String(text.dropLast()),
            ] {
                try write(changed, path)
                let journal = try FilePaymentJournal(path: path)
                #expect(await journal.entries() == (0..<3).map { JournalFixture.entry($0) })
                #expect(journal.damagedLineCount == 0)
            }
            try Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
            #expect(error?.code == .notAJournal && error?.line == 1)
        }
    }

    /// What no version has written is refused, with its line, and the file stays.
    @Test(arguments: [
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":1e300,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":-1e12,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":1e999,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1.5,"created":1,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1e30,"created":1,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":1,"body":"*"}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":1}"#,
        #"{"store":"","outlet":"o","order":"n","amount":1,"created":1,"body":""}"#,
        #"{"store":"k","outlet":"o","order":"n","amount":1,"created":1,"body":"","more":1}"#,
        #"{"store":"k","remove":"k","outlet":"o","order":"n","amount":1,"created":1,"body":""}"#,
        #"{"complete":"k"}"#, #"{"remove":7}"#, #"{"format":"swift-qris payments 2"}"#, "{}", "[]", "7", "null", "x",
        "",
        String(repeating: "[", count: 100_000),
    ])
    func absurdLinesAreToldByTheirNumber(_ json: String) async throws {
        try await JournalFixture.withJournal { path in
            let text = JournalFixture.header + JournalFixture.line(#"{"remove":"k"}"#) + JournalFixture.line(json)
            try write(text, path)
            let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
            #expect(error?.code == .unreadableLine && error?.line == 3)
            #expect(error?.description.contains("Line 3 ") == true)
            #expect(try read(path) == Data(text.utf8))
        }
    }

    @Test(arguments: [Double.nan, .infinity, 1e300, -1e300])
    func whatCannotBeReadAgainIsNotWritten(_ seconds: Double) async throws {
        try await JournalFixture.withJournal { path in
            let journal = try FilePaymentJournal(path: path)
            let absurd = PaymentEntry(
                key: .random(), outlet: "G1", orderID: "o", amount: 1, createdAt: Date(timeIntervalSince1970: seconds),
                body: Data())
            let tooLarge = PaymentEntry(
                key: .random(), outlet: "G1", orderID: "o", amount: 1, createdAt: Date(timeIntervalSince1970: 0),
                body: Data(count: 1 << 20))
            for entry in [absurd, tooLarge] {
                let error = await #expect(throws: JournalError.self) { try await journal.store(entry) }
                #expect(error?.code == .invalidEntry)
            }
            #expect(await journal.entries().isEmpty)
        }
    }

    // MARK: - Size and room

    #if os(Linux)
        /// How many bytes this process has read, as Linux counts them; other tests read at the same time.
        private func bytesRead() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/io", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("rchar:") }
            return line.flatMap { Int($0.dropFirst(7)) } ?? 0
        }

        /// A file of 1 GB that is no journal, or is one no longer, is left after its first part.
        @Test func aHugeFileIsNotReadWhole() async throws {
            try await JournalFixture.withJournal { path in
                for (start, code) in [
                    ("", JournalError.Code.notAJournal), ("hello\nworld\n", .notAJournal),
                    (JournalFixture.header, .unreadableLine),
                ] {
                    try write(start, path)
                    #expect(truncate(path, 1_000_000_000) == 0)
                    let before = try bytesRead()
                    let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
                    #expect(error?.code == code)
                    #expect(try bytesRead() - before < 500_000_000)
                }
            }
        }

        /// No byte can be added to any file: what is there can be read, and what cannot be stored is told.
        @Test func withoutRoomTheJournalCanBeRead() async throws {
            try await JournalFixture.withJournal { path in
                let text = String(decoding: try await makeJournal(path, count: 3), as: UTF8.self)
                // Spent lines, a line that was cut off, and carriage returns: reasons to write it anew.
                let changed =
                    text.replacingOccurrences(of: "\n", with: "\r\n") + JournalFixture.line(#"{"remove":"key-1"}"#)
                try write(changed + "12345678 {", path)
                await #expect(processExitsWith: .success) { [path = path as String] in
                    signal(SIGXFSZ, SIG_IGN)
                    var limit = rlimit(rlim_cur: 1, rlim_max: 1)
                    #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                    let journal = try FilePaymentJournal(path: path)
                    #expect(await journal.entries() == [JournalFixture.entry(0), JournalFixture.entry(2)])
                    let error = await #expect(throws: JournalError.self) {
                        try await journal.store(JournalFixture.entry(9))
                    }
                    #expect(error?.description.contains("File too large") == true)
                    // A new one can be opened, too.
                    #expect(try await FilePaymentJournal(path: path + "-empty").entries().isEmpty)
                }
                #expect(try await entries(path) == [JournalFixture.entry(0), JournalFixture.entry(2)])
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                        "journal", "journal-empty",
                    ])
            }
        }
    #endif

    // MARK: - Any fields

    /// Lines with a right check value and changed fields: what is opened is the same when it is opened again, and
    /// anything else is a typed error.
    @Test func changedFieldsGiveTheSameEntriesOrAnError() async throws {
        try await JournalFixture.withJournal { path in
            var mutator = JournalMutator(seed: 10)
            var (openedCount, refusedCount) = (0, 0)
            for round in 0..<1500 {
                let lines = (0..<Int.random(in: 1...4, using: &mutator.random)).map { _ in mutator.json() }
                try write(JournalFixture.header + lines.map(JournalFixture.line).joined(), path)
                do throws(JournalError) {
                    let first = try await { () async throws(JournalError) in
                        let journal = try FilePaymentJournal(path: path)
                        #expect(journal.damagedLineCount == 0, "round \(round): \(lines)")
                        return await journal.entries()
                    }()
                    #expect(try await FilePaymentJournal(path: path).entries() == first, "round \(round): \(lines)")
                    openedCount += 1
                } catch {
                    #expect(error.code == .unreadableLine, "round \(round): \(lines)")
                    refusedCount += 1
                }
            }
            // Both are tested.
            #expect(openedCount > 200 && refusedCount > 200)
        }
    }

    /// Any entry that is stored comes back as the journal had it.
    @Test func anyEntryComesBack() async throws {
        try await JournalFixture.withJournal { path in
            var mutator = JournalMutator(seed: 11)
            var stored: [PaymentEntry] = []
            do {
                let journal = try FilePaymentJournal(path: path)
                for _ in 0..<300 { _ = try? await journal.store(mutator.entry()) }
                stored = await journal.entries()
            }
            #expect(stored.count > 100)
            #expect(try await entries(path) == stored)
            #expect(try await entries(path) == stored)
        }
    }
}

/// Makes lines and entries that are nearly right.
struct JournalMutator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let texts = [
        "", "k", "key-1", "o", String(repeating: "k", count: 32), String(repeating: "k", count: 33), "\u{0}", "é", "😀",
        "\r\n", "\u{2028}", "\u{FEFF}", "\\", "\"", "}", "{", "e\u{301}", String(repeating: "x", count: 3000),
    ]
    private static let numbers = [
        "0", "-0", "1", "1.5", "1e300", "-1e300", "1e999", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "253402300799", "253402300799.9999", "253402300800", "-62135596800", "-62135596801",
        "1700000000.1234567", "0.1", "1e-300", "0e0", "01", "NaN",
    ]

    mutating func json() -> String {
        var fields: [(String, String)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: fields = [("remove", #""key-1""#)]
        case 1: fields = [("complete", #""key-1""#), ("transaction", #""t""#)]
        default:
            fields = [
                ("store", #""key-\#(Int.random(in: 1...2, using: &random))""#), ("outlet", #""G1""#),
                ("order", #""n""#),
                ("amount", "1"), ("created", "1700000000.5"), ("body", #""e30=""#),
            ]
        }
        if Int.random(in: 0..<3, using: &random) > 0 {
            for _ in 0..<Int.random(in: 1...2, using: &random) { mutate(&fields) }
        }
        return "{" + fields.map { #""\#($0)":\#($1)"# }.joined(separator: ",") + "}"
    }

    private mutating func mutate(_ fields: inout [(String, String)]) {
        let index = Int.random(in: 0..<fields.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: if fields.count > 1 { fields.remove(at: index) }
        case 1: fields.append(fields[index])
        case 2:
            fields[index].0 = one(of: ["store", "remove", "complete", "format", "transaction", "x"])
        case 3: fields.append(("transaction", value()))
        default: fields[index].1 = value()
        }
    }

    private mutating func value() -> String {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return one(of: ["null", "true", "[]", "{}", "{\"a\":[1]}"])
        case 1...4: return one(of: Self.numbers)
        default: return quoted(one(of: Self.texts))
        }
    }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private func quoted(_ text: String) -> String {
        let data = try? JSONEncoder().encode([text])
        return data.map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) } ?? #""""#
    }

    mutating func entry() -> PaymentEntry {
        let seconds = one(of: [
            Double.random(in: -6e10...2.5e11, using: &random), Double.random(in: 0...2e9, using: &random),
            Double(bitPattern: random.next()),
        ])
        let body = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        return PaymentEntry(
            key: IdempotencyKey("k\(random.next() % 400)") ?? .random(),
            outlet: one(of: Self.texts),
            orderID: one(of: Self.texts), amount: Rupiah(Int64(bitPattern: random.next())),
            createdAt: Date(timeIntervalSince1970: seconds), body: Data(body),
            transactionID: Bool.random(using: &random) ? one(of: Self.texts) : nil)
    }
}
