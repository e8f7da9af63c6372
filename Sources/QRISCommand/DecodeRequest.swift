// Requests of `batch decode` and `batch verify`.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import EMVConsumerTLV
    import QRIS
    import QRReader

    /// A picture, or a module matrix, to be read.
    struct DecodeRequest {
        static let members = ["id", "png", "file", "modules"]

        private enum Source {
            case png([UInt8])
            case file(String)
            case modules([UInt8])
        }

        private let source: Source

        /// Reads the request's fields.
        init(_ request: BatchRequest) throws(BatchFault) {
            switch (try request.string("png"), try request.string("file"), try request.string("modules")) {
            case (let text?, nil, nil):
                guard let bytes = try? Base64.decode(Array(text.utf8).span) else {
                    throw .badRequest("png must be base64")
                }
                source = .png(bytes)
            case (nil, let path?, nil):
                source = .file(path)
            case (nil, nil, let digits?):
                guard digits.utf8.allSatisfy({ $0 == 0x30 || $0 == 0x31 }) else {
                    throw .badRequest("modules must be the digits 0 and 1")
                }
                source = .modules(digits.utf8.map { $0 & 1 })
            default:
                throw .badRequest("give one of png, file and modules")
            }
        }

        /// Whether what is read has a place in a picture.
        var isInImage: Bool {
            if case .modules = source { false } else { true }
        }

        /// Reads the symbols.
        ///
        /// - Parameter reader: the worker's reader.
        /// - Returns: what was read, at least one.
        /// - Throws: `not_found`, `picture_failed`, or the reader's code for a matrix.
        func readings(with reader: SymbolReader) throws(BatchFault) -> [Reading] {
            let readings: [Reading]
            switch source {
            case .modules(let modules): return try decoded(modules, reader)
            case .png(let bytes): readings = try Self.read(reader) { () throws(Failure) in try GreyImage(file: bytes) }
            case .file(let path):
                readings = try Self.read(reader) { () throws(Failure) in try PictureInput.image(at: path) }
            }
            guard !readings.isEmpty else { throw BatchFault(code: "not_found", message: "no QR code was read") }
            return readings
        }

        private func decoded(_ modules: [UInt8], _ reader: SymbolReader) throws(BatchFault) -> [Reading] {
            let side = (17...177).first { $0 * $0 == modules.count } ?? 0
            do throws(ReadError) {
                try reader.decode(modules: modules, side: side)
                return reader.readings
            } catch {
                throw BatchFault(code: error.code.name, message: error.message)
            }
        }

        private static func read(
            _ reader: SymbolReader, _ image: () throws(Failure) -> GreyImage
        ) throws(BatchFault) -> [Reading] {
            do throws(Failure) {
                return try reader.readings(in: try image(), most: 256)
            } catch {
                throw BatchFault(
                    code: "picture_failed",
                    message: error.reason)
            }
        }
    }

    /// The command `batch decode`.
    struct BatchDecode: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decode",
            abstract: "Read many pictures.",
            discussion: """
                In:  {"id":any,"png":base64 | "file":path | "modules":"0101…"}
                Out: {"id":…,"ok":true,"symbols":[{"text":string|null,"hex":string,"version":n,"level":"M","mask":n,
                     "correctedCodewords":n,"unusedErrorCorrection":0…1,"mirrored":bool,"inverted":bool,
                     "corners":[[x,y]×4]?}]}
                A file is PNG, PBM, PGM or PPM. A picture without a readable code is answered with not_found.

                Example:
                  echo '{"id":1,"file":"code.png"}' | qris batch decode
                """)

        @OptionGroup var options: BatchOptions

        func run() async throws {
            try await options.run {
                let reader = SymbolReader()
                return { (request: BatchRequest, members: inout JSONWriter) throws(BatchFault) in
                    try request.refuseOthers(than: DecodeRequest.members)
                    let picture = try DecodeRequest(request)
                    let readings = try picture.readings(with: reader)
                    members.key("ok")
                    members.bool(true)
                    members.key("symbols")
                    members.array { list in
                        for reading in readings { list.element(reading, hasCorners: picture.isInImage) }
                    }
                }
            }
        }
    }

    /// The command `batch verify`.
    struct BatchVerify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Say of many pictures whether they hold the right code.",
            discussion: """
                In:  {"id":any,"png":base64 | "file":path | "modules":"0101…","profile":"qris|emv|lenient"?,
                     "expect":{"amount":n?,"nmid":string?,"merchant":string?,"reference":string?}?}
                Out: as batch decode, with "holds":bool,"valid":bool,"asOrdered":bool,"issues":[…],"mismatches":[…]

                Example:
                  echo '{"id":1,"file":"code.png","expect":{"amount":25000}}' | qris batch verify
                """)

        @OptionGroup var options: BatchOptions

        func run() async throws {
            try await options.run {
                let reader = SymbolReader()
                return { (request: BatchRequest, members: inout JSONWriter) throws(BatchFault) in
                    try request.refuseOthers(than: DecodeRequest.members + ["profile", "expect"])
                    let profile: Profile = try request.choice("profile") ?? .qris
                    let expectation = try Self.expectation(try request.object("expect"))
                    let picture = try DecodeRequest(request)
                    let answer = Verification(try picture.readings(with: reader), expectation, profile)
                    members.members(of: answer, isInImage: picture.isInImage)
                }
            }
        }

        private static func expectation(_ request: BatchRequest?) throws(BatchFault) -> Expectation {
            guard let request else { return Expectation() }
            try request.refuseOthers(than: ["amount", "nmid", "merchant", "reference"])
            var amount: Amount?
            if let text = try request.number("amount") {
                amount = try? ExpectationOptions.amount(text)
                guard amount != nil else {
                    throw .badRequest("amount must be a plain number with at most two decimals")
                }
            }
            return Expectation(
                amount: amount, nmid: try request.string("nmid"), merchant: try request.string("merchant"),
                reference: try request.string("reference"))
        }
    }
#endif
