// One line of a batch: its fields, checked.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    /// Why a line has no result.
    struct BatchFault: Error {
        /// The kind of fault, stable.
        let code: String
        /// What is wrong, where, and how to mend it; without any of the line.
        let message: String

        /// A line that is not a request of the form wanted.
        static func badRequest(_ message: String) -> BatchFault {
            BatchFault(code: "bad_request", message: message)
        }
    }

    /// The fields of one request.
    struct BatchRequest {
        private let line: [UInt8]
        private let members: [JSONMember]

        /// Reads a line.
        ///
        /// - Parameter line: the line without its end.
        /// - Throws: `bad_request` when it is not a JSON object, or a name stands twice in it.
        init(_ line: [UInt8]) throws(BatchFault) {
            let value: JSONValue
            do throws(JSONError) {
                // What is inside the `id` is given back as it was written.
                value = try JSONReader.value(of: line, keptDepth: 1)
            } catch {
                throw .badRequest("the line cannot be read as JSON: \(error.reason), at byte \(error.byteOffset)")
            }
            guard case .object(let members) = value else {
                throw .badRequest("the line must be a JSON object")
            }
            self.line = line
            self.members = members
        }

        /// Refuses a member that nobody reads, such as a misspelt one.
        ///
        /// - Parameter known: the members that are read.
        /// - Throws: `bad_request` with the member's name.
        func refuseOthers(than known: [String]) throws(BatchFault) {
            for member in members where !known.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
                let name = VisibleText.string(of: member.name.utf8.prefix(64))
                throw .badRequest("unknown member \(name); known are \(known.joined(separator: ", "))")
            }
        }

        /// The `id` as it was written; nil when there is none.
        var id: ArraySlice<UInt8>? {
            member("id").map { line[$0.range] }
        }

        /// Returns a string; nil when the field is absent or null.
        func string(_ name: StaticString) throws(BatchFault) -> String? {
            switch member(name)?.value {
            case nil, .null: return nil
            case .string(let text): return text
            default: throw .badRequest("\(name) must be a string")
            }
        }

        /// Returns a Boolean value; nil when the field is absent or null.
        func bool(_ name: StaticString) throws(BatchFault) -> Bool? {
            switch member(name)?.value {
            case nil, .null: return nil
            case .bool(let value): return value
            default: throw .badRequest("\(name) must be true or false")
            }
        }

        /// Returns a whole number in a range; nil when the field is absent or null.
        func integer(_ name: StaticString, in range: ClosedRange<Int>) throws(BatchFault) -> Int? {
            switch member(name)?.value {
            case nil, .null: return nil
            case .number(let text):
                if let number = Int(text), range.contains(number) { return number }
            default: break
            }
            throw .badRequest("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }

        /// Returns a number as it was written, as JSON's number or as a string; nil when the field is absent or null.
        func number(_ name: StaticString) throws(BatchFault) -> String? {
            switch member(name)?.value {
            case nil, .null: return nil
            case .number(let text), .string(let text): return text
            default: throw .badRequest("\(name) must be a number")
            }
        }

        /// Returns an object's own members; nil when the field is absent or null.
        func object(_ name: StaticString) throws(BatchFault) -> BatchRequest? {
            guard let member = member(name) else { return nil }
            if case .null = member.value { return nil }
            do throws(BatchFault) {
                return try BatchRequest(Array(line[member.range]))
            } catch {
                throw .badRequest("\(name) must be an object")
            }
        }

        /// Returns one of named choices; nil when the field is absent or null.
        func choice<Choice: NamedChoice>(_ name: StaticString) throws(BatchFault) -> Choice? {
            guard let text = try string(name) else { return nil }
            guard let choice = Choice(choiceName: text) else {
                throw .badRequest("\(name) must be one of \(Choice.choiceNames.joined(separator: ", "))")
            }
            return choice
        }

        /// The member of a name, which stands once.
        private func member(_ name: StaticString) -> JSONMember? {
            members.first { $0.name.utf8.elementsEqual(name.description.utf8) }
        }
    }
#endif
