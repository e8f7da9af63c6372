// `qris encode`: a text as a QR symbol in a file or on standard output.
// SPDX-License-Identifier: Apache-2.0

#if CommandLineTool
    import ArgumentParser
    import Foundation
    import QREncoder
    import QRIS
    import QRRendering
    import QRStructure

    /// The command `encode`.
    struct Encode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a payload, or any text, as a QR code.",
            discussion: """
                Without --any the text must be a valid payload: a wrong code must not reach a customer.
                Payment codes use byte mode, as EMVCo demands; other modes are for other texts.

                Examples:
                  qris encode --file code.txt -o code.png
                  qris encode --file code.txt -o code.svg --level Q --scale 4
                  qris encode --any https://example.com
                  qris encode --any --mode mixed --version 5 --mask 3 --format text HELLO123
                """)

        @OptionGroup var input: InputOptions
        @OptionGroup(title: "Symbol") var symbolOptions: SymbolOptions
        @OptionGroup(title: "Picture") var pictureOptions: PictureOptions

        @Option(help: "The rules the payload must keep; emv or lenient for codes of other countries. (default: qris)")
        var profile: Chosen<Profile>?

        func validate() throws {
            guard profile == nil || !symbolOptions.any else {
                throw ValidationError("--any draws whatever the text is: give it without --profile.")
            }
        }

        func run() throws {
            let format = try pictureOptions.resolvedFormat()
            let symbol = try QRSymbolEncoder().symbol(of: try text(), options: symbolOptions.encodingOptions)
            let picture = try format.draw(symbol, options: pictureOptions.renderOptions)
            for warning in format.warnings(of: pictureOptions.renderOptions) {
                Output.message("qris: warning: \(warning)")
            }
            if let path = pictureOptions.output, path != "-" {
                try Output.write(picture, toFile: path)
            } else {
                try Output.write(picture)
            }
        }

        /// Reads the text; without `--any` only a valid payload passes.
        private func text() throws(Failure) -> [UInt8] {
            guard !symbolOptions.any else {
                return symbolOptions.mode.value == .kanji ? try shiftJIS() : try input.utf8()
            }
            let payload = try QRISPayload(checking: try input.utf8(), profile: profile?.value ?? .qris)
            if let scheme = payload.scheme, scheme != .qris { Output.message("qris: this is a \(scheme.name) code") }
            if symbolOptions.mode.value != .byte {
                Output.message("qris: warning: payment codes must be in byte mode (EMVCo QRCPS-MPM 4.12.1)")
            }
            return payload.encoded()
        }
    }

    extension Encode {
        /// Reads the text for kanji mode: an argument is converted, files and standard input hold Shift JIS already.
        private func shiftJIS() throws(Failure) -> [UInt8] {
            guard input.isArgument else { return try input.bytes() }
            let text = String(decoding: try input.utf8(), as: UTF8.self)
            guard let bytes = text.data(using: .shiftJIS) else {
                throw Failure(.invalidInput, "the text has characters that Shift JIS, the code of kanji mode, has not")
            }
            return Array(bytes)
        }
    }

    /// What may be chosen about the symbol.
    struct SymbolOptions: ParsableArguments {
        @Option(help: "The least error correction level; raised while the version stays the same.")
        var level = Chosen(ErrorCorrectionLevel.medium)

        @Flag(name: .long, help: "Keep the level as it is.")
        var noBoost = false

        @Option(name: .customLong("version"), help: "The symbol's version, 1 to 40; otherwise the smallest that fits.")
        var symbolVersion: VersionNumber?

        @Option(help: ArgumentHelp("The mask pattern.", valueName: "mask"))
        var mask: MaskChoice = .automatic

        @Option(help: "How characters are packed.")
        var mode = Chosen(EncodingOptions.SegmentMode.byte)

        @Flag(help: "Draw any text, not only valid payloads.")
        var any = false

        /// The options as the encoder takes them.
        var encodingOptions: EncodingOptions {
            EncodingOptions(
                minimumLevel: level.value, raisesLevel: !noBoost, version: symbolVersion?.version, mask: mask.mask,
                mode: mode.value)
        }
    }

    /// What may be chosen about the picture.
    struct PictureOptions: ParsableArguments {
        @Option(
            name: .shortAndLong,
            help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"), completion: .file())
        var output: String?

        @Option(help: "The format; otherwise by the file's extension, and without a file ansi or utf8.")
        var format: PictureFormat?

        @Option(help: ArgumentHelp("Pixels per module in png, svg and pbm.", valueName: "pixels"))
        var scale = 8

        @Option(help: ArgumentHelp("Light modules around the symbol; readers count on 4.", valueName: "modules"))
        var quietZone = 4

        @Option(help: "Colour of dark modules: #rrggbb, #rrggbbaa, black, white or transparent.")
        var dark = ColorValue.black

        @Option(help: "Colour of light modules.")
        var light = ColorValue.white

        /// The options as renderers take them.
        var renderOptions: RenderOptions {
            RenderOptions(quietZone: quietZone, modulePixels: scale, dark: dark.color, light: light.color)
        }

        /// Whether the picture goes to standard output.
        private var isToStandardOutput: Bool { output == nil || output == "-" }

        /// Returns the format to draw in.
        func resolvedFormat() throws(Failure) -> PictureFormat {
            if isToStandardOutput {
                let format = format ?? (Terminal.takesColor ? .ansi : .utf8)
                guard format != .png || !Terminal.isOutput else {
                    throw Failure(.usage, "a PNG file cannot be shown on a terminal; give -o FILE, or --format ansi")
                }
                return format
            }
            guard let format = format ?? output.flatMap({ PictureFormat.named(byExtensionOf: $0) }) else {
                let known = PictureFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.usage, "the file's extension names no format; give --format, one of \(known)")
            }
            return format
        }
    }
#endif
