// One line of a journal's file.
// SPDX-License-Identifier: Apache-2.0

#if !Embedded
    import Foundation

    /// One change of a journal, as a line: the CRC-32 of the rest in eight hexadecimal digits, a blank, JSON, a
    /// newline.
    enum JournalRecord {
        case header
        case store(PaymentEntry)
        case complete(IdempotencyKey, transactionID: String)
        case close(IdempotencyKey, PaymentEntry.End)
        case remove(IdempotencyKey)

        /// What a line without its newline is.
        enum Reading {
            case record(JournalRecord)
            /// The check value is another's.
            case damaged
            /// The check value is right, but this is wrong with the rest.
            case unreadable(String)
        }

        /// Most bytes of a line.
        static let lengthLimit = 1 << 20
        private static let newline = UInt8(ascii: "\n")

        /// The record as a line, with its newline.
        func line() throws(JournalError) -> [UInt8] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let json = try? encoder.encode(JournalFields(self)) else { throw JournalError(.invalidEntry) }
            let line = Self.checkDigits(json) + [UInt8(ascii: " ")] + json + [Self.newline]
            guard line.count <= Self.lengthLimit, case .record = Self.read(line.dropLast()) else {
                throw JournalError(.invalidEntry)
            }
            return line
        }

        /// Reads a line without its newline.
        static func read(_ line: ArraySlice<UInt8>) -> Reading {
            guard line.count >= 9, line[line.startIndex + 8] == UInt8(ascii: " ") else { return .damaged }
            let json = line.dropFirst(9)
            guard line.prefix(8).elementsEqual(checkDigits(json)) else { return .damaged }
            do {
                return .record(try JSONDecoder().decode(JournalFields.self, from: Data(json)).record())
            } catch let error as JournalFields.Fault {
                return .unreadable(error.words)
            } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
                return .unreadable(
                    context.codingPath.last.map { "has no proper `\($0.stringValue)`" } ?? "is no object")
            } catch {
                return .unreadable("is not the JSON of a journal")
            }
        }

        private static func checkDigits(_ json: some Sequence<UInt8>) -> [UInt8] {
            let digits = String(CRC32.value(of: json), radix: 16)
            return Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
        }
    }

    /// The JSON of a record; which of the first five fields is there says what it is.
    private struct JournalFields: Codable {
        /// What is wrong with the fields.
        struct Fault: Error {
            let words: String
        }

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case format, remove, complete, close, store
            case server, outlet, order, amount, created, body, transaction, end, ended
        }

        private struct AnyKey: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        /// The file's first line says this.
        private static let currentFormat = "swift-qris payments 1"
        /// The years 1 to 9999, in seconds since 1970.
        private static let dates = -62_135_596_800.0..<253_402_300_800.0

        var format: String?
        var remove: String?
        var complete: String?
        var close: String?
        var store: String?
        var server: String?
        var outlet: String?
        var order: String?
        var amount: Int64?
        var created: Double?
        var body: Data?
        var transaction: String?
        var end: String?
        var ended: Double?

        init(_ record: JournalRecord) {
            switch record {
            case .header:
                format = Self.currentFormat
            case .store(let entry):
                store = entry.key.text
                server = entry.server
                outlet = entry.outlet
                order = entry.orderID
                amount = entry.amount.value
                created = entry.createdAt.timeIntervalSince1970
                body = entry.body
                transaction = entry.transactionID
                end = entry.end?.reason.rawValue
                ended = entry.end?.date.timeIntervalSince1970
            case .complete(let key, let transactionID):
                complete = key.text
                transaction = transactionID
            case .close(let key, let end):
                close = key.text
                self.end = end.reason.rawValue
                ended = end.date.timeIntervalSince1970
            case .remove(let key):
                remove = key.text
            }
        }

        init(from decoder: any Decoder) throws {
            // What is overlooked here would be lost when the file is written anew.
            let names = Set(CodingKeys.allCases.map(\.rawValue))
            for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !names.contains(key.stringValue) {
                throw Fault(words: "has a field that this version does not know")
            }
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            format = try fields.decodeIfPresent(String.self, forKey: .format)
            remove = try fields.decodeIfPresent(String.self, forKey: .remove)
            complete = try fields.decodeIfPresent(String.self, forKey: .complete)
            close = try fields.decodeIfPresent(String.self, forKey: .close)
            store = try fields.decodeIfPresent(String.self, forKey: .store)
            server = try fields.decodeIfPresent(String.self, forKey: .server)
            outlet = try fields.decodeIfPresent(String.self, forKey: .outlet)
            order = try fields.decodeIfPresent(String.self, forKey: .order)
            amount = try fields.decodeIfPresent(Int64.self, forKey: .amount)
            created = try fields.decodeIfPresent(Double.self, forKey: .created)
            do {
                body = try fields.decodeIfPresent(Data.self, forKey: .body)
            } catch {
                throw Fault(words: "has no proper `body`")
            }
            transaction = try fields.decodeIfPresent(String.self, forKey: .transaction)
            end = try fields.decodeIfPresent(String.self, forKey: .end)
            ended = try fields.decodeIfPresent(Double.self, forKey: .ended)
        }

        func record() throws(Fault) -> JournalRecord {
            let fields = [format, remove, complete, close, store]
            guard fields.count(where: { $0 != nil }) == 1 else {
                throw Fault(words: "says not what it is, or two things at once")
            }
            if let format {
                guard format == Self.currentFormat else {
                    throw Fault(words: "has a format that this version does not know")
                }
                return .header
            }
            if let remove { return .remove(try key(remove)) }
            if let complete {
                return .complete(try key(complete), transactionID: try wanted(transaction, "transaction"))
            }
            if let close {
                let key = try key(close)
                guard let end = try recordedEnd() else { throw Fault(words: "lacks `end`") }
                return .close(key, end)
            }
            return .store(try entry())
        }

        private func entry() throws(Fault) -> PaymentEntry {
            PaymentEntry(
                key: try key(try wanted(store, "store")), server: server, outlet: try wanted(outlet, "outlet"),
                orderID: try wanted(order, "order"), amount: Rupiah(try wanted(amount, "amount")),
                createdAt: try date(created, "created"), body: try wanted(body, "body"), transactionID: transaction,
                end: try recordedEnd())
        }

        private func recordedEnd() throws(Fault) -> PaymentEntry.End? {
            guard end != nil || ended != nil else { return nil }
            return PaymentEntry.End(
                PaymentEntry.End.Reason(rawValue: try wanted(end, "end")), at: try date(ended, "ended"))
        }

        private func date(_ seconds: Double?, _ name: String) throws(Fault) -> Date {
            let seconds = try wanted(seconds, name)
            guard Self.dates.contains(seconds) else { throw Fault(words: "has no date as `\(name)`") }
            return Date(timeIntervalSince1970: seconds)
        }

        private func wanted<Value>(_ value: Value?, _ name: String) throws(Fault) -> Value {
            guard let value else { throw Fault(words: "lacks `\(name)`") }
            return value
        }

        private func key(_ text: String) throws(Fault) -> IdempotencyKey {
            guard let key = IdempotencyKey(text) else { throw Fault(words: "has no proper key") }
            return key
        }
    }
#endif
