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
        case remove(IdempotencyKey)

        /// The file's first line says this.
        private static let format = "swift-qris payments 1"
        private static let newline = UInt8(ascii: "\n")

        /// The record as a line, with its newline.
        func line() throws(JournalError) -> [UInt8] {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let json = try? encoder.encode(Fields(self)) else { throw JournalError(.invalidEntry) }
            return Self.checkDigits(json) + [UInt8(ascii: " ")] + json + [Self.newline]
        }

        /// Reads a line without its newline; nil when it is damaged.
        init?(line: ArraySlice<UInt8>) {
            guard line.count > 9, line[line.startIndex + 8] == UInt8(ascii: " ") else { return nil }
            let json = line.dropFirst(9)
            guard line.prefix(8).elementsEqual(Self.checkDigits(json)),
                let fields = try? JSONDecoder().decode(Fields.self, from: Data(json)), let record = fields.record
            else { return nil }
            self = record
        }

        private static func checkDigits(_ json: some Sequence<UInt8>) -> [UInt8] {
            let digits = String(CRC32.value(of: json), radix: 16)
            return Array((String(repeating: "0", count: 8 - digits.utf8.count) + digits).utf8)
        }

        /// The JSON of a record; which fields are there says what it is.
        private struct Fields: Codable {
            var format: String?
            var remove: String?
            var complete: String?
            var store: String?
            var outlet: String?
            var order: String?
            var amount: Int64?
            var created: Double?
            var body: Data?
            var transaction: String?

            init(_ record: JournalRecord) {
                switch record {
                case .header:
                    format = JournalRecord.format
                case .store(let entry):
                    store = entry.key.text
                    outlet = entry.outlet
                    order = entry.orderID
                    amount = entry.amount.value
                    created = entry.createdAt.timeIntervalSince1970
                    body = entry.body
                    transaction = entry.transactionID
                case .complete(let key, let transactionID):
                    complete = key.text
                    transaction = transactionID
                case .remove(let key):
                    remove = key.text
                }
            }

            var record: JournalRecord? {
                if let format { return format == JournalRecord.format ? .header : nil }
                if let key = remove.flatMap({ IdempotencyKey($0) }) { return .remove(key) }
                if let key = complete.flatMap({ IdempotencyKey($0) }), let transaction {
                    return .complete(key, transactionID: transaction)
                }
                guard let key = store.flatMap({ IdempotencyKey($0) }), let outlet, let order, let amount, let created,
                    let body
                else { return nil }
                return .store(
                    PaymentEntry(
                        key: key, outlet: outlet, orderID: order, amount: Rupiah(amount),
                        createdAt: Date(timeIntervalSince1970: created), body: body, transactionID: transaction))
            }
        }
    }
#endif
