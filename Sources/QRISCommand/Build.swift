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
                status is 1. What must be given is what --profile asks for. Names are taken as they are; with --fit \
                they are cut and spelled in ASCII, and that is told.

                Examples:
                  qris build --name 'Warung Contoh' --city Jakarta --postal-code 10110 \\
                    --mcc 5812 --guid ID.CO.CONTOH.WWW --mpan 936009143000000001 \\
                    --mid CONTOH000000001 --nmid ID1020000000007 --criteria UMI \\
                    --amount 12500 --terminal-label A01
                  qris build --profile lenient --currency 764 --country TH \
                    --set 29.00=A000000677010111 --set 29.01=0066800000000
                """)

        @OptionGroup(title: "Merchant") var merchant: MerchantOptions
        @OptionGroup(title: "Account") var account: AccountOptions
        @OptionGroup(title: "Amount") var amounts: AmountOptions
        @OptionGroup(title: "Additional data") var labels: LabelOptions

        @Option(help: "The rules to keep; emv or lenient for countries other than Indonesia.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Leave 01 out, which says whether the code is static or dynamic.")
        var noPointOfInitiation = false

        @Flag(help: "Write one JSON document: the text, its issues, what was fitted.")
        var json = false

        func validate() throws {
            let others =
                merchant.paths + account.paths + amounts.paths + (noPointOfInitiation ? [DataObjectPath(01)] : [])
            try labels.refuseContradictions(with: others)
            if profile.value == .qris { try account.askForAll() }
            let missing = Self.asked.filter { entry in
                entry.code.severity(under: profile.value) == .error && !merchant.gives(entry.id, under: profile.value)
                    && !labels.set.contains { $0.path.id(at: 0) == entry.id }
            }
            guard missing.isEmpty else {
                throw ValidationError(
                    "The rules of \(profile.value.name) ask for \(missing.map(\.option).joined(separator: ", ")).")
            }
            let isAccountAsked = Issue.Code.merchantAccountMissing.severity(under: profile.value) == .error
            if isAccountAsked, account.isEmpty,
                !labels.set.contains(where: { 2...51 ~= $0.path.id(at: 0)?.rawValue ?? 0 })
            {
                throw ValidationError(
                    "Give an account: --guid, --mpan, --mid and --criteria for the acquirer's, --nmid for the national."
                )
            }
        }

        /// The data objects that a profile may ask for, each with the issue of its absence and its option.
        private static let asked: [(code: Issue.Code, id: DataObjectID, option: String)] = [
            (.merchantNameMissing, 59, "--name"), (.merchantCityMissing, 60, "--city"),
            (.merchantCategoryCodeMissing, 52, "--mcc"), (.currencyMissing, 53, "--currency"),
            (.countryCodeMissing, 58, "--country"),
        ]

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
            var builder = try QRISBuilder(profile: profile.value)
            for assignment in merchant.assignments(names, under: profile.value) {
                try builder.set(assignment.path, to: assignment.value)
            }
            try account.add(to: &builder)
            if let amount = amounts.amount { try builder.setAmount(amount) }
            if let tip = amounts.tip { try builder.setTip(tip) }
            for assignment in labels.assignments {
                try builder.set(assignment.path, to: assignment.value)
            }
            if noPointOfInitiation { builder.remove(DataObjectPath(01)) }
            return try builder.build()
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
        var name: String?

        @Option(help: ArgumentHelp("The merchant's city, 60, at most 15 characters.", valueName: "text"))
        var city: String?

        @Option(help: ArgumentHelp("The postal code, 61, five digits in Indonesia.", valueName: "digits"))
        var postalCode: String?

        @Option(help: ArgumentHelp("The merchant category code by ISO 18245, 52, four digits.", valueName: "digits"))
        var mcc: String?

        @Option(help: ArgumentHelp("The currency by ISO 4217, 53; under qris 360 unless given.", valueName: "digits"))
        var currency: String?

        @Option(help: ArgumentHelp("The country by ISO 3166-1, 58; under qris ID unless given.", valueName: "letters"))
        var country: String?

        @Flag(help: "Cut --name and --city to their length and spell them in ASCII; what was done is told.")
        var fit = false

        /// Returns both names, fitted when asked for.
        func names() throws(Failure) -> MerchantNames {
            var names = MerchantNames(name: name, city: city)
            guard fit else { return names }
            if let name { names.name = try names.fit(name, at: 59, limit: 25, option: "--name") }
            if let city { names.city = try names.fit(city, at: 60, limit: 15, option: "--city") }
            return names
        }

        /// What is given, or goes without saying under a profile, in the order of the data objects.
        func assignments(_ names: MerchantNames, under profile: Profile) -> [PathAssignment] {
            let isIndonesian = profile == .qris
            let values: [(DataObjectID, String?)] = [
                (52, mcc), (53, currency ?? (isIndonesian ? "360" : nil)),
                (58, country ?? (isIndonesian ? "ID" : nil)), (59, names.name), (60, names.city), (61, postalCode),
            ]
            return values.compactMap { id, value in
                value.map { PathAssignment(path: DataObjectPath(id), value: $0) }
            }
        }

        /// Whether a data object is given, or goes without saying under a profile.
        func gives(_ id: DataObjectID, under profile: Profile) -> Bool {
            assignments(MerchantNames(name: name, city: city), under: profile)
                .contains { $0.path == DataObjectPath(id) }
        }

        /// The data objects that are given here; the same may not be given elsewhere.
        var paths: [DataObjectPath] {
            assignments(MerchantNames(name: name, city: city), under: .lenient).map(\.path)
        }
    }

    /// The name and the city as they go into the payload.
    struct MerchantNames {
        var name: String?
        var city: String?
        /// What was cut or spelled otherwise.
        private(set) var fitted: [MadePayload.Fitted] = []

        init(name: String?, city: String?) {
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
            guard 26...45 ~= accountId, accountId != 40 else {
                throw ValidationError("--account-id must be from 26 to 45, but not 40, which is for transfers.")
            }
            guard criteria == nil || !isEmpty else {
                throw ValidationError("--criteria goes with an account: give --guid, --mpan and --mid, or --nmid.")
            }
        }

        /// The data objects that are given here; the same may not be given elsewhere.
        var paths: [DataObjectPath] {
            let id = DataObjectID(rawValue: accountId) ?? 26
            let values: [(DataObjectPath, String?)] = [
                (DataObjectPath(id, 0), guid), (DataObjectPath(id, 1), mpan), (DataObjectPath(id, 2), mid),
                (DataObjectPath(51, 2), nmid),
            ]
            return values.compactMap { path, value in value.map { _ in path } }
        }

        /// Refuses accounts that lack a part which QRIS asks for.
        ///
        /// - Source: QRIS table 4.3, 4.7.7.
        func askForAll() throws {
            let acquirer = [guid, mpan, mid]
            guard acquirer.allSatisfy({ $0 == nil }) || acquirer.allSatisfy({ $0 != nil }) else {
                throw ValidationError("The acquirer's account needs all of --guid, --mpan and --mid.")
            }
            guard isEmpty || criteria != nil else {
                throw ValidationError(
                    "The account needs --criteria, one of \(MerchantCriteria.choiceNames.joined(separator: ", ")).")
            }
        }

        /// Sets what is given.
        func add(to builder: inout QRISBuilder) throws(EditError) {
            let code = criteria?.value.code
            if guid != nil || mpan != nil || mid != nil, let id = DataObjectID(rawValue: accountId) {
                try set([guid, mpan, mid, code], in: id, of: &builder)
            }
            if let nmid { try set(["ID.CO.QRIS.WWW", nil, nmid, code], in: 51, of: &builder) }
        }

        /// Sets the values of 00, 01 and so on in an account.
        private func set(
            _ values: [String?], in account: DataObjectID, of builder: inout QRISBuilder
        ) throws(EditError) {
            for (number, value) in zip(UInt8(0)..., values) {
                guard let value, let id = DataObjectID(rawValue: number) else { continue }
                try builder.set(DataObjectPath(account, id), to: value)
            }
        }
    }

    extension MerchantCriteria: NamedChoice {
        static var choices: [MerchantCriteria] { allCases }
        var choiceName: String { code }
    }
#endif
