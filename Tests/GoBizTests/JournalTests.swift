// A journal survives whatever ends the process, wherever it does.
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GoBiz
import TestSupport
import Testing

@Suite struct JournalTests {
    private func write(_ bytes: Data, _ path: String) throws {
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    private func read(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    private func entries(_ path: String) async throws -> [PaymentEntry] {
        try await FilePaymentJournal(path: path).entries()
    }

    @Test func entriesComeBackAsTheyWere() async throws {
        try await JournalFixture.withJournal { path in
            let wanted = (0..<5).map { JournalFixture.entry($0, body: #"{"a":"é\n\u0000"}"#) }
            do {
                let journal = try FilePaymentJournal(path: path)
                for entry in wanted { #expect(try await journal.store(entry) == nil) }
                #expect(try await journal.store(JournalFixture.entry(2, body: "other")) == wanted[2])
                try await journal.complete(wanted[1].key, transactionID: "t-1")
                try await journal.remove(wanted[3].key)
                try await journal.remove(.random())
                try await journal.complete(.random(), transactionID: "t")
            }
            let found = try await entries(path)
            #expect(found == [wanted[0], wanted[1].completed(transactionID: "t-1"), wanted[2], wanted[4]])
            #expect(found[1].body.isEmpty)
        }
    }

    /// A closed entry is a record without the customer's data, and the first end that was told stays.
    @Test func closedEntriesComeBackWithTheirEnd() async throws {
        try await JournalFixture.withJournal { path in
            let date = Date(timeIntervalSince1970: 1_700_000_100.5)
            let paid = PaymentEntry.End(.init(.settlement), at: date)
            do {
                let journal = try FilePaymentJournal(path: path)
                for number in 0..<3 { _ = try await journal.store(JournalFixture.entry(number)) }
                try await journal.complete(JournalFixture.entry(1).key, transactionID: "t-1")
                try await journal.close(JournalFixture.entry(1).key, as: paid)
                try await journal.close(JournalFixture.entry(1).key, as: PaymentEntry.End(.forgotten, at: Date()))
                try await journal.close(JournalFixture.entry(2).key, as: PaymentEntry.End(.forgotten, at: date))
                try await journal.close(.random(), as: paid)
            }
            for _ in 0..<2 {
                let found = try await entries(path)
                #expect(found.map(\.end) == [nil, paid, PaymentEntry.End(.forgotten, at: date)])
                #expect(found.map(\.transactionID) == [nil, "t-1", nil])
                #expect(found.map(\.body.isEmpty) == [false, true, true])
                #expect(found.map(\.server) == [nil, nil, nil])
            }
            let journal = try FilePaymentJournal(path: path)
            #expect(try await journal.store(JournalFixture.entry(1)) == found(1, paid))
            #expect(await journal.entry(JournalFixture.entry(0).key) == JournalFixture.entry(0))
            #expect(await journal.entry(.random()) == nil)
        }
    }

    private func found(_ number: Int, _ end: PaymentEntry.End) -> PaymentEntry {
        JournalFixture.entry(number).completed(transactionID: "t-\(number)").closed(as: end)
    }

    /// Lines of before servers and ends were noted.
    @Test func linesWithoutServerAndEndAreRead() async throws {
        try await JournalFixture.withJournal { path in
            let line = JournalFixture.line(
                #"{"amount":5,"body":"e30=","created":1700000000,"order":"o","outlet":"G1","store":"k"}"#)
            try Data((JournalFixture.header + line).utf8).write(to: URL(fileURLWithPath: path))
            let entry = try #require(try await entries(path).first)
            #expect(entry.orderID == "o" && entry.server == nil && entry.end == nil && entry.body == Data("{}".utf8))
        }
    }

    /// Records of a month ago go, once there are many; open entries never do.
    @Test func oldRecordsAreDropped() async throws {
        let journal = MemoryPaymentJournal()
        let now = Date(timeIntervalSince1970: 1_700_000_000)
        for number in 0..<2100 {
            _ = await journal.store(JournalFixture.entry(number))
            let end = PaymentEntry.End(.booked, at: number < 2000 ? now - 36 * 86_400 : now)
            if number > 0 { await journal.close(JournalFixture.entry(number).key, as: end) }
        }
        let left = await journal.entries()
        #expect(left.map(\.key) == [JournalFixture.entry(0).key] + (2000..<2100).map { JournalFixture.entry($0).key })
    }

    @Test func onlyTheOwnerMayReadIt() async throws {
        try await JournalFixture.withJournal { path in
            try Data().write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            let journal = try FilePaymentJournal(path: path)
            _ = try await journal.store(JournalFixture.entry(1))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode == 0o600)
        }
    }

    /// Cut anywhere, the file gives exactly the changes that are whole, and takes new ones.
    @Test func aFileCutAtAnyByteGivesAllWholeChanges() async throws {
        try await JournalFixture.withJournal { path in
            var states: [(length: Int, entries: [PaymentEntry])] = []
            do {
                let journal = try FilePaymentJournal(path: path)
                func note() async throws { states.append((try read(path).count, await journal.entries())) }
                try await note()
                for number in 0..<4 {
                    _ = try await journal.store(JournalFixture.entry(number))
                    try await note()
                    if number % 2 == 0 {
                        try await journal.complete(JournalFixture.entry(number).key, transactionID: "t")
                    }
                    try await note()
                    if number % 3 == 2 { try await journal.remove(JournalFixture.entry(number - 1).key) }
                    try await note()
                }
            }
            let whole = try read(path)
            for length in 0...whole.count {
                let cut = path + "-\(length)"
                try write(whole.prefix(length), cut)
                let journal = try FilePaymentJournal(path: cut)
                // A line is whole without its newline too.
                let expected = states.last { $0.length <= length + 1 }?.entries ?? []
                #expect(await journal.entries() == expected, "\(length)")
                #expect(journal.damagedLineCount == 0)
                _ = try await journal.store(JournalFixture.entry(99))
                #expect(await journal.entries() == expected + [JournalFixture.entry(99)])
            }
        }
    }

    /// After a power cut a file's end may hold anything, zeros most often.
    @Test func rubbishAtTheEndIsDropped() async throws {
        try await JournalFixture.withJournal { path in
            do { _ = try await FilePaymentJournal(path: path).store(JournalFixture.entry(1)) }
            let whole = try read(path)
            for rubbish in [Data(count: 300), Data("00000000 {".utf8), Data("\n\n\n".utf8), Data([0xFF])] {
                try write(whole + rubbish, path)
                let journal = try FilePaymentJournal(path: path)
                #expect(await journal.entries() == [JournalFixture.entry(1)])
                #expect(journal.damagedLineCount == 0)
            }
        }
    }

    @Test func damageInTheMiddleIsCountedAndKept() async throws {
        try await JournalFixture.withJournal { path in
            do {
                let journal = try FilePaymentJournal(path: path)
                for number in 1...3 { _ = try await journal.store(JournalFixture.entry(number)) }
            }
            var bytes = try read(path)
            let line = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[2]
            bytes[line.startIndex + 20] ^= 1
            try write(bytes, path)
            let journal = try FilePaymentJournal(path: path)
            #expect(journal.damagedLineCount == 1)
            #expect(await journal.entries() == [JournalFixture.entry(1), JournalFixture.entry(3)])
            #expect(journal.damagedLinesPath == path + ".damaged")
            #expect(try read(path + ".damaged").count == line.count + 1)
        }
    }

    @Test func aForeignFileIsLeftAlone() async throws {
        try await JournalFixture.withJournal { path in
            for content in ["hello", "{}\n", String(repeating: "x", count: 5000)] {
                try write(Data(content.utf8), path)
                #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
                #expect(try read(path) == Data(content.utf8))
            }
        }
    }

    @Test func oneAtATimeMayHaveItOpen() async throws {
        try await JournalFixture.withJournal { path in
            let first = try FilePaymentJournal(path: path)
            let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: path) }
            #expect(error?.code == .inUse)
            _ = await first.entries()
        }
    }

    @Test func aDirectoryThatIsMissingIsAnError() {
        let error = #expect(throws: JournalError.self) { try FilePaymentJournal(path: "/nowhere/at/all") }
        #expect(error?.code == .systemError)
        #expect(error?.systemNumber == 2)
        #expect(error?.description.contains("No such file or directory") == true)
    }

    /// Spent lines go, and with them the customers' data.
    @Test func theFileStaysSmall() async throws {
        try await JournalFixture.withJournal { path in
            let journal = try FilePaymentJournal(path: path)
            _ = try await journal.store(JournalFixture.entry(-1, body: "kept"))
            var longest = 0
            for number in 0..<400 {
                _ = try await journal.store(JournalFixture.entry(number, body: "personal-\(number)"))
                try await journal.complete(JournalFixture.entry(number).key, transactionID: "t")
                try await journal.remove(JournalFixture.entry(number).key)
                longest = max(longest, try read(path).count)
            }
            #expect(await journal.entries() == [JournalFixture.entry(-1, body: "kept")])
            #expect(longest < 100_000)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["journal"])
        }
        try await JournalFixture.withJournal { path in
            do {
                let journal = try FilePaymentJournal(path: path)
                _ = try await journal.store(JournalFixture.entry(1, body: "personal"))
                try await journal.complete(JournalFixture.entry(1).key, transactionID: "t")
            }
            let body = Data("personal".utf8).base64EncodedString()
            #expect(String(decoding: try read(path), as: UTF8.self).contains(body))
            _ = try await entries(path)
            #expect(!String(decoding: try read(path), as: UTF8.self).contains(body))
        }
    }

    /// The check value of each line, by Python's `zlib.crc32`.
    @Test func linesCarryTheirCRC32() async throws {
        try await JournalFixture.withJournal { path in
            do {
                let journal = try FilePaymentJournal(path: path)
                for number in 1...3 { _ = try await journal.store(JournalFixture.entry(number)) }
                try await journal.complete(JournalFixture.entry(2).key, transactionID: "t")
            }
            let script = """
                import sys, zlib
                for line in open(sys.argv[1], 'rb'):
                    assert int(line[:8], 16) == zlib.crc32(line[9:-1]), line
                    print('whole')
                """
            let result = try ProcessRunner.run(.python, ["-c", script, path])
            #expect(result.outputText == String(repeating: "whole\n", count: 5), "\(result.errorText)")
        }
    }

    /// A process that writes is killed at a random moment, again and again: whatever it was told is done is done.
    ///
    /// Its 257th change or so makes the file be written anew, and some are killed about then.
    @Test func killingTheWriterLosesNothing() async throws {
        try await JournalFixture.withJournal { path in
            do { _ = try await FilePaymentJournal(path: path).store(JournalFixture.entry(-1)) }
            var done = 0
            for changeCount in [0, 1, 40, 254, 256, 257, 258] {
                let told = path + ".told"
                try write(Data(), told)
                await #expect(processExitsWith: .signal(9)) {
                    [path = path as String, done = done as Int, changeCount = changeCount as Int] in
                    try await JournalWriter.run(path: path, from: done, isKilledAfter: changeCount)
                }
                let count = done + (try read(told).count)
                let found = try await entries(path).dropFirst()
                // What was told, or one change more that was done but not told.
                #expect(
                    JournalWriter.states(after: [count, count + 1]).contains(Array(found)), "changeCount \(changeCount)"
                )
                done = Array(found) == JournalWriter.states(after: [count])[0] ? count : count + 1
            }
            #expect(done > 1000)
        }
    }
}

/// What tests of journals share.
enum JournalFixture {
    static func entry(_ number: Int, body: String = "{}") -> PaymentEntry {
        let key = IdempotencyKey("key-\(number)") ?? .random()
        return PaymentEntry(
            key: key, outlet: "G1", orderID: "order \"\(number)\"\n", amount: Rupiah(Int64(1000 + number)),
            createdAt: Date(timeIntervalSince1970: 1_700_000_000.25 + Double(number)), body: Data(body.utf8))
    }

