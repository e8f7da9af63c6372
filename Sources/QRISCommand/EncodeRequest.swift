// A request of `batch encode` and its answer.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import EMVConsumerTLV
    import QREncoder
    import QRIS
    import QRRendering
    import QRStructure

    /// What a request of `batch encode` asks for.
    struct EncodeRequest {
        /// How the answer shows the symbol.
        enum Form: String, CaseIterable, NamedChoice {
            case modules
            case svg
            case png

            static var choices: [Form] { allCases }
            var choiceName: String { rawValue }
        }

        private enum Content {
            case text(String)
            case bytes([UInt8])
        }

        private let content: Content
        private let options: EncodingOptions
        private let form: Form
        private let renderOptions: RenderOptions
        /// The rules the text must keep as a payload; nil to draw any text.
        private let profile: Profile?

        private static let members = [
            "id", "text", "hex", "level", "boost", "version", "mask", "mode", "penalties", "format", "scale",
            "quietZone",
            "dark", "light", "profile",
        ]

        /// Reads the request's fields.
        init(_ request: BatchRequest) throws(BatchFault) {
            try request.refuseOthers(than: Self.members)
            let mode: EncodingOptions.SegmentMode = try request.choice("mode") ?? .byte
            options = EncodingOptions(
                minimumLevel: try request.choice("level") ?? .medium,
                raisesLevel: try request.bool("boost") ?? false,
                version: try request.integer("version", in: 1...40).flatMap(QRVersion.init(rawValue:)),
                mask: try request.integer("mask", in: 0...7).flatMap(MaskPattern.init(rawValue:)),
                mode: mode,
                reportsPenalties: try request.bool("penalties") ?? false)
            form = try request.choice("format") ?? .modules
            renderOptions = RenderOptions(
                quietZone: try request.integer("quietZone", in: 0...Int.max) ?? 4,
                modulePixels: try request.integer("scale", in: 1...Int.max) ?? 8,
                dark: try Self.color("dark", of: request) ?? .black,
                light: try Self.color("light", of: request) ?? .white)
            profile = try request.choice("profile")
            content = try Self.content(of: request, mode: mode)
        }

        private static func color(_ name: StaticString, of request: BatchRequest) throws(BatchFault) -> Color? {
            guard let text = try request.string(name) else { return nil }
            guard let color = Color(text) else {
                throw .badRequest("\(name) must be #rrggbb, #rrggbbaa, black, white or transparent")
            }
            return color
        }

        private static func content(
            of request: BatchRequest, mode: EncodingOptions.SegmentMode
        ) throws(BatchFault) -> Content {
            switch (try request.string("text"), try request.string("hex")) {
            case (let text?, nil):
                guard mode != .kanji else { throw .badRequest("mode kanji takes Shift JIS bytes in hex") }
                return .text(text)
            case (nil, let digits?):
                guard let bytes = Hexadecimal.bytes(of: digits) else {
                    throw .badRequest("hex must be an even number of hexadecimal digits")
                }
                return .bytes(bytes)
            default:
                throw .badRequest("give either text or hex")
            }
        }

        /// Makes the symbol and appends the answer's members.
        ///
        /// - Parameters:
        ///   - encoder: the worker's encoder.
        ///   - members: the answer so far; nothing is appended when a fault is thrown.
        /// - Throws: why there is no symbol or no picture.
        func answer(with encoder: QRSymbolEncoder, to members: inout JSONWriter) throws(BatchFault) {
            try refuseInvalidPayload()
            let symbol = try symbol(of: encoder)
            let picture = try drawn(symbol)
            members.key("ok")
            members.bool(true)
            members.key("version")
            members.number(symbol.version.rawValue)
            members.key("level")
            members.string(symbol.level.letter)
            members.key("mask")
            members.number(symbol.mask.rawValue)
            members.key("side")
            members.number(symbol.sideInModules)
            append(picture, to: &members)
            guard options.reportsPenalties else { return }
            members.key("penalties")
            members.array { list in
                for penalty in encoder.penalties { list.number(penalty) }
            }
        }

        /// Refuses a text that breaks the rules it is to keep.
        private func refuseInvalidPayload() throws(BatchFault) {
            guard let profile else { return }
            let bytes =
                switch content {
                case .text(let text): Array(text.utf8)
                case .bytes(let bytes): bytes
                }
            let report = QRISPayload.validate(bytes, profile: profile)
            guard let error = report.issues.first(where: { $0.severity == .error }) else { return }
            throw BatchFault(code: "invalid_payload", message: "\(error.code.name): \(error.message)")
        }

        private func symbol(of encoder: QRSymbolEncoder) throws(BatchFault) -> QRSymbol {
            do throws(EncodingError) {
                switch content {
                case .text(let text): return try encoder.encode(text, options: options)
                case .bytes(let bytes): return try encoder.encode(bytes: bytes, options: options)
                }
            } catch {
                throw BatchFault(code: error.code.name, message: error.message)
            }
        }

        private func drawn(_ symbol: QRSymbol) throws(BatchFault) -> [UInt8] {
            do throws(Failure) {
                switch form {
                case .modules: return symbol.moduleDigits(endingRowsWith: [])
                case .svg: return try PictureFormat.svg.draw(symbol, options: renderOptions)
                case .png: return try PictureFormat.png.draw(symbol, options: renderOptions)
                }
            } catch {
                throw BatchFault(code: "picture_failed", message: error.lines.joined())
            }
        }

        private func append(_ picture: [UInt8], to members: inout JSONWriter) {
            switch form {
            case .modules:
                members.key("modules")
                members.plainString(picture)
            case .svg:
                members.key("svg")
                members.string(String(decoding: picture, as: UTF8.self))
            case .png:
                members.key("png")
                members.plainString(Base64.encode(picture.span))
            }
        }
    }
#endif
