// `qris build`: a payload from its parts.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import EMVTLV
    import QRIS

    /// The command `build`.
    struct Build: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a payload from merchant, account, amount and labels.",
            discussion: """
                The payload is written to standard output, doubts (such as a wrong check digit of the NMID) to \
                standard error. Nothing invalid is made: every error is told with the option to mend, and the exit \
                status is 1. Names are taken as they are; with --fit they are cut and spelled in ASCII, and that \
                is told.

                Example:
                  qris build --name 'Warung Contoh' --city Jakarta --postal-code 10110 \\
                    --mcc 5812 --guid ID.CO.CONTOH.WWW --mpan 936009143000000001 \\
                    --mid CONTOH000000001 --nmid ID1020000000007 --criteria UMI \\
                    --amount 12500 --terminal-label A01
                """)

        @OptionGroup(title: "Merchant") var merchant: MerchantOptions
        @OptionGroup(title: "Account") var account: AccountOptions
        @OptionGroup(title: "Amount") var amounts: AmountOptions
        @OptionGroup(title: "Additional data") var labels: LabelOptions

        @Option(help: "The rules to keep; emv or lenient for countries other than Indonesia.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Write one JSON document: the text, its issues, what was fitted.")
        var json = false

        func validate() throws {
            try labels.refuseContradictions(with: amounts.paths)
            if account.isEmpty, !labels.set.contains(where: { 2...51 ~= $0.path.id(at: 0)?.rawValue ?? 0 }) {
                throw ValidationError(
                    "Give an account: --guid, --mpan, --mid and --criteria for the acquirer's, --nmid for the national."
                )
            }
        }

        func run() throws {
            let names = try merchant.names()
            let payload: QRISPayload
            do throws(EditError) {
                payload = try built(names)
            } catch {
                let refusal = Refusal(error, options: Self.optionNames, advice: advice(for: error))
                throw try refusal.failure(asJSON: json)
            }
            let made = MadePayload(payload: payload, profile: profile.value, fitted: names.fitted)
            try made.write(asJSON: json, options: Self.optionNames)
        }

        private func built(_ names: MerchantNames) throws(EditError) -> QRISPayload {
            var builder = try QRISBuilder(
                merchantName: names.name, merchantCity: names.city, postalCode: merchant.postalCode,
                merchantCategoryCode: merchant.mcc)
            try builder.set(DataObjectPath(53), to: merchant.currency)
            try builder.set(DataObjectPath(58), to: merchant.country)
            try account.add(to: &builder)
            if let amount = amounts.amount { try builder.setAmount(amount) }
            if let tip = amounts.tip { try builder.setTip(tip) }
            for assignment in labels.assignments {
                try builder.set(assignment.path, to: assignment.value)
            }
            return try builder.build(profile: profile.value)
        }

        /// What would help where a name was too long or not ASCII.
        private func advice(for error: EditError) -> [String] {
            let isName = { (path: DataObjectPath) in path == DataObjectPath(59) || path == DataObjectPath(60) }
            let needsFitting = error.report?.issues.contains { $0.code == .notANS && isName($0.path) } ?? false
            guard !merchant.fit, needsFitting || error.code == .tooLong && isName(error.path) else { return [] }
            return ["    --fit cuts --name and --city and spells them in ASCII"]
        }

        private static let optionNames = OptionNames(
            OptionNames.shared + [
                ("51.02", "--nmid"), ("52", "--mcc"), ("53", "--currency"), ("58", "--country"), ("59", "--name"),
                ("60", "--city"), ("61", "--postal-code"),
            ]
                + (26...45).flatMap { id in
                    [("\(id).00", "--guid"), ("\(id).01", "--mpan"), ("\(id).02", "--mid"), ("\(id)", "--account-id")]
                })
    }

    /// The merchant: who and where.
    struct MerchantOptions: ParsableArguments {
        @Option(help: ArgumentHelp("The merchant's name, 59, at most 25 characters.", valueName: "text"))
        var name: String

        @Option(help: ArgumentHelp("The merchant's city, 60, at most 15 characters.", valueName: "text"))
        var city: String

        @Option(help: ArgumentHelp("The postal code, 61, five digits in Indonesia.", valueName: "digits"))
        var postalCode: String

        @Option(help: ArgumentHelp("The merchant category code by ISO 18245, 52, four digits.", valueName: "digits"))
        var mcc: String

        @Option(help: ArgumentHelp("The currency by ISO 4217, 53.", valueName: "digits"))
        var currency = "360"

        @Option(help: ArgumentHelp("The country by ISO 3166-1, 58.", valueName: "letters"))
        var country = "ID"

        @Flag(help: "Cut --name and --city to their length and spell them in ASCII; what was done is told.")
        var fit = false

        /// Returns both names, fitted when asked for.
        func names() throws(Failure) -> MerchantNames {
            var names = MerchantNames(name: name, city: city)
            guard fit else { return names }
            names.name = try names.fit(name, at: 59, limit: 25, option: "--name")
            names.city = try names.fit(city, at: 60, limit: 15, option: "--city")
            return names
        }
    }

    /// The name and the city as they go into the payload.
    struct MerchantNames {
        var name: String
        var city: String
        /// What was cut or spelled otherwise.
        private(set) var fitted: [MadePayload.Fitted] = []

        init(name: String, city: String) {
            self.name = name
            self.city = city
        }

        /// Returns a text made to fit, and notes what was done to it.
        mutating func fit(
            _ text: String, at id: DataObjectID, limit: Int, option: String
        ) throws(Failure) -> String {
            let result = FittedText(text, limit: limit)
            guard !result.text.isEmpty || text.isEmpty else {
                throw Failure(
                    .invalidInput,
                    "no character of \(option) can be spelled in ASCII; give the Latin name there and the original "
                        + "with --set 64.00=LANGUAGE --set 64.01=NAME")
            }
            if !result.isUnchanged {
                fitted.append(.init(path: DataObjectPath(id), option: option, text: result))
            }
            return result.text
        }
    }

    /// The accounts: at the acquirer and in the national repository.
    struct AccountOptions: ParsableArguments {
        @Option(help: ArgumentHelp("The acquirer's identifier, such as COM.GO-JEK.WWW.", valueName: "domain"))
        var guid: String?

        @Option(help: ArgumentHelp("The merchant PAN: 18 digits, or 19 with the check digit.", valueName: "digits"))
        var mpan: String?

        @Option(help: ArgumentHelp("The acquirer's merchant ID, at most 15 characters.", valueName: "text"))
        var mid: String?

        @Option(help: ArgumentHelp("The national merchant ID, 51.02: ID and 13 digits.", valueName: "id"))
        var nmid: String?

        @Option(help: ArgumentHelp("The class of the merchant.", valueName: "code"))
        var criteria: Chosen<MerchantCriteria>?

        @Option(help: ArgumentHelp("The data object of the acquirer's account, 26 to 45 but 40.", valueName: "id"))
        var accountId: UInt8 = 26

        /// Whether there is no account at all.
        var isEmpty: Bool { guid == nil && mpan == nil && mid == nil && nmid == nil }

        func validate() throws {
            let acquirer = [guid, mpan, mid]
            guard acquirer.allSatisfy({ $0 == nil }) || acquirer.allSatisfy({ $0 != nil }) else {
                throw ValidationError("The acquirer's account needs all of --guid, --mpan and --mid.")
            }
            guard isEmpty || criteria != nil else {
                throw ValidationError(
                    "The account needs --criteria, one of \(MerchantCriteria.choiceNames.joined(separator: ", ")).")
            }
            guard 26...45 ~= accountId, accountId != 40 else {
                throw ValidationError("--account-id must be from 26 to 45, but not 40, which is for transfers.")
            }
        }

        func add(to builder: inout QRISBuilder) throws(EditError) {
            guard let criteria = criteria?.value else { return }
            if let guid, let mpan, let mid, let id = DataObjectID(rawValue: accountId) {
                try builder.setAccount(
                    id, globallyUniqueIdentifier: guid, merchantPAN: mpan, merchantID: mid, criteria: criteria)
            }
            if let nmid { try builder.setNationalMerchantID(nmid, criteria: criteria) }
        }
    }

    extension MerchantCriteria: NamedChoice {
        static var choices: [MerchantCriteria] { allCases }
        var choiceName: String { code }
    }
#endif