    /// Calls a closure with the path of a journal in a new directory, which is removed afterwards.
    static func withJournal(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("qris-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        // Where links lead, as a journal tells its paths.
        try await body(directory.resolvingSymlinksInPath().appendingPathComponent("journal").path)
    }

    /// A line of a journal around any JSON, with the check value that belongs to it.
    ///
    /// - Source: CRC-32/ISO-HDLC, bit by bit.
    static func line(_ json: String) -> String {
        var remainder: UInt32 = 0xFFFF_FFFF
        for byte in json.utf8 {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ 0xEDB8_8320 : remainder >> 1 }
        }
        return String(format: "%08x", ~remainder) + " " + json + "\n"
    }

    static let header = line(#"{"format":"swift-qris payments 1"}"#)
}

/// What the process that is to be killed does: store, complete and remove one entry after the other.
enum JournalWriter {
    static func run(path: String, from first: Int, isKilledAfter count: Int) async throws {
        let journal = try FilePaymentJournal(path: path)
        let told = try FileHandle(forWritingTo: URL(fileURLWithPath: path + ".told"))
        for number in first... {
            if number == first + count {
                // Some moment within the changes that follow.
                let delay = Double.random(in: 0...0.003)
                Thread.detachNewThread {
                    Thread.sleep(forTimeInterval: delay)
                    kill(getpid(), SIGKILL)
                }
            }
            let entry = entry(number / 3)
            switch number % 3 {
            case 0: _ = try await journal.store(entry)
            case 1: try await journal.complete(entry.key, transactionID: "t")
            default: try await journal.remove(entry.key)
            }
            try told.write(contentsOf: Data("x".utf8))
        }
    }

    /// What the journal holds after each of some numbers of changes.
    static func states(after counts: [Int]) -> [[PaymentEntry]] {
        counts.map { count in
            let entry = entry(count / 3)
            return [[], [entry], [entry.completed(transactionID: "t")]][count % 3]
        }
    }

    private static func entry(_ number: Int) -> PaymentEntry {
        PaymentEntry(
            key: IdempotencyKey("sale-\(number)") ?? .random(), outlet: "G1", orderID: "o", amount: 1,
            createdAt: Date(timeIntervalSince1970: 0), body: Data(count: 300))
    }
}
