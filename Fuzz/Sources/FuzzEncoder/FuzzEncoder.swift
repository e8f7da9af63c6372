// Law: every kernel level makes the symbol, the penalties and the errors of the plain encoder, and the symbol says the
// text.
// SPDX-License-Identifier: Apache-2.0

import CFuzzer
@_spi(Kernels) import QREncoder
import QRStructure

@main enum FuzzEncoder {
    /// libFuzzer runs one input at a time, so the encoders are never shared.
    private struct Encoders: @unchecked Sendable {
        let all = KernelLevel.available.map { QRSymbolEncoder(kernels: $0) }
    }

    private static let encoders = Encoders()
    private static let modes: [EncodingOptions.SegmentMode] = [.byte, .mixed, .numeric, .alphanumeric, .kanji]

    static func main() {
        _ = fuzz_run(CommandLine.argc, CommandLine.unsafeArgv) { data, size in
            FuzzEncoder.check(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
    }

    /// Takes the options from the first two bytes and the text from the rest.
    static func check(_ input: [UInt8]) {
        let encoders = encoders.all
        guard input.count >= 2 else { return }
        let (first, second) = (Int(input[0]), Int(input[1]))
        let text = Array(input.dropFirst(2))
        let options = EncodingOptions(
            minimumLevel: ErrorCorrectionLevel.allCases[first % 4], raisesLevel: first / 4 % 2 == 0,
            version: first / 8 % 2 == 0 ? nil : QRVersion(rawValue: second % 40 + 1),
            mask: second % 3 == 0 ? MaskPattern(rawValue: second % 8) : nil,
            mode: modes[first / 16 % 5], reportsPenalties: second % 2 == 0)
        // Mixed mode may split a text in several equally short ways: there the levels are only compared with each other.
        let expected = options.mode == .mixed ? outcome(of: encoders[0], text, options) : plain(text, options)
        for encoder in encoders {
            precondition(outcome(of: encoder, text, options) == expected)
        }
        guard let symbol = expected.symbol else { return }
        let rows = (0..<symbol.sideInModules).map { row in
            (0..<symbol.sideInModules).map { column in symbol[row, column] }
        }
        precondition((try? decodeSymbol(rows))?.bytes == text)
    }

    private struct Outcome: Equatable {
        var symbol: QRSymbol?
        var penalties: [Int] = []
        var error: EncodingError?
    }

    private static func outcome(of encoder: QRSymbolEncoder, _ text: [UInt8], _ options: EncodingOptions) -> Outcome {
        do throws(EncodingError) {
            let symbol = try encoder.encode(bytes: text, options: options)
            return Outcome(symbol: symbol, penalties: encoder.penalties)
        } catch {
            return Outcome(error: error)
        }
    }

    private static func plain(_ text: [UInt8], _ options: EncodingOptions) -> Outcome {
        do throws(EncodingError) {
            let (symbol, penalties) = try QRSymbolEncoder.plainSymbol(bytes: text, options: options)
            return Outcome(symbol: symbol, penalties: penalties)
        } catch {
            return Outcome(error: error)
        }
    }
}
