// `qris batch`: many requests, one per line.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import QREncoder
    import QRIS

    /// The command `batch`.
    struct Batch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check or encode many texts: NDJSON in, NDJSON out.",
            discussion: """
                Reads one JSON object per line from standard input and writes one per line to standard output, in the
                same order, on all cores. Blank lines are passed over. A line that is no such request is answered with "ok":false and an error;
                the exit status is 0 unless reading or writing failed.
                """,
            subcommands: [BatchValidate.self, BatchEncode.self, BatchDecode.self, BatchVerify.self])
    }

    /// What may be chosen about a batch.
    struct BatchOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp("Chunks worked on at the same time; otherwise one a processor.", valueName: "number"))
        var jobs: Int?

        func validate() throws {
            guard (1...1024).contains(jobs ?? 1) else {
                throw ValidationError("--jobs must be from 1 to 1024.")
            }
        }

        /// Answers standard input on standard output.
        ///
        /// - Parameter makeWorker: makes what answers requests; called anew for each chunk.
        /// - Throws: a failure of reading or writing.
        func run(_ makeWorker: @escaping @Sendable () -> BatchRunner.Worker) async throws(Failure) {
            var lines = LineReader(
                read: { () throws(SystemError) in try SystemCalls.read(OpenFile.standardInput) },
                hasInput: { SystemCalls.hasInput(OpenFile.standardInput) })
            let runner = BatchRunner(jobs: jobs ?? SystemCalls.processorCount, makeWorker: makeWorker)
            try await runner.run(&lines)
        }
    }

    /// The command `batch validate`.
    struct BatchValidate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "validate",
            abstract: "Check many payloads.",
            discussion: """
                In:  {"id":any,"text":string,"profile":"qris|emv|lenient"?}
                Out: {"id":…,"valid":bool,"profile":string,"issues":[…],"scheme":string|null}
                     A consumer-presented code, in Base64 or hexadecimal, is recognised by itself; its answer has
                     "mode":"consumer", and its issues have "payloadOffset" and "payloadLength" besides.

                Example:
                  echo '{"id":1,"text":"000201"}' | qris batch validate
                """)

        @OptionGroup var options: BatchOptions

        func run() async throws {
            try await options.run {
                { (request: BatchRequest, members: inout JSONWriter) throws(BatchFault) in
                    try request.refuseOthers(than: ["id", "text", "profile"])
                    let profile: Profile = try request.choice("profile") ?? .qris
                    guard let text = try request.string("text") else {
                        throw .badRequest("text is missing")
                    }
                    let bytes = Array(text.utf8)
                    if let code = ConsumerCode(bytes, profile: profile) {
                        members.members(of: code)
                    } else {
                        members.members(of: QRISPayload.validate(bytes, profile: profile))
                        members.member(of: PaymentScheme(of: bytes.span))
                    }
                }
            }
        }
    }

    /// The command `batch encode`.
    struct BatchEncode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "encode",
            abstract: "Encode many texts.",
            discussion: """
                In:  {"id":any,"text":string | "hex":string,"level":"L|M|Q|H"?,"boost":bool?,"version":1…40?,
                     "mask":0…7?,"mode":"byte|mixed|numeric|alphanumeric|kanji"?,"penalties":bool?,
                     "format":"modules|svg|png"?,"scale":pixels?,"quietZone":modules?,"dark":colour?,
                     "light":colour?,"profile":"qris|emv|lenient"?}
                Out: {"id":…,"ok":true,"version":n,"level":"M","mask":n,"side":n,"modules":"0101…","penalties":[…]?}
                     With the format svg or png that member stands in place of modules; png is base64.
                Without a profile any text is encoded. With one, a text that is no valid payload by its rules is
                answered with the error invalid_payload.

                Example:
                  echo '{"id":1,"text":"HELLO","level":"Q"}' | qris batch encode
                """)

        @OptionGroup var options: BatchOptions

        func run() async throws {
            try await options.run {
                let encoder = QRSymbolEncoder()
                return { (request: BatchRequest, members: inout JSONWriter) throws(BatchFault) in
                    try EncodeRequest(request).answer(with: encoder, to: &members)
                }
            }
        }
    }
#endif
