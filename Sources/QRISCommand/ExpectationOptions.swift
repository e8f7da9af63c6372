// What was ordered, to be compared with a payload.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS

    /// What a payload should say; what is not given does not matter.
    struct ExpectationOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp("The amount, 54, by value: 1000 is 1000.00.", valueName: "amount"),
            transform: Self.amount)
        var expectAmount: Amount?

        @Flag(help: "Let a tip or fee be added to that amount.")
        var expectTip = false

        @Option(help: ArgumentHelp("The national merchant ID, 51.02.", valueName: "id"))
        var expectNmid: String?

        @Option(help: ArgumentHelp("The merchant's name, 59.", valueName: "text"))
        var expectName: String?

        @Option(help: ArgumentHelp("The merchant's city, 60.", valueName: "text"))
        var expectCity: String?

        @Option(help: ArgumentHelp("The merchant PAN, with or without its check digit.", valueName: "digits"))
        var expectMpan: String?

        @Option(help: ArgumentHelp("The acquirer's merchant ID.", valueName: "text"))
        var expectMid: String?

        @Option(help: ArgumentHelp("The bill number, 62.01.", valueName: "text"))
        var expectBillNumber: String?

        @Option(help: ArgumentHelp("The reference, 62.05.", valueName: "text"))
        var expectReferenceLabel: String?

        @Option(help: ArgumentHelp("The terminal, 62.07.", valueName: "text"))
        var expectTerminalLabel: String?

        /// The expectation as the library takes it.
        var expectation: Expectation {
            var expectation = Expectation()
            expectation.amount = expectAmount
            expectation.acceptsTip = expectTip
            expectation.nationalMerchantID = expectNmid
            expectation.merchantName = expectName
            expectation.merchantCity = expectCity
            expectation.merchantPAN = expectMpan
            expectation.merchantID = expectMid
            expectation.billNumber = expectBillNumber
            expectation.referenceLabel = expectReferenceLabel
            expectation.terminalLabel = expectTerminalLabel
            return expectation
        }

        func validate() throws {
            guard !expectTip || expectAmount != nil else {
                throw ValidationError("--expect-tip goes with --expect-amount.")
            }
        }

        /// Reads an amount; three decimals are thousands by mistake, not a fraction of a rupiah.
        static func amount(_ text: String) throws -> Amount {
            let amount = try AmountOptions.amount(text)
            guard amount.decimalCount <= 2 else {
                throw ValidationError(
                    "An amount has at most two decimals; write thousands without separators, such as 15000.")
            }
            return amount
        }

        /// Whether anything was ordered.
        var isGiven: Bool { expectation != Expectation() }
    }

    /// How a payload differs from what was ordered.
    struct OrderComparison {
        /// The differences; nil when the payload cannot be read.
        let mismatches: [Mismatch]?

        init(_ payload: QRISPayload?, _ expectation: Expectation) {
            mismatches = payload?.check(expecting: expectation)
        }

        /// Whether all that was ordered is there.
        var agrees: Bool { mismatches?.isEmpty ?? false }

        /// The verdict, and a line for each mismatch.
        var lines: [String] {
            guard let mismatches else { return ["NOT COMPARED with what was ordered: the payload cannot be read"] }
            guard !mismatches.isEmpty else { return ["as ordered"] }
            return ["NOT AS ORDERED"]
                + mismatches.map { mismatch in
                    "error: expected" + (mismatch.path.depth > 0 ? " in \(mismatch.path)" : "")
                        + ": \(mismatch.message)"
                }
        }
    }

    extension JSONWriter {
        /// Appends whether a payload is as ordered, and in what it is not.
        mutating func members(of comparison: OrderComparison) {
            key("asExpected")
            bool(comparison.agrees)
            key("mismatches")
            array { list in
                for mismatch in comparison.mismatches ?? [] {
                    list.object { members in
                        members.key("subject")
                        members.string(mismatch.subject.name)
                        members.key("path")
                        members.string(mismatch.path.description)
                        members.key("missing")
                        members.bool(mismatch.isMissing)
                        members.key("message")
                        members.string(mismatch.message)
                    }
                }
            }
        }
    }
#endif
