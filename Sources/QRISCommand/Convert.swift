// `qris convert`: a payload with another amount, tip, label or any other data object.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import EMVTLV
    import QRIS

    /// The command `convert`.
    struct Convert: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a payload: static to dynamic and back, tip, labels, any data object.",
            discussion: """
                What is not named stays as it is, in its order; the CRC is computed anew. The result goes to \
                standard output, doubts to standard error. A result with errors is refused, and so is a payload \
                whose CRC is wrong: it may be damaged. The payer's bank may refuse a converted code, because the \
                acquirer has not issued it.

                Examples:
                  qris convert --amount 25000 --tip-percent 2.5 --file static.txt
                  qris convert --to-static --file dynamic.txt
                  qris convert --set 62.07=A01 --set 60=Bandung --file code.txt
                """)

        @OptionGroup var input: InputOptions
        @OptionGroup(title: "Amount") var amounts: AmountOptions

        @Flag(
            help: ArgumentHelp(
                "Make the code static: 01 becomes 11; amount, tip, fees and what belongs to one sale go.",
                discussion: "Of one sale are 62.01, 62.05, and what tells when the code expires."))
        var toStatic = false

        @Flag(help: "With --to-static: keep what belongs to one sale.")
        var keepSaleData = false

        @Flag(help: "Take tip and fees (55 to 57) out.")
        var noTip = false

        @OptionGroup(title: "Additional data") var labels: LabelOptions

        @Option(
            help: ArgumentHelp("Take a data object out, such as 62.05; may be repeated.", valueName: "path"),
            transform: dataObjectPath)
        var remove: [DataObjectPath] = []

        @Flag(help: "Put everything in ascending order, also inside templates.")
        var canonical = false

        @Flag(help: "Take a payload whose CRC is missing or wrong, and give it a right one.")
        var repairCrc = false

        @Option(help: "The rules the result must keep.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Write one JSON document: the text and its issues.")
        var json = false

        func validate() throws {
            guard !toStatic || !amounts.isGiven else {
                throw ValidationError("--to-static takes amount and tip out: give it without them.")
            }
            guard toStatic || !keepSaleData else {
                throw ValidationError("--keep-sale-data goes with --to-static.")
            }
            guard !noTip || amounts.tip == nil else {
                throw ValidationError("Give --no-tip or a tip, not both.")
            }
            try labels.refuseContradictions(with: amounts.paths + remove)
            guard !remove.contains(where: { $0.id(at: 0)?.rawValue == 63 }) else {
                throw ValidationError("63, the CRC, is made anew each time; it cannot be taken out.")
            }
            guard amounts.paths.allSatisfy({ !remove.contains($0) }) else {
                throw ValidationError("Do not --remove what another option sets.")
            }
            let isAnything = toStatic || noTip || amounts.isGiven || canonical || repairCrc
            guard isAnything || !labels.assignments.isEmpty || !remove.isEmpty else {
                throw ValidationError(
                    "Say what to change: --amount, a tip, --to-static, a label, --set, --remove, --canonical or "
                        + "--repair-crc.")
            }
        }

        func run() throws {
            let bytes = try input.utf8()
            let options = OptionNames(OptionNames.shared)
            let made: MadePayload
            do throws(Refusal) {
                made = try converted(try QRISPayload(readable: bytes, profile: profile.value), options)
            } catch {
                throw try error.failure(asJSON: json)
            }
            try made.write(asJSON: json, options: options)
        }

        private func converted(_ source: QRISPayload, _ options: OptionNames) throws(Refusal) -> MadePayload {
            do throws(EditError) {
                return try changed(source)
            } catch {
                guard error.code != .wrongCRC else { throw Refusal(wrongCRCOf: source, error) }
                let advice = (source.scheme?.lines(under: profile.value) ?? []).map { "    this is " + $0 }
                throw Refusal(error, options: options, advice: advice)
            }
        }

        private func changed(_ source: QRISPayload) throws(EditError) -> MadePayload {
            var editor = try PayloadEditor(source, repairingCRC: repairCrc, profile: profile.value)
            if let amount = amounts.amount { try editor.makeDynamic(amount: amount) }
            if noTip { try editor.setTip(nil) }
            if let tip = amounts.tip { try editor.setTip(tip) }
            for path in remove where !editor.remove(path) {
                Output.message("qris: warning: there is no \(path) to remove")
            }
            var removed: [DataObjectPath] = []
            if toStatic {
                try editor.makeStatic()
                if !keepSaleData { removed = editor.removeSaleData() }
            }
            for assignment in labels.assignments {
                try editor.set(assignment.path, to: assignment.value)
            }
            if canonical { editor.sort() }
            let payload = try editor.finish(profile: profile.value)
            return MadePayload(payload: payload, profile: profile.value, removed: removed)
        }
    }
#endif
