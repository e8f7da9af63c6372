// `qris verify`: one answer about a picture: read, valid, as ordered, and how much margin is left.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QRIS
    import QRReader

    /// What a picture's code should ask for.
    struct OrderOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp("The amount, 54, by value.", valueName: "amount"), transform: ExpectationOptions.amount)
        var amount: Amount?

        @Option(help: ArgumentHelp("The national merchant ID, 51.02.", valueName: "id"))
        var nmid: String?

        @Option(help: ArgumentHelp("The merchant's name, 59.", valueName: "text"))
        var merchant: String?

        @Option(help: ArgumentHelp("The reference label, 62.05.", valueName: "text"))
        var reference: String?

        /// The order as the library takes it.
        var expectation: Expectation {
            Expectation(amount: amount, nmid: nmid, merchant: merchant, reference: reference)
        }
    }

    extension Expectation {
        /// Makes the expectation of what an order names.
        init(amount: Amount?, nmid: String?, merchant: String?, reference: String?) {
            self.init()
            self.amount = amount
            nationalMerchantID = nmid
            merchantName = merchant
            referenceLabel = reference
        }
    }

    /// What became of a picture that should hold one payment code.
    struct Verification {
        /// What was read; nil without any code.
        let reading: Reading?
        /// What is wrong with its text; nil without any code.
        let report: ValidationReport?
        /// In what it is not as ordered.
        let comparison: OrderComparison
        /// How many different payment codes the picture has: payers scan any of them.
        let codeCount: Int

        /// Judges the payment code among what was read, or the first of all.
        init(_ readings: [Reading], _ expectation: Expectation, _ profile: Profile) {
            let codes = readings.filter { $0.bytes.starts(with: "0002".utf8) }
            reading = codes.first ?? readings.first
            report = reading.map { QRISPayload.validate($0.bytes, profile: profile) }
            let payload = reading.flatMap { try? QRISPayload(readable: $0.bytes, profile: .lenient) }
            comparison = OrderComparison(payload, expectation)
            codeCount = Set(codes.map(\.bytes)).count
        }

        /// Whether one code was read, is valid, and is as ordered.
        var holds: Bool { report?.isValid == true && comparison.agrees && codeCount < 2 }

        /// The answer for people.
        var lines: [String] {
            guard let reading, let report else { return ["NO: no QR code was read"] }
            guard codeCount < 2 else { return ["NO: the picture has \(codeCount) different payment codes"] }
            let verdict = holds ? "YES" : report.isValid ? "NO: not as ordered" : "NO: not valid"
            return [verdict, "read: " + reading.summary, report.verdict] + comparison.lines
                + IssueText(bytes: reading.bytes).lines(of: report.issues)
        }
    }

    extension JSONWriter {
        /// Appends the members of an answer.
        mutating func members(of verification: Verification, isInImage: Bool = true) {
            key("ok")
            bool(verification.reading != nil)
            key("holds")
            bool(verification.holds)
            guard let reading = verification.reading, let report = verification.report else {
                members(ofError: "not_found", "no QR code was read")
                return
            }
            key("codes")
            number(verification.codeCount)
            key("symbols")
            array { $0.element(reading, hasCorners: isInImage) }
            members(of: report)
            key("asOrdered")
            bool(verification.comparison.agrees)
            members(of: verification.comparison)
        }

        /// Appends an error.
        mutating func members(ofError code: String, _ message: String) {
            key("error")
            object { members in
                members.key("code")
                members.string(code)
                members.key("message")
                members.string(message)
            }
        }
    }

    /// The command `verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a picture holds the right payment code.",
            discussion: """
                Reads the picture, checks the text, compares it with what was ordered, and says how much of the
                error correction is unused: a measure of margin, no certified grade.
                Exit status 0: yes. 1: no: unreadable, not valid, or not as ordered. 2: the file cannot be read.

                Examples:
                  qris verify till.png --amount 25000 --merchant 'Warung Contoh'
                  qris verify --json - < code.png
                """)

        @Argument(help: "The picture: PNG, PBM, PGM or PPM; `-` is standard input.", completion: .file())
        var image: String

        @OptionGroup(title: "What was ordered") var order: OrderOptions

        @Option(help: "The rules the payload must keep.")
        var profile = Chosen(Profile.qris)

        @Flag(help: "Write one JSON document.")
        var json = false

        func run() throws {
            let readings = try SymbolReader().readings(in: PictureInput.image(at: image), most: 256)
            let answer = Verification(readings, order.expectation, profile.value)
            if json {
                var writer = JSONWriter()
                writer.object { $0.members(of: answer) }
                writer.endLine()
                try Output.write(writer.bytes)
            } else {
                try Output.write(answer.lines.joined(separator: "\n") + "\n")
            }
            guard answer.holds else { throw Failure(.invalidInput) }
        }
    }
#endif
