// Options for the amount, the tip or fee, and the labels of a payload.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import EMVTLV
    import QRIS

    /// The amount and the tip or fee.
    struct AmountOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "The amount, such as 25000 or 25000.50; makes the code dynamic unless --set gives 01.",
                valueName: "amount"),
            transform: Self.amount)
        var amount: Amount?

        @Option(help: ArgumentHelp("Add a fixed fee.", valueName: "amount"), transform: Self.amount)
        var tipFixed: Amount?

        @Option(
            help: ArgumentHelp("Add a fee in percent, 0.01 to 99.99.", valueName: "percent"), transform: Self.percent)
        var tipPercent: Percentage?

        @Flag(help: "Let the payer's app ask for a tip.")
        var tipPrompt = false

        /// The tip or fee asked for; nil for none.
        var tip: Tip? {
            if let tipFixed { return .fixed(tipFixed) }
            if let tipPercent { return .percentage(tipPercent) }
            return tipPrompt ? .prompt : nil
        }

        /// The data objects that these options set; 01 follows the amount, and may be set otherwise.
        var paths: [DataObjectPath] {
            (amount == nil ? [] : [DataObjectPath(54)])
                + (tip == nil ? [] : [DataObjectPath(55), DataObjectPath(56), DataObjectPath(57)])
        }

        /// Whether any option was given.
        var isGiven: Bool { amount != nil || tip != nil }

        func validate() throws {
            let count = (tipFixed == nil ? 0 : 1) + (tipPercent == nil ? 0 : 1) + (tipPrompt ? 1 : 0)
            guard count < 2 else {
                throw ValidationError("Give one of --tip-fixed, --tip-percent and --tip-prompt.")
            }
        }

        /// Reads an amount as a payload writes it.
        static func amount(_ text: String) throws -> Amount {
            guard let amount = Amount(text), amount.description.utf8.count <= 13 else {
                throw ValidationError(
                    "Write digits with at most one full stop, such as 25000 or 25000.50, at most 13 characters: "
                        + "no Rp, no separators between thousands.")
            }
            return amount
        }

        private static func percent(_ text: String) throws -> Percentage {
            guard let percentage = Percentage(text) else {
                throw ValidationError("Write a number from 0.01 to 99.99 with at most two decimals, such as 2.5.")
            }
            return percentage
        }
    }

    /// The data objects of 62 that tills set, and any other data object by its path.
    struct LabelOptions: ParsableArguments {
        @Option(help: ArgumentHelp("The bill number, 62.01; as all labels at most 25 characters.", valueName: "text"))
        var billNumber: String?

        @Option(help: ArgumentHelp("The mobile number, 62.02.", valueName: "text"))
        var mobileNumber: String?

        @Option(help: ArgumentHelp("The store, 62.03.", valueName: "text"))
        var storeLabel: String?

        @Option(help: ArgumentHelp("The loyalty number, 62.04.", valueName: "text"))
        var loyaltyNumber: String?

        @Option(help: ArgumentHelp("The reference of the transaction, 62.05.", valueName: "text"))
        var referenceLabel: String?

        @Option(help: ArgumentHelp("The customer, 62.06.", valueName: "text"))
        var customerLabel: String?

        @Option(help: ArgumentHelp("The terminal or till, 62.07.", valueName: "text"))
        var terminalLabel: String?

        @Option(help: ArgumentHelp("The purpose, 62.08.", valueName: "text"))
        var purpose: String?

        @Option(
            help: ArgumentHelp(
                "Any other data object, such as 62.50.00=ID.EXAMPLE; may be repeated.", valueName: "path=value"),
            transform: PathAssignment.init(argument:))
        var set: [PathAssignment] = []

        /// The labels given, in the order of their IDs.
        var labels: [PathAssignment] {
            let values = [
                billNumber, mobileNumber, storeLabel, loyaltyNumber, referenceLabel, customerLabel, terminalLabel,
                purpose,
            ]
            return zip(UInt8(1)..., values).compactMap { number, value in
                guard let value, let id = DataObjectID(rawValue: number) else { return nil }
                return PathAssignment(path: DataObjectPath(62, id), value: value)
            }
        }

        /// Everything given: the labels, then what `--set` names.
        var assignments: [PathAssignment] { labels + set }

        /// Refuses a data object that is to get two values, or one and none.
        ///
        /// - Parameter others: what other options set or remove.
        /// - Throws: an error of usage that names the data object.
        func refuseContradictions(with others: [DataObjectPath]) throws {
            var seen = others
            for path in assignments.map(\.path) {
                guard !seen.contains(path) else {
                    throw ValidationError("\(path) is given twice; say once what it is to be.")
                }
                seen.append(path)
            }
        }
    }

    /// A value for the data object at a path.
    struct PathAssignment {
        let path: DataObjectPath
        let value: String

        init(path: DataObjectPath, value: String) {
            self.path = path
            self.value = value
        }

        init(argument: String) throws {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let path = DataObjectPath(String(parts[0])) else {
                throw ValidationError("Write a path, = and the value, such as 62.07=A01.")
            }
            self.init(path: path, value: String(parts[1]))
        }
    }

    /// Reads a path such as 62.07 from an argument.
    func dataObjectPath(_ text: String) throws -> DataObjectPath {
        guard let path = DataObjectPath(text) else {
            throw ValidationError("Write one to three times two digits with full stops, such as 62.07.")
        }
        return path
    }
#endif
